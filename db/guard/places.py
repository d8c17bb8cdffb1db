"""Where somebody lives: a postcode, part of one, a house in a street, a place on a map."""

import re
from collections.abc import Iterator
from typing import Final

from db import patterns
from db.guard.readable import Searched, all_found, any_case

# Royal Mail's postcode areas, with those of the Crown Dependencies and the forces.
_AREA: Final = (
    "A[BL]|B[ABDFHLNRST]?|C[ABFHMORTVW]|D[ADEGHLNTY]|E[CHNX]?|F[KY]|G[LUY]?|H[ADGPRSUX]|I[GMPV]|"
    "JE|K[ATWY]|L[ADELNSU]?|M[EKL]?|N[EGNPRW]?|O[LX]|P[AEHLOR]|R[GHM]|S[AEGKLMNOPRSTWY]?|"
    "T[ADFNQRSW]|UB|W[ACDFNRSV]?|YO|ZE"
)
_DISTRICT: Final = r"\d[0-9A-HJKMNP-Y]?"
_INWARD: Final = r"\d[ABD-HJLNP-UW-Z]{2}"
# "Room E1 2nd floor" and "slot L1 2AM" are no postcodes.
_ORDINAL: Final = r"(?<=\s)(?-i:1st|2nd|3rd|[4-9]th)"
_AN_HOUR: Final = r"(?:(?<=[a-z]\d\s)|(?<=[a-z]\d,\s))\d[ap]m"
_POSTCODES: Final = (
    any_case(
        rf"(?<![a-z0-9])(?:(?:{_AREA}){_DISTRICT}[\s.\-_+]{{0,3}}|GIR\s?(?=0AA))"
        rf"(?!{_ORDINAL})(?!{_AN_HOUR}){_INWARD}(?![a-z0-9])"
    ),
    # A letter glued to its end, and a blank in its first letters.
    patterns.pattern(
        rf"(?<![A-Za-z0-9])(?:{_AREA}){_DISTRICT}[ .\-_]{{1,3}}{_INWARD}[a-z](?![A-Za-z])"
    ),
    patterns.pattern(
        r"(?<![A-Za-z0-9])(?=[A-Z] [A-Z]\d)(?:[A-Z] [A-Z])\d[0-9A-Z]? {0,2}\d[ABD-HJLNP-UW-Z]{2}"
        r"(?![A-Za-z0-9])"
    ),
)
# A comma in it; not of one letter, as options B1, 2AB and 3CD are.
_WITH_A_COMMA: Final = any_case(
    rf"(?<![a-z0-9])(?=[a-z]{{2}})(?:{_AREA}){_DISTRICT},\s(?!{_ORDINAL})(?!{_AN_HOUR}){_INWARD}(?![a-z0-9])"
)
_A_LABEL: Final = 12  # characters
_LISTED: Final = any_case(
    r"(?<![a-z])(?:tables|options|rows|columns|cells|figures|annexes|items|slots|rooms|bays|desks)\s$"
)
_LINKED_POSTCODE: Final = any_case(
    rf"(?<![a-z0-9])(?:{_AREA}){_DISTRICT}[\s\-_]{{0,3}}{_INWARD}(?![a-z0-9])"
)


def postcodes(text: Searched) -> Iterator[str]:
    """Yield whole postcodes."""
    yield from all_found(_POSTCODES, text.squeezed)
    for found in _WITH_A_COMMA.finditer(text.squeezed):
        if _LISTED.search(text.squeezed[max(0, found.start() - _A_LABEL) : found.start()]) is None:
            yield found[0]
    yield from all_found([_LINKED_POSTCODE], *text.links)


_LIVES: Final = (
    r"(?:liv(?:es|ed|ing|e)|resid(?:es|ed|ing)|stay(?:s|ed|ing)|plac(?:ed|ement)|hous(?:ed|ing)|"
    r"mov(?:ed|es|ing)|address(?:ed)?|family|home|flat)"
)
_PART_OF_A_POSTCODE: Final = patterns.pattern(
    rf"(?i:(?<![a-z]){_LIVES}\s(?:is\s)?(?:with\s[a-z]{{2,15}}\s)?(?:(?:in|at|to|from|near|around|out\sof)\s(?:the\s)?)?)"
    rf"((?:{_AREA})\d[0-9A-HJKMNP-Y]?)(?![A-Za-z0-9])",
    re.ASCII,
)


def postcode_areas(text: Searched) -> Iterator[str]:
    """Yield the first half of a postcode where it is said that somebody lives there."""
    for found in _PART_OF_A_POSTCODE.finditer(text.words):
        yield found[1]


