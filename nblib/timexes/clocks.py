"""Times of day on the clock: in figures, in words, beside a part of the day."""

from .context import UNKNOWN, Bits, Context, Value
from .registry import mod_of, reading

HALF_DAY = 12  # hours
LAST_HOUR = "23:00"


@reading("clock")
def _clock(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    classes = ctx.tokens.classes
    alone = classes[i - 1 : i] in ("", "~") and classes[j : j + 1] in ("", "~")
    there = None if alone else (ctx.last_told("D") or ctx.now("D"))
    clock = clock_of(bits)
    if there:
        there = _gone(ctx, there, clock, (i, j))
    return [timed(there or ("" if alone else UNKNOWN["D"]), clock, bits)]


def _gone(ctx: Context, day: str, clock: str, where: tuple[int, int]) -> str:
    """Return the day before where the last hour of the publication day is meant.

    What was published on a day was written before its last hour.
    """
    late = clock >= LAST_HOUR and day == ctx.now("D") and not ctx.future(*where)
    return ctx.relative("D", -1) if late else day


@reading("clock_part")
def _clock_part(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    """Read "six in the morning", "11:30 at night"."""
    hour, _, minute = clock_of(bits).partition(":")
    number = int(hour)
    if number <= HALF_DAY:
        number = number % HALF_DAY + _second_half(bits.get("PART") or "", number)
    there = ctx.last_told("D") or ctx.now("D") or UNKNOWN["D"]
    return [timed(there, f"{number:02d}:{minute}", bits)]


def _second_half(part: str, hour: int) -> int:
    """Return the hours to add to an hour of a part of the day."""
    late = part in ("AF", "EV", "MI") or (part == "NI" and 6 <= hour < HALF_DAY)
    return HALF_DAY if late else 0


@reading("spoken_clock")
def _spoken_clock(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    """Read "half past eleven", "a quarter to twelve", "twenty past four".

    An hour from six on is one of the evening where a night was told last.
    """
    words = [kind for kind, _ in bits.pairs]
    if "TO" not in words and ctx.tokens.word(j - 2).lower() != "past":
        return []
    told = [int(value) for value in bits.all("CARD", "TENS")]
    minute = 30 if "HALF" in words else 15 if "QUARTER" in words else told[0]
    there = ctx.last_told("D") or ctx.now("D")
    late = there is not None and there == ctx.night
    hour = told[-1] + _second_half("NI" if late else "", told[-1])
    if late and hour == HALF_DAY:
        hour = 2 * HALF_DAY
    minutes = hour * 60 + (-minute if "TO" in words else minute)
    clock = f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
    day = _gone(ctx, there, clock, (i, j)) if there else UNKNOWN["D"]
    return [timed(day, clock, bits)]


def clock_of(bits: Bits) -> str:
    """Return the time of day as hours and minutes."""
    noon = bits.get("NOON")
    if noon:
        return noon
    told = bits.get("CLOCKTIME", "DECIMAL", "DAY", "CARD", "INT", "YEAR") or "0"
    hour, _, minute = told.replace(",", "").replace(".", ":").partition(":")
    if len(hour) == 4:
        hour, minute = hour[:2], hour[2:]
    half = (bits.get("MERIDIEM", "LETTERP") or ("a" if "LETTERM" in bits else ""))[:1]
    number = int(hour)
    if half and number <= 12:
        number = number % 12 + (12 if half == "p" else 0)
    return f"{number:02d}:{minute or '00'}"


def timed(day: str, clock: str, bits: Bits) -> Value:
    """Return a day with a time of day."""
    return Value("TIME", f"{day}T{clock}", mod_of(bits))
