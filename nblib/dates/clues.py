"""What an article says about its own date: own date lines, bounds, a weekday."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from ..timexes.calendars import grain_of, iso_day, span_of

_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_-]?(\d\d)[/_-]?(\d\d)(?!\d)")
_URL_MONTH = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)(?!\d)")
_LABEL = re.compile(r"published|posted|updated|modified", re.IGNORECASE)
_DATELINE = re.compile(r"[A-Z][A-Z.' -]{2,40}(?:, [\w.' ]{2,20})?,?\s$")
_MONTH_DAY = re.compile(r"XXXX-\d\d-\d\d")
_DATELINE_LETTERS = 60
_WEEKDAY = re.compile(r"XXXX-WXX-(\d)")
_BARE = re.compile(
    r"(?:on )?\w+day(?: (?:morning|afternoon|evening|night))?", re.IGNORECASE
)
_NEWS_DAY = re.compile(r"today|yesterday|tomorrow", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:will|would|until|by|next|upcoming|scheduled|due|set|option|future|ending|beyond|"
    r"(?:expect|plan|hope|anticipat|forecast|project|propos|intend)\w*)\b"
)
COARSE = "newest month or year told"  # no match for an article's own date line
_YEAR = re.compile(r"\d{4}")
_HEAD_LINES = 12  # lines in which an article's own date line may stand
_LABEL_WORDS = 2  # words beside the date in an article's own date line


@dataclass
class Clues:
    """What one article says about its own date."""

    article_id: str
    given: str | None = None
    exact: list[tuple[str, str, int | None, int | None]] = field(default_factory=list)
    lower: list[tuple[str, str, int, int]] = field(default_factory=list)
    upper: list[tuple[str, str, int, int]] = field(default_factory=list)
    weekday: tuple[int, int, int] | None = None
    dateline: tuple[str, int, int] | None = None  # month and day without a year


def collect(
    articles: pd.DataFrame, zones: pd.DataFrame, timexes: pd.DataFrame
) -> list[Clues]:
    """Return what each article says about its own date, in their order."""
    zones_of, timexes_of = by_article(zones), by_article(timexes)
    clues = []
    for row in articles.to_dict("records"):
        key = row["article_id"]
        clue = Clues(key, None if pd.isna(row["published"]) else row["published"])
        clues.append(clue)
        if clue.given is None:
            _read_url(clue, row["url"])
            _read_text(clue, row["text"], zones_of[key], timexes_of[key])
    return clues


def by_article(table: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of a table by article."""
    held: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in table.to_dict("records"):
        held[row["article_id"]].append(row)
    return held


def _read_url(clue: Clues, url: Any) -> None:
    if pd.isna(url):
        return
    found = _URL_DAY.search(url)
    day = iso_day(*(int(part) for part in found.groups())) if found else None
    month = _URL_MONTH.search(url)
    if day:
        clue.exact.append((day, "address", None, None))
    elif month and 1 <= int(month[2]) <= 12:
        clue.exact.append((f"{month[1]}-{month[2]}", "address", None, None))


def _read_text(
    clue: Clues, text: str, zones: list[dict[str, Any]], timexes: list[dict[str, Any]]
) -> None:
    """Sort the dates told by the zone they stand in."""
    weekdays: list[tuple[int, int, int]] = []
    newspaper = False
    for timex in timexes:
        place = next(
            (n for n, z in enumerate(zones) if z["start"] <= timex["start"] < z["end"]),
            None,
        )
        if place is None:
            continue
        _read_date(clue, text, zones, place, timex)
        if zones[place]["zone"] == "body":
            newspaper |= bool(_NEWS_DAY.fullmatch(timex["text"]))
            weekdays += _told_weekday(text, timex)
    if not newspaper:
        clue.weekday = _newest(weekdays)


