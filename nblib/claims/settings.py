"""A sentence as the ground on which figures and days stand.

Most sentences are asked for little, so each is read as far as a rule asks.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..timexes.calendars import is_date, span_of
from ..vectors import read_tokens, words
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


Dated = tuple[Time, date, date]


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
    dates : list of (Time, date, date)
        Its dates with their first and last day, apart from those of statements.
    cut : Sentences
        All sentences.
    """

    article_id: str
    order: int
    start: int
    end: int
    text: str
    times: list[Time]
    dates: list[Dated]
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
    columns = (timexes[name].tolist() for name in ("article_id", *Time._fields))
    times: dict[str, list[Time]] = defaultdict(list)
    for key, *time in zip(*columns, strict=True):
        times[key].append(Time(*time))
    dates = _read_dates(text, times)
    spans = zip(cut.article_ids, cut.starts, cut.ends, strict=True)
    return [
        Setting(
            *(key, order, start, end, text[key]),
            [time for time in times[key] if start <= time.start < end],
            [dated for dated in dates[key] if start <= dated[0].start < end],
            cut,
        )
        for order, (key, start, end) in enumerate(spans)
    ]


def _read_dates(
    text: dict[str, str], times: dict[str, list[Time]]
) -> dict[str, list[Dated]]:
    """Return the dates of each article, apart from those of statements."""
    held = [
        (key, time)
        for key, own in times.items()
        for time in own
        if time.type != "DURATION" and is_date(time.value)
    ]
    stated = beside_saying([(text[key], time.start, time.end) for key, time in held])
    dates: dict[str, list[Dated]] = defaultdict(list)
    for (key, time), apart in zip(held, stated, strict=True):
        if not apart:
            dates[key].append((time, *span_of(time.value)))
    return dates


def beside_saying(places: Sequence[tuple[str, int, int]]) -> list[bool]:
    """Whether a word of saying is right behind a time, or shortly before it.

    Examples
    --------
    >>> text = "He said late on Monday that it broke on Sunday."
    >>> beside_saying([(text, 16, 22), (text, 40, 46)])
    [True, False]
    """
    before = [text[max(0, start - WINDOW) : start] for text, start, _ in places]
    behind = [text[end : end + WINDOW] for text, _, end in places]
    tokens = read_tokens([*before, *behind])
    says = np.array([concept_of(word) == "#say" for word in tokens.vocabulary], bool)
    upto = np.concatenate([[0], np.cumsum(says[tokens.codes])])
    first, end = (np.split(edge, 2) for edge in (tokens.bounds[:-1], tokens.bounds[1:]))
    shortly = upto[end[0]] - upto[np.maximum(first[0], end[0] - BEFORE)]
    right = upto[np.minimum(first[1] + 1, end[1])] - upto[first[1]]
    found: list[bool] = (shortly + right > 0).tolist()
    return found
