"""Durations, sets, and the vague present, past and future."""

from .context import Bits, Context, Value
from .registry import MONTHS, UNITS, chars, duration_of, mod_of, number_of, reading


@reading("span")
@reading("duration")
def _duration(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    number, unit = number_of(bits), bits.get(*UNITS) or "D"
    few = bits.get("FEW", "SOME")
    if unit == "Q" and ctx.tokens.classes[j : j + 1] == chars("OF"):
        return []  # three quarters of a thing
    if few and number is None:
        size: float | str = 2 if few == "2" else "X"
        return [Value("DURATION", duration_of(size, unit), mod_of(bits))]
    if unit == "M" and number is not None and number > 3 and "THE" in bits:
        ctx.quarter = None  # "the nine months": what follows is told by the year
    return [
        Value(
            "DURATION", duration_of(1 if number is None else number, unit), mod_of(bits)
        )
    ]


@reading("vague")
def _vague(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    return [Value("DURATION", duration_of("X", bits.get("UNITS") or "D"))]


@reading("recent_units")
def _recent_units(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    return [Value("DATE", "PAST_REF")]


@reading("every")
def _every(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    if bits.get("WEEKDAY", "WEEKDAYS"):
        part = f"T{bits.get('PART')}" if "PART" in bits else ""
        day = bits.get("WEEKDAY", "WEEKDAYS")
        return [Value("SET", f"XXXX-WXX-{day}{part}")]
    if bits.get(*MONTHS):
        return [Value("SET", f"XXXX-{int(bits.get(*MONTHS) or 1):02d}")]
    if "WEEKEND" in bits or "PART" in bits or "SEASON" in bits:
        value = {"WEEKEND": "XXXX-WXX-WE"}.get(bits.pairs[-1][0])
        return [Value("SET", value or f"XXXX-XX-XXT{bits.get('PART') or 'NI'}")]
    number = 2 if "TRADING" in bits and ctx.tokens.word(i + 1) == "other" else 1
    number_told = number_of(bits) or number
    return [Value("SET", duration_of(number_told, bits.get(*UNITS) or "D"))]


@reading("daily")
def _daily(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    return [Value("SET", bits.get("DAILY") or "P1D")]


@reading("per")
def _per(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    return [Value("SET", duration_of(1, bits.get("UNIT") or "D"))]


@reading("one_day")
def _one_day(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    """Read "one day" as some day to come or as a length."""
    if ctx.tokens.word(i).lower() != "one" or bits.get("UNIT") != "D":
        return _duration(bits, ctx, i, j)
    if ctx.future(i, j):
        return [Value("DATE", "FUTURE_REF")]
    return (
        [] if ctx.tokens.classes[i - 1 : i] in ("x", "") else _duration(bits, ctx, i, j)
    )


@reading("ahead")
def _ahead(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    if "TIMEWORD" in bits or "WHILE" in bits:
        return [Value("DURATION", "PXX")]
    return _vague(bits, ctx, i, j)


@reading("ref")
def _ref(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    value = bits.get("NOW", "RECENTLY", "RECENT", "SOON") or "FUTURE_REF"
    return [Value("DATE", value)]


@reading("past_ref")
def _past_ref(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    past = ctx.tokens.word(j - 1).lower() == "past" or "UNITS" in bits
    return [Value("DATE", "PAST_REF")] if past else []


@reading("present_ref")
def _present_ref(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    return [Value("DATE", "PRESENT_REF")]


@reading("half")
def _half(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    """Read "half a year" and "an hour and a half"."""
    unit, more = bits.get("UNIT") or "D", "AND" in bits
    halves = {
        "TH": ("PT30M", "PT90M"),
        "TM": ("PT30S", "PT1M30S"),
        "Y": ("P6M", "P18M"),
        "D": ("PT12H", "PT36H"),
    }
    value = halves.get(unit, (duration_of(0.5, unit), duration_of(1.5, unit)))[more]
    return [Value("DURATION", value, mod_of(bits))]


@reading("length")
def _length(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    """Read "daylong", "yearlong"."""
    return [Value("DURATION", bits.get("LENGTH") or "P1D")]


@reading("ended")
def _ended(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    """Read "the year ended March 31", a length up to that day."""
    return [Value("DURATION", duration_of(1, bits.get("UNIT") or "Y"))]
