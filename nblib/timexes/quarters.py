"""Quarters and halves, and what business news compares them with."""

from .calendars import grain_of, shift, shift_years, span_of
from .context import Bits, Context, Value
from .registry import READINGS, chars, day_number, reading, steps, year_of


@reading("quarter")
def _quarter(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    unit = bits.get("UNIT")
    if unit in ("D", "W", "M") and "HALF" in bits:  # "the second half of the week"
        edge = "START" if "ORD" in bits else "END"
        return [Value("DATE", ctx.relative(unit, 0), edge)]
    if "LETTERQ" in bits:
        name = f"{bits.get('LETTERQ')}{bits.get('DAY')}"
    elif bits.pairs[0][0] == "LAST" or bits.pairs[1][0] == "LAST":
        name = "H2" if "HALF" in bits else "Q4"  # the last quarter of a year
    elif "CARD" in bits:
        name = "H1"  # the first two quarters
    else:
        kind = "H" if "HALF" in bits else "Q"
        name = f"{kind}{day_number(bits.get('ORD', 'SEC', 'ORDNUM') or '')}"
    if name not in ("Q1", "Q2", "Q3", "Q4", "H1", "H2"):
        return []
    value = _quarter_year(bits, ctx, name, i, j)
    ctx.report(value, ended=ctx.tokens.classes[j : j + 1] == chars("ENDED"))
    return [Value("DATE", value)]


def _quarter_year(bits: Bits, ctx: Context, name: str, i: int, j: int) -> str:
    year, step = year_of(bits), steps(bits)
    if year is None and ctx.published is None:
        return f"XXXX-{name}"
    if year is not None:
        return f"{year:04d}-{name}"
    assert ctx.published is not None
    here = ctx.published.year
    if {"AGO", "EARLIER"} & {kind for kind, _ in bits.pairs}:
        return f"{here - 1:04d}-{name}"
    if step is not None and "UNIT" in bits:
        return f"{here + step:04d}-{name}"
    value = f"{here:04d}-{name}"
    first, last = span_of(value)
    if last < ctx.published and ctx.future(i, j) and (ctx.published - last).days > 120:
        return f"{here + 1:04d}-{name}"
    if (
        first > ctx.published
        and (first - ctx.published).days > 120
        and not ctx.future(i, j)
    ):
        return f"{here - 1:04d}-{name}"
    return value


@reading("this_quarter")
def _this_quarter(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    if {"THIS", "CURRENT"} & {kind for kind, _ in bits.pairs}:
        return [Value("DATE", ctx.relative("Q", 0))]
    return [Value("DATE", reported_quarter(ctx))]


def reported_quarter(ctx: Context) -> str:
    """Return the quarter told last, else the one that ended before publication."""
    return ctx.quarter or ctx.relative("Q", -1)


@reading("same_quarter")
def same_quarter(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    """Read "a year earlier": the same period of the year before, as told last."""
    if bits.get("UNIT") not in (None, "Y"):
        name = "ago" if "AGO" in bits else "day_before"
        return READINGS[name](bits, ctx, i, j)
    told = ctx.told[-1] if ctx.told else None
    grain = grain_of(told) if told else None
    words = {kind for kind, _ in bits.pairs}
    if ctx.quarter and grain != "Y":
        here = ctx.quarter
    elif {"QUARTER", "PERIOD"} & words:
        here = reported_quarter(ctx)
    else:
        here = ctx.now("Y") or "XXXX"
        if grain == "Y" and told and told < (shift(here, -1) or ""):
            here = (
                told  # a story of years past; last year is what this year compares with
            )
    return [Value("DATE", shift_years(here, -1) or here)]


@reading("year_period")
def _year_period(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    quarter = ctx.quarter or ""
    return [Value("DATE", f"{year_of(bits)}{quarter[4:]}")]
