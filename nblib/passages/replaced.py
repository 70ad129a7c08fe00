"""What was replaced in the passages of many pairs, written out in bulk.

Between two neighbours of the words that both sides hold stands what differs: replaced
where both sides have words there. Only these words are looked at one by one.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ..reuse.marks import Flags, Whole
from ..reuse.words import Words
from .changes import name_warning
from .sequences import Matches, Spans
from .words import Token


class Replaced(NamedTuple):
    """Stretches of words that stand for each other, in the order of their passages.

    Attributes
    ----------
    place : array of int
        Number of the passage.
    one, two : Spans
        The words of either side.
    """

    place: Whole
    one: Spans
    two: Spans


def find_replaced(here: Spans, there: Spans, same: Matches, asked: Flags) -> Replaced:
    """Return what was replaced in the passages asked for.

    Parameters
    ----------
    here, there : Spans
        The words of either side of each passage.
    same : Matches
        The words that both hold in one order, by passage.
    asked : array of bool
        For each passage.

    Examples
    --------
    >>> whole, same = Spans(np.array([0]), np.array([4])), np.array([0, 3])
    >>> matches = Matches(np.array([0, 0]), same, same)
    >>> found = find_replaced(whole, whole, matches, np.array([True]))
    >>> found.one.begin.tolist(), found.one.many.tolist()
    ([1], [2])
    """
    every = np.arange(len(here.many))
    place = np.concatenate([every, same.pair, every])
    one, two = (
        np.concatenate([side.begin - 1, held, side.begin + side.many])
        for side, held in ((here, same.one), (there, same.two))
    )
    turn = np.lexsort((one, place))
    place, one, two = place[turn], one[turn], two[turn]
    many = np.diff(one) - 1, np.diff(two) - 1
    both = (np.diff(place) == 0) & (many[0] > 0) & (many[1] > 0) & asked[place[1:]]
    begin = one[:-1][both] + 1, two[:-1][both] + 1
    spans = (Spans(first, step[both]) for first, step in zip(begin, many, strict=True))
    return Replaced(place[1:][both], *spans)


def tell_replaced(
    words: Words, replaced: Replaced, texts: Sequence[tuple[str, str]]
) -> dict[int, dict[str, str | None]]:
    """Write out what was replaced, as a reader would want it, and the warnings.

    Parameters
    ----------
    words : Words
        Of all articles.
    replaced : Replaced
        From `find_replaced`.
    texts : sequence of (str, str)
        Both texts of each passage.

    Returns
    -------
    dict of int to dict
        `changed` and `warning` of each passage in which something was replaced.
    """
    said: dict[int, list[str]] = defaultdict(list)
    warnings: dict[int, set[str]] = defaultdict(set)
    sides = (_read(words, side) for side in (replaced.one, replaced.two))
    for place, gone, new in zip(replaced.place.tolist(), *sides, strict=True):
        one, two = texts[place]
        left = one[gone[0].start : gone[-1].end]
        said[place].append(f"{left} → {two[new[0].start : new[-1].end]}")
        warning = name_warning(gone, new)
        if warning is not None:
            warnings[place].add(warning)
    return {
        place: {
            "changed": "; ".join(parts),
            "warning": "; ".join(sorted(warnings[place])) or None,
        }
        for place, parts in said.items()
    }


def _read(words: Words, spans: Spans) -> list[list[Token]]:
    """Return the words of each stretch."""
    bounds = np.concatenate([[0], np.cumsum(spans.many)])
    at = np.arange(bounds[-1]) + np.repeat(spans.begin - bounds[:-1], spans.many)
    folded = [words.vocabulary[code] for code in words.folded[at].tolist()]
    columns = (words.starts, words.ends, words.content, words.detail, words.quoted)
    rest = (column[at].tolist() for column in columns)
    tokens = list(map(Token, folded, folded, *rest))
    return [tokens[first:last] for first, last in pairwise(bounds.tolist())]