def _read_date(
    clue: Clues,
    text: str,
    zones: list[dict[str, Any]],
    place: int,
    timex: dict[str, Any],
) -> None:
    """Take a date as a clue by its grain."""
    zone, span, value = zones[place], (timex["start"], timex["end"]), timex["value"]
    coarse = grain_of(value) in ("M", "Y") and zone["zone"] in ("body", "caption")
    if grain_of(value[:10]) == "D":
        _read_day(clue, text, zones, place, (value[:10], *span))
    elif coarse and not _ahead(text, *span):
        clue.lower.append((span_of(value)[0].isoformat(), COARSE, *span))
    elif _MONTH_DAY.fullmatch(value) and _after_place(text, zone["start"], span[0]):
        clue.dateline = clue.dateline or (value[5:], *span)


def _told_weekday(text: str, timex: dict[str, Any]) -> list[tuple[int, int, int]]:
    """Return a bare weekday that is not one to come, with its place."""
    weekday = _WEEKDAY.match(timex["value"])
    span = (timex["start"], timex["end"])
    told = weekday and _BARE.fullmatch(timex["text"]) and not _ahead(text, *span)
    return [(int(weekday[1]), *span)] if weekday and told else []


def _read_day(
    clue: Clues,
    text: str,
    zones: list[dict[str, Any]],
    place: int,
    day: tuple[str, int, int],
) -> None:
    """Take a full date as the article's own, as the page's, or as a lower bound."""
    value, start, end = day
    zone, line = zones[place], text[zones[place]["start"] : zones[place]["end"]]
    if zone["zone"] == "caption":
        clue.lower.append((value, "photo date", start, end))
    elif zone["kind"] in ("page date", "byline") or _alone(
        line, text[start:end], place
    ):
        if _LABEL.search(text[zone["start"] : zone["end"]]) or not _chrome(
            zones, place
        ):
            clue.exact.append((value, "date line", start, end))
        else:
            clue.upper.append((value, "page date", start, end))
    elif zone["zone"] == "body":
        if _after_place(text, zone["start"], start):
            clue.exact.append((value, "dateline", start, end))
        elif _YEAR.search(text[start:end]) and not _ahead(text, start, end):
            clue.lower.append((value, "newest date told", start, end))


def _after_place(text: str, line: int, start: int) -> bool:
    """Tell whether a date stands in a dateline ("OSLO, April 10 (Agency) - ")."""
    return start - line < _DATELINE_LETTERS and bool(_DATELINE.match(text[line:start]))


def _alone(line: str, day: str, place: int) -> bool:
    """Tell whether a line near the top holds a date and next to nothing else."""
    return place < _HEAD_LINES and len(line.split()) <= len(day.split()) + _LABEL_WORDS


def _chrome(zones: list[dict[str, Any]], place: int) -> bool:
    """Tell whether a date line stands among the page's own furniture.

    It does when boilerplate is its neighbour and no title stands above it.
    """
    above = zones[max(0, place - _HEAD_LINES) : place]
    if any(zone["zone"] == "title" for zone in above) or place > _HEAD_LINES:
        return False
    near = [*above[-1:], *zones[place + 1 : place + 2]]
    return any(z["zone"] == "boilerplate" and z["kind"] != "byline" for z in near)


def _ahead(text: str, start: int, end: int) -> bool:
    """Tell whether the sentence of a date speaks of what is to come."""
    low, high = max(start - 200, 0), end + 100
    first = max(text.rfind("\n", low, start), text.rfind(". ", low, start), low)
    ends = [
        n for n in (text.find("\n", end, high), text.find(". ", end, high)) if n > 0
    ]
    last = min(ends, default=end if len(text) < high else high)
    return bool(_AHEAD.search(text[first:last]))


def _newest(weekdays: list[tuple[int, int, int]]) -> tuple[int, int, int] | None:
    """Return the later of the first two weekdays told, by the shorter way round."""
    if not weekdays:
        return None
    first = weekdays[0]
    other = next((day for day in weekdays if day[0] != first[0]), first)
    return other if (other[0] - first[0]) % 7 <= 3 else first
