"""Calendar values: the dates among TIMEX3 values, their neighbours and their extent.

A calendar value is one string of a known grain: `2025-04-09` (D), `2025-W15`
(W), `2025-04` (M), `2025-Q2`, `2025-H1`, `2025-SU`, `2025` (Y), `202` (a
decade), `20` (a century). Weeks are ISO weeks, Monday to Sunday. Arithmetic
stays in the grain of the value: a month before March is February, no day.
"""

import re
from datetime import date, timedelta
from functools import lru_cache

_GRAINS = (
    ("D", re.compile(r"\d{4}-\d\d-\d\d")),
    ("W", re.compile(r"\d{4}-W\d\d")),
    ("M", re.compile(r"\d{4}-\d\d")),
    ("Q", re.compile(r"\d{4}-Q[1-4]")),
    ("H", re.compile(r"\d{4}-H[12]")),
    ("S", re.compile(r"\d{4}-(?:SP|SU|FA|WI)")),
    ("Y", re.compile(r"\d{4}")),
    ("E", re.compile(r"\d{3}")),
    ("C", re.compile(r"\d{2}")),
)
_KEPT = 4096  # values whose grain and extent are kept: news tells the same days
_WEEKEND = re.compile(r"(\d{4}-W\d\d)-WE")
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
NAMES = {
    "D": "day",
    "W": "week",
    "M": "month",
    "Q": "quarter",
    "H": "half",
    "S": "season",
    "Y": "year",
    "E": "decade",
    "C": "century",
}


@lru_cache(_KEPT)
def grain_of(value: str) -> str | None:
    """Return the grain of a calendar value, None for every other value.

    Examples
    --------
    >>> grain_of("2025-04-09"), grain_of("2025-W15"), grain_of("PAST_REF")
    ('D', 'W', None)
    """
    return next((grain for grain, form in _GRAINS if form.fullmatch(value)), None)


def iso_day(year: int, month: int, day: int) -> str | None:
    """Return the day as ISO 8601, None where the calendar has no such day.

    Examples
    --------
    >>> iso_day(2025, 4, 9), iso_day(2025, 2, 29)
    ('2025-04-09', None)
    """
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def week_of(day: date) -> str:
    """Return the ISO week of a day.

    Examples
    --------
    >>> week_of(date(2025, 4, 9))
    '2025-W15'
    """
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def at_grain(day: date, grain: str) -> str:
    """Return the calendar value of one grain that a day lies in.

    Examples
    --------
    >>> [at_grain(date(2025, 4, 9), grain) for grain in "DWMQHYEC"]
    ['2025-04-09', '2025-W15', '2025-04', '2025-Q2', '2025-H1', '2025', '202', '20']
    """
    year, month = day.year, day.month
    if grain == "W":
        return week_of(day)
    forms = {
        "D": day.isoformat(),
        "M": f"{year:04d}-{month:02d}",
        "Q": f"{year:04d}-Q{(month + 2) // 3}",
        "H": f"{year:04d}-H{1 if month < 7 else 2}",
        "Y": f"{year:04d}",
        "E": f"{year:04d}"[:3],
        "C": f"{year:04d}"[:2],
    }
    return forms[grain]


def shift(value: str, number: int) -> str | None:
    """Return the value `number` steps of its own grain later.

    Returns
    -------
    str or None
        None where the result leaves the years 1 to 9999 or `value` is no
        calendar value.

    Examples
    --------
    >>> shift("2025-03", -4), shift("2025-W01", -1), shift("2025-Q1", -1)
    ('2024-11', '2024-W52', '2024-Q4')
    >>> shift("2025-SU", -1), shift("199", 1)
    ('2024-SU', '200')
    """
    grain = grain_of(value)
    if grain is None:
        return None
    try:
        if grain in "DW":
            day = span_of(value)[0] + timedelta(
                days=number * (7 if grain == "W" else 1)
            )
            return at_grain(day, grain)
        if grain in "EC":
            return f"{int(value) + number:0{len(value)}d}"
        if grain in "MQH":
            per_year = {"M": 12, "Q": 4, "H": 2}[grain]
            step = int(value[5:].lstrip("QH")) - 1 + number
            year, rest = int(value[:4]) + step // per_year, step % per_year + 1
            tail = f"{rest:02d}" if grain == "M" else f"{grain}{rest}"
            return f"{date(year, 1, 1).year:04d}-{tail}"
        return f"{date(int(value[:4]) + number, 1, 1).year:04d}{value[4:]}"
    except (ValueError, OverflowError):
        return None


