"""Days and times of day."""

import re
from calendar import day_name
from functools import cache

from ..lexicons import read_lexicon, split_cell
from .calendars import iso_day, shift, span_of
from .clocks import clock_of, timed
from .context import UNKNOWN, Bits, Context, Value
from .registry import (
    MONTHS,
    chars,
    day_number,
    day_of,
    edge_of,
    reading,
    steps,
    year_of,
)

WEEKDAYS = frozenset(day_name)
FAR_AHEAD = 92  # days ahead from which a day needs a word of the future
FAR_BACK = 30  # days back from which a word of the future moves it a year


def month_day(
    ctx: Context, month: int, day: int, year: int | None, where: tuple[int, int]
) -> str:
    """Return a day of a month, its year from the text, the discourse or the date.

    The same month and day told before with a year is the same day. Else it is the
    nearer of the last and the coming one, unless the words around speak of what
    is to come.
    """
    tail = f"-{month:02d}-{day:02d}"
    if year is not None:
        return iso_day(year, month, day) or f"{year:04d}{tail}"
    told = next((value for value in reversed(ctx.told) if value.endswith(tail)), None)
    if told and len(told) == 10:
        return told
    if ctx.published is None:
        return f"XXXX{tail}"
    year_now = ctx.published.year
    days = [iso_day(year_now + i, month, day) for i in (-1, 0, 1)]
    return told_or_nearest(ctx, [d for d in days if d], where) or f"XXXX{tail}"


def told_or_nearest(
    ctx: Context, days: list[str], where: tuple[int, int]
) -> str | None:
    """Return the one of some days told last, else the nearest.

    What "ended" on a day is over; how far a day may lie ahead or back is up to the
    words around.
    """
    today = ctx.published
    if today is None or not days:
        return None
    told = next((value for value in reversed(ctx.told) if value in days), None)
    if told or ctx.tokens.word(where[0] - 1) == "ended":
        return told or ctx.nearest(days, False)
    away = {d: (span_of(d)[0] - today).days for d in days}
    nearest = min(days, key=lambda d: abs(away[d]))
    future = ctx.future(*where)
    if away[nearest] > FAR_AHEAD and not future:
        return ctx.nearest(days, False) or nearest
    if away[nearest] < -FAR_BACK and future:
        return ctx.nearest(days, True) or nearest
    return nearest


