"""Words around numbers: singular and plural, days, lists; what is missing says so."""

import re
from collections.abc import Iterable

import pandas as pd

MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
UNKNOWN, UNMEASURED = "unknown", "unmeasured"
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def clean(text: object, missing: str = UNKNOWN) -> str:
    r"""Return `text` on one line, without characters that HTML refuses.

    Examples
    --------
    >>> clean("two\n words\x00"), clean(None)
    ('two words', 'unknown')
    """
    if text is None or pd.isna(text):
        return missing
    return " ".join(_CONTROL.sub("", str(text)).split()) or missing


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return a number with its noun.

    Examples
    --------
    >>> counted(1, "story", "stories"), counted(0, "article")
    ('1 story', '0 articles')
    """
    return f"{number} {noun if number == 1 else plural or noun + 's'}"


def number_or(value: object, missing: str = UNMEASURED) -> str:
    """Return a number as text; one that is missing is unmeasured, not zero.

    Examples
    --------
    >>> number_or(3), number_or(pd.NA)
    ('3', 'unmeasured')
    """
    return missing if value is None or pd.isna(value) else str(int(str(value)))


def spelled(number: int) -> str:
    """Return a number as it is written in a sentence.

    Examples
    --------
    >>> spelled(2), spelled(30)
    ('two', '30')
    """
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def day_name(day: object, missing: str = "date unknown") -> str:
    """Return an ISO date as people write it.

    Examples
    --------
    >>> day_name("2031-02-03T09:10"), day_name("2031"), day_name(None)
    ('3 Feb 2031', '2031', 'date unknown')
    """
    if day is None or pd.isna(day):
        return missing
    year, *rest = str(day)[:10].split("-")
    if not all(part.isdigit() for part in rest):
        return str(day)[:10]
    months = [MONTHS[3 * int(month) - 3 : 3 * int(month)] for month in rest[:1]]
    return " ".join([*(str(int(part)) for part in rest[1:]), *months, year])


def span_name(start: object, finish: object, granularity: object) -> str:
    """Return when an event was, as coarsely as it is known.

    Examples
    --------
    >>> span_name("2031-02-01", "2031-02-28", "month")
    'Feb 2031'
    >>> span_name("2031-02-03", "2031-02-05", "interval")
    '3 Feb 2031 to 5 Feb 2031'
    """
    length = {"year": 4, "month": 7}.get(str(granularity), 10)
    first = day_name(start if length == 10 or pd.isna(start) else str(start)[:length])
    last = day_name(finish, "")
    if length < 10 or not last or last == first:
        return first
    return f"{first} to {last}"


def days_name(days: Iterable[str]) -> str:
    """Return from when to when ISO dates reach, the common part once.

    Examples
    --------
    >>> days_name(["2031-02-05", "2031-02-03"]), days_name([])
    ('3 to 5 Feb 2031', 'date unknown')
    >>> days_name(["2031-01-30", "2031-02-03"])
    '30 Jan to 3 Feb 2031'
    """
    held = sorted(days)
    if not held:
        return "date unknown"
    first, last = day_name(held[0]).split(), day_name(held[-1]).split()
    if first == last:
        return " ".join(last)
    while first[1:] and first[-1] == last[len(first) - 1]:
        first.pop()
    return f"{' '.join(first)} to {' '.join(last)}"


def listed(names: Iterable[str], most: int = 6) -> str:
    """Return names as a list in words, shortened after `most`.

    Examples
    --------
    >>> listed(["Brine Wire", "Valen Ledger"]), listed("abc", most=2)
    ('Brine Wire and Valen Ledger', 'a, b and 1 more')
    """
    held = list(names)
    if len(held) > most:
        return f"{', '.join(held[:most])} and {len(held) - most} more"
    return " and ".join([", ".join(held[:-1]), held[-1]] if held[1:] else held)


def short_names(names: Iterable[str], least: int = 8) -> dict[str, str]:
    """Return beginnings of `names` that are all different, with an ellipsis.

    Examples
    --------
    >>> short_names(["wire-1", "0007_9d9153fa0c8b", "0007_1078d69b1a10"])
    {'wire-1': 'wire-1', '0007_9d9153fa0c8b': '0007_9d9…', \
'0007_1078d69b1a10': '0007_107…'}
    """
    held = list(names)
    length = least
    while len({name[:length] for name in held}) < len(set(held)):
        length += 1
    return {
        name: name if len(name) <= length + 4 else f"{name[:length]}…" for name in held
    }


def shortened(text: str, length: int = 150) -> str:
    """Return at most `length` characters, cut between words.

    Examples
    --------
    >>> shortened("The road bridge was closed", 12)
    'The road…'
    """
    if len(text) <= length:
        return text
    return f"{text[:length].rpartition(' ')[0] or text[: length - 1]}…"
