"""Months, seasons, years, decades, and the quarters of business news."""

import re
from datetime import timedelta

from .calendars import is_date, shift, span_of, week_of
from .context import Bits, Context, Value
from .days import month_day
from .registry import (
    MONTHS,
    chars,
    day_number,
    day_of,
    edge_of,
    number_of,
    reading,
    steps,
    year_of,
)

_FIRST_NAMES = ("April", "June")  # months that people are called
_NOT_BEFORE = chars("MONEY INT DECIMAL COUNT HYPHEN")
_NOT_AFTER = chars("UNITS UNIT COUNT PERCENT TIMES")
_YEAR_CUES = chars("IN SINCE BY OF FROM TO BETWEEN AND OR FISCAL AFTER BEFORE")


@reading("month")
def _month(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    month, year, step = int(bits.get(*MONTHS) or 1), year_of(bits), steps(bits)
    mod = edge_of(bits)
    if j - i == 1 and _first_name(ctx, i):
        return []
    if year is not None:
        return [Value("DATE", f"{year:04d}-{month:02d}", mod)]
    if ctx.published is None:
        return [Value("DATE", f"XXXX-{month:02d}", mod)]
    here = ctx.published.year
    if step is not None and "UNIT" in bits:
        return [Value("DATE", f"{here + step:04d}-{month:02d}", mod)]
    days = [f"{here + k:04d}-{month:02d}" for k in (-1, 0, 1)]
    if step == 0:
        return [Value("DATE", days[1], mod)]
    future = step == 1 or (
        step is None and (ctx.future(i, j, by=True) or ctx.coming(i))
    )
    if step and days[1] == ctx.now("M"):
        return [Value("DATE", days[1 + step], mod)]
    return [Value("DATE", ctx.nearest(days, future) or days[1], mod)]


def _first_name(ctx: Context, i: int) -> bool:
    """Tell whether a month that no word of time leads in is half a person's name."""
    tokens = ctx.tokens
    led_in = tokens.classes[i - 1 : i] not in ("", "~", "x", *chars("DOT COMMA AND"))
    surname = tokens.classes[i + 1 : i + 2] == "x" and tokens.word(i + 1).istitle()
    return tokens.word(i) in _FIRST_NAMES and surname and not led_in


@reading("month_part")
def _month_part(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    """Read "the first week of May" as that month, "the last day of May" as a day."""
    number = day_number(bits.get("ORD", "SEC") or "")
    edge = {1: "START", 0: "END"}.get(number)
    named = Bits([pair for pair in bits.pairs if pair[0] in (*MONTHS, "YEAR")])
    [month] = _month(named, ctx, i, j)
    if bits.get("UNIT") == "W":
        return [Value("DATE", month.value, edge)]
    if bits.get("UNIT") != "D" or not is_date(month.value):
        return []
    first, last = span_of(month.value)
    day = last if number == 0 else first + timedelta(days=number - 1)
    return [Value("DATE", day.isoformat())]


@reading("season")
def _season(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    name, year, step = bits.get("SEASON", "FALL"), year_of(bits), steps(bits)
    mod = edge_of(bits)
    if year is not None:
        return [Value("DATE", f"{year:04d}-{name}", mod)]
    if ctx.published is None:
        return [Value("DATE", f"XXXX-{name}", mod)]
    here = ctx.published.year
    all_years = [f"{here + k:04d}-{name}" for k in (-1, 0, 1)]
    if step == 0 or ("UNIT" in bits and step is not None):
        return [Value("DATE", all_years[1 + (step or 0)], mod)]
    future = step == 1 or ctx.future(i, j, by=True)
    value = ctx.nearest(all_years, future) or all_years[1]
    if step == -1 and span_of(value)[1] >= ctx.published:
        value = shift(value, -1) or value
    return [Value("DATE", value, mod)]


@reading("decade")
def _decade(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    word = bits.get("DECADE", "TENSWORD") or ""
    digits = re.sub(r"\D", "", word)
    if len(digits) == 2:
        digits = ("19" if int(digits) >= 30 else "20") + digits
    if digits[-1:] != "0":
        return []
    return [Value("DATE", digits[:3], edge_of(bits))]


@reading("century")
def _century(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    number = day_number(bits.get("ORD", "SEC", "ORDNUM") or "")
    if bits.get("UNIT") != "C":
        return []
    return [Value("DATE", f"{number - 1:02d}", edge_of(bits))]


@reading("spoken_year")
def _spoken_year(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    told = year_of(bits) if "CENT" in bits else number_of(bits)
    year = int(told or 0)
    return [Value("DATE", f"{year:04d}")] if 1500 <= year < 2100 else []


@reading("year_range")
def _year_range(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    """Read "2014-2018"; two figures that run backwards are no years."""
    first, last = bits.all("YEAR")
    if first >= last or ctx.tokens.classes[i - 1 : i] in (*_NOT_BEFORE,):
        return []
    return [Value("DATE", first), Value("DATE", last)]


@reading("dated_unit")
def _dated_unit(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    """Read "the week of May 5", "the weekend of 3 May": the one that the day is in."""
    day = month_day(
        ctx, int(bits.get(*MONTHS) or 1), day_of(bits), year_of(bits), (i, j)
    )
    if bits.get("UNIT") not in (None, "W") or not is_date(day):
        return [Value("DATE", day)]
    week = week_of(span_of(day)[0])
    return [Value("DATE", week + ("-WE" if "WEEKEND" in bits else ""))]


@reading("fiscal_year")
def _fiscal_year(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    year = year_of(bits)
    return [Value("DATE", f"{year:04d}")] if year else []


@reading("year")
def _read_year(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    before, after = ctx.tokens.classes[i - 1 : i], ctx.tokens.classes[j : j + 1]
    if (
        (before and before in _NOT_BEFORE)
        or after in _NOT_AFTER
        or not 1500 <= (year_of(bits) or 0) < 2100
    ):
        return []
    if j - i == 1 and _no_year(ctx, i, j):
        return []
    mod = "ON_OR_AFTER" if {"AND", "OR"} & {k for k, _ in bits.pairs} else edge_of(bits)
    return [Value("DATE", bits.get("YEAR") or "", mod)]


def _no_year(ctx: Context, i: int, j: int) -> bool:
    """Tell a count ("1900 ships") or the tail of a name ("Expo 2000") from a year."""
    tokens = ctx.tokens
    before, after = tokens.classes[i - 1 : i], tokens.classes[j : j + 1]
    if before == "x" and tokens.word(i - 1)[:1].isupper():
        return True
    word = tokens.word(j) if after == "x" else ""
    counted = word.islower() and word.endswith("s") and not word.endswith("ss")
    return counted and before not in _YEAR_CUES
