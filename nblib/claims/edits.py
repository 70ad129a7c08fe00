"""Days, figures and places that an edit put in place of others.

Where one passage was made from another, what stands where the other word stood is
about the same, whatever the rest of the two texts counts.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

import pandas as pd

from ..origins.facts import by_article
from ..passages import Change, changed_words
from ..vectors import common_words
from .dated import Day
from .facts import Fact

TOLD = ("date", "figure", "name")  # warnings of passages
T = TypeVar("T", Fact, Day)
_WARNS = re.compile("|".join(TOLD))
PLACE_BEFORE = re.compile(r"\b(?:in|at|near|outside|to|from)(?: the)? $")
PLACE_NAME = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")


class Place(NamedTuple):
    """The name of a place in an article."""

    article_id: str
    start: int
    end: int
    name: str


class Edits(NamedTuple):
    """What edits changed, in pairs: the one article's and the other's."""

    figures: list[tuple[Fact, Fact]]
    days: list[tuple[Day, Day]]
    places: list[tuple[Place, Place]]


def find_edits(
    text: dict[str, str],
    passages: pd.DataFrame,
    facts: Iterable[Fact],
    days: Iterable[Day],
) -> Edits:
    """Find the figures, days and places that differ between aligned passages."""
    told, dated = by_article(facts), by_article(days)
    found = Edits([], [], [])
    for a, b, kind, change in _changes(text, passages):
        one, two = (change.a_start, change.a_end), (change.b_start, change.b_end)
        found.figures.extend(
            (fact, other)
            for fact, other in _sole(told.get(a, []), one, told.get(b, []), two)
            if fact.unit == other.unit and not fact.number.agrees(other.number)
        )
        found.days.extend(
            (day, other)
            for day, other in _sole(dated.get(a, []), one, dated.get(b, []), two)
            if not day.meets(other)
        )
        if kind == "edited":
            found.places.extend(_places(text, (a, *one), (b, *two)))
    return found


def _changes(
    text: dict[str, str], passages: pd.DataFrame
) -> Iterator[tuple[str, str, str, Change]]:
    """Yield what was replaced in passages that warn, at its place in the articles."""
    told = [kind for kind in passages["warning"].unique() if _WARNS.search(str(kind))]
    warned = passages[passages["warning"].isin(told)]
    for row in warned.to_dict("records"):
        one = text[row["a"]][row["a_start"] : row["a_end"]]
        two = text[row["b"]][row["b_start"] : row["b_end"]]
        for change in changed_words(one, two):
            if change.kind == "replaced":
                yield (
                    row["a"],
                    row["b"],
                    row["kind"],
                    change._replace(
                        a_start=change.a_start + row["a_start"],
                        a_end=change.a_end + row["a_start"],
                        b_start=change.b_start + row["b_start"],
                        b_end=change.b_end + row["b_start"],
                    ),
                )


def _sole(
    one: list[T], here: tuple[int, int], two: list[T], there: tuple[int, int]
) -> Iterator[tuple[T, T]]:
    """Yield the pair of what stands alone in each of two places."""
    left = [told for told in one if here[0] <= told.at < here[1]]
    right = [told for told in two if there[0] <= told.at < there[1]]
    if len(left) == len(right) == 1:
        yield left[0], right[0]


def _places(
    text: dict[str, str], one: tuple[str, int, int], two: tuple[str, int, int]
) -> Iterator[tuple[Place, Place]]:
    """Yield two names that stand where a place does, neither in the other article."""
    sides = []
    for article_id, start, end in (one, two):
        name = text[article_id][start:end]
        before = text[article_id][max(0, start - 12) : start]
        common = name.casefold() in common_words()
        if PLACE_NAME.fullmatch(name) and PLACE_BEFORE.search(before) and not common:
            sides.append(Place(article_id, start, end, name))
    if len(sides) == 2:
        here, there = sides
        known = here.name in text[there.article_id]
        if not known and there.name not in text[here.article_id]:
            yield here, there
