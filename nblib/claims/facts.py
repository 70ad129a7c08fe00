"""Facts with a figure: how many of what, in which event, told where.

A figure is comparable with another by what it counts (its unit), by what happened to
it (its frame: the nearest word of an event, "killed", "arrested"), and by the words
around it. A figure without a noun takes that of the figure before it ("… six dead. A
broadcaster reported four"), or counts people where the event right before it does
("killing ten").
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain, combinations, zip_longest
from typing import NamedTuple

from ..lexicons import read_lexicon
from .concepts import concept_of
from .numbers import Number, find_numbers, may_count
from .settings import Setting, Time

PEOPLE, AGE = "people", "age"
TO_PEOPLE = (
    *("#kill", "#hurt", "#hold", "#missing", "#free", "#flee", "#protest"),
    *("#rescue", "#sick"),
)
LASTS = "#last"
LASTING = ("hour", "minut", "day", "week")
LENGTHS = frozenset({*LASTING, "month", "year"})
NEAR = 6  # content words on each side
NEXT = 2  # the nearest of them
REACH = 5  # content words from a figure to the event that it belongs to
OTHER_CLAUSE = re.compile(
    r",|\b(?:when|while|after|before|as|but|although|though|since|whose)\b"
)
COORDINATE = re.compile(r"[;:–—]|\band\b")  # crossed only where no event is nearer


class Fact(NamedTuple):
    """A figure in its sentence.

    Attributes
    ----------
    setting : Setting
        Its sentence.
    number : Number
        The figure.
    unit, sort : str
        What it counts, as a concept; of people, which ones (empty for any).
    frame : str
        The event, as a concept; empty where none is near.
    sums : frozenset of float
        Sums of two figures of the sentence.
    """

    setting: Setting
    number: Number
    unit: str
    sort: str
    frame: str
    sums: frozenset[float]

    @property
    def article_id(self) -> str:
        """The article that tells it."""
        return self.setting.article_id

    @property
    def at(self) -> int:
        """Where the figure stands."""
        return self.number.at

    @property
    def near(self) -> frozenset[str]:
        """Concepts of the figure and beside it."""
        held, at, end = self.setting.concepts, self.number.at, self.number.end
        own = held.said[slice(*held.within(at, end))]
        return frozenset((*held.beside(at, end, NEAR), *own)) - {self.unit}

    @property
    def next(self) -> frozenset[str]:
        """The nearest of those beside it."""
        at, end = self.number.at, self.number.end
        return frozenset(self.setting.concepts.beside(at, end, NEXT)) - {self.unit}


def read_facts(settings: Sequence[Setting]) -> list[Fact]:
    """Return the facts with a figure, in order of article and place.

    Examples
    --------
    >>> from nblib import find_timexes, make_articles, split_sentences
    >>> from nblib.claims.cut import cut_sentences
    >>> from nblib.claims.settings import read_settings
    >>> text = "The storm killed four people in Vellin. A medic spoke of six."
    >>> pile = make_articles([{"id": "a", "text": text}])
    >>> cut = cut_sentences(pile, split_sentences(pile))
    >>> told = read_settings(pile, cut, find_timexes(pile))
    >>> [(f.number.value, f.unit, f.frame) for f in read_facts(told)]
    [(4.0, 'people', '#kill'), (6.0, 'people', '#kill')]
    """
    facts: list[Fact] = []
    last: list[Fact] = []
    counting = settings[0].cut.having(may_count) if settings else {}
    for setting in settings:
        first = counting.get(setting.order)
        numbers = [] if first is None else _numbers(setting, setting.start + first)
        values = [number.value for number in numbers]
        sums = frozenset(a + b for a, b in combinations(values, 2))
        own: list[Fact] = []
        if last and last[0].article_id != setting.article_id:
            last = []
        for number in numbers:
            before = [fact for fact in own or last if fact.unit != AGE]
            fact = _fact(setting, number, before, sums)
            own += [fact] if fact else []
        facts += own
        last = own
    return facts


def _numbers(setting: Setting, first: int) -> list[Number]:
    """Return the figures of a sentence that are no part of a point in time.

    The first word with which one may be told stands at `first`.
    """
    points = [time for time in setting.times if time.type != "DURATION"]
    apart = [(time.start, time.end) for time in points]
    place = setting.start, setting.end
    return [
        number
        for number in find_numbers(setting.text, *place, first=first, apart=apart)
        if not any(_meets(time, number) for time in points)
    ]


def _meets(time: Time, number: Number) -> bool:
    return time.start < number.end and number.at < time.end


def _fact(
    setting: Setting, number: Number, before: list[Fact], sums: frozenset[float]
) -> Fact | None:
    """Return the fact of a figure, if it is known what it counts."""
    unit, sort = _unit(number)
    frame = _frame(setting, unit, number)
    first, _ = setting.concepts.within(number.at, number.end)
    before_it = setting.concepts.said[first - 1] if first else ""
    if not unit and before_it in TO_PEOPLE:
        unit, frame = PEOPLE, before_it
    elif not unit and before and not number.age:
        unit, sort = before[-1].unit, before[-1].sort
        frame = _frame(setting, unit, number) or before[-1].frame
    return Fact(setting, number, unit, sort, frame, sums) if unit else None


def _unit(number: Number) -> tuple[str, str]:
    """Return what a figure counts, and of people which ones."""
    noun = number.unit
    for form in (noun, noun.removesuffix("s"), noun.removesuffix("es")):
        if form in _people():
            sort = concept_of(form) if _people()[form] == "one" else ""
            return AGE if number.age else PEOPLE, sort
    if number.age:
        return AGE, ""
    return concept_of(noun) if noun else "", ""


@cache
def _people() -> dict[str, str]:
    return {row["noun"]: row["kind"] for row in read_lexicon("people_words")}


@cache
def sorts_of_people() -> frozenset[str]:
    """Return the concepts of nouns that say which people."""
    return frozenset(concept_of(n) for n, kind in _people().items() if kind == "one")


def _frame(setting: Setting, unit: str, number: Number) -> str:
    """Return the nearest event of the clause that can befall what is counted."""
    events = _events(unit)
    if not events:
        return ""
    text, (said, starts, ends) = setting.text, setting.concepts
    first, last = setting.concepts.within(number.at, number.end)
    behind = range(last, min(last + REACH, len(said)))
    before = reversed(range(max(0, first - REACH), first))
    nearby = chain.from_iterable(zip_longest(behind, before))
    held = [
        (said[n], text[min(ends[n], number.end) : max(starts[n], number.at)])
        for n in chain(range(first, last), nearby)
        if n is not None and said[n] in events
    ]
    reached = [(event, gap) for event, gap in held if not OTHER_CLAUSE.search(gap)]
    nearest = [event for event, gap in reached if not COORDINATE.search(gap)]
    event = next(chain(nearest, (event for event, _ in reached)), "")
    return LASTS if event and unit in LASTING else event


def _events(unit: str) -> tuple[str, ...]:
    if unit == PEOPLE:
        return TO_PEOPLE
    return (LASTS, "#meet") if unit in LASTING else ()
