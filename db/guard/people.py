"""Who is written about: initials where they can only be a person's, and how old one child is."""

from collections.abc import Iterator
from typing import Final

from db import patterns
from db.guard.readable import NUMBER_WORDS, Searched, all_found, any_case, said_beside

# Two letters that are a post, a team or a plan far more often than a person.
OFFICE_LETTERS: Final = (
    "SW|TM|QA|PI|HR|IT|AD|PA|SM|PM|AM|HS|CP|CE|CS|EH|EP|SG|RO|DM|CO|SO|GP|YJ|YO|LA|CA|CC|CF|DA|DV|"
    "DT|DP|FF|FC|FH|FS|GO|HV|HT|IR|IV|KS|LD|MH|NI|OT|OK|PD|PS|PR|PO|RI|SS|SU|SV|TA|UK|EU|US|VS|ID|"
    "NO|TO|OF|IN|ON|AT|BY|IS|IF|AS|AN|OR|WE|HE|ME|MY|SE|TV|PC|QC|KC|AI|MI|DC|SC"
)
_INITIALS: Final = (
    rf"(?!(?:{OFFICE_LETTERS})(?![A-Za-z]))(?:[A-Z][A-Z]|[A-Z]\.\s?[A-Z]\.?)(?![A-Za-z0-9&/-])"
)
_RELATION: Final = (
    r"(?i:sibs?|sibling|brother|sister|mother|mum|father|dad|parents?|carer|grand(?:mother|father)|nan|"
    r"uncle|aunt|cousin|son|daughter|guardian)"
)
_CHILD: Final = (
    r"(?i:child|baby|yp|young\sperson|girl|boy|pupil|infant|teenager|sib(?:ling)?s?(?:\sgroup)?|children|"
    r"twins?)"
)
_REVIEW: Final = (
    r"(?!\s(?i:review|report|inquiry|enquiry|learning|lessons|case|scr|cspr|recommendation|action))"
)
_IN_WORDS: Final = rf"(?i:{'|'.join(NUMBER_WORDS[1:19])})(?![A-Za-z])"
_AGE: Final = rf"(?:1[0-8]|\d|{_IN_WORDS})"
# What has years behind it may be how long somebody has been in post, if more is said of them.
_YEARS: Final = (
    r"(?i:[\s-]?(?:years?|yrs?|months?|mths?|weeks?)[\s-]old(?![a-z])|"
    r"[\s-]?(?:years?|yrs?|y)(?=\s{0,3}(?:$|[,;.)]|-\s)))"
)
_BEFORE: Final = r"(?<![A-Za-z0-9&/.-])"
_INITIAL_PATTERNS: Final = (
    patterns.pattern(rf"{_BEFORE}{_INITIALS},?\s?\({_AGE}\)"),
    patterns.pattern(rf"{_BEFORE}{_INITIALS},\s?{_AGE}(?=\s*$|[,;.)])"),
    patterns.pattern(rf"{_BEFORE}{_INITIALS},?\s\(?(?i:aged?):?\s{_AGE}(?!\d)"),
    patterns.pattern(rf"{_BEFORE}{_INITIALS}(?:[,:]?\s?\(|\s?[-,:]\s?|\s(?:is\s)?){_AGE}{_YEARS}"),
    patterns.pattern(
        rf"(?<![A-Za-z]){_RELATION}\s(?:of|to|for)\s(?:(?i:child|baby|yp)\s)?{_INITIALS}"
    ),
    patterns.pattern(rf"{_BEFORE}{_INITIALS}'s?\s{_RELATION}(?![A-Za-z])"),
)
_CALLED_A_CHILD: Final = (
    patterns.pattern(rf"(?<![A-Za-z\"]){_CHILD}(?:\s|:\s|\s-\s){_INITIALS}{_REVIEW}"),
    patterns.pattern(rf"{_BEFORE}(?:LAC|CLA|C[Ii]C|UASC):\s{_INITIALS}{_REVIEW}"),
    patterns.pattern(
        rf"(?<![A-Za-z\"])(?i:baby|child)\s(?!I\s)[A-Z](?:'s)?(?![A-Za-z0-9'./&-]){_REVIEW}"
    ),
)
# The child of a published review, or one that was made up to learn from.
_NO_LIVING_CHILD: Final = any_case(
    r"(?<![a-z])(?:l?csprs?|l?scrs?|serious\scase|practice\sreview|case\sstud(?:y|ies)|fiction\w{0,4}|"
    r"made[\s-]up|imaginary|anonymised|vignettes?|scenarios?|role[\s-]plays?|worked\sexamples?|"
    r"training\s(?:packs?|materials?|slides?|cases?|videos?|notes))(?![a-z])"
)


