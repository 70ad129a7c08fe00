"""Reading one article: what each sentence says happened or was said, and when.

A sentence can tell two things: what someone said, dated by the words around the
verb of saying, and what is said to have happened, dated by the words inside.
A statement that names no day was made on the article's news day, which is marked
as inferred; a happening that names none is not dated here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ..timexes.calendars import shift
from .clauses import (
    Row,
    aside,
    beside_clauses,
    beside_saying,
    dated,
    dates_happening,
    dates_saying,
    handed_on,
    is_time,
    nearest,
    of_another,
    says,
    when,
    with_ranges,
)
from .memory import NEWS_DAYS, Memory
from .mentions import Mention, Span
from .speakers import is_person, is_pronoun, speaker_words

_GOES_ON = re.compile(r"\s*(?:The|This|These|That|Those|It|They|He|She|Both|Such)\b")

_DAYS_OR_WEEKS = re.compile(r"P(\d{1,2})([DW])")
_AFTER = re.compile(r"\s+(?:after|following)\b(\s+(?:the|that|those|these) \w+[,.;])?")
_CAME = re.compile(r"\b(?:comes?|came|coming)\b")
_VERB = 12  # letters before a time in which its verb stands
_THE_ONE = re.compile(r"(?:he|she|they|the)\b", re.IGNORECASE)


class Sentence(NamedTuple):
    """One sentence of an article.

    Attributes
    ----------
    start, end : int
        Where it stands in the article.
    text : str
        What it says.
    goes_on : bool
        Whether it opens as one that takes up the sentence before.
    quotes, said : list of Row
        What is taken for speech, and the statements among it.
    timexes : list of Row
        The times that it names.
    """

    start: int
    end: int
    text: str
    goes_on: bool
    quotes: list[Row]
    said: list[Row]
    timexes: list[Row]

    @property
    def span(self) -> Span:
        """Start and end."""
        return self.start, self.end


@dataclass
class Reader:
    """Reads one article, sentence by sentence."""

    article_id: str
    text: str
    memory: Memory
    going_on: dict[int, Row] = field(default_factory=dict)
    done: int = 0
    speaker: frozenset[str] = frozenset()
    before: Span | None = None

    def read(
        self, start: int, end: int, quotes: list[Row], timexes: list[Row]
    ) -> list[Mention]:
        """Return the mentions of one sentence; a plain one if it tells no time."""
        sentence = self._sentence(start, end, quotes, timexes)
        if self.memory.carried and not self._carries(sentence):
            self.memory.carried = None
        found = [*self._statements(sentence), *self._events(sentence)]
        if found:
            self.memory.carry(found, _outside(sentence))
            main = _measured(sentence)
            if main and not any(m.kind == "statement" for m in found):
                found.append(self._mention("plain", sentence, main))
        else:
            found = [self._mention("plain", sentence, sentence.span)]
        found += [
            self._mention("plain", sentence, span)
            for span in beside_clauses(self.text, start, end, sentence.timexes)
        ]
        self.before, self.done = sentence.span, end
        return found

    def _sentence(
        self, start: int, end: int, quotes: list[Row], timexes: list[Row]
    ) -> Sentence:
        """Return a sentence with what of its times and quotes is one."""
        if timexes:
            timexes = with_ranges(self.text, [self._anchored(t) for t in timexes])
        quotes = [
            quote
            for quote in quotes
            if not is_time(quote, timexes) and not aside(self.text, quote)
        ]
        text = self.text[start:end]
        return Sentence(
            start,
            end,
            text,
            _GOES_ON.match(text) is not None,
            quotes,
            [quote for quote in quotes if says(quote)],
            timexes,
        )

    def _anchored(self, timex: Row) -> Row:
        """Count "a week after …" from what the article tells, not the day told last.

        "A day after the talks" leads on from the talks; "it comes a week after a barge
        struck the pier" leads back to the pier.
        """
        length = _DAYS_OR_WEEKS.fullmatch(timex["value"])
        after = _AFTER.match(self.text, timex["end"])
        if not length or not after or not self.memory.days or timex["implied"] is None:
            return timex
        days = int(length[1]) * (NEWS_DAYS if length[2] == "W" else 1)
        came = _CAME.search(self.text, max(0, timex["start"] - _VERB), timex["start"])
        back = bool(came) or not after[1]
        day = shift(self.memory.days[0].isoformat(), -days if back else days)
        return {**timex, "implied": day, "back": back} if day else timex

    def _carries(self, sentence: Sentence) -> bool:
        """Tell whether a sentence, or who speaks in it, takes up the one before."""
        if "\n" in self.text[self.done : sentence.start]:
            return False
        starts = (quote["speaker_start"] for quote in sentence.said)
        speakers = (self.text[at : at + 5] for at in starts if at is not None)
        return sentence.goes_on or any(map(_THE_ONE.match, speakers))

    def _mention(
        self, kind: str, sentence: Sentence, span: Span, **more: Any
    ) -> Mention:
        return Mention(
            self.article_id,
            sentence.span,
            kind,
            span,
            sentence.text.strip(),
            before=self.before if sentence.goes_on else None,
            published=self.memory.published,
            news=self.memory.days[0] if self.memory.days else None,
            **more,
        )

    def _statements(self, sentence: Sentence) -> Iterator[Mention]:
        """Yield what somebody is said to have said, one mention a speaker."""
        start, end = sentence.span
        begun, self.going_on = self.going_on, {}
        outer: list[Row] = []
        told: Row = {}
        for speaker, said in self._by_speaker(sentence.said).items():
            near = self._time_of(sentence, said)
            times = next((begun[q["start"]] for q in said if q["start"] in begun), None)
            if near is None and told and all(handed_on(q, outer) for q in said):
                times = told
            times = times or self.memory.said_when(near, speaker)
            unnamed = {**times, "timex": None}
            if near:
                outer, told = said, unnamed
            self.going_on |= {q["start"]: unnamed for q in said if q["end"] > end}
            first, last = (min(q["start"] for q in said), max(q["end"] for q in said))
            yield self._mention(
                "statement",
                sentence,
                (max(start, first), min(end, last)),
                speaker=speaker,
                named=bool(speaker & self.memory.people),
                utterances=frozenset(
                    q["utterance_id"] for q in said if q["utterance_id"] is not None
                ),
                **times,
            )

    def _by_speaker(self, said: list[Row]) -> dict[frozenset[str], list[Row]]:
        """Return what is said in a sentence by who says it; learn who is a person."""
        held: dict[frozenset[str], list[Row]] = {}
        for quote in said:
            if not is_pronoun(quote["speaker"]):
                self.speaker = speaker_words(quote["speaker"])
            if is_person(quote["speaker"]):
                self.memory.people |= self.speaker
                if self.speaker not in self.memory.persons:
                    self.memory.persons.append(self.speaker)
            held.setdefault(self.speaker, []).append(quote)
        return held

    def _time_of(self, sentence: Sentence, said: list[Row]) -> Row | None:
        """Return the time that the sentence names for what one speaker says."""
        outside = [
            t
            for t in sentence.timexes
            if dates_saying(self.text, t, said, sentence.quotes)
            and not of_another(self.text, t, said, sentence.quotes)
            and not self.memory.is_ahead(t)
        ]
        return nearest(sentence.text, sentence.start, outside, said)

    def _events(self, sentence: Sentence) -> Iterator[Mention]:
        """Yield what is told to have happened at a time that the sentence names."""
        start, end = sentence.span
        for timex in sentence.timexes:
            if dates_happening(self.text, start, timex, sentence.said):
                # "it comes a week after a barge struck": the time of what follows
                told = (timex["end"], end) if timex.get("back") else (start, end)
                yield self._mention("event", sentence, told, **dated(timex))
            elif when(timex) and beside_saying(self.text, start, timex):
                span, times = (start, timex["start"]), dated(timex)
                self.memory.first_spoken(times)
                yield self._mention("statement", sentence, span, **times)


def _outside(sentence: Sentence) -> str:
    """Return what a sentence tells, with blanks in the place of what is said."""
    told = sentence.text
    for quote in sentence.quotes:
        first = max(quote["start"], sentence.start) - sentence.start
        last = max(min(quote["end"], sentence.end) - sentence.start, first)
        told = told[:first] + " " * (last - first) + told[last:]
    return told


def _measured(sentence: Sentence) -> Span | None:
    """Return the clause before "a week after …", which has no date of its own."""
    for timex in sentence.timexes:
        if timex["type"] == "DURATION" and timex["implied"] is not None:
            return sentence.start, timex["start"]
    return None
