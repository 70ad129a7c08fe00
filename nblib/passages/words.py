"""Sentences as words, and the words that two of them hold in one order.

A sentence that a program respelled keeps its names, its figures and the order of
what it tells, while its verbs and adjectives change. So two sentences are compared
by the heaviest sequence of words that stands in both in the same order. Function
words weigh little. A word after the first of a name that both hold weighs nothing:
that "Prime Minister Mira Okoro" comes in this order is no sign of copying.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ..reuse.words import content_stem, is_detail, quoted_spans
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


class Weights(NamedTuple):
    """How often each stem comes in the two articles of a pair."""

    one: Counter[str]
    two: Counter[str]

    def of(self, tokens: Sequence[Token]) -> list[float]:
        """Weigh words: less, the more they are the subject of both articles."""
        return [
            (max(1, self.one[token.stem]) * max(1, self.two[token.stem])) ** -0.25
            if token.content
            else FUNCTION
            for token in tokens
        ]


def in_order(
    one: Sequence[Token], two: Sequence[Token], weights: Sequence[float]
) -> list[tuple[int, int]]:
    """Return the places of the heaviest common subsequence, by `weights` of `one`."""
    mine = {token.stem for token in one}
    there = [j for j, token in enumerate(two) if token.stem in mine]
    stems = np.array([two[j].stem for j in there], dtype=object)
    held = set(stems.tolist())
    here = [i for i, token in enumerate(one) if token.stem in held]
    best = np.zeros((len(here) + 1, len(there) + 1))
    for row, i in enumerate(here):
        taken = np.where(stems == one[i].stem, best[row, :-1] + weights[i], 0.0)
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


class Overlap(NamedTuple):
    """What two sentences hold in one order.

    Attributes
    ----------
    share : float
        Weight in order over the geometric mean of both sentences' weights, 0 to 1.
    telling : int
        Content words in order, a name counted once.
    matches : list of (int, int)
        Places of the words, in `one` and in `two`.
    """

    share: float
    telling: int
    matches: list[tuple[int, int]]


def overlap(
    one: Sequence[Token],
    two: Sequence[Token],
    first: Sequence[float],
    second: Sequence[float],
) -> Overlap:
    """Compare two sentences, whose words weigh `first` and `second`.

    Examples
    --------
    >>> a = read_tokens("Mira Okoro closed the old bridge on Monday.")
    >>> b = read_tokens("On the old bridge, Mira Okoro danced.")
    >>> overlap(a, a, [1] * 8, [1] * 8).share, overlap(a, b, [1] * 8, [1] * 7).telling
    (1.0, 1)
    """
    matches = in_order(one, two, first)
    weight, telling, last, named = 0.0, 0, (-2, -2), False
    for i, j in matches:
        follows = i - last[0] == 1 == j - last[1]
        name = one[i].detail or two[j].detail
        if not (follows and name and named):
            weight += first[i]
            telling += one[i].content
        last, named = (i, j), name
    return Overlap(weight / length(first, second), telling, matches)


def length(first: Sequence[float], second: Sequence[float]) -> float:
    """Geometric mean of two sentences' weights, each 1 at least."""
    return float(np.sqrt(max(1.0, sum(first)) * max(1.0, sum(second))))


def trim(tokens: Sequence[Token], places: Sequence[int], text: str) -> list[Token]:
    """Leave out the clauses before and after the content words at `places`.

    Examples
    --------
    >>> text = "In Lund, the talks began, officials said."
    >>> " ".join(token.folded for token in trim(read_tokens(text), [3, 4], text))
    'the talks began'
    """
    telling = [place for place in places if tokens[place].content]
    if not telling:
        return list(tokens)
    first, last = telling[0], telling[-1]
    while first and not _clause_between(tokens[first - 1], tokens[first], text):
        first -= 1
    while last + 1 < len(tokens) and not _clause_between(
        tokens[last], tokens[last + 1], text
    ):
        last += 1
    return list(tokens[first : last + 1])


def _clause_between(one: Token, two: Token, text: str) -> bool:
    return bool(CLAUSE.search(text, one.end, two.start))
