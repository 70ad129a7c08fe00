"""Reading one article: what each sentence says happened or was said, and when.

A sentence can tell two things: what someone said, dated by the words around the
verb of saying, and what is said to have happened, dated by the words inside.
A statement that names no day was made on the article's news day, which is marked
as inferred; a happening that names none is not dated here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

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
from .mentions import Mention
from .speakers import is_person, is_pronoun, speaker_words
from .words import words_of

_GOES_ON = re.compile(r"\s*(?:The|This|These|That|Those|It|They|He|She|Both|Such)\b")

_DAYS_OR_WEEKS = re.compile(r"P(\d{1,2})([DW])")
_AFTER = re.compile(r"\s+(?:after|following)\b(\s+(?:the|that|those|these) \w+[,.;])?")
_CAME = re.compile(r"\b(?:comes?|came|coming)\b")
_VERB = 12  # letters before a time in which its verb stands
_THE_ONE = re.compile(r"(?:he|she|they|the)\b", re.IGNORECASE)


@dataclass
class Reader:
    """Reads one article, sentence by sentence."""

    article_id: str
    text: str
    memory: Memory
    going_on: dict[int, Row] = field(default_factory=dict)
    done: int = 0
    speaker: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()

    def read(
        self, start: int, end: int, quotes: list[Row], timexes: list[Row]
    ) -> Iterator[Mention]:
        """Yield the mentions of one sentence; a plain one if it tells no time."""
        timexes = with_ranges(self.text, [self._anchored(t) for t in timexes])
        quotes = [
            quote
            for quote in quotes
            if not is_time(quote, timexes) and not aside(self.text, quote)
        ]
        self.words = words_of(self.text[start:end])
        goes_on = self._goes_on(start, end, quotes)
        if not goes_on or "\n" in self.text[self.done : start]:
            self.memory.carried = None
        found = [
            *self._statements(start, end, quotes, timexes),
            *self._events(start, end, quotes, timexes),
        ]
        main = self._measured(start, timexes) if found else None
        if main and not any(m.kind == "statement" for m in found):
            found.append(self._mention("plain", (start, end), main))
        yield from found or [self._mention("plain", (start, end), (start, end))]
        for span in beside_clauses(self.text, start, end, timexes):
            yield self._mention("plain", (start, end), span)
        self.before, self.done = self.words, end
        if found:
            self.memory.carry(found, self._outside(start, end, quotes))

    def _outside(self, start: int, end: int, quotes: list[Row]) -> frozenset[str]:
        """Return the people whom a sentence names outside what is said."""
        if not self.words & self.memory.people:
            return frozenset()
        told = list(self.text[start:end])
        for quote in quotes:
            first, last = max(quote["start"] - start, 0), min(quote["end"], end) - start
            told[first:last] = " " * max(last - first, 0)
        return words_of("".join(told)) & self.memory.people

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

    def _goes_on(self, start: int, end: int, quotes: list[Row]) -> bool:
        """Tell whether a sentence, or who speaks in it, takes up the one before."""
        starts = [q["speaker_start"] for q in quotes if says(q)]
        speakers = [self.text[at : at + 5] for at in starts if at is not None]
        return bool(_GOES_ON.match(self.text[start:end])) or any(
            _THE_ONE.match(speaker) for speaker in speakers
        )

    def _measured(self, start: int, timexes: list[Row]) -> tuple[int, int] | None:
        """Return the clause before "a week after …", which has no date of its own."""
        for timex in timexes:
            if timex["type"] == "DURATION" and timex["implied"] is not None:
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
            self.words if span == sentence else words_of(self.text[slice(*span)]),
            said.strip(),
            before=self.before if _GOES_ON.match(said) else frozenset(),
            published=self.memory.published,
            news=self.memory.days[0] if self.memory.days else None,
            **more,
        )

    def _statements(
        self, start: int, end: int, quotes: list[Row], timexes: list[Row]
    ) -> Iterator[Mention]:
        """Yield what somebody is said to have said, one mention a speaker."""
        begun, self.going_on = self.going_on, {}
        outer: list[Row] = []
        told: Row = {}
        for speaker, said in self._by_speaker(quotes).items():
            near = self._time_of(start, end, said, quotes, timexes)
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
                (start, end),
                (max(start, first), min(end, last)),
                speaker=speaker,
                named=bool(speaker & self.memory.people),
                utterances=frozenset(
                    q["utterance_id"] for q in said if q["utterance_id"] is not None
                ),
                **times,
            )

    def _by_speaker(self, quotes: list[Row]) -> dict[frozenset[str], list[Row]]:
        """Return what is said in a sentence by who says it; learn who is a person."""
        held: dict[frozenset[str], list[Row]] = {}
        for quote in filter(says, quotes):
            if not is_pronoun(quote["speaker"]):
                self.speaker = speaker_words(quote["speaker"])
            if is_person(quote["speaker"]):
                self.memory.people |= self.speaker
                if self.speaker not in self.memory.persons:
                    self.memory.persons.append(self.speaker)
            held.setdefault(self.speaker, []).append(quote)
        return held

    def _time_of(
        self,
        start: int,
        end: int,
        said: list[Row],
        quotes: list[Row],
        timexes: list[Row],
    ) -> Row | None:
        """Return the time that the sentence names for what one speaker says."""
        outside = [
            t
            for t in timexes
            if dates_saying(self.text, t, said, quotes)
            and not of_another(self.text, t, said, quotes)
            and not self.memory.is_ahead(t)
        ]
        return nearest(self.text[start:end], start, outside, said)

    def _events(
        self, start: int, end: int, quotes: list[Row], timexes: list[Row]
    ) -> Iterator[Mention]:
        """Yield what is told to have happened at a time that the sentence names."""
        for timex in timexes:
            if dates_happening(self.text, start, timex, quotes):
                # "it comes a week after a barge struck": the time of what follows
                told = (timex["end"], end) if timex.get("back") else (start, end)
                yield self._mention("event", (start, end), told, **dated(timex))
            elif when(timex) and beside_saying(self.text, start, timex):
                span, times = (start, timex["start"]), dated(timex)
                self.memory.first_spoken(times)
                yield self._mention("statement", (start, end), span, **times)
