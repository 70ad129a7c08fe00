"""From sentences to mentions: what each one says happened, and when.

A sentence can tell two things: what someone said, dated by the words around the
verb of saying, and what is said to have happened, dated by the words inside.
A statement that names no day is dated by the article's own day and marked as
inferred; a happening that names none is not dated here.
"""

import re
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

_SAYING = frozenset(
    [
        "say",
        "tell",
        "report",
        "write",
        "confirm",
        "deny",
        "accuse",
        "claim",
        "warn",
        "answer",
        "demand",
    ]
)
_RANGE = re.compile(r"\s*(?:to|through|until|till|[-–—])\s*")
_GOES_ON = re.compile(r"(?:The|This|These|That|Those|It|They|He|She|Both|Such)\b")
_PRONOUNS = frozenset(["he", "she", "they", "it", "who", "i", "we"])
_VAGUE_SPEAKERS = frozenset(
    stem(w)
    for w in [
        "official",
        "officials",
        "officer",
        "officers",
        "source",
        "sources",
        "supply",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "minister",
        "ministry",
        "office",
        "workplace",
        "government",
        "president",
        "prime",
        "statement",
        "report",
        "senior",
        "political",
        "foreign",
        "one",
        "two",
        "many",
        "agency",
        "news",
        "the",
        "and",
    ]
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
    named: bool = False  # the speaker is a person with a name
    utterances: frozenset[str] = frozenset()
    before: frozenset[str] = (
        frozenset()
    )  # words of the sentence that this one goes on from
    published: str | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        """Order of mentions: by time, then by place in the pile."""
        return (
            self.first or date.max,
            self.article_id,
            self.sentence,
            self.kind,
            self.timex or (),
        )


@cache
def _saying_stems() -> frozenset[str]:
    rows = [row for row in read_lexicon("reporting_verbs") if row["kind"] in _SAYING]
    forms = {form for row in rows for form in (row["forms"] or "").split(";")}
    return frozenset(
        stem(w.strip()) for w in forms | {row["verb"] for row in rows} if w
    )


def find_mentions(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    timexes: pd.DataFrame,
    quotes: pd.DataFrame,
) -> list[Mention]:
    """Return the mentions of all articles, in the order of articles and sentences."""
    texts = {
        row["article_id"]: (
            row["text"],
            None if pd.isna(row["published"]) else row["published"],
        )
        for row in articles.to_dict("records")
    }
    places = _by_sentence(sentences, timexes, "start")
    spoken = _by_sentence(sentences, quotes, "start")
    mentions: list[Mention] = []
    speaker: dict[str, frozenset[str]] = {}
    previous: dict[str, frozenset[str]] = {}
    people: dict[str, frozenset[str]] = {}
    for row in sentences.to_dict("records"):
        key = (row["article_id"], row["start"])
        text, published = texts[row["article_id"]]
        sentence = _Sentence(
            row["article_id"], row["start"], row["end"], text, published
        )
        sentence.previous = previous.get(row["article_id"], frozenset())
        previous[row["article_id"]] = words_of(text[row["start"] : row["end"]])
        last = speaker.get(row["article_id"], frozenset())
        times = _with_ranges(text, places[key])
        known = people.get(row["article_id"], frozenset())
        said = list(sentence.statements(spoken[key], times, last, known))
        if said:
            speaker[row["article_id"]] = said[-1].speaker
            if said[-1].named:
                people[row["article_id"]] = known | said[-1].speaker
        mentions += [*said, *sentence.events(spoken[key], times)] or [sentence.plain()]
    return mentions


def _by_sentence(
    sentences: pd.DataFrame, table: pd.DataFrame, column: str
) -> dict[tuple[str, int], list[dict[str, Any]]]:
    """Return the rows of a table by the sentence that they begin in."""
    bounds: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for article_id, start, end in sentences[["article_id", "start", "end"]].itertuples(
        index=False
    ):
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
    previous: frozenset[str] = frozenset()

    def _mention(self, kind: str, span: tuple[int, int], **more: Any) -> Mention:
        words = words_of(self.text[span[0] : span[1]])
        return Mention(
            self.article_id,
            (self.start, self.end),
            kind,
            words,
            self.said.strip(),
            published=self.published,
            before=self.previous if _GOES_ON.match(self.said.lstrip()) else frozenset(),
            **more,
        )

    def plain(self) -> Mention:
        return self._mention("plain", (self.start, self.end))

    def statements(
        self,
        quotes: list[dict[str, Any]],
        timexes: list[dict[str, Any]],
        before: frozenset[str],
        people: frozenset[str],
    ) -> Iterator[Mention]:
        """Yield what somebody is said to have said."""
        held: dict[frozenset[str], list[dict[str, Any]]] = {}
        for quote in quotes:
            if _says(quote) and not pd.isna(quote["speaker"]):
                held.setdefault(_speaker(quote["speaker"]) or before, []).append(quote)
        for speaker, said in held.items():
            span = (min(q["start"] for q in said), max(q["end"] for q in said))
            ids = frozenset(
                q["utterance_id"] for q in said if not pd.isna(q["utterance_id"])
            )
            named = bool(speaker & people) or any(
                _is_person(q["speaker"]) for q in said
            )
            more = {"speaker": speaker, "named": named, "utterances": ids}
            near = self._nearest(
                [t for t in timexes if _dates_saying(t, said, quotes)], said
            )
            times = _dated(near) if near else self._own_day()
            yield self._mention("statement", span, **more, **times)

    def _nearest(
        self, timexes: list[dict[str, Any]], quotes: list[dict[str, Any]]
    ) -> dict[str, Any] | None:
        """Return the expression that stands nearest to the verb of saying."""
        cues = {
            m.start()
            for q in quotes
            for m in re.finditer(re.escape(q["cue"]), self.said)
        }
        places = [self.start + cue for cue in sorted(cues)] or [self.start]
        return min(
            timexes,
            key=lambda t: (
                min(abs(t["start"] - place) for place in places),
                t["start"],
            ),
            default=None,
        )

    @property
    def said(self) -> str:
        """The text of the sentence."""
        return self.text[self.start : self.end]

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


def _dates_saying(
    timex: dict[str, Any], said: list[dict[str, Any]], quotes: list[dict[str, Any]]
) -> bool:
    """Tell whether a time stands outside what was said, or around all of it."""
    if not _when(timex) or _within(timex, [(q["start"], q["end"]) for q in said]):
        return False
    cues = [q["start"] for q in said]
    others = [(q["start"], q["end"]) for q in quotes if q not in said]
    return not _within(timex, others) or all(timex["start"] < cue for cue in cues)


def _says(quote: dict[str, Any]) -> bool:
    cue = "" if pd.isna(quote["cue"]) else quote["cue"].split()[0].lower()
    return stem(cue) in _saying_stems()


def _speaker(name: str) -> frozenset[str]:
    """Return the words that tell a speaker; none for a pronoun."""
    if name.lower() in _PRONOUNS:
        return frozenset()
    return words_of(name) - _VAGUE_SPEAKERS - _outlet_words()


def _is_person(name: str) -> bool:
    """Tell a person's name from a state, an office or unnamed officials."""
    capitals = [w for w in re.findall(r"[^\W\d_]+", name) if w[0].isupper()]
    last = stem(name.split()[-1].casefold())
    rest = [w for w in capitals if stem(w.casefold()) not in _no_names()]
    return bool(rest) and last not in _VAGUE_SPEAKERS


@cache
def _outlet_words() -> frozenset[str]:
    """Words of the names of outlets and agencies, who pass on and do not say."""
    return (
        words_of(" ".join(row["name"] for row in read_lexicon("outlets"))) - _states()
    )


@cache
def _states() -> frozenset[str]:
    cells = [v for row in read_lexicon("states") for v in row.values() if v]
    return words_of(" ".join(cells))


@cache
def _no_names() -> frozenset[str]:
    """Words with a capital that name no person: states, outlets, offices."""
    return _states() | _outlet_words() | _VAGUE_SPEAKERS


def _within(timex: dict[str, Any], spans: list[tuple[int, int]]) -> bool:
    return any(start <= timex["start"] < end for start, end in spans)


def _with_ranges(text: str, timexes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the expressions, two ends of a range as one."""
    joined: list[dict[str, Any]] = []
    for timex in timexes:
        last = joined[-1] if joined else None
        if last and _RANGE.fullmatch(text[last["end"] : timex["start"]]):
            ends = [_when(last), _when(timex)]
            if all(is_date(end) for end in ends):
                value = "/".join(str(end) for end in ends)
                joined[-1] = {
                    **last,
                    "end": timex["end"],
                    "value": value,
                    "implied": None,
                }
                continue
        joined.append(timex)
    return joined


def _when(timex: dict[str, Any]) -> str | None:
    """Return the calendar value of an expression, or its weekday without a week."""
    value = timex["value"] if pd.isna(timex["implied"]) else timex["implied"]
    if "/" in value or is_date(value) or value.startswith("XXXX-WXX-"):
        return str(value)
    return None


def _dated(timex: dict[str, Any]) -> dict[str, Any]:
    value = _when(timex) or ""
    span = (timex["start"], timex["end"])
    if value.startswith("XXXX"):
        return {"timex": span, "weekday": value[:10], "granularity": "day"}
    if "/" in value:
        one, two = value.split("/")
        first, last = span_of(one)[0], max(span_of(one)[1], span_of(two)[1])
        return {"timex": span, "first": first, "last": last, "granularity": "interval"}
    first, last = span_of(value)
    granularity = NAMES.get(grain_of(value.split("T")[0]) or "", "interval")
    return {"timex": span, "first": first, "last": last, "granularity": granularity}
