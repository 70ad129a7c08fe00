"""Days that contradict each other across articles.

A day is compared where an edit put it in place of another, where two articles tell
the same among the same words, or where both say when the next of something is. The
day on which somebody said so is no day of what was said, and two articles that share
a day agree on it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import Any, NamedTuple

from ..lexicons import word_group
from ..timexes.calendars import is_date, span_of
from ..vectors import words
from .concepts import concept_of, likeness
from .facts import Setting, beside_saying
from .figures import Reading

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
    def said(self) -> str:
        """The expression in lower case."""
        return self.setting.text[self.start : self.end].casefold()

    def meets(self, other: "Day") -> bool:
        """Whether both can be the same day."""
        return self.first <= other.last and other.first <= self.last


def read_days(settings: Iterable[tuple[Setting, list[Any]]]) -> list[Day]:
    """Return the dates that are not those of statements."""
    found = []
    for setting, ((_, end), *times) in settings:
        coming = _coming(setting, end) if times else frozenset()
        for time in times:
            if time.type == "DURATION" or not is_date(time.value):
                continue
            if not beside_saying(setting.text, time.start, time.end):
                span = span_of(time.value)
                near = _near(setting, time)
                found.append(Day(setting, time.start, time.end, *span, coming, near))
    return found


def _coming(setting: Setting, end: int) -> frozenset[str]:
    """Return the events that stand within reach of "next", "another", "second"."""
    said = list(words(setting.text[setting.start : end]))
    found = set()
    for at, word in enumerate(said):
        if word.folded in word_group("coming"):
            held = (concept_of(other.folded) for other in said[at + 1 : at + 1 + REACH])
            found |= {concept for concept in held if concept in COMING}
    return frozenset(found)


def _near(setting: Setting, time: Any) -> frozenset[str]:
    left = [word for word in setting.concepts if word.end <= time.start]
    right = [word for word in setting.concepts if word.start >= time.end]
    return frozenset(word.folded for word in (*left[-NEAR:], *right[:NEAR]))


def contradicting_days(days: list[Day], reading: Reading) -> Iterator[tuple[Day, Day]]:
    """Yield the pairs of days of two articles that contradict each other."""
    by_article: dict[str, list[Day]] = defaultdict(list)
    for day in days:
        by_article[day.article_id].append(day)
    for pair in combinations(sorted(by_article), 2):
        if pair in reading.related:
            one, two = (by_article[key] for key in pair)
            for here in one:
                for there in two:
                    if _contradict(here, there, one, two, reading):
                        yield here, there


def _contradict(
    here: Day, there: Day, one: list[Day], two: list[Day], reading: Reading
) -> bool:
    """Whether two days are of one event, and neither article has the other's."""
    if here.meets(there) or here.said == there.said:
        return False  # the same words at two times of writing
    if not (here.coming & there.coming or _in_one_place(here, there, reading)):
        return False
    return not (_told(here, two) or _told(there, one))


def _told(day: Day, days: list[Day]) -> bool:
    """Whether the day is among others."""
    return any((day.first, day.last) == (other.first, other.last) for other in days)


def _in_one_place(here: Day, there: Day, reading: Reading) -> bool:
    return (
        here.last - here.first == there.last - there.first
        and likeness(here.near, there.near, reading.weigh) >= BESIDE
        and likeness(here.setting.context, there.setting.context, reading.weigh)
        >= AROUND
    )
