"""The week that an article does not know, from the same happening told elsewhere."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import log
from typing import Any

import pandas as pd

from ..timexes.calendars import grain_of
from ..zones import split_sentences
from .bounds import evidence, one_day
from .clues import Clues

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


class _Words:
    """What the words of the sentences weigh, the rare ones most."""

    def __init__(self, told: list[_Told]) -> None:
        times = Counter(word for sentence in told for word in sentence.words)
        self._weight = {word: log((len(told) + 1) / n) for word, n in times.items()}
        self._order = {
            word: n for n, word in enumerate(sorted(times, key=lambda w: (times[w], w)))
        }
        self._total = {words: self._sum(words) for words in {t.words for t in told}}

    def _sum(self, words: frozenset[str]) -> float:
        return sum(self._weight[word] for word in sorted(words))

    def telling(self, words: frozenset[str]) -> list[str]:
        """Return the rarest words: who shares enough shares one of these."""
        ordered = sorted(words, key=self._order.__getitem__)
        return ordered[: max(0, len(words) - _SHARED + 1)]

    def alike(self, a: frozenset[str], b: frozenset[str]) -> float:
        """Return the share of the lighter sentence that both have, 0 to 1."""
        shared = a & b
        if len(shared) < _SHARED:
            return 0.0
        least = min(self._total[a], self._total[b])
        return self._sum(shared) / least if least else 0.0


class _Known:
    """The sentences of dated articles, by weekday and word."""

    def __init__(
        self, told: list[_Told], rows: dict[str, dict[str, Any]], words: _Words
    ) -> None:
        self._words = words
        self._held: dict[tuple[int, str], list[int]] = defaultdict(list)
        self._told: list[tuple[_Told, date]] = []
        for sentence in told:
            published = rows[sentence.article_id].get("published")
            day = date.fromisoformat(published[:10]) if published else date.min
            if date.min + _FORTNIGHT <= day <= date.max - _FORTNIGHT:
                for word in words.telling(sentence.words):
                    self._held[sentence.weekday, word].append(len(self._told))
                self._told.append((sentence, day))

    def like(self, mine: _Told) -> Iterator[tuple[float, _Told, date]]:
        """Yield the sentences on one happening with this one, and how like they are."""
        near: set[int] = set()
        for word in self._words.telling(mine.words):
            near.update(self._held.get((mine.weekday, word), ()))
        for number in sorted(near):
            other, day = self._told[number]
            alike = self._words.alike(mine.words, other.words)
            if alike >= _ALIKE:
                yield alike, other, day


def open_articles(clues: list[Clues], rows: dict[str, dict[str, Any]]) -> list[Clues]:
    """Return the articles that know only their weekday, where others know more."""
    found = [c for c in clues if c.weekday and not rows[c.article_id].get("published")]
    return found if len(found) < len(rows) else []


def ask_pile(
    articles: pd.DataFrame,
    zones: pd.DataFrame,
    timexes: pd.DataFrame,
    clues: list[Clues],
    rows: dict[str, dict[str, Any]],
) -> None:
    """Give articles that know only their weekday the week of the pile."""
    open_ones = open_articles(clues, rows)
    told = _weekday_sentences(articles, zones, timexes) if open_ones else []
    words = _Words(told)
    own: dict[str, list[_Told]] = defaultdict(list)
    for sentence in told:
        own[sentence.article_id].append(sentence)
    for _ in range(_STEPS):
        known = _Known(told, rows, words)
        found = {}
        for clue in open_ones:
            vote = _by_neighbours(clue, own[clue.article_id], known, rows)
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
    days = _weekdays(timexes)
    held = articles[articles["article_id"].isin(list(days))]
    told = []
    texts = dict(zip(held["article_id"], held["text"], strict=True))
    sentences = split_sentences(held, zones=zones)
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for key, start, end in zip(
        *(sentences[column].tolist() for column in ("article_id", "start", "end")),
        strict=True,
    ):
        spans[key].append((start, end))
    for key, places in days.items():
        for at, day in places:
            for start, end in spans[key]:
                if start <= at < end:
                    words = frozenset(_WORD.findall(texts[key][start:end].lower()))
                    told.append(_Told(key, day, words, (start, end)))
    return told


def _weekdays(timexes: pd.DataFrame) -> dict[str, list[tuple[int, int]]]:
    """Return the weekdays told in each article, each with where."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    columns = ("article_id", "start", "value", "text")
    for key, start, value, text in zip(
        *(timexes[column].tolist() for column in columns), strict=True
    ):
        day = _weekday_of(value, text)
        if day is not None:
            found[key].append((start, day))
    return found


def _weekday_of(value: str, text: str) -> int | None:
    weekday = _WEEKDAY.match(value)
    if not _BARE.fullmatch(text):
        return None
    if weekday:
        return int(weekday[1])
    day = value[:10]
    return date.fromisoformat(day).isoweekday() if grain_of(day) == "D" else None


def _by_neighbours(
    clue: Clues, own: list[_Told], known: _Known, rows: dict[str, dict[str, Any]]
) -> tuple[str, tuple[int, int]] | None:
    """Return the day that the sentences like this article's vote for.

    The day must have twice the votes of the next.
    """
    votes: Counter[str] = Counter()
    best: dict[str, tuple[float, tuple[int, int]]] = {}
    weekday = clue.weekday[0] if clue.weekday else 1
    earliest = rows[clue.article_id].get("earliest") or ""
    for mine in own:
        for alike, other, published in known.like(mine):
            day = _publication(published, other.weekday, weekday)
            if day >= earliest:
                votes[day] += round(alike * 1000)
                best[day] = max(best.get(day, (0.0, mine.span)), (alike, mine.span))
    ranked = sorted(votes.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and 2 * ranked[1][1] > ranked[0][1]):
        return None
    return ranked[0][0], best[ranked[0][0]][1]


def _publication(there: date, happened: int, weekday: int) -> str:
    """Return the day of that weekday in the week after the happening."""
    day = there - timedelta(days=(there.isoweekday() - happened) % 7)
    return (day + timedelta(days=(weekday - happened) % 7)).isoformat()
