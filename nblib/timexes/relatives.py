"""What is told from now, or from the last date told."""

from .calendars import at_grain, shift, span_of
from .context import UNKNOWN, Bits, Context, Value
from .quarters import reported_quarter, same_quarter
from .registry import (
    UNITS,
    chars,
    duration_of,
    edge_of,
    mod_of,
    number_of,
    reading,
    steps,
)


@reading("relative")
def _relative(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    kind, unit = next((k, v) for k, v in bits.pairs if k in (*UNITS, "WEEKEND"))
    grain, step = ("W" if kind == "WEEKEND" else unit), steps(bits) or 0
    if grain not in UNKNOWN:
        return []
    told = {"PREVIOUS", "FOLLOWING", "THAT", "SAME"} & {k for k, _ in bits.pairs}
    if not told and "THE" in bits and grain in "DW":
        told = {"THE"}
    value = ctx.discourse(grain, step) if told else ctx.relative(grain, step)
    return [Value("DATE", value + ("-WE" if kind == "WEEKEND" else ""), edge_of(bits))]


@reading("weekend")
def _weekend(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    if ctx.published is None:
        return [Value("DATE", "XXXX-WXX-WE")]
    due = ctx.tokens.classes[i - 1 : i] in (chars("BY"), chars("BEFORE"))
    ahead = due or ctx.future(i, j) or ctx.published.isoweekday() > 5
    return [Value("DATE", ctx.relative("W", 0 if ahead else -1) + "-WE")]


@reading("the_unit")
@reading("edge_unit")
def _the_unit(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    unit = next(value for kind, value in reversed(bits.pairs) if kind in UNITS)
    if unit not in ("D", "W", "M", "Q", "Y") or ("FULL" in bits and unit != "Y"):
        return []
    if unit == "D":  # the day told of
        return [Value("DATE", ctx.discourse("D", 0), edge_of(bits))]
    value = reported_quarter(ctx) if unit == "Q" else ctx.relative(unit, 0)
    return [Value("DATE", value, edge_of(bits))]


@reading("latest")
def _latest(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    """Read "the latest week", "the most recent fiscal year": the last that is over."""
    unit = bits.get("UNIT") or "Y"
    return [Value("DATE", ctx.relative(unit, -1))] if unit in UNKNOWN else []


@reading("this_units")
def _this_units(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    """Read "this 12 months", a spinner's word for "this year"."""
    number, unit = number_of(bits), bits.get("UNIT", "UNITS")
    if number == 12 and unit == "M":
        return [Value("DATE", ctx.relative("Y", 0))]
    return [Value("DURATION", duration_of(number or 1, unit or "D"))]


@reading("year_end")
def _year_end(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    unit = bits.get("UNIT") or "Y"
    if unit not in ("Y", "M", "W"):
        return []
    return [Value("DATE", ctx.relative(unit, 0), "END")]


@reading("ago")
def _ago(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    number, unit = number_of(bits), bits.get(*UNITS) or "D"
    sign = -1 if "AGO" in bits else 1
    mod = mod_of(bits) or ("APPROX" if "OR" in bits else None)
    if number is None and {"FEW", "SOME", "UNITS"} & {kind for kind, _ in bits.pairs}:
        vague = "PAST_REF" if sign < 0 else "FUTURE_REF"
        here = ctx.now("Y") if unit == "Y" and "FEW" in bits else None
        return [Value("DATE", f"{here[:3]}X" if here else vague, mod)]
    if number is None and unit == "Y" and ctx.quarter and sign < 0:
        return [Value("DATE", same_quarter(bits, ctx, i, j)[0].value, mod)]
    return [Value("DATE", _back(ctx, number or 1, unit, sign), mod)]


def _back(ctx: Context, number: float, unit: str, sign: int) -> str:
    if unit[0] == "T":
        return ctx.relative("D", 0)
    if unit == "2W":
        number, unit = number * 2, "W"
    if unit == "W" and ctx.published:
        day = shift(ctx.published.isoformat(), sign * int(number * 7))
        return day if number == 1 and day else ctx.relative("W", sign * int(number))
    if unit in "EC":
        return ctx.relative("Y", sign * int(number * (10 if unit == "E" else 100)))
    return ctx.relative(unit if unit in UNKNOWN else "D", sign * int(number))


@reading("day_before")
def _day_before(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    unit = bits.get(*UNITS) or "D"
    words = {kind for kind, _ in bits.pairs}
    sign = -1 if words & {"EARLIER", "BEFORE"} else 1
    if unit not in UNKNOWN:
        return []
    if "TODAY" in words:
        return [Value("DATE", ctx.relative("D", int(bits.get("TODAY") or 0) + sign))]
    if unit == "Y" and sign < 0 and {"A", "CARD"} & words:
        return same_quarter(bits, ctx, i, j)
    return [Value("DATE", ctx.discourse(unit, sign))]


@reading("later")
def _later(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    """Read a duration that leads from the last date told to another."""
    number, unit = number_of(bits), bits.get(*UNITS) or "D"
    vague = number is None and bool(
        {"FEW", "SOME", "UNITS"} & {k for k, _ in bits.pairs}
    )
    value = Value(
        "DURATION", duration_of("X" if vague else number or 1, unit), mod_of(bits)
    )
    follow = next((kind for kind, _ in ctx.bits(j, j + 1).pairs), "")
    sign = -1 if follow in ("EARLIER", "BEFORE", "AFTER", "FOLLOWING") else 1
    if not vague:
        value.implied = _led_to(ctx, sign * int(number or 1), unit, follow)
    return [value]


def _led_to(ctx: Context, number: int, unit: str, follow: str) -> str | None:
    """Return the date that so many units lead to from the last date told.

    Months and years only lead on from what was told, and stay months and years.
    """
    there = ctx.last_told("D")
    if unit in "DW":
        there = there or ctx.now("D")
        return shift(there, number * (7 if unit == "W" else 1)) if there else None
    if unit == "Y":
        there = ctx.last_told("DMY")
    elif unit == "M":
        there = ctx.last_told("DM")
    else:
        return None
    if there is None or follow not in ("EARLIER", "LATER"):
        return None
    return shift(at_grain(span_of(there)[0], unit), number)


@reading("mid_unit")
def _mid_unit(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    unit = bits.get("UNIT") or "Y"
    return [Value("DATE", ctx.relative(unit, 0), "MID")] if unit in "WMY" else []
