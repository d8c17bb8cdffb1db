"""Tells the date of a letter, a baseline or guidance from a date of birth, for what files say.

A plan is full of dates of documents, and each of them is more than a year old sooner or later. What
is beside such a date decides; what stays unsure is for the guard.
"""

import re
from typing import Final

from db.patterns import pattern

AROUND: Final = 70  # characters before and after a date in which its context stands
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE: Final = pattern(
    rf"(?<!\d)(?:\d{{1,2}}\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?(?:\d{{4}}|\d\d)|\d{{4}}[-/.]\d\d?[-/.]\d\d?|"
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s)?{_MONTH},?\s+'?(?:\d{{4}}|\d\d)|"
    rf"{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}})(?!\d)",
    re.IGNORECASE,
)
_DOCUMENT: Final = pattern(
    r"\b(?:baselines?|publish\w*|publication|letters?|reports?|reported|framework|dated|guidance|"
    r"inspect\w*|ofsted|cqc|hmi|dfe|version|polic(?:y|ies)|strateg(?:y|ies)|act|regulations?|statutory|"
    r"reviews?|reviewed|audits?|audited|as (?:at|of)|since|data|minutes|meetings?|board|committee|"
    r"cabinet|council|panel|plans?|survey|census|returns?|agreed|approved|adopted|signed|launched|"
    r"introduced|effective|issued|updated?|revised|procedures?|protocol|standards?|judgement|"
    r"feedback|notice|contract|commissioned|started|went live|last|previous|figures?|snapshot|"
    r"quarter|performance|\d+(?:\.\d+)? ?%|target|was completed|training|visit(?:s|ed)?|conference|"
    r"workshop|scrutiny|recommendations?|consultation|memorandum|mou|terms of reference|tor)\b",
    re.IGNORECASE,
)
_ABOUT_A_PERSON: Final = pattern(
    r"\b(?:born|birth\w*|d\.?o\.?b|child|aged?|son|daughter|baby|boy|girl|sibling|brother|sister|"
    r"mother|father|mum|dad|carer|grand\w+|his|her|he|she|admitted|placed|twin|pupil|student|"
    r"young person|newborn|infant|toddler|nhs|case [a-z])\b|\b(?-i:[A-Z]\. ?[A-Z]\b)",
    re.IGNORECASE,
)


def without(text: str, *, about_documents: bool = False) -> str:
    """Return a text without the dates that their context says are of documents.

    `about_documents` says that the column is one of measures, sources, evidence or progress, where
    a date is a document's unless something speaks of a person.
    """

    def instead(match: re.Match[str]) -> str:
        around = text[max(0, match.start() - AROUND) : match.start()], text[match.end() :][:AROUND]
        beside = " ".join(around)
        if _ABOUT_A_PERSON.search(beside):
            return match[0]
        return "the day" if about_documents or _DOCUMENT.search(beside) else match[0]

    return _DATE.sub(instead, text)
