"""When an article says it was published: one form, and nothing guessed.

Forms in which day and month could change places stay open, as do years in which no
news was written.
"""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ISO_DATE = re.compile(r"(\d{4})[-/](\d\d)[-/](\d\d)((?:[T ].{1,40})?)")
BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(T\d{4,6}(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?")
NAMED_ZONE = re.compile(r"(.{1,40}\d) (?:(UTC|GMT)|([A-Za-z_]{1,30}/[A-Za-z_/]{1,40}))")
EPOCH = re.compile(r"(\d{10})(?:\.\d+|\d{3})?")
WORDED = re.compile(
    r"(?:[A-Za-z]{3,9},?\s+)?(?:(?P<d>\d{1,2})\s+(?P<m>[A-Za-z]{3,9})\.?,?|"
    r"(?P<m2>[A-Za-z]{3,9})\.?\s+(?P<d2>\d{1,2}),?)\s+(?P<y>\d{4})"
)
FULL_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
EARLIEST, LATEST = 1800, 2100  # years


def iso_date(stated: str) -> str | None:
    """Return a stated date as ISO 8601, or None when it is not understood.

    ISO dates and times are kept with their zone; the form of e-mail and feeds, dates
    with the month in words and seconds since 1970 are rewritten. Forms in which day
    and month could change places are not guessed.

    Examples
    --------
    >>> iso_date("2025-04-10T08:00:00Z"), iso_date("Thu, 10 Apr 2025 08:00:00 +0300")
    ('2025-04-10T08:00:00+00:00', '2025-04-10T08:00:00+03:00')
    >>> iso_date("April 10, 2025"), iso_date("2025-03-30T09:30 Europe/Berlin")
    ('2025-04-10', '2025-03-30T09:30:00+02:00')
    >>> iso_date("10/04/2025"), iso_date("2025-02-29"), iso_date("9999-12-31")
    (None, None, None)
    """
    text = " ".join(stated.split())
    for read in (_iso, _basic, _worded, _epoch, _mail):
        found = read(text)
        if found:
            return found if EARLIEST <= int(found[:4]) <= LATEST else None
    return None


def _iso(text: str) -> str | None:
    found = ISO_DATE.fullmatch(text)
    if not found:
        return None
    day = f"{found[1]}-{found[2]}-{found[3]}"
    return _moment(day + found[4]) if found[4] else _moment(day, whole_day=True)


def _basic(text: str) -> str | None:
    found = BASIC.fullmatch(text)
    if not found:
        return None
    day = f"{found[1]}-{found[2]}-{found[3]}"
    return _moment(day + found[4]) if found[4] else _moment(day, whole_day=True)


def _moment(text: str, *, whole_day: bool = False) -> str | None:
    zoned = NAMED_ZONE.fullmatch(text)
    try:
        if zoned and zoned[3]:
            zone = ZoneInfo(zoned[3])
            return datetime.fromisoformat(zoned[1]).replace(tzinfo=zone).isoformat()
        moment = datetime.fromisoformat(f"{zoned[1]}+00:00" if zoned else text)
    except (ValueError, OverflowError, ZoneInfoNotFoundError, OSError):
        return None
    return text if whole_day else moment.isoformat()


def _worded(text: str) -> str | None:
    found = WORDED.fullmatch(text)
    if not found:
        return None
    name = (found["m"] or found["m2"]).lower()
    full = [
        n
        for n, month in enumerate(FULL_MONTHS, 1)
        if month == name or month[:3] == name
    ]
    if name == "sept":
        full = [9]
    if not full:
        return None
    day = int(found["d"] or found["d2"])
    return _moment(f"{found['y']}-{full[0]:02d}-{day:02d}", whole_day=True)


def _epoch(text: str) -> str | None:
    found = EPOCH.fullmatch(text)
    return datetime.fromtimestamp(int(found[1]), UTC).isoformat() if found else None


def _mail(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