_STREET: Final = (
    "Street|St|Road|Rd|Avenue|Ave|Av|Lane|Ln|Close|Cl|Drive|Dr|Way|Crescent|Cres|Court|Ct|Terrace|"
    "Place|Pl|Gardens|Gdns|Grove|Walk|Hill|Square|Sq|Park|Row|Mews|Rise|View|Green|Parade|Villas|"
    "Croft|Meadow|Meadows|Vale|Fold|Gate|Yard|Wharf|Quay|Mount|Chase|Wynd|Broadway"
)
_NOT_A_HOUSE: Final = (
    r"(?<!Room )(?<!Floor )(?<!Phase )(?<!Annex )(?<!Option )(?<!Year )(?<!Item )(?<!Part )"
)
_ADDRESSES: Final = (
    patterns.pattern(
        rf"(?<![\w£.,#/-]){_NOT_A_HOUSE}\d{{1,3}}[A-Da-d]?,?\s"
        rf"(?:(?!(?:{_STREET})\s(?![A-Z]))(?:[A-Z][A-Za-z'.]{{1,20}}|The|Old|St)\s){{1,3}}"
        rf"(?:{_STREET})(?![A-Za-z'])(?!\s(?:[Mm]ap|[Ss]trategy|[Pp]roject|[Ss]chool|[Cc]entre|[Oo]ffice|[Ll]ease|[Hh]ub))"
    ),
    patterns.pattern(
        r"(?<![\w£.,#/-])\d{1,3}[A-Da-d]?,?\sThe\s(?:Crescent|Green|Avenue|Close|Drive)\b"
    ),
    any_case(
        r"(?<![\w£.,#/-])\d{1,3}[a-d]?,?\s[a-z]{3,20}\s(?:street|road|avenue|lane|crescent|terrace)"
        r"(?=\s*$|\s*[,.;\n])"
    ),
    patterns.pattern(  # in Welsh the street comes first
        rf"(?<![\w£.,#/-]){_NOT_A_HOUSE}\d{{1,3}}[A-Da-d]?,?\s"
        r"(?:Heol|Ffordd|Stryd|L[oô]n|Rhodfa|Clos|Cilgant|Maes)\s(?:[Yy]r?\s)?[A-Z]"
    ),
    any_case(r"(?<![a-z])flat\s\d{1,3}[a-z]?,?\s\d{1,4}(?![\d%])"),
    patterns.pattern(
        r"(?<![A-Za-z])(?i:flat)\s\d{1,3}[A-Za-z]?,?\s(?:[A-Z][a-z']{2,20}\s){1,3}"
        r"(?:House|Court|Tower|Point|Lodge|Heights|Mansions)(?![A-Za-z])"
    ),
    any_case(r"(?:///|(?<![a-z])(?:what3words|w3w)[\s:]{1,3})\w{2,20}\.\w{2,20}\.\w{2,20}"),
    any_case(r"(?<![\d.])-?\d{1,2}\.\d{4,8},\s?-?\d{1,2}\.\d{4,8}(?!\d)"),
)
_MAPS: Final = any_case(
    r"^https?://(?:(?:www\.)?google\.[a-z.]{2,6}/maps|maps\.google\.|goo\.gl/maps|maps\.app\.goo\.gl|"
    r"(?:www\.)?what3words\.com/|w3w\.co/|(?:www\.)?bing\.com/maps|maps\.apple\.com|"
    r"(?:www\.)?openstreetmap\.org/)"
)


def addresses(text: Searched) -> Iterator[str]:
    """Yield a house in a street, and a place on a map."""
    yield from all_found(_ADDRESSES, text.words)
    yield from filter(_MAPS.match, text.links)


_A_SCHOOL: Final = (
    r"(?:(?:[A-Z][A-Za-z'.]{1,20}\s){1,4}(?:Primary|Infants?|Junior|Secondary|High|Grammar|School|Academy|"
    r"College|Nursery)|Ysgol\s[A-Z][a-z]{1,20})(?![A-Za-z])"
)
# Where staff learn and train, and the council's own head for its children in care.
_NOBODYS_SCHOOL: Final = (
    r"(?!Virtual\s|(?:[A-Z][a-z]{1,10}\s){0,2}"
    r"(?:Practice|Leadership|Frontline|Research|Staff|Work)\s)"
)
_STAFF_THERE: Final = (
    r"(?!(?:\s[A-Z][a-z]{1,10})?\s(?:(?i:meeting|network|forum|cluster|governor|board|fair|training|"
    r"head|staff|partnership|trust|team)))"
)
_YEAR_GROUP: Final = (
    r",?\s\(?(?:[Yy]ear|[Yy]r|Y)\s?\d{1,2}(?=\s{0,2}$|\s?[,.;)]|\s(?:pupil|student|boy|girl))"
)
_SCHOOLS: Final = (
    patterns.pattern(
        r"(?<![A-Za-z])(?i:attends|attending|goes\sto|on\sroll\sat|enrolled\sat|excluded\sfrom)\s(?:the\s)?"
        rf"{_NOBODYS_SCHOOL}{_A_SCHOOL}{_STAFF_THERE}"
    ),
    patterns.pattern(
        r"(?<![A-Za-z])(?<!(?i:work)\s)(?i:pupil|student)\s(?:at|of|from)\s"
        r"(?!(?:[A-Z][a-z]{1,20}\s){0,3}University(?!\sAcademy)|Key\sStage)[A-Z][a-z']{2,20}(?![A-Za-z])"
        r"(?!\s(?i:on\splacement|cohort))"
    ),
    patterns.pattern(rf"(?<![A-Za-z]){_A_SCHOOL}{_YEAR_GROUP}"),
    patterns.pattern(
        rf"(?<![A-Za-z])(?i:attends|goes\sto)\s(?:[A-Z][A-Za-z'.]{{1,20}}\s){{0,3}}"
        rf"[A-Z][A-Za-z'.]{{1,20}}{_YEAR_GROUP}"
    ),
    patterns.pattern(
        rf"(?<![A-Za-z0-9])(?:[Yy](?:ear|r)?\s?\d{{1,2}}|P[1-7]|S[1-6])\s(?:at|in)\s"
        rf"{_NOBODYS_SCHOOL}{_A_SCHOOL}{_STAFF_THERE}"
    ),
)


def schools(text: Searched) -> Iterator[str]:
    """Return the schools that somebody is said to go to."""
    return all_found(_SCHOOLS, text.words)
