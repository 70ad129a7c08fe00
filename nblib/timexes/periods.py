"""Months, seasons, years, decades, and the quarters of business news."""

import re
from datetime import timedelta

from .calendars import is_date, shift, span_of
from .context import Bits, Context, Value
from .registry import MONTHS, chars, day_number, edge_of, reading, steps, year_of

_NOT_BEFORE = chars("MONEY INT DECIMAL COUNT HYPHEN")
_NOT_AFTER = chars("UNITS UNIT COUNT PERCENT TIMES")
_YEAR_CUES = chars("IN SINCE BY OF FROM TO BETWEEN AND OR FISCAL AFTER BEFORE")


@reading("month")
def _month(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    month, year, step = int(bits.get(*MONTHS) or 1), year_of(bits), steps(bits)
    mod = edge_of(bits)
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
    future = step == 1 or (step is None and ctx.future(i, j, by=True))
    if step and days[1] == ctx.now("M"):
        return [Value("DATE", days[1 + step], mod)]
    return [Value("DATE", ctx.nearest(days, future) or days[1], mod)]


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
    century = int(bits.get("CENT") or 19)
    rest = sum(int(value) for value in bits.all("TENS", "CARD"))
    return [Value("DATE", f"{century}{rest:02d}")] if rest > 9 else []


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
