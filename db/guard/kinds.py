"""What a text may not hold, and what is asked about before it is kept."""

from enum import Enum
from typing import Final


class Kind(Enum):
    """A kind of personal data."""

    EMAIL = "email"
    NHS_NUMBER = "nhs_number"
    NATIONAL_INSURANCE_NUMBER = "national_insurance_number"
    DATE_OF_BIRTH = "date_of_birth"
    PHONE_NUMBER = "phone_number"
    POSTCODE = "postcode"
    OWN_CASE_NUMBER = "own_case_number"  # by the council's own pattern
    OLD_DATE = "old_date"
    CASE_NUMBER = "case_number"
    COURT_NUMBER = "court_number"
    PUPIL_NUMBER = "pupil_number"
    PERSONAL_NUMBER = "personal_number"  # of a bank, a passport, a driving licence
    SCHOOL = "school"
    ADDRESS = "address"
    POSTCODE_AREA = "postcode_area"
    FOREIGN_PHONE = "foreign_phone"
    INITIALS = "initials"
    AGE = "age"
    BABY_DUE = "baby_due"

    @property
    def is_question(self) -> bool:
        """Say whether it could well be something else, so that whoever wrote it is asked."""
        return self in _QUESTIONS


_QUESTIONS: Final = frozenset(
    {
        Kind.OLD_DATE,
        Kind.CASE_NUMBER,
        Kind.COURT_NUMBER,
        Kind.PUPIL_NUMBER,
        Kind.PERSONAL_NUMBER,
        Kind.SCHOOL,
        Kind.ADDRESS,
        Kind.POSTCODE_AREA,
        Kind.FOREIGN_PHONE,
        Kind.INITIALS,
        Kind.AGE,
        Kind.BABY_DUE,
    }
)