@reading("iso")
def _iso(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    value = bits.pairs[0][1]
    return [Value("TIME" if "T" in value else "DATE", value)]


@reading("slashed")
def _slashed(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    """Decide day and month by the calendar, else by the order the pile shows."""
    a, b, year = (int(part) for part in re.split(r"[/.-]", bits.pairs[0][1]))
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    first, second = iso_day(year, b, a), iso_day(year, a, b)  # day first, month first
    if first is None and second is None:
        return []
    if first is None or second is None or first == second:
        return [Value("DATE", first or second or "")]
    if ctx.day_first is not None:
        return [
            Value("DATE", first if ctx.day_first else second, flag="order by the pile")
        ]
    if ctx.published:
        gone = [d for d in (first, second) if d <= ctx.published.isoformat()]
        if len(gone) == 1:
            return [Value("DATE", gone[0], flag="the other reading lies ahead")]
    return [
        Value(
            "DATE", f"{year:04d}-XX-XX", flag=f"day or month first: {first} or {second}"
        )
    ]


@reading("date")
def _date(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    day = day_of(bits)
    month = bits.get(*MONTHS)
    if month is None:  # "the 15th"
        there = ctx.last_told("DM") or ctx.now("M")
        value = f"{there[:7]}-{day:02d}" if there else f"XXXX-XX-{day:02d}"
        return [Value("DATE", value)]
    if not 1 <= day <= 31:
        return []
    return [Value("DATE", month_day(ctx, int(month), day, year_of(bits), (i, j)))]


@reading("day_range")
def _day_range(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    month, year = int(bits.get(*MONTHS) or 0), year_of(bits)
    first, last = (int(day) for day in bits.all("DAY")[:2])
    value = month_day(ctx, month, last, year, (i, j))
    return [Value("DATE", value[:-2] + f"{first:02d}"), Value("DATE", value)]


@cache
def _mastheads() -> frozenset[tuple[str, str]]:
    """Return the weekdays that a paper's name begins with, and its next word."""
    names = (
        name.removeprefix("The ").split()
        for row in read_lexicon("outlets")
        for name in (row["name"], *split_cell(row["aliases"]))
    )
    return frozenset((n[0], n[1]) for n in names if n[0] in WEEKDAYS and len(n) > 1)


@reading("weekday")
def _weekday(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    if (ctx.tokens.word(j - 1), ctx.tokens.word(j)) in _mastheads():
        return []  # "the Sunday Times"
    return [Value("DATE", _weekday_value(bits, ctx, i, j), edge_of(bits))]


@reading("relative_weekday")
def _relative_weekday(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    return [Value("DATE", _weekday_value(bits, ctx, i, j))]


def _weekday_value(bits: Bits, ctx: Context, i: int, j: int) -> str:
    """Return "Friday", "last Friday" (before today), "Friday last week".

    The most recent one, unless the words before say that it is to come or that it
    ends a range.
    """
    number, step = int(bits.get("WEEKDAY", "WDAY") or 1), steps(bits)
    if "UNIT" in bits:
        return ctx.weekday(number, step or 0)
    if not ctx.published or step not in (None, 0):
        return _other_weekday(ctx, number, step or 0)
    ahead = (number - ctx.published.isoweekday()) % 7
    due = ctx.tokens.classes[i - 1 : i] == chars("BY") and ctx.future(i - 1, j)
    if due or ctx.coming(i):
        return ctx.relative("D", ahead)
    start = _start_of_range(ctx, i)
    if start:
        days = (number - span_of(start)[0].isoweekday()) % 7
        return shift(start, days) or UNKNOWN["D"]
    return ctx.weekday(number, step)


def _other_weekday(ctx: Context, number: int, step: int) -> str:
    """Return the last such weekday before today, or the next one after it."""
    value = ctx.weekday(number)
    if not ctx.published or not step:
        return value
    back = (ctx.published.isoweekday() - number) % 7 or 7
    return ctx.relative("D", -back if step < 0 else 7 - back or 7)


def _start_of_range(ctx: Context, i: int) -> str | None:
    """Return the day that a range begins with which the token `i` ends."""
    before = ctx.tokens.classes[max(i - 2, 0) : i]
    if before[:1] != chars("WEEKDAY") or before[1:] not in (*chars("TO HYPHEN"),):
        return None
    return ctx.last_told("D")


@reading("beside_weekday")
def _beside_weekday(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    """Read "the following Friday", from the day told last; "the Friday before last"."""
    number = int(bits.get("WEEKDAY") or 1)
    if "LAST" in bits:
        return [Value("DATE", shift(ctx.weekday(number), -7) or ctx.weekday(number))]
    there = ctx.last_told("D")
    if there is None:
        return [Value("DATE", _other_weekday(ctx, number, steps(bits) or 1))]
    ahead = (number - span_of(there)[0].isoweekday()) % 7 or 7
    ahead = ahead if "FOLLOWING" in bits else (ahead - 7 or -7)
    return [Value("DATE", shift(there, ahead) or UNKNOWN["D"])]


@reading("today")
def _today(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    day = ctx.relative("D", int(bits.get("TODAY") or 0))
    return [Value("DATE", day, edge_of(bits))]


@reading("date_time")
def _date_time(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    days = bits.all("DAY", "ORDNUM")
    after = next(n for n, (kind, _) in enumerate(bits.pairs) if kind in MONTHS)
    year = year_of(Bits(bits.pairs[after:]))  # four figures before are the clock's
    day = month_day(
        ctx, int(bits.get(*MONTHS) or 1), day_number(days[-1]), year, (i, j)
    )
    return [timed(day, clock_of(bits), bits)]


@reading("day_time")
def _day_time(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    if bits.get("UNIT") not in (None, "D"):
        return []
    return [timed(_day_of(bits, ctx, i, j), clock_of(bits), bits)]


@reading("day_part")
def _day_part(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    if bits.get("UNITS") not in (None, "TH"):
        return []
    small = "UNITS" in bits and "LATE" not in bits  # "the early hours of Monday"
    part = bits.get("PART") or ("MO" if small else "NI")
    return [Value("TIME", f"{_day_of(bits, ctx, i, j)}T{part}", edge_of(bits))]


@reading("overnight")
def _overnight(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    """Read the night before publication, which has the date on which it begins."""
    return [Value("TIME", f"{ctx.relative('D', -1)}TNI")]


@reading("dawn")
def _dawn(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    """Read the dawn or dusk of the day told last; after a night, the next dawn."""
    part = bits.get("DAWN") or "MO"
    after = part == "MO" and ctx.night and ctx.last_told("D") == ctx.night
    return [Value("TIME", f"{ctx.discourse('D', 1 if after else 0)}T{part}")]


@reading("before_last")
def _before_last(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    part, unit = bits.get("PART"), bits.get("UNIT") or "D"
    if unit not in UNKNOWN:
        return []
    day = ctx.relative(unit, -2)
    return [Value("TIME", f"{day}T{part}") if part else Value("DATE", day)]


def _day_of(bits: Bits, ctx: Context, i: int, j: int) -> str:
    """Return the day of a time expression."""
    if "WEEKDAY" in bits:
        return _weekday_value(bits, ctx, i, j)
    if "TODAY" in bits or "TONIGHT" in bits:
        return ctx.relative("D", int(bits.get("TODAY", "TONIGHT") or 0))
    if bits.get(*MONTHS):
        return month_day(
            ctx,
            int(bits.get(*MONTHS) or 1),
            day_of(bits),
            year_of(bits),
            (i, j),
        )
    if "LAST" in bits:
        return ctx.relative("D", -1)
    if "THIS" in bits:
        return ctx.relative("D", 0)
    beside = {"BEFORE": -1, "AFTER": 1}
    step = next((beside[k] for k, _ in bits.pairs if k in beside), steps(bits))
    return ctx.discourse("D", step or 0)
