"""Holidays by their rule: a fixed day, a weekday of a month, so many days from Easter.

Names and rules stand in lexicons/holidays.csv. A holiday that is of one country's
calendar says so in `flag`. Feasts of calendars that are set by observation or by
decree (Ramadan, Eid, Diwali) have no rule here: they keep the X form, and so does
an Easter of the eastern churches.
"""

import re
from datetime import date, timedelta
from functools import cache

from ..lexicons import read_lexicon
from .context import UNKNOWN, Bits, Context, Value
from .days import told_or_nearest
from .registry import reading, steps, year_of

_EASTER = re.compile(r"easter([+-]\d+)?")
_NTH = re.compile(r"(\d\d)-([1-5L])-([1-7])([+-]\d+)?")
_YEAR = re.compile(r"\d{4}")
_EASTERN = ("orthodox", "coptic")
_LUNAR = ("lunar", "chinese", "jewish", "persian")


@cache
def _rules() -> dict[str, tuple[str, str]]:
    """Return name → (rule, country)."""
    return {
        row["name"]: (row["day"], row["country"]) for row in read_lexicon("holidays")
    }


def easter(year: int) -> date:
    """Return Easter Sunday of the western churches (Meeus, Jones and Butcher).

    Parameters
    ----------
    year : int
        1583 to 9999, in the Gregorian calendar.

    Examples
    --------
    >>> easter(2024).isoformat(), easter(2025).isoformat()
    ('2024-03-31', '2025-04-20')
    """
    century, rest = divmod(year, 100)
    leap, tail = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * (year % 19) + century - leap - shift + 15) % 30
    week = (32 + 2 * tail + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def holiday_of(rule: str, year: int) -> date:
    """Return the day of a rule of lexicons/holidays.csv in a year.

    Examples
    --------
    >>> rules = ("12-25", "11-4-4", "05-L-1", "easter-2")
    >>> [holiday_of(rule, 2025).strftime("%m-%d") for rule in rules]
    ['12-25', '11-27', '05-26', '04-18']
    """
    movable, nth = _EASTER.fullmatch(rule), _NTH.fullmatch(rule)
    if movable:
        return easter(year) + timedelta(days=int(movable[1] or 0))
    if nth is None:
        return date.fromisoformat(f"{year:04d}-{rule}")
    month, weekday = int(nth[1]), int(nth[3])
    first = date(year, month + 1, 1) if nth[2] == "L" else date(year, month, 1)
    first += timedelta(days=(weekday - first.isoweekday()) % 7)
    weeks = -1 if nth[2] == "L" else int(nth[2]) - 1
    return first + timedelta(days=7 * weeks + int(nth[4] or 0))


@reading("holiday")
def _holiday(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    name = _name(ctx, i, j)
    before = ctx.tokens.word(i - 1).lower() if i else ""
    if name not in _rules() or before in _LUNAR:
        return []
    rule, country = _rules()[name]
    year, step = year_of(bits), steps(bits)
    if rule.startswith("easter") and before in _EASTERN:
        return _feast(bits, ctx, i, j)
    flag = f"by the calendar of the {country}" if country else None
    if year is not None:
        return [Value("DATE", holiday_of(rule, year).isoformat(), flag=flag)]
    if ctx.published is None:
        fixed = None if "e" in rule or len(rule) > len("12-25") else f"XXXX-{rule}"
        return [Value("DATE", fixed or UNKNOWN["D"], flag=flag)]
    years = (ctx.published.year + more for more in (-1, 0, 1))
    days = [holiday_of(rule, year).isoformat() for year in years]
    if step is not None:
        day = days[1] if step == 0 else ctx.nearest(days, step > 0)
    else:
        day = told_or_nearest(ctx, days, (i, j))
    return [Value("DATE", day or UNKNOWN["D"], flag=flag)]


@reading("feast")
def _feast(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    """Leave a feast open whose day is not a matter of rule."""
    year = year_of(bits)
    day = f"{year:04d}-XX-XX" if year else UNKNOWN["D"]
    return [Value("DATE", day, flag="no rule for this feast")]


def _name(ctx: Context, i: int, j: int) -> str:
    """Return the name as the table has it: no "last", no year, plain apostrophes."""
    words = [ctx.tokens.word(n).lower().replace("’", "'") for n in range(i, j)]
    skipped = ("last", "next", "this", "past", "coming", "of")
    name = " ".join(w for w in words if w not in skipped and not _YEAR.fullmatch(w))
    name = name.replace("12 months", "year")  # a spinner's word for it
    name = name.replace(" 's", "'s").replace("s '", "s")
    return re.sub(r"^(valentine|mother|father)s ", r"\1's ", name)
