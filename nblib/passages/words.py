"""Sentences as words, and the words that two of them hold in one order.

A sentence that a program respelled keeps its names, its figures and the order of
what it tells, while its verbs and adjectives change. So two sentences are compared
by the heaviest sequence of words that stands in both in the same order. Function
words weigh little.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..reuse.marks import is_detail, quoted_spans
from ..reuse.stems import content_stem
from ..vectors import words

CLAUSE = re.compile(r"[,;:–—()\"“”«»]|\s-\s")
FUNCTION = 0.1  # weight of a function word, where a content word has up to 1


class Token(NamedTuple):
    """A word with its place in the text that it was read from.

    Attributes
    ----------
    folded, stem : str
        The word as it is compared for identity, and cut to its stem.
    start, end : int
        Its place.
    content, detail, quoted : bool
        Whether it is no function word, a name or figure, and inside quotation marks.
    """

    folded: str
    stem: str
    start: int
    end: int
    content: bool
    detail: bool
    quoted: bool


def read_tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """Return the words of `text` from `start` to `end`.

    Examples
    --------
    >>> [token.stem for token in read_tokens('The "bridges" closed.') if token.content]
    ['bridge', 'closed']
    """
    piece = text[start:end]
    quotes = quoted_spans(piece)
    tokens = []
    for folded, begin, finish in words(piece):
        detail = is_detail(text, start + begin)
        stem = content_stem(folded, detail)
        quoted = any(a <= begin < b for a, b in quotes)
        content = stem is not None
        tokens.append(
            Token(
                folded,
                stem or folded,
                start + begin,
                start + finish,
                content,
                detail,
                quoted,
            )
        )
    return tokens


def in_order(
    one: Sequence[str], two: Sequence[str], weights: Sequence[float]
) -> list[tuple[int, int]]:
    """Return the places of the heaviest common subsequence, by `weights` of `one`.

    Examples
    --------
    >>> in_order(["the", "old", "bridge"], ["old", "bridge", "the"], [0.1, 1.0, 1.0])
    [(1, 0), (2, 1)]
    """
    shared = set(one) & set(two)
    here = [i for i, word in enumerate(one) if word in shared]
    there = [j for j, word in enumerate(two) if word in shared]
    said = np.array([two[j] for j in there], dtype=object)
    best = np.zeros((len(here) + 1, len(there) + 1))
    for row, i in enumerate(here):
        taken = np.where(said == one[i], best[row, :-1] + weights[i], 0.0)
        best[row + 1, 1:] = np.maximum.accumulate(np.maximum(best[row, 1:], taken))
    return [(here[row], there[column]) for row, column in _trace(best)]


def _trace(best: np.ndarray) -> list[tuple[int, int]]:
    """Walk back from the corner; a step that loses no weight is no match."""
    pairs = []
    i, j = best.shape[0] - 1, best.shape[1] - 1
    while i and j:
        if best[i, j] == best[i, j - 1]:
            j -= 1
        elif best[i, j] == best[i - 1, j]:
            i -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]
