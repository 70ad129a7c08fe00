"""Putting the clues of one article together: a day, an interval, or unknown."""

from datetime import date, timedelta
from typing import Any

from ..timexes.calendars import grain_of, iso_day, span_of
from .clues import COARSE, Clues

_YEARS = 7  # years in which each weekday falls on a date once


def decide(clue: Clues) -> dict[str, Any]:
    """Return the row of the dates table that the clues of one article leave."""
    row: dict[str, Any] = {"article_id": clue.article_id, "basis": "unknown"}
    if clue.weekday:
        row |= {"weekday": f"XXXX-WXX-{clue.weekday[0]}"}
        row |= evidence("weekday", [clue.weekday[1:]])
    if clue.given is not None:
        day = clue.given[:10]
        return row | {
            "published": clue.given,
            "earliest": day,
            "latest": day,
            "basis": "metadata",
        }
    lower = max(clue.lower, default=None)
    told = max((b[0] for b in clue.lower if b[1] != COARSE), default="")
    days = [c for c in clue.exact if grain_of(c[0]) == "D" and c[0] >= told]
    if days:
        value, basis, start, end = days[0]
        spans = [] if start is None or end is None else [(start, end)]
        return row | one_day(value) | evidence(basis, spans)
    return row | _narrow(clue, lower)


def _narrow(clue: Clues, lower: tuple[str, str, int, int] | None) -> dict[str, Any]:
    """Return what bounds and a weekday leave."""
    used = [lower] if lower else []
    first = lower[0] if lower else None
    last = None
    for value, basis, start, end in clue.exact:
        if grain_of(value) == "M" and start is None and end is None:
            month = [day.isoformat() for day in span_of(value)]
            first, last = max(first or "", month[0]), month[1]
            used.append((value, basis, -1, -1))
    upper = min((u for u in clue.upper if u[0] >= (first or "")), default=None)
    if upper and (last is None or upper[0] < last):
        last = upper[0]
        used.append(upper)
    left = _days_left(first, last, clue.weekday)
    if clue.dateline and clue.weekday:
        used.append(("", "dateline", *clue.dateline[1:]))
        left = _dateline_days(clue.dateline[0], first, last, clue.weekday[0])
    if not used:
        return {}
    sharp = _sharpened(first, last, left, clue)
    if clue.weekday and sharp:
        used.append(("", "weekday", *clue.weekday[1:]))
        first, last = sharp
    result: dict[str, Any] = {"earliest": first, "latest": last}
    if first is not None and first == last:
        result["published"] = first
    spans = [(start, end) for _, _, start, end in reversed(used) if start >= 0]
    return result | evidence(" + ".join(basis for _, basis, _, _ in used), spans)


def _days_left(
    first: str | None, last: str | None, weekday: tuple[int, int, int] | None
) -> list[str]:
    """Return the days of an interval that fall on the weekday."""
    if first is None or weekday is None:
        return []
    start = date.fromisoformat(first)
    start += timedelta(days=(weekday[0] - start.isoweekday()) % 7)
    end = date.fromisoformat(last) if last else start
    weeks = range((end - start).days // 7 + 1)
    return [(start + timedelta(days=7 * week)).isoformat() for week in weeks]


def _sharpened(
    first: str | None, last: str | None, left: list[str], clue: Clues
) -> tuple[str | None, str | None] | None:
    """Return the interval between the first and the last such weekday, if any."""
    if left:
        return left[0], left[-1] if last else None
    if clue.weekday is None or last is None or first is not None:
        return None
    end = date.fromisoformat(last)
    newest = end - timedelta(days=(end.isoweekday() - clue.weekday[0]) % 7)
    return None, newest.isoformat()


def _dateline_days(
    month_day: str, first: str | None, last: str | None, weekday: int
) -> list[str]:
    """Return the days of that month and day that suit bounds and weekday.

    The weekday told last may be that of the dateline or the one before it.
    """
    if first is None:
        return []
    month, day = int(month_day[:2]), int(month_day[3:])
    years = range(int(first[:4]), int((last or first)[:4]) + _YEARS)
    days = [iso_day(year, month, day) for year in years]
    return [
        d
        for d in days
        if d and first <= d <= (last or d)
        if (date.fromisoformat(d).isoweekday() - weekday) % 7 <= 1
    ]


def one_day(value: str) -> dict[str, Any]:
    """Return the fields of a known day."""
    return dict.fromkeys(("published", "earliest", "latest"), value)


def evidence(basis: str, spans: list[tuple[int, int]]) -> dict[str, Any]:
    """Return the basis and where its words stand, the deciding ones first."""
    if not spans:
        return {"basis": basis}
    text = " ".join(f"{start}-{end}" for start, end in spans)
    return {"basis": basis, "start": spans[0][0], "end": spans[0][1], "spans": text}
