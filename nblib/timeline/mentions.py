"""From sentences to mentions: what each one says happened, and when.

A sentence can tell two things: what someone said, dated by the words around the
verb of saying, and what is said to have happened, dated by the words inside.
A statement that names no day was made on the article's news day, which is marked
as inferred; a happening that names none is not dated here.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pandas as pd

from ..timexes.calendars import grain_of
from .clauses import (
    Row,
    beside_saying,
    dated,
    dates_happening,
    dates_saying,
    in_dateline,
    is_time,
    nearest,
    says,
    when,
    with_ranges,
)
from .speakers import is_person, speaker_words
from .words import words_of

LEAD = 3  # sentences of the body in which an article names its news day
NEWS_DAYS = 7  # days for which a happening is news
_GOES_ON = re.compile(r"\s*(?:The|This|These|That|Those|It|They|He|She|Both|Such)\b")

_THE_ONE = re.compile(r"(?:he|she|they|the)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Mention:
    """One sentence that tells of one happening or one statement.

    `kind` is event, statement or plain (undated and nobody's words); `before` are
    the words of the sentence that this one goes on from; `named` says that the
    speaker is a person with a name; `news` is the day that an article without a
    date of its own for the sentence speaks of.
    """

    article_id: str
    sentence: tuple[int, int]
    kind: str
    words: frozenset[str]
    text: str
    timex: tuple[int, int] | None = None
    first: date | None = None
    last: date | None = None
    granularity: str | None = None
    weekday: str | None = None
    speaker: frozenset[str] = frozenset()
    named: bool = False
    utterances: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    published: str | None = None
    news: date | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        """Order of mentions: by time, then by place in the pile."""
        first = self.first or date.max
        return (first, self.article_id, self.sentence, self.kind, self.timex or ())


def find_mentions(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    timexes: pd.DataFrame,
    quotes: pd.DataFrame,
) -> list[Mention]:
    """Return the mentions of all articles, in the order of articles and sentences."""
    places = _by_sentence(sentences, timexes)
    spoken = _by_sentence(sentences, quotes)
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    columns = sentences[["article_id", "start", "end"]]
    for article_id, start, end in columns.itertuples(index=False):
        spans[article_id].append((start, end))
    mentions: list[Mention] = []
    for row in articles.to_dict("records"):
        key = row["article_id"]
        published = None if pd.isna(row["published"]) else row["published"]
        reader = _Reader(key, row["text"], published)
        reader.look_ahead([t for s, _ in spans[key][:LEAD] for t in places[key, s]])
        for start, end in spans[key]:
            mentions += reader.read(start, end, spoken[key, start], places[key, start])
    return mentions


def _by_sentence(
    sentences: pd.DataFrame, table: pd.DataFrame
) -> dict[tuple[str, int], list[Row]]:
    """Return the rows of a table by the sentence that they begin in."""
    bounds: dict[str, list[tuple[int, int]]] = defaultdict(list)
    columns = sentences[["article_id", "start", "end"]]
    for article_id, start, end in columns.itertuples(index=False):
        bounds[article_id].append((start, end))
    held: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in table.to_dict("records"):
        spans = bounds[row["article_id"]]
        number = bisect_right(spans, (row["start"], 2**62)) - 1
        if number >= 0 and row["start"] < spans[number][1]:
            held[row["article_id"], spans[number][0]].append(row)
    return held


@dataclass
class _Reader:
    """Reads one article, sentence by sentence, and remembers who spoke last."""

    article_id: str
    text: str
    published: str | None
    days: list[date] = field(default_factory=list)
    night: date | None = None
    spoken: date | None = None
    last_said: dict[str, Row] = field(default_factory=dict)
    carried: Row | None = None
    done: int = 0
    speaker: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()

    def look_ahead(self, timexes: list[Row]) -> None:
        """Learn the days that the lead speaks of, at most a week old."""
        if self.published is None:
            return
        today = date.fromisoformat(self.published[:10])
        for timex in timexes:
            line = self.text.rfind("\n", 0, timex["start"]) + 1
            if in_dateline(self.text, line, timex):
                continue
            told = when(timex) or ""
            value = told[:10]
            if grain_of(value) == "D":
                day = date.fromisoformat(value)
                if not self.days and told.endswith("TNI") and day < today:
                    self.night = day
                self.days += [day] if 0 <= (today - day).days <= NEWS_DAYS else []
        self.days = self.days or [today]

    def read(
        self, start: int, end: int, quotes: list[Row], timexes: list[Row]
    ) -> Iterator[Mention]:
        """Yield the mentions of one sentence; a plain one if it tells no time."""
        timexes = with_ranges(self.text, timexes)
        quotes = [quote for quote in quotes if not is_time(quote, timexes)]
        goes_on = self._goes_on(start, end, quotes)
        if not goes_on or "\n" in self.text[self.done : start]:
            self.carried = None
        found = [
            *self._statements(start, end, quotes, timexes),
            *self._events(start, end, quotes, timexes),
        ]
        main = self._measured(start, timexes) if found else None
        if main and not any(m.kind == "statement" for m in found):
            found.append(self._mention("plain", (start, end), main))
        yield from found or [self._mention("plain", (start, end), (start, end))]
        self.before, self.done = words_of(self.text[start:end]), end
        day = next((m for m in found if m.timex and m.granularity == "day"), None)
        if day:
            self.carried = {"first": day.first, "last": day.last, "granularity": "day"}

    def _goes_on(self, start: int, end: int, quotes: list[Row]) -> bool:
        """Tell whether a sentence, or who speaks in it, takes up the one before."""
        starts = [q["speaker_start"] for q in quotes if says(q)]
        speakers = [
            self.text[int(at) : int(at) + 5] for at in starts if not pd.isna(at)
        ]
        return bool(_GOES_ON.match(self.text[start:end])) or any(
            _THE_ONE.match(speaker) for speaker in speakers
        )

    def _measured(self, start: int, timexes: list[Row]) -> tuple[int, int] | None:
        """Return the clause before "a week after …", which has no date of its own."""
        for timex in timexes:
            if timex["type"] == "DURATION" and not pd.isna(timex["implied"]):
                return start, timex["start"]
        return None

    def _mention(
        self, kind: str, sentence: tuple[int, int], span: tuple[int, int], **more: Any
    ) -> Mention:
        said = self.text[slice(*sentence)]
        return Mention(
            self.article_id,
            sentence,
            kind,
            words_of(self.text[slice(*span)]),
            said.strip(),
            before=self.before if _GOES_ON.match(said) else frozenset(),
            published=self.published,
            news=self.days[0] if self.days else None,
            **more,
        )

    def _statements(
        self, start: int, end: int, quotes: list[Row], timexes: list[Row]
    ) -> Iterator[Mention]:
        """Yield what somebody is said to have said, one mention a speaker."""
        held: dict[frozenset[str], list[Row]] = {}
        for quote in filter(says, quotes):
            speaker = speaker_words(quote["speaker"]) or self.speaker
            held.setdefault(speaker, []).append(quote)
        for speaker, said in held.items():
            self.speaker = speaker
            if any(is_person(quote["speaker"]) for quote in said):
                self.people |= speaker
            outside = [t for t in timexes if dates_saying(t, said, quotes)]
            near = nearest(self.text[start:end], start, outside, said)
            times = self._said_when(near, speaker)
            yield self._mention(
                "statement",
                (start, end),
                (min(q["start"] for q in said), max(q["end"] for q in said)),
                speaker=speaker,
                named=bool(speaker & self.people),
                utterances=frozenset(
                    q["utterance_id"] for q in said if not pd.isna(q["utterance_id"])
                ),
                **times,
            )

    def _said_when(self, timex: Row | None, speaker: frozenset[str]) -> Row:
        """Return when a statement was made.

        Without a time of its own: when this person last spoke in the article; on the
        day of the sentence that this one goes on from; when the lead's first statement
        was made; on the day that the lead speaks of.
        """
        names = sorted(speaker & self.people)
        if timex:
            times = dated(timex)
            inferred = {**times, "timex": None}
            self.last_said |= {name: inferred for name in names}
            if self.spoken is None and times.get("first") in self.days:
                self.spoken = times["first"]
            return times
        before = next((self.last_said[n] for n in names if n in self.last_said), None)
        before = before or self.carried
        if before or not self.days:
            return before or {}
        day = self.spoken or self._news_day()
        return {"first": day, "last": day, "granularity": "day"}

    def _news_day(self) -> date:
        """Return the day that the lead speaks of; a night is spoken of on the next."""
        return self.days[0] + timedelta(days=self.days[0] == self.night)

    def _events(
        self, start: int, end: int, quotes: list[Row], timexes: list[Row]
    ) -> Iterator[Mention]:
        """Yield what is told to have happened at a time that the sentence names."""
        for timex in timexes:
            if dates_happening(self.text, start, timex, quotes):
                yield self._mention("event", (start, end), (start, end), **dated(timex))
            elif when(timex) and beside_saying(self.text, start, timex):
                span = (start, timex["start"])
                yield self._mention("statement", (start, end), span, **dated(timex))
