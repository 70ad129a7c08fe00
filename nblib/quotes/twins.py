"""Sayings at one place of two articles of which one was made from the other.

A copy, a spin and a translation keep the order of what they tell, so that the place
tells which speech is which where no word is left of it.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, product
from typing import NamedTuple

import pandas as pd

GAP = 400  # characters between two passages that still follow each other
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Saying:
    """A quotation with what tells whether another one is the same utterance.

    Attributes
    ----------
    article_id : str
        Its article.
    said : str
        The words said, without marks.
    around : str
        The sentence that holds them.
    place : tuple of int
        Where the words begin and end.
    speaker : str
        Name or description; empty where unknown.
    kind : str
        Kind of the speaker; empty where unknown.
    quoted : bool
        Whether the words stand in quotation marks.
    """

    article_id: str
    said: str
    around: str
    place: tuple[int, int]
    speaker: str = ""
    kind: str = ""
    quoted: bool = True


def find_twins(
    sayings: list[Saying], passages: pd.DataFrame | None
) -> dict[tuple[int, int], bool]:
    """Return the pairs of sayings in aligned passages, and which are twins.

    A passage made from another keeps the order of what is said in it: where the
    sayings of its two sides are as many, those that come at one place are twins. So
    are those in the gap between two passages that follow each other on both sides.
    """
    found: dict[tuple[int, int], bool] = {}
    if passages is None or passages.empty:
        return found
    held = _by_article(sayings)
    for a, b, one, two, whole in _stretches(passages):
        left, right = _inside(held[a], *one), _inside(held[b], *two)
        if not left and not right:
            continue
        for pair in product(left, right) if whole else ():
            found.setdefault((min(pair), max(pair)), False)
        for quoted in (True, False):
            here = [at for at in left if sayings[at].quoted == quoted]
            there = [at for at in right if sayings[at].quoted == quoted]
            if len(here) == len(there) and (whole or len(here) == 1):
                pairs = zip(here, there, strict=True)
                found |= {(min(pair), max(pair)): True for pair in pairs}
    return found


def _stretches(
    passages: pd.DataFrame,
) -> Iterator[tuple[str, str, Span, Span, bool]]:
    """Yield passages (whole) and the gaps between them that are short on both sides."""
    columns = ("a", "b", "a_start", "a_end", "b_start", "b_end")
    rows = sorted(zip(*(passages[name].tolist() for name in columns), strict=True))
    for a, b, *ends in rows:
        yield a, b, (ends[0], ends[1]), (ends[2], ends[3]), True
    for (a, b, *ends), (c, d, *then) in pairwise(rows):
        gaps = (ends[1], then[0]), (ends[3], then[2])
        if (a, b) == (c, d) and all(0 < end - start <= GAP for start, end in gaps):
            yield a, b, *gaps, False


class _Places(NamedTuple):
    """The sayings of an article, in order of where they begin.

    Attributes
    ----------
    starts : list of int
        Where each begins.
    rows : list of (int, int, int)
        Where each begins and ends, and its number; the longer one first.
    longest : int
        Characters of the longest.
    """

    starts: list[int]
    rows: list[tuple[int, int, int]]
    longest: int


def _by_article(sayings: list[Saying]) -> dict[str, _Places]:
    rows: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for at, saying in enumerate(sayings):
        rows[saying.article_id].append((*saying.place, at))
    found: dict[str, _Places] = defaultdict(lambda: _Places([], [], 0))
    for article_id, held in rows.items():
        held.sort(key=lambda row: (row[0], -row[1]))
        longest = max(end - start for start, end, _ in held)
        found[article_id] = _Places([row[0] for row in held], held, longest)
    return found


def _inside(places: _Places, start: int, end: int) -> list[int]:
    """Return the sayings that a passage covers for their better part, in order."""
    first = bisect_left(places.starts, start - places.longest)
    last = bisect_right(places.starts, end)
    return [
        at
        for begin, finish, at in places.rows[first:last]
        if 2 * (min(end, finish) - max(start, begin)) >= finish - begin
    ]
