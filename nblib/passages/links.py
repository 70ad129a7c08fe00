"""Which sentences of two articles are twins.

A sentence is linked to its best partner where their likeness is beyond what two
reporters of one event write by themselves. Once one link of a pair is beyond doubt,
the pair is a copy, and sentences beside linked ones are believed on less: a copyist
who keeps two sentences keeps the one between them. Order may break between blocks,
so neighbourhood is asked for on one side only.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .words import Overlap, Token, Weights, length, overlap

GLANCE = 0.1  # cosine of character n-grams under which words are not compared
TWIN = 0.25  # likeness of twins
SURE = 0.45  # likeness that proves the pair a copy
BESIDE = 0.15  # likeness of a sentence beside twins, in a pair that is a copy
TELLING = 2  # content words in one order, at least


class Link(NamedTuple):
    """Two sentences by number, how alike they are, and the words they share."""

    one: int
    two: int
    likeness: float
    shared: Overlap


def find_links(
    one: Sequence[list[Token]],
    two: Sequence[list[Token]],
    cosines: NDArray[np.float64],
    weights: Weights,
) -> list[Link]:
    """Return the links between two articles, in the order of the first.

    Parameters
    ----------
    one, two : sequence of list of Token
        The sentences of both articles.
    cosines : array, len(one) × len(two)
        Of their character n-grams.
    weights : Weights
        Of the pair.
    """
    compared = _compare(one, two, cosines, weights)
    likeness = np.zeros(cosines.shape)
    for i, j, link in ((link.one, link.two, link) for link in compared):
        likeness[i, j] = link.likeness
    clear = [link for link in compared if _clear(link, likeness)]
    if any(link.likeness >= SURE for link in clear):
        clear += _beside(compared, clear, likeness)
    return sorted(clear, key=lambda link: (link.one, link.two))


def _compare(
    one: Sequence[list[Token]],
    two: Sequence[list[Token]],
    cosines: NDArray[np.float64],
    weights: Weights,
) -> list[Link]:
    links = []
    first, second = ([weights.of(sentence) for sentence in side] for side in (one, two))
    stems = [{token.stem for token in sentence} for sentence in two]
    for i, j in np.argwhere(cosines >= GLANCE).tolist():
        cosine = float(cosines[i, j])
        most = _most_shared(one[i], stems[j], first[i]) / length(first[i], second[j])
        if (most + cosine) / 2 < BESIDE:
            continue  # no order of the words could make it a link
        shared = overlap(one[i], two[j], first[i], second[j])
        if shared.telling >= TELLING:
            links.append(Link(i, j, (shared.share + cosine) / 2, shared))
    return links


def _most_shared(
    tokens: Sequence[Token], stems: set[str], weights: Sequence[float]
) -> float:
    """Weight of the words that the other sentence holds, in whatever order."""
    return sum(
        weight
        for token, weight in zip(tokens, weights, strict=True)
        if token.stem in stems
    )


def _clear(link: Link, likeness: NDArray[np.float64]) -> bool:
    best = max(likeness[link.one].max(), likeness[:, link.two].max())
    either = min(likeness[link.one].max(), likeness[:, link.two].max())
    return link.likeness >= TWIN and link.likeness in (best, either)


def _beside(
    compared: list[Link], clear: list[Link], likeness: NDArray[np.float64]
) -> list[Link]:
    """Best partners among the sentences left over, next to a link and in its order."""
    left = likeness.copy()
    left[[link.one for link in clear]] = 0.0
    left[:, [link.two for link in clear]] = 0.0
    return [
        link
        for link in compared
        if link.likeness >= BESIDE
        and link.likeness == left[link.one].max() == left[:, link.two].max()
        and any(_neighbours(link, anchor) for anchor in clear)
    ]


def _neighbours(link: Link, anchor: Link) -> bool:
    steps = link.one - anchor.one, link.two - anchor.two
    return steps[0] * steps[1] > 0 and 1 in (abs(steps[0]), abs(steps[1]))
