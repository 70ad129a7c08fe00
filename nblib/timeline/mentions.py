"""From sentences to mentions: what each one says happened, and when.

A sentence can tell two things: what someone said, dated by the words around the
verb of saying, and what is said to have happened, dated by the words inside.
A statement that names no day is dated by the article's own day and marked as
inferred; a happening that names none is not dated here.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import pandas as pd

from ..lexicons import read_lexicon
from ..timexes.calendars import NAMES, grain_of, is_date, span_of
from .words import stem, words_of

_SAYING = frozenset("say tell report write confirm deny accuse claim warn answer demand".split())
_PRONOUNS = frozenset("he she they it who i we".split())
_VAGUE_SPEAKERS = frozenset(
    stem(w)
    for w in "official officials officer officers source sources supply spokesman spokeswoman "
    "spokesperson minister ministry office workplace government president prime statement "
    "report senior political foreign one two many agency news the and".split()
)


@dataclass(frozen=True)
class Mention:
    """One sentence that tells of one happening or one statement."""

    article_id: str
    sentence: tuple[int, int]
    kind: str  # event, statement or plain (undated and nobody's words)
    words: frozenset[str]
    text: str
    timex: tuple[int, int] | None = None
    first: date | None = None
    last: date | None = None
    granularity: str | None = None
    weekday: str | None = None
    speaker: frozenset[str] = frozenset()
    utterances: frozenset[str] = frozenset()
    published: str | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        """Order of mentions: by time, then by place in the pile."""
        return (self.first or date.max, self.article_id, self.sentence, self.kind, self.timex or ())


@cache
def _saying_stems() -> frozenset[str]:
    rows = [row for row in read_lexicon("reporting_verbs") if row["kind"] in _SAYING]
    forms = {form for row in rows for form in (row["forms"] or "").split(";")}
    return frozenset(stem(w.strip()) for w in forms | {row["verb"] for row in rows} if w)


def find_mentions(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    timexes: pd.DataFrame,
    quotes: pd.DataFrame,
) -> list[Mention]:
    """Return the mentions of all articles, in the order of articles and sentences."""
    texts = {
        row["article_id"]: (row["text"], None if pd.isna(row["published"]) else row["published"])
        for row in articles.to_dict("records")
    }
    places = _by_sentence(sentences, timexes, "start")
    spoken = _by_sentence(sentences, quotes, "start")
    mentions: list[Mention] = []
    speaker: dict[str, frozenset[str]] = {}
    for row in sentences.to_dict("records"):
        key = (row["article_id"], row["start"])
        text, published = texts[row["article_id"]]
        sentence = _Sentence(row["article_id"], row["start"], row["end"], text, published)
        last = speaker.get(row["article_id"], frozenset())
        said = list(sentence.statements(spoken[key], places[key], last))
        if said:
            speaker[row["article_id"]] = said[-1].speaker
        mentions += [*said, *sentence.events(spoken[key], places[key])] or [sentence.plain()]
    return mentions


def _by_sentence(
    sentences: pd.DataFrame, table: pd.DataFrame, column: str
) -> dict[tuple[str, int], list[dict[str, Any]]]:
    """Return the rows of a table by the sentence that they begin in."""
    bounds: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for article_id, start, end in sentences[["article_id", "start", "end"]].itertuples(index=False):
        bounds[article_id].append((start, end))
    held: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    for row in table.to_dict("records"):
        spans = bounds[row["article_id"]]
        number = bisect_right(spans, (row[column], 2**62)) - 1
        if number >= 0 and row[column] < spans[number][1]:
            held[row["article_id"], spans[number][0]].append(row)
    return held


@dataclass
class _Sentence:
    article_id: str
    start: int
    end: int
    text: str
    published: str | None

    def _mention(self, kind: str, span: tuple[int, int], **more: Any) -> Mention:
        said = self.text[self.start : self.end]
        words = words_of(self.text[span[0] : span[1]])
        return Mention(
            self.article_id,
            (self.start, self.end),
            kind,
            words,
            said.strip(),
            published=self.published,
            **more,
        )

    def plain(self) -> Mention:
        return self._mention("plain", (self.start, self.end))

    def statements(
        self,
        quotes: list[dict[str, Any]],
        timexes: list[dict[str, Any]],
        before: frozenset[str],
    ) -> Iterator[Mention]:
        """Yield what somebody is said to have said."""
        inside = [(q["start"], q["end"]) for q in quotes]
        outer = [t for t in timexes if _when(t) and not _within(t, inside)]
        held: dict[frozenset[str], list[dict[str, Any]]] = {}
        for quote in quotes:
            if _says(quote) and not pd.isna(quote["speaker"]):
                held.setdefault(_speaker(quote["speaker"]) or before, []).append(quote)
        for speaker, said in held.items():
            span = (min(q["start"] for q in said), max(q["end"] for q in said))
            ids = frozenset(q["utterance_id"] for q in said if not pd.isna(q["utterance_id"]))
            times = _dated(outer[0]) if outer else self._own_day()
            yield self._mention("statement", span, speaker=speaker, utterances=ids, **times)

    def _own_day(self) -> dict[str, Any]:
        if self.published is None:
            return {}
        day = date.fromisoformat(self.published[:10])
        return {"first": day, "last": day, "granularity": "day"}

    def events(
        self, quotes: list[dict[str, Any]], timexes: list[dict[str, Any]]
    ) -> Iterator[Mention]:
        """Yield what is told to have happened at a time that the sentence names."""
        inside = [(q["start"], q["end"]) for q in quotes if _says(q)]
        for timex in timexes:
            if not _when(timex) or (inside and not _within(timex, inside)):
                continue
            yield self._mention("event", (self.start, self.end), **_dated(timex))


def _says(quote: dict[str, Any]) -> bool:
    cue = "" if pd.isna(quote["cue"]) else quote["cue"].split()[0].lower()
    return stem(cue) in _saying_stems()


def _speaker(name: str) -> frozenset[str]:
    """Return the words that tell a speaker; none for a pronoun."""
    return frozenset() if name.lower() in _PRONOUNS else words_of(name) - _VAGUE_SPEAKERS


def _within(timex: dict[str, Any], spans: list[tuple[int, int]]) -> bool:
    return any(start <= timex["start"] < end for start, end in spans)


def _when(timex: dict[str, Any]) -> str | None:
    """Return the calendar value of an expression, or its weekday without a week."""
    value = timex["value"] if pd.isna(timex["implied"]) else timex["implied"]
    return value if is_date(value) or value.startswith("XXXX-WXX-") else None


def _dated(timex: dict[str, Any]) -> dict[str, Any]:
    value = _when(timex) or ""
    span = (timex["start"], timex["end"])
    if value.startswith("XXXX"):
        return {"timex": span, "weekday": value[:10], "granularity": "day"}
    first, last = span_of(value)
    granularity = NAMES.get(grain_of(value.split("T")[0]) or "", "interval")
    return {"timex": span, "first": first, "last": last, "granularity": granularity}
