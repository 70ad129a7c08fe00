"""Days that contradict each other across articles.

A day is compared where an edit put it in place of another, where two articles tell
the same among the same words, or where both say when the next of something is. The
day on which somebody said so is no day of what was said, and two articles that share
a day agree on it.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

from ..lexicons import word_group
from ..origins.facts import by_article
from .concepts import concept_of
from .reading import Reading
from .settings import Setting

BESIDE = 0.5  # likeness of the words beside two days
AROUND = 0.4  # of their sentences
NEAR = 6  # content words on each side
REACH = 3  # words from "next" to what is next
COMING = ("#meet", "#vote", "#sentence", "#protest", "#free", "#agree", "#send")


class Day(NamedTuple):
    """A date in its sentence.

    Attributes
    ----------
    setting : Setting
        Its sentence.
    start, end : int
        The expression.
    first, last : date
        What it covers.
    length : timedelta
        From the one to the other.
    said : str
        The expression in lower case.
    coming : frozenset of str
        Events of the sentence that are said to be the next.
    near : frozenset of str
        Concepts beside it.
    """

    setting: Setting
    start: int
    end: int
    first: date
    last: date
    length: timedelta
    said: str
    coming: frozenset[str]
    near: frozenset[str]

    @property
    def article_id(self) -> str:
        """The article that tells it."""
        return self.setting.article_id

    @property
    def at(self) -> int:
        """Where the expression stands."""
        return self.start

    @property
    def span(self) -> tuple[date, date]:
        """The first and the last day."""
        return self.first, self.last

    def meets(self, other: "Day") -> bool:
        """Whether both can be the same day."""
        return self.first <= other.last and other.first <= self.last


def read_days(settings: Sequence[Setting]) -> list[Day]:
    """Return the dates that are not those of statements."""
    found = []
    announce = word_group("coming").__contains__
    announcing = settings[0].cut.having(announce) if settings else set()
    for setting in settings:
        announced = setting.dates and setting.order in announcing
        coming = _coming(setting) if announced else frozenset()
        for time, first, last in setting.dates:
            said = setting.text[time.start : time.end].casefold()
            span = (time.start, time.end, first, last, last - first)
            near = setting.concepts.beside(time.start, time.end, NEAR)
            found.append(Day(setting, *span, said, coming, frozenset(near)))
    return found


def _coming(setting: Setting) -> frozenset[str]:
    """Return the events that stand within reach of "next", "another", "second"."""
    said = setting.cut.words_of(setting.order)
    found = set()
    for at, word in enumerate(said):
        if word in word_group("coming"):
            held = map(concept_of, said[at + 1 : at + 1 + REACH])
            found |= {concept for concept in held if concept in COMING}
    return frozenset(found)


def contradicting_days(days: list[Day], reading: Reading) -> Iterator[tuple[Day, Day]]:
    """Yield the pairs of days of two articles that contradict each other.

    A day that both articles have they agree on.
    """
    told = by_article(days)
    spans = {key: {day.span for day in own} for key, own in told.items()}
    for a, b in reading.related.pairs(told):
        one, two = told[a], told[b]
        if not spans[a].isdisjoint(spans[b]):
            one = [day for day in one if day.span not in spans[b]]
            two = [day for day in two if day.span not in spans[a]]
        for here, there in _of_one_kind(one, two):
            if _contradict(here, there, reading):
                yield here, there


def _of_one_kind(one: list[Day], two: list[Day]) -> list[tuple[Day, Day]]:
    """Return the pairs that share a word beside them, or an event to come."""
    return [
        (here, there)
        for here, there in product(one, two)
        if (here.length == there.length and not here.near.isdisjoint(there.near))
        or not here.coming.isdisjoint(there.coming)
    ]


def _contradict(here: Day, there: Day, reading: Reading) -> bool:
    """Whether two days are of one event."""
    if here.meets(there) or here.said == there.said:
        return False  # the same words at two times of writing
    return bool(here.coming & there.coming) or _in_one_place(here, there, reading)


def _in_one_place(here: Day, there: Day, reading: Reading) -> bool:
    if here.length != there.length:
        return False
    likeness = reading.likeness[here.setting.block]
    return (
        likeness(here.near, there.near) >= BESIDE
        and likeness(here.setting.context, there.setting.context) >= AROUND
    )