def shift_years(value: str, number: int) -> str | None:
    """Return the same place in the calendar `number` years later.

    Examples
    --------
    >>> shift_years("2025-Q1", -1), shift_years("2024-02-29", 1)
    ('2024-Q1', '2025-02-28')
    """
    grain = grain_of(value)
    if grain is None or grain in "EC":
        return None
    year = int(value[:4]) + number
    if not 1 <= year <= 9999:
        return None
    if value[5:] == "02-29" and iso_day(year, 2, 29) is None:
        return f"{year:04d}-02-28"
    return f"{year:04d}{value[4:]}"


@lru_cache(_KEPT)
def span_of(value: str) -> tuple[date, date]:
    """Return the first and the last day of a calendar value.

    A weekend (`2025-W15-WE`) and a value with a time of day (`2025-04-09TNI`)
    have an extent too.

    Raises
    ------
    ValueError
        If `value` is no calendar value (`PAST_REF`, `P3D`, `XXXX-12`).

    Examples
    --------
    >>> [day.isoformat() for day in span_of("2025-W14")]
    ['2025-03-31', '2025-04-06']
    >>> [day.isoformat() for day in span_of("2024-02")]
    ['2024-02-01', '2024-02-29']
    """
    weekend = _WEEKEND.fullmatch(value)
    if weekend:
        monday, sunday = span_of(weekend[1])
        return monday + timedelta(days=5), sunday
    value = value.split("T")[0]
    grain = grain_of(value)
    if grain is None:
        raise ValueError(f"no calendar value: {value!r}")
    if grain == "D":
        day = date.fromisoformat(value)
        return day, day
    if grain == "W":
        monday = date.fromisocalendar(int(value[:4]), int(value[6:]), 1)
        return monday, monday + timedelta(days=6)
    first, months = _first_month(value, grain)
    return first, _add_months(first, months) - timedelta(days=1)


def _first_month(value: str, grain: str) -> tuple[date, int]:
    """Return the first day and the number of months of a month or more."""
    if grain in "EC":
        years = 10 ** (4 - len(value))
        return date(max(int(value) * years, 1), 1, 1), 12 * years
    year, tail = int(value[:4]), value[5:]
    if grain == "S":
        return date(year, SEASONS[tail], 1), 3
    months = {"M": 1, "Q": 3, "H": 6, "Y": 12}[grain]
    number = int(tail.lstrip("QH")) if tail else 1
    return date(year, (number - 1) * months + 1, 1), months


def _add_months(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1) if year <= 9999 else date.max


@lru_cache(_KEPT)
def is_date(value: object) -> bool:
    """Tell whether `span_of` knows the extent of `value`.

    Examples
    --------
    >>> is_date("2025-04-09TNI"), is_date("XXXX-12"), is_date(None)
    (True, False, False)
    """
    if not isinstance(value, str):
        return False
    try:
        span_of(value)
    except ValueError:
        return False
    return True


_CLOCK = r"(?:[01]\d|2[0-4]):[0-5]\d(?::[0-5]\d)?"
_TIME = re.compile(rf"(?:.{{10}}|XXXX-WXX-\d)?T(?:{_CLOCK}|MO|AF|EV|NI|MI|DT)")
_OPEN = re.compile(
    r"XXXX(?:-\d\d(?:-\d\d)?|-XX(?:-(?:\d\d|XX))?|-WXX(?:-[1-7]|-WE)?|-[QH][1-4X]"
    r"|-(?:SP|SU|FA|WI))?|\d{4}-XX-XX|\d{3}X|XXX|XX"
)
_LENGTH = re.compile(r"PT?(?:\d+(?:\.\d+)?|X)[A-Z](?:\d+[MS])?|PXX")
_REFS = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")


@lru_cache(_KEPT)
def is_value(value: str) -> bool:
    """Tell a TIMEX3 value from one that no calendar and no clock has.

    Examples
    --------
    >>> [is_value(v) for v in ("2025-04-09", "XXXX-WXX-3", "P2Y6M", "2025-04-09T19:15")]
    [True, True, True, True]
    >>> [is_value(v) for v in ("2025-02-30", "2025-04-09T25:00", "XXXX-WXX-9")]
    [False, False, False]
    """
    if value in _REFS or _LENGTH.fullmatch(value) or _OPEN.fullmatch(value):
        return True
    day = value.split("T")[0]
    if "T" in value and not _TIME.fullmatch(value):
        return False
    return not day or is_date(day) or _OPEN.fullmatch(day) is not None
