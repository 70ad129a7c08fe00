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
from ..vectors import Word
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
    near, next : frozenset of str
        Concepts beside the figure, and the nearest of them.
    borrowed : bool
        Whether the unit is that of the figure before it.
    sums : frozenset of float
        Sums of two figures of the sentence.
    """

    setting: Setting
    number: Number
    unit: str
    sort: str
    frame: str
    near: frozenset[str]
    next: frozenset[str]
    borrowed: bool
    sums: frozenset[float]

    @property
    def article_id(self) -> str:
        """The article that tells it."""
        return self.setting.article_id

    @property
    def at(self) -> int:
        """Where the figure stands."""
        return self.number.at


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
    counting = settings[0].cut.having(may_count) if settings else set()
    for setting in settings:
        numbers = _numbers(setting) if setting.order in counting else []
        values = [number.value for number in numbers]
        sums = frozenset(a + b for a, b in combinations(values, 2))
        own: list[Fact] = []
        for number in numbers:
            before = own or [f for f in last if f.article_id == setting.article_id]
            before = [fact for fact in before if fact.unit != AGE]
            fact = _fact(setting, number, before, sums)
            own += [fact] if fact else []
        facts += own
        last = own
    return facts


def _numbers(setting: Setting) -> list[Number]:
    """Return the figures of a sentence that are no part of a point in time."""
    points = [time for time in setting.times if time.type != "DURATION"]
    return [
        number
        for number in find_numbers(setting.text, setting.start, setting.end)
        if not any(_meets(time, number) for time in points)
    ]


def _meets(time: Time, number: Number) -> bool:
    return time.start < number.end and number.at < time.end


def _fact(
    setting: Setting, number: Number, before: list[Fact], sums: frozenset[float]
) -> Fact | None:
    """Return the fact of a figure, if it is known what it counts."""
    left = [word for word in setting.concepts if word.end <= number.at]
    right = [word for word in setting.concepts if word.start >= number.end]
    within = [
        word
        for word in setting.concepts
        if word.end > number.at and word.start < number.end
    ]
    unit, sort = _unit(number)
    frame, borrowed = _frame(setting.text, unit, number, left, within, right), False
    if not unit and left and left[-1].folded in TO_PEOPLE:
        unit, frame = PEOPLE, left[-1].folded
    elif not unit and before and not number.age:
        unit, sort, borrowed = before[-1].unit, before[-1].sort, True
        own = _frame(setting.text, unit, number, left, within, right)
        frame = own or before[-1].frame
    if not unit:
        return None
    around = [*left[-NEAR:], *within, *right[:NEAR]]
    near = frozenset(word.folded for word in around) - {unit}
    closest = frozenset(w.folded for w in (*left[-NEXT:], *right[:NEXT])) - {unit}
    return Fact(setting, number, unit, sort, frame, near, closest, borrowed, sums)


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


def _frame(
    text: str,
    unit: str,
    number: Number,
    left: list[Word],
    within: list[Word],
    right: list[Word],
) -> str:
    """Return the nearest event of the clause that can befall what is counted."""
    events = _events(unit)
    nearby = zip_longest(right[:REACH], left[: -REACH - 1 : -1])
    held = [
        (word.folded, text[min(word.end, number.end) : max(word.start, number.at)])
        for word in chain(within, chain.from_iterable(nearby))
        if word is not None and word.folded in events
    ]
    reached = [(event, gap) for event, gap in held if not OTHER_CLAUSE.search(gap)]
    nearest = [event for event, gap in reached if not COORDINATE.search(gap)]
    event = next(chain(nearest, (event for event, _ in reached)), "")
    return LASTS if event and unit in LASTING else event


def _events(unit: str) -> tuple[str, ...]:
    if unit == PEOPLE:
        return TO_PEOPLE
    return (LASTS, "#meet") if unit in LASTING else ()
