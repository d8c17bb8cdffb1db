"""Writes down the bank holidays that the `holidays` library knows: `python -m tools.bank_holidays`.

The running bot reads the table: the library itself loads every country in the world, which costs
11 MiB and a tenth of a second at each start. `make lock ARGS=--upgrade` is the time to run it; a
test compares the two.
"""

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Final

import holidays

DIVISIONS: Final = ("ENG", "WLS", "SCT", "NIR")
YEARS: Final = range(1990, 2101)
TABLE: Final = Path(__file__).parents[1] / "jobs" / "rules" / "bank_holidays.txt"
HEAD: Final = """\
# The bank holidays of the United Kingdom, as `python -m tools.bank_holidays` writes them down.
#
# Each year, and its days as month and day, substitute days among them. Letters say who keeps one
# that not all do: England, Wales, Scotland, Northern Ireland. Source: the Banking and Financial
# Dealings Act and the proclamations since, as kept by the `holidays` library.
"""


def table() -> str:
    """Return the file as the library would have it."""
    kept: defaultdict[date, str] = defaultdict(str)
    for division in DIVISIONS:
        for day in holidays.country_holidays("GB", subdiv=division, years=YEARS):
            kept[day] += division[0]
    everybody = "".join(division[0] for division in DIVISIONS)
    years: defaultdict[int, list[str]] = defaultdict(list)
    for day, whose in sorted(kept.items()):
        years[day.year].append(f"{day:%m%d}{'' if whose == everybody else whose}")
    return HEAD + "".join(f"{year} {' '.join(days)}\n" for year, days in years.items())


if __name__ == "__main__":
    TABLE.write_text(table(), "utf-8")
