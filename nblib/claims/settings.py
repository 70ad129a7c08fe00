"""A sentence as the ground on which figures and days stand.

Most sentences are asked for little, so each is read as far as a rule asks.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from ..timexes.calendars import is_date, span_of
from ..vectors import words
from ..vectors.words import fold, word_pattern
from .concepts import concept_of
from .cut import Concepts, Sentences

BEFORE = 3  # words from one of saying to the day on which it was said
WINDOW = 40  # characters that hold them
PLACE = re.compile(
    r"\b(?:in|at|near|outside)\s+(?:[a-z-]+\s+){0,3}([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)"
)


class Time(NamedTuple):
    """A time expression: where it stands, and its TimeML type and value."""

    start: int
    end: int
    type: str
    value: str


@dataclass(frozen=True, eq=False)
class Setting:
    """A sentence as the ground on which figures stand; read when it is asked.

    Attributes
    ----------
    article_id : str
        Its article.
    order : int
        Its number among all sentences.
    start, end : int
        Where it stands.
    text : str
        The text of the article.
    times : list of Time
        Its time expressions.
    cut : Sentences
        All sentences.
    """

    article_id: str
    order: int
    start: int
    end: int
    text: str
    times: list[Time]
    cut: Sentences

    @property
    def block(self) -> int:
        """Number of its component."""
        return int(self.cut.blocks[self.order])

    @cached_property
    def concepts(self) -> Concepts:
        """Its content words as concepts."""
        return self.cut.concepts_of(self.order)

    @cached_property
    def context(self) -> frozenset[str]:
        """The same as a set."""
        return frozenset(self.concepts.said)

    @cached_property
    def dates(self) -> list[tuple[Time, date, date]]:
        """Its dates with their first and last day, apart from those of statements."""
        return [
            (time, *span_of(time.value))
            for time in self.times
            if time.type != "DURATION"
            and is_date(time.value)
            and not beside_saying(self.text, time.start, time.end)
        ]

    @cached_property
    def places(self) -> frozenset[str]:
        """Words of names that stand where a place does, folded."""
        said = self.text[self.start : self.end]
        return frozenset(
            word.folded for match in PLACE.finditer(said) for word in words(match[1])
        )


def read_settings(
    articles: pd.DataFrame, cut: Sentences, timexes: pd.DataFrame
) -> list[Setting]:
    """Return every sentence as a setting, with its time expressions."""
    text = dict(zip(articles["article_id"], articles["text"], strict=True))
    times: dict[str, list[Time]] = defaultdict(list)
    columns = (timexes[name].tolist() for name in ("article_id", *Time._fields))
    for key, *time in zip(*columns, strict=True):
        times[key].append(Time(*time))
    spans = zip(cut.article_ids, cut.starts, cut.ends, strict=True)
    return [
        Setting(
            *(key, order, start, end, text[key]),
            [time for time in times[key] if start <= time.start < end],
            cut,
        )
        for order, (key, start, end) in enumerate(spans)
    ]


def beside_saying(text: str, start: int, end: int) -> bool:
    """Whether a time is that of a statement.

    Examples
    --------
    >>> text = "He said late on Monday that it broke on Sunday."
    >>> beside_saying(text, 16, 22), beside_saying(text, 40, 46)
    (True, False)
    """
    before = _folded(text[max(0, start - WINDOW) : start])
    behind = _folded(text[end : end + WINDOW])
    return "#say" in map(concept_of, (*before[-BEFORE:], *behind[:1]))


def _folded(text: str) -> list[str]:
    forms = word_pattern().findall(text)
    return [word.folded for form in forms for word in fold(form)]