def initials(text: Searched) -> Iterator[str]:
    """Yield initials beside an age, a relation, or a word for a child."""
    yield from all_found(_INITIAL_PATTERNS, text.words)
    for each in _CALLED_A_CHILD:
        for found in each.finditer(text.words):
            if _NO_LIVING_CHILD.search(said_beside(text.words, found)) is None:
                yield found[0]


_GROUP: Final = (
    r"(?<!children )(?<!those )(?<!people )(?<!pupils )(?<!all )(?<!adults )(?<!any )(?<!each )"
    r"(?<!every )(?<!debts )(?<!debt )"
)
_OTHER_END: Final = rf"and\s(?:\d|{_IN_WORDS}|over|under|above|below|up|older|younger)"
_NO_RANGE: Final = (
    rf"(?!\d)(?!\s?(?:-|to\s|or\s|\+|plus|{_OTHER_END}|years?\s(?:to\s|or\s|{_OTHER_END})))"
)
_ONE_CHILD: Final = (
    r"(?:girl|boy|child|male|female|baby|infant|son|daughter|sibling|brother|sister|teenager|"
    r"young\sperson|pupil|yp)(?![a-z])"
)
_HOW_MANY: Final = rf"(?<![a-z\d-])(?:\d{{1,2}}|{_IN_WORDS})"
_OLD: Final = r"[\s-]?(?:year|yr|month|week)s?[\s-]old"
# What is said of somebody, where a policy of the same age would be named.
_SAID_OF_THEM: Final = (
    r"(?='s\s|\s{0,3}(?:$|[,.;:!?)])|\s(?:is|was|has|had|who|whose|said|says|told|went|did|not|will|still|"
    r"needs|lives|seen|missing|placed|with|in|at|from|on|and\s(?:his|her|mum|sibling))(?![a-z-]))"
)
# What turns two as no child does: "the service turns two on Monday".
_NO_OFFICE: Final = "".join(
    rf"(?<!\b{each}\s)"
    for each in ("plan", "service", "team", "partnership", "board", "project", "centre", "hub")
)
_AGES: Final = (
    any_case(rf"{_HOW_MANY}{_OLD}[\s-]{_ONE_CHILD}"),
    any_case(
        rf"{_GROUP}(?<!and )(?<!or )(?<!to ){_HOW_MANY}[\s-]?(?:year|yr|month|week)[\s-]old"
        rf"{_SAID_OF_THEM}"
    ),
    any_case(
        rf"(?<![a-z])(?:{_ONE_CHILD}|s?he|youngest|eldest|oldest)(?:\s(?:is|was)|'s|,)\s"
        rf"(?:now\s|only\s|just\s)?{_HOW_MANY}{_OLD}(?![a-z])"
    ),
    any_case(
        r"(?<![a-z])s?he(?:\sis|'s)\s(?:now\s|only\s|just\s)?(?:1[0-7]|\d)"
        r"(?=\s{0,3}$|[,;.)](?!\d)|\s(?:and(?!\sa\shalf)|but|so)\s)"
    ),
    any_case(rf"(?<![a-z]){_ONE_CHILD}(?:\sof\s{_HOW_MANY}{_SAID_OF_THEM}|,\s{_HOW_MANY},)"),
    any_case(rf"{_GROUP}(?<![a-z])aged\s{_HOW_MANY}{_NO_RANGE}"),
    any_case(
        rf"{_NO_OFFICE}(?<![a-z])turn(?:s|ed|ing)?\s{_HOW_MANY}\son\s(?:the\s)?(?:\d|[a-z-]{{5,14}}\sof\s|[a-z]{{3,6}}day)"
    ),
    any_case(r"(?<![\d-])\d{1,2}[\s-]?(?:yo|y/o|y\.o\.?)(?![a-z])"),
    any_case(r"(?<![\d-])\d{1,2}\s?(?:years|yrs)\s\d{1,2}\s?(?:months|mths)(?![a-z])"),
    any_case(rf"(?<![a-z]){_ONE_CHILD}\s(?:of|aged)\s\d{{1,2}}{_NO_RANGE}"),
    patterns.pattern(
        rf"(?<![\w-])[A-Z][a-z]{{2,15}}(?:, {_AGE},| \({_AGE}\),?) "
        r"(?:went|was|is|has|had|who|missing|placed|lives|moved|ran|seen)\b"
    ),
)


def ages(text: Searched) -> Iterator[str]:
    """Return the ages of one child; a range, or of many, is none."""
    return all_found(_AGES, text.words)
