"""From events to the rows of the tables."""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from .events import Event
from .mentions import Mention

OLD_DAYS = 31  # an event that ended so long before publication is background
_LENGTH = r"(?:years?|months?|weeks?|days?|hours?|minutes?)\b"  # is no count
_FIGURE = re.compile(
    r"(?:(?:more|less|fewer|greater) than|at least|about|around|nearly|almost|over|"
    rf"total of|average of) \d[\d,.]*\b(?! {_LENGTH})|\d ?(?:%|per ?cent)|"
    rf"(?<![\w,.:-])(?!(?:1[5-9]|20)\d\d\b)\d[\d,]* (?!{_LENGTH})"
    r"(?:[a-z]\w+ )?(?:[a-z]\w+s|people|men|women|children)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")  # quick to look for
_MANY = ("hundreds of", "thousands of", "dozens of")

Row = dict[str, Any]


def list_rows(
    events: Sequence[Event], conflicts: Mapping[int, str], newest: Mapping[int, str]
) -> dict[str, list[Row]]:
    """Return the rows of the tables `events` and `event_mentions`.

    Parameters
    ----------
    events : sequence of Event
        The events.
    conflicts : mapping of int to str
        Other days on which an event is told, by its place.
    newest : mapping of int to str
        The newest date of publication of each block that knows one.
    """
    rows, told = [], []
    for number, event in enumerate(events):
        row = _row(event, newest.get(event.block))
        rows.append(row | {"conflict": conflicts.get(number)})
        told += [_mention(row["event_id"], m) for m in _by_place(event.all)]
    return {"events": rows, "event_mentions": told}


def _by_place(mentions: list[Mention]) -> Collection[Mention]:
    """Return one mention for each sentence, the last in their order."""
    if len(mentions) == 1:
        return mentions
    return {m.place: m for m in sorted(mentions, key=attrgetter("key"))}.values()


def _row(event: Event, newest: str | None) -> Row:
    every = event.all
    # who first told it gives it its name
    told = min(every, key=lambda m: (m.published or "~", m.key))
    start = event.first.isoformat() if event.first else None
    speaker = " ".join(sorted(told.speaker))
    digest = hashlib.sha256(
        f"{told.article_id} {start} {event.kind} {speaker} {told.text}".encode()
    )
    return {
        "event_id": digest.hexdigest()[:12],
        "article_id": told.article_id,
        "start": start,
        "finish": event.last.isoformat() if event.last else None,
        "granularity": event.granularity,
        "text": told.text,
        "kind": _kind(event, newest),
        "n_articles": len({m.article_id for m in every}),
    }


def _mention(event_id: str, mention: Mention) -> Row:
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


def _kind(event: Event, newest: str | None) -> str:
    """Tell statistics and background from the core story.

    An article without a date of its own is taken to be as new as the newest.
    """
    if event.granularity not in ("day", "week"):
        dating = [m for m in event.mentions if m.timex] or event.all
        if all(_has_figure(m.text) for m in dating):
            return "statistic"
    reported = event.earliest or (newest and newest[:10])
    if event.last is None or not reported:
        return event.kind
    age = date.fromisoformat(reported) - event.last
    return "background" if age.days > OLD_DAYS else event.kind


def _has_figure(text: str) -> bool:
    """Tell whether a sentence counts something."""
    if _DIGIT.search(text) and _FIGURE.search(text):
        return True
    return any(map(text.casefold().__contains__, _MANY))
