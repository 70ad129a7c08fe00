"""The week that an article does not know, from the same happening told elsewhere."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import log
from typing import Any

import pandas as pd

from ..timexes.calendars import grain_of
from ..zones import split_sentences
from .bounds import evidence, one_day
from .clues import Clues, by_article

_WEEKDAY = re.compile(r"XXXX-WXX-(\d)")
_BARE = re.compile(
    r"(?:on )?\w+day(?: (?:morning|afternoon|evening|night))?", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{4,}")
_ALIKE = 0.3  # share of the weighted words of two sentences on one happening
_SHARED = 7  # words that they share at least
_FORTNIGHT = timedelta(days=14)  # the calendar's first and last days date nothing
_STEPS = 2  # an article dated by the pile may date others, these none


@dataclass
class _Told:
    """A sentence with a weekday: which one, what it speaks of, where."""

    article_id: str
    weekday: int
    words: frozenset[str]
    span: tuple[int, int]


def ask_pile(
    articles: pd.DataFrame,
    zones: pd.DataFrame,
    timexes: pd.DataFrame,
    clues: list[Clues],
    rows: dict[str, dict[str, Any]],
) -> None:
    """Give articles that know only their weekday the week of the pile."""
    open_ones = [
        c for c in clues if c.weekday and not rows[c.article_id].get("published")
    ]
    if not open_ones or len(rows) == len(open_ones):
        return
    told = _weekday_sentences(articles, zones, timexes)
    counts = Counter(word for sentence in told for word in sentence.words)
    weight = {word: log((len(told) + 1) / n) for word, n in counts.items()}
    for _ in range(_STEPS):
        found = {}
        for clue in open_ones:
            vote = _by_neighbours(clue, told, rows, weight)
            if vote:
                found[clue.article_id] = vote
        if not found:
            return
        for key, (day, span) in found.items():
            rows[key] |= one_day(day) | evidence("weekday + pile", [span])
        open_ones = [clue for clue in open_ones if clue.article_id not in found]


def _weekday_sentences(
    articles: pd.DataFrame, zones: pd.DataFrame, timexes: pd.DataFrame
) -> list[_Told]:
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    places = by_article(split_sentences(articles, zones=zones))
    told = []
    for timex in timexes.to_dict("records"):
        day = _weekday_of(timex)
        if day is None:
            continue
        for place in places[timex["article_id"]]:
            if place["start"] <= timex["start"] < place["end"]:
                span = (place["start"], place["end"])
                words = _WORD.findall(texts[timex["article_id"]][slice(*span)].lower())
                told.append(_Told(timex["article_id"], day, frozenset(words), span))
    return told


def _weekday_of(timex: dict[str, Any]) -> int | None:
    value = timex["value"][:10]
    weekday = _WEEKDAY.match(value)
    if weekday and _BARE.fullmatch(timex["text"]):
        return int(weekday[1])
    if weekday or grain_of(value) != "D" or not _BARE.fullmatch(timex["text"]):
        return None
    return date.fromisoformat(value).isoweekday()


def _by_neighbours(
    clue: Clues,
    told: list[_Told],
    rows: dict[str, dict[str, Any]],
    weight: dict[str, float],
) -> tuple[str, tuple[int, int]] | None:
    """Return the day that the sentences like this article's vote for.

    The day must have twice the votes of the next.
    """
    votes: Counter[str] = Counter()
    best: dict[str, tuple[float, tuple[int, int]]] = {}
    weekday = clue.weekday[0] if clue.weekday else 1
    earliest = rows[clue.article_id].get("earliest") or ""
    for mine in (t for t in told if t.article_id == clue.article_id):
        for other, published in _known(told, rows, mine.weekday):
            alike = _alike(mine.words, other.words, weight)
            day = _publication(published, other.weekday, weekday)
            if alike >= _ALIKE and day >= earliest:
                votes[day] += round(alike * 1000)
                best[day] = max(best.get(day, (0.0, mine.span)), (alike, mine.span))
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and 2 * ranked[1][1] > ranked[0][1]):
        return None
    return ranked[0][0], best[ranked[0][0]][1]


def _known(
    told: list[_Told], rows: dict[str, dict[str, Any]], weekday: int
) -> Iterator[tuple[_Told, date]]:
    """Yield the sentences of dated articles that tell of that weekday."""
    for other in told:
        published = rows[other.article_id].get("published")
        if other.weekday == weekday and published is not None:
            day = date.fromisoformat(published[:10])
            if date.min + _FORTNIGHT <= day <= date.max - _FORTNIGHT:
                yield other, day


def _publication(there: date, happened: int, weekday: int) -> str:
    """Return the day of that weekday in the week after the happening."""
    day = there - timedelta(days=(there.isoweekday() - happened) % 7)
    return (day + timedelta(days=(weekday - happened) % 7)).isoformat()


def _alike(a: frozenset[str], b: frozenset[str], weight: dict[str, float]) -> float:
    shared = a & b
    if len(shared) < _SHARED:
        return 0.0
    least = min(sum(weight[w] for w in sorted(s)) for s in (a, b))
    return sum(weight[w] for w in sorted(shared)) / least if least else 0.0
