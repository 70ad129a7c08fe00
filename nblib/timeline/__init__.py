"""What happened when: one event for each happening, with every sentence that tells it.

The date of an event is the date that the sentences name, never the day on which
they were published; where a statement names no day, the article's own day stands
in and the mention carries no time expression. A coarse date stays coarse. Events
that look like one and are told on different days are kept and shown as a
conflict.
"""

import hashlib
import re
from typing import Any, NamedTuple

import pandas as pd

from ..origins import Provenance, count_origins
from ..passages import align_passages
from ..quotes import find_quotes
from ..reuse import find_reuse
from ..tables import check_table, make_table
from ..timexes import find_timexes
from ..zones import find_zones, split_sentences
from .events import Event
from .export import export_timeline
from .finding import find_mentions
from .merging import build_events, find_conflicts

__all__ = ["Timeline", "build_timeline", "export_timeline"]

OLD_DAYS = 31  # an event that ended so long before publication is background
_LENGTH = r"(?:years?|months?|weeks?|days?|hours?|minutes?)\b"  # is no count
_FIGURE = re.compile(
    r"(?:(?:more|less|fewer|greater) than|at least|about|around|nearly|almost|over|"
    rf"total of|average of) \d[\d,.]*\b(?! {_LENGTH})|\d ?(?:%|per ?cent)|"
    r"(?:hundreds|thousands|dozens) of|"
    rf"(?<![\w,.:-])(?!(?:1[5-9]|20)\d\d\b)\d[\d,]* (?!{_LENGTH})"
    r"(?:[a-z]\w+ )?(?:[a-z]\w+s|people|men|women|children)\b",
    re.IGNORECASE,
)


class Timeline(NamedTuple):
    """Events and the sentences that mention them."""

    events: pd.DataFrame
    mentions: pd.DataFrame


def build_timeline(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    timexes: pd.DataFrame | None = None,
    quotes: pd.DataFrame | None = None,
    passages: pd.DataFrame | None = None,
    origins: Provenance | None = None,
) -> Timeline:
    """Order what the articles tell by when it happened.

    Parameters
    ----------
    articles : DataFrame
        The articles table. An article without `published` contributes what it
        dates in full, and sentences that are like a dated one elsewhere.
    zones, sentences, timexes, quotes, passages : DataFrame, optional
        Made when left out.
    origins : Provenance, optional
        Handed on to `count_origins`.

    Returns
    -------
    Timeline
        `events`: `start` and `finish` (inclusive ISO days), `granularity` (day,
        week, month, quarter, season, year, …), `kind` (event, statement,
        statistic, background), `conflict` (other days on which a like event is
        told), counts. `mentions`: one row a sentence and event; `start`, `end`
        span the time expression and are missing where the date is inferred.

    Examples
    --------
    >>> from nblib.articles import make_articles
    >>> text = "The bridge in Lindau was closed on Tuesday after a barge struck it."
    >>> pile = make_articles([{"id": "a", "text": text, "published": "2025-04-10"}])
    >>> build_timeline(pile).events[["start", "finish", "granularity"]].values.tolist()
    [['2025-04-08', '2025-04-08', 'day']]
    """
    check_table(articles, "articles")
    zones = find_zones(articles) if zones is None else zones
    if sentences is None:
        sentences = split_sentences(articles, zones=zones)
    if timexes is None:
        timexes = find_timexes(articles, zones=zones)
    reuse = None
    if passages is None and (quotes is None or origins is None):
        reuse = find_reuse(articles, zones=zones, sentences=sentences)
        passages = align_passages(
            articles, reuse[["a", "b"]], zones=zones, sentences=sentences
        )
    if quotes is None:
        quotes = find_quotes(
            articles, zones=zones, sentences=sentences, passages=passages
        )
    for table, name in (
        (sentences, "sentences"),
        (timexes, "timexes"),
        (quotes, "quotes"),
    ):
        check_table(table, name)
    found = build_events(find_mentions(articles, sentences, timexes, quotes))
    rows = _rows(found, articles["published"].dropna().max())
    mentions = make_table("event_mentions", [m for _, held in rows for m in held])
    events = make_table("events", [event for event, _ in rows])
    upstream = {
        "zones": zones,
        "sentences": sentences,
        "reuse": reuse,
        "passages": passages,
    }
    return Timeline(_count(articles, events, mentions, origins, upstream), mentions)


def _rows(
    found: list[Event], newest: Any
) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    conflicts = find_conflicts(found)
    rows = []
    for number, event in enumerate(found):
        told = sorted(event.all, key=lambda m: (m.published or "~", m.key))
        start = event.first.isoformat() if event.first else None
        speaker = " ".join(sorted(told[0].speaker))
        digest = hashlib.sha256(
            f"{start} {event.kind} {speaker} {told[0].text}".encode()
        )
        event_id = digest.hexdigest()[:12]
        row = {
            "event_id": event_id,
            "start": start,
            "finish": event.last.isoformat() if event.last else None,
            "granularity": event.granularity,
            "text": told[0].text,
            "kind": _kind(event, newest),
            "conflict": conflicts.get(number),
            "n_articles": len({m.article_id for m in told}),
        }
        places = {
            (m.article_id, m.sentence): m for m in sorted(told, key=lambda m: m.key)
        }
        rows.append((row, [_mention(event_id, m) for m in places.values()]))
    return sorted(rows, key=lambda pair: (pair[0]["start"] or "~", pair[0]["event_id"]))


def _mention(event_id: str, mention: Any) -> dict[str, Any]:
    start, end = mention.timex or (None, None)
    return {
        "event_id": event_id,
        "article_id": mention.article_id,
        "sentence_start": mention.sentence[0],
        "sentence_end": mention.sentence[1],
        "start": start,
        "end": end,
        "published": mention.published,
    }


def _kind(event: Event, newest: Any) -> str:
    """Tell statistics and background from the core story.

    An article without a date of its own is taken to be as new as the newest.
    """
    dating = [m for m in event.mentions if m.timex] or event.all
    if event.granularity not in ("day", "week") and all(
        _FIGURE.search(m.text) for m in dating
    ):
        return "statistic"
    known = [m.published for m in event.all if m.published]
    reports = known or ([] if pd.isna(newest) else [newest])
    if event.last is None or not reports:
        return event.kind
    age = pd.Timestamp(min(reports)[:10]).date() - event.last
    return "background" if age.days > OLD_DAYS else event.kind


def _count(
    articles: pd.DataFrame,
    events: pd.DataFrame,
    mentions: pd.DataFrame,
    origins: Provenance | None,
    upstream: dict[str, pd.DataFrame | None],
) -> pd.DataFrame:
    """Add how many pipelines and origins stand behind each event."""
    if events.empty:
        return events
    spans = pd.DataFrame(
        {
            "claim_id": mentions["event_id"],
            "article_id": mentions["article_id"],
            "start": mentions["sentence_start"],
            "end": mentions["sentence_end"],
        }
    )
    counts = count_origins(articles, spans, origins=origins, **upstream)
    counts = counts.set_index("claim_id")
    filled = {
        column: events["event_id"].map(counts[column]).astype("Int64")
        for column in ("n_pipelines", "n_origins")
    }
    return events.assign(**filled)
