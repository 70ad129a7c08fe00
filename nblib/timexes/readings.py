"""From an expression to its value: one function for each kind in the grammar."""

import re
from collections.abc import Callable
from datetime import timedelta

from .calendars import at_grain, grain_of, iso_day, shift, shift_years, span_of, week_of
from .context import UNKNOWN, Bits, Context, Value

Reading = Callable[[Bits, Context, int, int], list[Value]]
READINGS: dict[str, Reading] = {}
MONTHS = ("MONTH", "MAYBE", "MON")
NUMERALS = (
    "DAY",
    "INT",
    "YEAR",
    "DECIMAL",
    "FRACTION",
    "CARD",
    "CENT",
    "TENS",
    "TIMES",
)
UNITS = ("UNIT", "UNITS", "QUARTER", "FORTNIGHT")
MODS = ("ABOUT", "NEARLY", "OVER", "MORE", "LESS", "LEAST", "MOST", "UP", "WITHIN")
EDGES = ("EARLY", "LATE", "MID", "EARLIER", "LATER", "START", "END")
RELATIVE = ("LAST", "PREVIOUS", "NEXT", "THIS", "FOLLOWING")


def reading(name: str) -> Callable[[Reading], Reading]:
    """Register the function that reads a rule of the grammar."""

    def register(function: Reading) -> Reading:
        READINGS[name] = function
        return function

    return register


def number_of(bits: Bits) -> float | None:
    """Return the number that the words and figures of an expression make."""
    total, found = 0.0, False
    for kind, value in bits.pairs:
        if kind not in NUMERALS:
            continue
        found = True
        if kind == "TIMES":
            total = max(total, 1) * int(value)
        elif kind == "FRACTION":
            total += int(value[0]) / (int(value[2]) or 1)
        else:
            total += float(value.replace(",", ""))
    if "HALF" in bits and "AND" in bits:
        total += 0.5
    return total if found else None


def duration_of(number: float | str, unit: str) -> str:
    """Return the TIMEX3 value of so many units.

    Examples
    --------
    >>> duration_of(3, "W"), duration_of(2.5, "Y"), duration_of("X", "TH")
    ('P3W', 'P2Y6M', 'PTXH')
    """
    if unit == "2W":
        number, unit = (number if isinstance(number, str) else number * 2), "W"
    head, unit = ("PT", unit[1:]) if unit[0] == "T" else ("P", unit)
    if isinstance(number, str) or number == int(number):
        return f"{head}{number if isinstance(number, str) else int(number)}{unit}"
    if number % 1 == 0.5 and unit == "Y":
        return f"P{int(number)}Y6M" if number > 1 else "P6M"
    return f"{head}{number:g}{unit}"


def mod_of(bits: Bits) -> str | None:
    """Return the mod that an approximation or an edge gives."""
    word, negated = bits.get(*MODS), "NO" in bits
    if word is None:
        return None
    if "WITHIN" in bits and word == "within":
        return "EQUAL_OR_LESS"
    if negated:
        return {"MORE_THAN": "EQUAL_OR_LESS", "LESS_THAN": "EQUAL_OR_MORE"}.get(word)
    return word


def edge_of(bits: Bits) -> str | None:
    """Return START, MID or END for "early", "mid-", "the end of"."""
    return bits.get(*EDGES)


def steps(bits: Bits) -> int | None:
    """Return -1, 0 or 1 for last, this and next."""
    word = bits.get(*RELATIVE)
    return None if word is None else int(word)


# --- days --------------------------------------------------------------------


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
    today = ctx.published
    days = [iso_day(today.year + i, month, day) for i in (-1, 0, 1)]
    held = [d for d in days if d]
    if not held:
        return f"XXXX{tail}"
    nearest = min(held, key=lambda d: abs((span_of(d)[0] - today).days))
    if nearest > today.isoformat():
        far = (span_of(nearest)[0] - today).days > 92
        return (
            (ctx.nearest(held, False) or nearest)
            if far and not ctx.future(*where)
            else nearest
        )
    return (
        (ctx.nearest(held, True) or nearest)
        if ctx.future(*where) and nearest < shift(today.isoformat(), -30)
        else nearest
    )


