"""The people of a simulated council, month by month: who joins, leaves, is away and falls ill."""

from calendar import monthrange
from datetime import date, timedelta
from random import Random

from bench.draw_councils import PART_TIME, Size
from jobs.rules.draw.model import Auditor, Days, DrawRequest, PastAudit, Practitioner, Window
from jobs.rules.working_days import Calendar

FIRST_YEAR = 2025
MONTHS_IN_A_YEAR = 12
MONTHS = 24
MEASURED_FROM = 12
WEEKS_OF_LEAVE_A_MONTH = 0.5
WEEK = timedelta(days=6)
CALENDAR = Calendar.of("ENG")


class Staff:
    """Everybody in post, from one month to the next.

    Leavers go at the census's rate and are replaced after as many months as make its vacancy rate.
    Sick leave takes its share of months, half of it known before the draw and half not.
    """

    def __init__(self, size: Size, run: int) -> None:
        self._size = size
        self._random = Random(f"staff {run}")
        self._month = 0
        self._hired = 0
        self._vacant: list[tuple[int, str, int]] = []
        self.careers: dict[str, tuple[int, int]] = {}
        self.managers = {self._hire("manager"): team for team in range(size.first_line)}
        self.managers |= {self._hire("manager"): size.first_line for _ in range(size.middle)}
        teams = (place % size.first_line for place in range(size.practitioners))
        self.practitioners = {self._hire("practitioner"): team for team in teams}
        self._patterns: dict[str, tuple[int, ...]] = {}
        self._start_month()

    @property
    def in_post(self) -> set[str]:
        """Return everybody in post this month."""
        return {*self.managers, *self.practitioners}

    def move_on(self) -> None:
        """Go to the next month: some leave, some posts are filled."""
        self._month += 1
        for role, posts in (("manager", self.managers), ("practitioner", self.practitioners)):
            for person in sorted(posts):
                if self._random.random() < self._leaving:
                    self._leave(role, person, posts.pop(person))
        self._fill()
        self._start_month()

    def weekdays(self, person: str) -> tuple[int, ...]:
        """Return the weekdays somebody works."""
        return self._patterns[person]

    def away(self, person: str) -> tuple[Days, ...]:
        """Return the leave and the sickness known before the draw."""
        return self._away.get(person, ())

    def manager_of(self, team: int) -> str | None:
        """Return the manager of a team, if there is one."""
        return next((person for person, own in self.managers.items() if own == team), None)

    @property
    def _leaving(self) -> float:
        return self._size.leavers / self._size.headcount / MONTHS_IN_A_YEAR

    @property
    def _months_vacant(self) -> float:
        return self._size.vacancy / 100 / self._leaving

    def _hire(self, role: str) -> str:
        self._hired += 1
        person = f"{role} {self._hired:04}"
        if role == "practitioner":
            self.careers[person] = (self._month, MONTHS)
        return person

    def _leave(self, role: str, person: str, team: int) -> None:
        if role == "practitioner":
            self.careers[person] = (self.careers[person][0], self._month)
        until = self._month + round(self._random.expovariate(1 / self._months_vacant))
        self._vacant.append((until, role, team))

    def _fill(self) -> None:
        due = [post for post in self._vacant if post[0] <= self._month]
        self._vacant = [post for post in self._vacant if post[0] > self._month]
        for _, role, team in due:
            posts = self.managers if role == "manager" else self.practitioners
            posts[self._hire(role)] = team

    def _start_month(self) -> None:
        window = window_of(self._month)
        everybody = sorted(self.in_post)
        for person in everybody:
            self._patterns.setdefault(person, self._pattern())
        ill = [p for p in everybody if self._random.random() < self._size.absence / 100]
        self._random.shuffle(ill)
        known, self.falling_ill = ill[::2], sorted(ill[1::2])
        all_month = ((window.opens, window.due),)
        self._away: dict[str, tuple[Days, ...]] = dict.fromkeys(known, all_month)
        for person in everybody:
            if person not in known and self._random.random() < WEEKS_OF_LEAVE_A_MONTH:
                monday = window.opens + timedelta(days=self._random.randrange(21))
                self._away[person] = ((monday, monday + WEEK),)

    def _pattern(self) -> tuple[int, ...]:
        part_time = self._random.random() < (1 - self._size.fte_per_head) * 3
        return self._random.choice(PART_TIME) if part_time else (0, 1, 2, 3, 4)


def window_of(number: int) -> Window:
    """Return the window of a month, counted from the first January."""
    year, month = FIRST_YEAR + number // MONTHS_IN_A_YEAR, number % MONTHS_IN_A_YEAR + 1
    last = date(year, month, monthrange(year, month)[1])
    return Window(CALENDAR.next_working(date(year, month, 1)), last)


def request_of(staff: Staff, number: int, history: tuple[PastAudit, ...], run: int) -> DrawRequest:
    """Return the request of one month's draw."""
    window = window_of(number)
    return DrawRequest(
        auditors=tuple(
            Auditor(p, f"team {team}", "York", (), staff.weekdays(p), staff.away(p))
            for p, team in sorted(staff.managers.items())
        ),
        practitioners=tuple(
            Practitioner(
                p, f"team {team}", "York", _line(staff, team), staff.weekdays(p), staff.away(p)
            )
            for p, team in sorted(staff.practitioners.items())
        ),
        window=window,
        history=history,
        holidays=tuple(sorted(d for d in CALENDAR.holidays if window.opens <= d <= window.due)),
        seed=run,
    )


def _line(staff: Staff, team: int) -> tuple[str, ...]:
    manager = staff.manager_of(team)
    return (manager,) if manager else ()
