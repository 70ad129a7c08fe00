"""Facts with a figure: how many of what, in which event, told where.

A figure is comparable with another by what it counts (its unit), by what happened to
it (its frame: the nearest word of an event, "killed", "arrested"), and by the words
around it. A figure without a noun takes that of the figure before it ("… six dead. A
broadcaster reported four"), or counts people where the event right before it does
("killing ten").
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, combinations, zip_longest
from typing import Any, NamedTuple

import pandas as pd

from ..lexicons import read_lexicon
from ..timexes.calendars import is_date, span_of
from ..vectors import Word, words
from .concepts import concept_of, read_concepts
from .numbers import Number, find_numbers

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
BEFORE = 3  # words from one of saying to the day on which it was said
WINDOW = 40  # characters that hold them
PLACE = re.compile(
    r"\b(?:in|at|near|outside)\s+(?:[a-z-]+\s+){0,3}([A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*)"
)
OTHER_CLAUSE = re.compile(
    r",|\b(?:when|while|after|before|as|but|although|though|since|whose)\b"
)
COORDINATE = re.compile(r"[;:–—]|\band\b")  # crossed only where no event is nearer


class Setting(NamedTuple):
    """A sentence as the ground on which figures stand.

    Attributes
    ----------
    article_id : str
        Its article.
    start, order : int
        Where it begins, and its number among all sentences.
    text : str
        The text of the article.
    concepts : list of Word
        Its content words as concepts.
    context : frozenset of str
        The same as a set.
    periods : tuple
        First and last days of its dates, apart from days of statements.
    places : frozenset of str
        Words of names that stand where a place does, folded.
    """

    article_id: str
    start: int
    order: int
    text: str
    concepts: list[Word]
    context: frozenset[str]
    periods: tuple[tuple[Any, Any], ...]
    places: frozenset[str]


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


def read_settings(
    articles: pd.DataFrame, sentences: pd.DataFrame, timexes: pd.DataFrame
) -> Iterator[tuple[Setting, list[Any]]]:
    """Yield every sentence as a setting, with its time expressions."""
    text = dict(zip(articles["article_id"], articles["text"], strict=True))
    times: dict[str, list[Any]] = defaultdict(list)
    for row in timexes.itertuples(index=False):
        times[str(row.article_id)].append(row)
    ordered = sentences.sort_values(["article_id", "start"])
    columns = (ordered[name].tolist() for name in ("article_id", "start", "end"))
    for order, (key, start, end) in enumerate(zip(*columns, strict=True)):
        inside = [time for time in times[key] if start <= time.start < end]
        concepts = list(read_concepts(text[key], start, end))
        yield (
            Setting(
                key,
                start,
                order,
                text[key],
                concepts,
                frozenset(word.folded for word in concepts),
                tuple(_periods(text[key], inside)),
                _places(text[key][start:end]),
            ),
            [(start, end), *inside],
        )


def read_facts(settings: Iterable[tuple[Setting, list[Any]]]) -> list[Fact]:
    """Return the facts with a figure, in order of article and place.

    Examples
    --------
    >>> from nblib import find_timexes, make_articles, split_sentences
    >>> text = "The storm killed four people in Vellin. A medic spoke of six."
    >>> pile = make_articles([{"id": "a", "text": text}])
    >>> told = read_settings(pile, split_sentences(pile), find_timexes(pile))
    >>> [(f.number.value, f.unit, f.frame) for f in read_facts(told)]
    [(4.0, 'people', '#kill'), (6.0, 'people', '#kill')]
    """
    facts: list[Fact] = []
    last: list[Fact] = []
    for setting, ((start, end), *times) in settings:
        numbers = [
            number
            for number in find_numbers(setting.text, start, end)
            if not any(_is_point(time) and _meets(time, number) for time in times)
        ]
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


def _is_point(time: Any) -> bool:
    return bool(time.type != "DURATION")


def _meets(time: Any, number: Number) -> bool:
    return bool(time.start < number.end and number.at < time.end)


def _fact(
    setting: Setting, number: Number, before: list[Fact], sums: frozenset[float]
) -> Fact | None:
    """Return the fact of a figure, if it is known what it counts."""
    left = [word for word in setting.concepts if word.end <= number.at]
    right = [word for word in setting.concepts if word.start >= number.end]
    within = [w for w in setting.concepts if w not in left and w not in right]
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


def _periods(text: str, times: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield the first and last day of each date that is no statement's."""
    for time in times:
        point = _is_point(time) and is_date(time.value)
        if point and not beside_saying(text, time.start, time.end):
            yield span_of(time.value)


def beside_saying(text: str, start: int, end: int) -> bool:
    """Whether a time is that of a statement.

    Examples
    --------
    >>> text = "He said late on Monday that it broke on Sunday."
    >>> beside_saying(text, 16, 22), beside_saying(text, 40, 46)
    (True, False)
    """
    before = [word.folded for word in words(text[max(0, start - WINDOW) : start])]
    behind = [word.folded for word in words(text[end : end + WINDOW])]
    return "#say" in map(concept_of, (*before[-BEFORE:], *behind[:1]))


def _places(text: str) -> frozenset[str]:
    return frozenset(
        word.folded for match in PLACE.finditer(text) for word in words(match[1])
    )