def _year(bits: Bits) -> int | None:
    value = bits.get("YEAR")
    return int(value) if value else None


def _day_number(text: str) -> int:
    return int(re.sub(r"\D", "", text) or 0)


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
    day = _day_number(bits.get("DAY", "ORDNUM", "ORD", "SEC") or "")
    month = bits.get(*MONTHS)
    if month is None:  # "the 15th"
        there = ctx.last_told("DM") or ctx.now("M")
        value = f"{there[:7]}-{day:02d}" if there else f"XXXX-XX-{day:02d}"
        return [Value("DATE", value)]
    if not 1 <= day <= 31:
        return []
    return [Value("DATE", month_day(ctx, int(month), day, _year(bits), (i, j)))]


@reading("day_range")
def _day_range(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    month, year = int(bits.get(*MONTHS) or 0), _year(bits)
    first, last = (int(day) for day in bits.all("DAY")[:2])
    value = month_day(ctx, month, last, year, (i, j))
    return [Value("DATE", value[:-2] + f"{first:02d}"), Value("DATE", value)]


@reading("eve")
def _eve(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    fixed = bits.get("HOLIDAY") or "01-01"
    month, day = int(fixed[:2]), int(fixed[3:])
    if "EVE" in bits:
        month, day = (12, 31) if fixed == "01-01" else (month, day - 1)
    elif "NEW" in bits and len(bits.all("UNIT")) < 2:
        return []
    return [Value("DATE", month_day(ctx, month, day, _year(bits), (i, j)))]


@reading("weekday")
def _weekday(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    return [Value("DATE", ctx.weekday(int(bits.get("WEEKDAY", "WDAY") or 1)))]


@reading("relative_weekday")
def _relative_weekday(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    return [Value("DATE", _weekday_value(bits, ctx))]


def _weekday_value(bits: Bits, ctx: Context) -> str:
    """Return "last Friday" (before today), "next Friday", "Friday last week"."""
    number, step = int(bits.get("WEEKDAY") or 1), steps(bits)
    if "UNIT" in bits or step == 0:
        return ctx.weekday(number, step or 0)
    value = ctx.weekday(number)
    if step is None or not ctx.published:
        return value
    back = (ctx.published.isoweekday() - number) % 7 or 7
    return (ctx.published - timedelta(days=back if step < 0 else back - 7)).isoformat()


@reading("today")
def _today(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    return [Value("DATE", ctx.relative("D", int(bits.get("TODAY") or 0)))]


# --- times of day -------------------------------------------------------------


@reading("clock")
def _clock(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    classes = ctx.tokens.classes
    alone = classes[i - 1 : i] in ("", "~") and classes[j : j + 1] in ("", "~")
    there = None if alone else (ctx.last_told("D") or ctx.now("D"))
    return [_time(there or ("" if alone else UNKNOWN["D"]), _clock_of(bits), bits)]


@reading("date_time")
def _date_time(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    days = bits.all("DAY", "ORDNUM")
    day = month_day(
        ctx, int(bits.get(*MONTHS) or 1), _day_number(days[-1]), _year(bits), (i, j)
    )
    return [_time(day, _clock_of(bits), bits)]


@reading("day_time")
def _day_time(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    return [_time(_day_of(bits, ctx), _clock_of(bits), bits)]


@reading("day_part")
def _day_part(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    part = bits.get("PART") or "NI"
    return [Value("TIME", f"{_day_of(bits, ctx)}T{part}", edge_of(bits))]


def _day_of(bits: Bits, ctx: Context) -> str:
    """Return the day of a time expression."""
    if "WEEKDAY" in bits:
        return _weekday_value(bits, ctx)
    if "TODAY" in bits or "TONIGHT" in bits:
        return ctx.relative("D", int(bits.get("TODAY", "TONIGHT") or 0))
    if bits.get(*MONTHS):
        return month_day(
            ctx,
            int(bits.get(*MONTHS) or 1),
            _day_number(bits.get("DAY", "ORDNUM") or "1"),
            _year(bits),
            (0, 0),
        )
    if "LAST" in bits:
        return ctx.relative("D", -1)
    if "THIS" in bits:
        return ctx.relative("D", 0)
    step = steps(bits)
    return ctx.discourse("D", step or 0)


def _clock_of(bits: Bits) -> str:
    noon = bits.get("NOON")
    if noon:
        return noon
    hour, _, minute = (bits.get("CLOCKTIME", "DAY", "CARD", "INT") or "0").partition(
        ":"
    )
    if len(hour) == 4:
        hour, minute = hour[:2], hour[2:]
    half = (bits.get("MERIDIEM", "LETTERP") or ("a" if "LETTERM" in bits else ""))[:1]
    number = int(hour) % 25
    if half and number <= 12:
        number = number % 12 + (12 if half == "p" else 0)
    return f"{number:02d}:{minute or '00'}"


def _time(day: str, clock: str, bits: Bits) -> Value:
    return Value("TIME", f"{day}T{clock}", mod_of(bits))


# --- months, seasons, years ----------------------------------------------------


@reading("month")
def _month(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    month, year, step = int(bits.get(*MONTHS) or 1), _year(bits), steps(bits)
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


@reading("season")
def _season(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    name, year, step = bits.get("SEASON", "FALL"), _year(bits), steps(bits)
    mod = edge_of(bits)
    if year is not None:
        return [Value("DATE", f"{year:04d}-{name}", mod)]
    if ctx.published is None:
        return [Value("DATE", f"XXXX-{name}", mod)]
    here = ctx.published.year
    all_years = [f"{here + k:04d}-{name}" for k in (-1, 0, 1)]
    if step == 0 or ("UNIT" in bits and step is not None):
        return [Value("DATE", all_years[1 + (step or 0)], mod)]
    future = step == 1 or ctx.future(i, j)
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
    unit, number = (
        bits.get("UNIT"),
        _day_number(bits.get("ORD", "SEC", "ORDNUM", "CARD") or ""),
    )
    if "CARD" in bits or unit != "C":
        return _duration(bits, ctx, i, j) if "CARD" in bits else []
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
        before
        and before in _NOT_BEFORE
        or after in _NOT_AFTER
        or not 1500 <= (_year(bits) or 0) < 2100
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


# --- quarters --------------------------------------------------------------------


@reading("quarter")
def _quarter(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    if "LETTERQ" in bits:
        name = f"{bits.get('LETTERQ')}{bits.get('DAY')}"
    elif "CARD" in bits:
        name = "H1"  # the first two quarters
    else:
        kind = "H" if "HALF" in bits else "Q"
        name = f"{kind}{_day_number(bits.get('ORD', 'SEC', 'ORDNUM') or '')}"
    if name not in ("Q1", "Q2", "Q3", "Q4", "H1", "H2"):
        return []
    value = _quarter_year(bits, ctx, name, i, j)
    ctx.report(value, ended=ctx.tokens.classes[j : j + 1] == _chars("ENDED"))
    return [Value("DATE", value)]


def _quarter_year(bits: Bits, ctx: Context, name: str, i: int, j: int) -> str:
    year, step = _year(bits), steps(bits)
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
    return [Value("DATE", _reported_quarter(ctx))]


def _reported_quarter(ctx: Context) -> str:
    """Return the quarter told last, else the one that ended before publication."""
    return ctx.quarter or ctx.relative("Q", -1)


@reading("same_quarter")
def _same_quarter(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    told = ctx.told[-1] if ctx.told else None
    if ctx.quarter and (told is None or (grain_of(told) or "D") in "DQM"):
        here = ctx.quarter
    elif told and grain_of(told) == "Y":
        here = told if ctx.now("Y") == told else shift(told, 1) or told
    else:
        here = _reported_quarter(ctx)
    value = shift_years(here, -1)
    return [Value("DATE", value or "XXXX-QX")]


@reading("year_period")
def _year_period(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    quarter = ctx.quarter or ""
    return [Value("DATE", f"{_year(bits)}{quarter[4:]}")]


# --- relative to now or to the discourse --------------------------------------


@reading("relative")
def _relative(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    kind, unit = next((k, v) for k, v in bits.pairs if k in (*UNITS, "WEEKEND"))
    if unit in ("TM", "TH", "TS", "2W"):
        return []
    grain, step = ("W" if kind == "WEEKEND" else unit), steps(bits) or 0
    told = {"PREVIOUS", "FOLLOWING", "THAT", "SAME"} & {k for k, _ in bits.pairs}
    if not told and "THE" in bits and grain in "DW":
        told = {"THE"}
    value = ctx.discourse(grain, step) if told else ctx.relative(grain, step)
    return [Value("DATE", value + ("-WE" if kind == "WEEKEND" else ""), edge_of(bits))]


@reading("weekend")
def _weekend(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    if ctx.published is None:
        return [Value("DATE", "XXXX-WXX-WE")]
    ahead = ctx.future(i, j) or ctx.published.isoweekday() > 5
    return [Value("DATE", ctx.relative("W", 0 if ahead else -1) + "-WE")]


@reading("the_unit")
@reading("edge_unit")
def _the_unit(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    unit = next(value for kind, value in reversed(bits.pairs) if kind in UNITS)
    if unit not in ("W", "M", "Q", "Y"):
        return []
    if unit == "Q":
        return [Value("DATE", _reported_quarter(ctx), edge_of(bits))]
    return [Value("DATE", ctx.relative(unit, 0), edge_of(bits))]


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
    few = bits.get("FEW", "SOME")
    mod = mod_of(bits) or ("APPROX" if "OR" in bits else None)
    if few and number is None:
        value = (
            (ctx.now("Y") or "")[:3] + "X"
            if unit == "Y" and ctx.published
            else "PAST_REF"
        )
        return [Value("DATE", value, mod)]
    if number is None and unit == "Y" and ctx.quarter:
        return [Value("DATE", _same_quarter(bits, ctx, i, j)[0].value, mod)]
    return [Value("DATE", _back(ctx, number or 1, unit, -1), mod)]


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
    if unit == "Y" and sign < 0 and "A" in words:
        return (
            _same_quarter(bits, ctx, i, j)
            if ctx.quarter
            else [Value("DATE", ctx.discourse("Y", -1))]
        )
    return [Value("DATE", ctx.discourse(unit, sign))]


@reading("later")
def _later(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    """A duration that leads from the last date told to another."""
    number, unit = number_of(bits), bits.get(*UNITS) or "D"
    few = bits.get("FEW", "SOME") if number is None else None
    value = Value(
        "DURATION", duration_of("X" if few else number or 1, unit), mod_of(bits)
    )
    follow = ctx.bits(j, j + 1).pairs[0][0] if j < len(ctx.tokens.pieces) else ""
    sign = -1 if follow in ("EARLIER", "BEFORE", "AFTER") else 1
    there = ctx.last_told("D") or ctx.now("D")
    if there and not few and unit in "DW":
        value.implied = shift(
            there, sign * int(number or 1) * (7 if unit == "W" else 1)
        )
    return [value]


# --- durations, sets, present, past, future --------------------------------------


@reading("span")
@reading("duration")
def _duration(bits: Bits, ctx: Context, i: int, j: int) -> list[Value]:
    number, unit = number_of(bits), bits.get(*UNITS) or "D"
    few = bits.get("FEW", "SOME")
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
    if "WEEKDAY" in bits:
        part = bits.get("PART")
        return [
            Value("SET", f"XXXX-WXX-{bits.get('WEEKDAY')}{'T' + part if part else ''}")
        ]
    if bits.get(*MONTHS):
        return [Value("SET", f"XXXX-{int(bits.get(*MONTHS) or 1):02d}")]
    if "WEEKEND" in bits or "PART" in bits or "SEASON" in bits:
        value = {"WEEKEND": "XXXX-WXX-WE"}.get(bits.pairs[-1][0])
        return [Value("SET", value or f"XXXX-XX-XXT{bits.get('PART') or 'NI'}")]
    return [Value("SET", duration_of(number_of(bits) or 1, bits.get(*UNITS) or "D"))]


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


def _chars(names: str) -> str:
    from .tokens import char_of

    return "".join(char_of(name) for name in names.split())


_NOT_BEFORE = _chars("MONEY INT DECIMAL COUNT HYPHEN")
_NOT_AFTER = _chars("UNITS UNIT COUNT PERCENT TIMES")
_YEAR_CUES = _chars("IN SINCE BY OF FROM TO BETWEEN AND OR FISCAL AFTER BEFORE")
_ = (at_grain, week_of)
