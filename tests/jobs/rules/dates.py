"""Days and calendars the rules are tried on."""

from datetime import date

from hypothesis import strategies as st

from jobs.rules.working_days import Calendar

ENGLAND = Calendar.of("ENG")
MONDAY = date(2026, 11, 23)

days = st.dates(date(2000, 1, 1), date(2080, 12, 31))
weekdays = st.frozensets(st.integers(0, 6), min_size=1)
calendars = st.builds(
    Calendar,
    st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=40),
    weekdays,
)
