"""The timeline as a file: JSON Lines for programs, iCalendar for calendars.

JSON Lines hold everything; a calendar holds only what has days, because an entry
that fills a whole month or year would say more than the articles do. No clock is
read: the same timeline gives the same bytes.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from ..errors import UsageError
from ..tables import check_table

__all__ = ["export_timeline"]

DATED = ("day", "interval")  # granularities that a calendar can show
FOLD = 75  # octets of a line of iCalendar, its line break not counted
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
)
_SPECIAL = re.compile(r"[\\;,]")
_OFFSETS = ("sentence_start", "sentence_end", "start", "end")


class _Writing(NamedTuple):
    """What is written: events with their mentions, the texts, the date of export."""

    events: list[dict[str, Any]]
    mentions: dict[str, list[dict[str, Any]]]
    texts: dict[str, str]
    as_of: str | None


def export_timeline(
    timeline: Any,
    path: str | Path,
    *,
    articles: pd.DataFrame | None = None,
    as_of: str | None = None,
) -> Path:
    """Write a timeline as JSON Lines or iCalendar, by the ending of the path.

    Parameters
    ----------
    timeline : Timeline
        What `build_timeline` returns.
    path : str or Path
        `.jsonl`: one event a line, with its dates, counts and mentions. `.ics`: an
        all-day entry for each event that is dated to the day or an interval
        (RFC 5545; its end is exclusive there). A file that is there is replaced.
    articles : DataFrame, optional
        The articles table; with it each mention carries its sentence.
    as_of : str, optional
        ISO 8601 date or time of the export, the entries' DTSTAMP. Left out, each
        entry is stamped with its own first day.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    UsageError
        If the path ends otherwise or `as_of` is no ISO 8601 date.

    Examples
    --------
    >>> import tempfile
    >>> from nblib.articles import make_articles
    >>> from nblib.timeline import build_timeline
    >>> text = "The bridge in Lindau was closed on Tuesday after a barge struck it."
    >>> pile = make_articles([{"id": "a", "text": text, "published": "2025-04-10"}])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = export_timeline(build_timeline(pile), folder + "/bridge.ics")
    ...     lines = file.read_text("utf-8").splitlines()
    >>> [line for line in lines if line.startswith(("DTSTART", "DTEND"))]
    ['DTSTART;VALUE=DATE:20250408', 'DTEND;VALUE=DATE:20250409']
    """
    path = Path(path)
    write = {".jsonl": _json_lines, ".ics": _calendar}.get(path.suffix.lower())
    if write is None:
        raise UsageError(f"{path.name}: a timeline is written as .jsonl or .ics")
    check_table(timeline.events, "events")
    check_table(timeline.mentions, "event_mentions")
    texts: dict[str, str] = {}
    if articles is not None:
        check_table(articles, "articles")
        texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    mentions: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in _records(timeline.mentions):
        mentions[row.pop("event_id")].append(row)
    events = _records(timeline.events)
    path.write_bytes(write(_Writing(events, mentions, texts, _stamp(as_of))))
    return path


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as plain values, None for what is missing."""
    return [
        {
            key: None if pd.isna(cell) else cell if isinstance(cell, str) else int(cell)
            for key, cell in row.items()
        }
        for row in table.to_dict("records")
    ]


def _stamp(as_of: str | None) -> str | None:
    """Return a date or time as a time in UTC, as iCalendar writes it."""
    if as_of is None:
        return None
    try:
        moment = datetime.fromisoformat(as_of)
    except ValueError:
        raise UsageError(f"as_of: no ISO 8601 date: {as_of!r}") from None
    moment = moment.astimezone(UTC) if moment.tzinfo else moment
    return re.sub("[-:]", "", moment.isoformat(timespec="seconds"))[:15] + "Z"


def _json_lines(writing: _Writing) -> bytes:
    """Return one event a line; all ASCII, so that no character ends a line early."""
    lines = []
    for event in writing.events:
        mentions = [
            {**row, "sentence": _sentence(row, writing.texts)}
            for row in writing.mentions[event["event_id"]]
        ]
        lines.append(json.dumps({**event, "mentions": mentions}) + "\n")
    return "".join(lines).encode("ascii")


def _sentence(mention: dict[str, Any], texts: dict[str, str]) -> str | None:
    text = texts.get(mention["article_id"])
    start, end = mention["sentence_start"], mention["sentence_end"]
    return None if text is None else text[start:end].strip()


def _calendar(writing: _Writing) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//nblib//timeline//EN"]
    for event in writing.events:
        if event["granularity"] in DATED and event["start"] and event["finish"]:
            lines += ["BEGIN:VEVENT", *_entry(event, writing), "END:VEVENT"]
    lines.append("END:VCALENDAR")
    folded = (part for line in lines for part in _fold(line))
    return b"".join(part + b"\r\n" for part in folded)


def _entry(event: dict[str, Any], writing: _Writing) -> Iterator[str]:
    """Yield the lines of one entry."""
    first, last = (date.fromisoformat(event[key]) for key in ("start", "finish"))
    yield f"UID:{_escape(event['event_id'])}@nblib"
    yield f"DTSTAMP:{writing.as_of or _compact(first) + 'T000000Z'}"
    yield f"DTSTART;VALUE=DATE:{_compact(first)}"
    if last < date.max:
        yield f"DTEND;VALUE=DATE:{_compact(last + timedelta(days=1))}"
    yield f"SUMMARY:{_escape(' '.join((event['text'] or '').split()))}"
    yield f"DESCRIPTION:{_escape(_describe(event, writing))}"
    if event["kind"]:
        yield f"CATEGORIES:{_escape(event['kind'])}"
    if event["conflict"]:
        yield "STATUS:TENTATIVE"
    yield "TRANSP:TRANSPARENT"


def _describe(event: dict[str, Any], writing: _Writing) -> str:
    """Return the counts, the other days told, and who tells it in which words."""
    names = {"n_articles": "articles", "n_pipelines": "pipelines"}
    names["n_origins"] = "origins"
    counts = [f"{name}: {event[key]}" for key, name in names.items() if event.get(key)]
    lines = [", ".join(counts)] if counts else []
    if event["conflict"]:
        lines.append(f"also told on: {event['conflict']}")
    for row in writing.mentions[event["event_id"]]:
        said = _sentence(row, writing.texts)
        lines.append(
            row["article_id"] + (f": {' '.join(said.split())}" if said else "")
        )
    return "\n".join(lines)


def _compact(day: date) -> str:
    return day.isoformat().replace("-", "")


def _escape(text: str) -> str:
    """Return a TEXT value of RFC 5545; characters that it cannot hold are blanks."""
    text = _UNSAFE.sub(" ", text.replace("\r\n", "\n"))
    return _SPECIAL.sub(r"\\\g<0>", text).replace("\n", "\\n")


def _fold(line: str) -> Iterator[bytes]:
    """Yield the pieces of a line, none over `FOLD` octets, no character cut."""
    piece = b""
    for char in line:
        octets = char.encode("utf-8")
        if len(piece) + len(octets) > FOLD:
            yield piece
            piece = b" "
        piece += octets
    yield piece
