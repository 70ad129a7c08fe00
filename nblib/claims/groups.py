"""Sentences of several articles that tell one thing.

Two sentences are as near as their letters and their concepts are on average: letters
see through spellings and inflections, concepts through other words for one thing.
Groups grow along the strongest links, as long as the sentences of the two sides are
on average near enough: average linkage (Sokal and Michener 1958) on a graph of
neighbours, where what is not linked counts as nothing. No link leaves a component.
"""

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from ..vectors import fit_char_vectors, nearest
from .cut import Sentences, weigh_concepts

NEAR = 0.22  # mean likeness between the sentences of two groups
LEAST = 0.1  # cosines below are those of any two sentences on one matter
JOINED = 1.0  # what a passage counts as
NEIGHBOURS = 50
DIGITS = (
    9  # of what decides an order; the rest is rounding, and equals stay as they are
)
SPARED = 2**18  # comparisons of one sentence up to which its neighbours are exact
FEWEST_WORDS = 6  # a shorter sentence says too little to be a claim


class Sentence(NamedTuple):
    """One sentence, with its words and its story."""

    article_id: str
    start: int
    end: int
    text: str
    story_id: str


def group_sentences(
    cut: Sentences, stories: pd.DataFrame, passages: pd.DataFrame
) -> list[list[Sentence]]:
    """Group the sentences that tell one thing, most central first in each group.

    Parameters
    ----------
    cut : Sentences
        The sentences.
    stories, passages : DataFrame
        Tables of those names.

    Returns
    -------
    list of list of Sentence
        Groups of two articles or more; the same for any order of the articles.
    """
    story = dict(zip(stories["article_id"], stories["story_id"], strict=True))
    told = _worth_comparing(cut)
    found = [
        Sentence(key, cut.starts[n], cut.ends[n], cut.texts[n], story.get(key, ""))
        for n, key in ((n, cut.article_ids[n]) for n in told)
    ]
    blocks = cut.blocks[told]
    letters = fit_char_vectors(cut.tokens.take(told), blocks=blocks)
    concepts = weigh_concepts(cut.counts[told], blocks)
    near = _near(found, sparse.hstack([letters, concepts]) / math.sqrt(2))
    links = _with_passages(near, _joined(found, blocks, passages))
    groups = _cluster(links)
    weight = _weights(groups, links)
    return [
        [found[at] for at in sorted(group, key=lambda at: (-weight[at], at))]
        for group in groups
        if len({found[at].article_id for at in group}) > 1
    ]


def _worth_comparing(cut: Sentences) -> list[int]:
    """Return the sentences that say enough, of components of two articles or more."""
    block = dict(zip(cut.article_ids, cut.blocks.tolist(), strict=True))
    articles = Counter(block.values())
    return [
        n
        for n, (key, said) in enumerate(zip(cut.article_ids, cut.texts, strict=True))
        if articles[block[key]] > 1 and len(said.split()) >= FEWEST_WORDS
    ]


def _near(found: list[Sentence], both: sparse.sparray) -> sparse.csr_array:
    """Link sentences of other articles that are near in letters and concepts."""
    rows = sparse.csr_array(both)
    near = nearest(rows, k=NEIGHBOURS, least=LEAST, spared=SPARED).tocoo()
    article, _ = pd.factorize(np.array([s.article_id for s in found], dtype=object))
    other = article[near.row] != article[near.col]
    cells = (near.data[other], (near.row[other], near.col[other]))
    links = sparse.csr_array(sparse.coo_array(cells, near.shape))
    return sparse.csr_array(links.maximum(links.T))


def _joined(
    found: list[Sentence], blocks: Any, passages: pd.DataFrame
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of sentences that a passage joins."""
    places: dict[str, list[int]] = defaultdict(list)
    ends: dict[str, list[int]] = defaultdict(list)
    for at, sentence in enumerate(found):
        places[sentence.article_id].append(at)
        ends[sentence.article_id].append(sentence.end)
    columns = ("a", "a_start", "a_end", "b", "b_start", "b_end")
    for row in zip(*(passages[name].tolist() for name in columns), strict=True):
        one, other = (
            _covered(found, places[key], ends[key], start, end)
            for key, start, end in (row[:3], row[3:])
        )
        if one is not None and other is not None and blocks[one] == blocks[other]:
            yield one, other


def _covered(
    found: list[Sentence], places: list[int], ends: list[int], start: int, end: int
) -> int | None:
    """Return the sentence that a passage covers for its better part."""
    for at in places[bisect_right(ends, start) :]:
        shared = min(end, found[at].end) - max(start, found[at].start)
        if 2 * shared >= found[at].end - found[at].start:
            return at
        if found[at].start >= end:
            break
    return None


def _with_passages(
    near: sparse.csr_array, joined: Iterator[tuple[int, int]]
) -> sparse.csr_array:
    """Return the links with those that passages make in their place."""
    pairs = np.array(sorted(set(joined)), dtype=np.int64).reshape(-1, 2)
    heads, tails = np.concatenate([pairs, pairs[:, ::-1]]).T
    made = sparse.coo_array((np.full(len(heads), JOINED), (heads, tails)), near.shape)
    return sparse.csr_array(near.maximum(sparse.csr_array(made)))


def _cluster(links: sparse.csr_array) -> list[list[int]]:
    """Merge along the strongest links while both sides are near on average.

    The sum of the links between two groups is kept up as groups grow, so that no
    pair of sentences is looked at twice.
    """
    cells = links.tocoo()
    kept = (cells.data >= NEAR) & (cells.row < cells.col)
    heads, tails, weights = cells.row[kept], cells.col[kept], cells.data[kept]
    ranked = np.lexsort((tails, heads, -weights.round(DIGITS)))
    members = {at: [at] for at in np.unique([heads, tails]).tolist()}
    home = {at: at for at in members}
    between = _sums(cells, sparse.coo_array((weights, (heads, tails)), links.shape))
    for one, other in zip(heads[ranked].tolist(), tails[ranked].tolist(), strict=True):
        a, b = home[one], home[other]
        if a == b:
            continue
        if between[a][b] < NEAR * len(members[a]) * len(members[b]):
            continue
        if len(between[a]) < len(between[b]):
            a, b = b, a
        _merge(between, a, b)
        home.update(dict.fromkeys(members[b], a))
        members[a] += members.pop(b)
    return sorted(sorted(group) for group in members.values())


def _sums(
    links: sparse.coo_array, strong: sparse.coo_array
) -> dict[int, dict[int, float]]:
    """Return the links of each sentence to those that it may ever be merged with.

    Groups grow along strong links alone, and stay within what these connect.
    """
    _, part = sparse.csgraph.connected_components(strong, directed=False)
    own = part[links.row] == part[links.col]
    cells = (side[own].tolist() for side in (links.row, links.col, links.data))
    between: dict[int, dict[int, float]] = defaultdict(dict)
    for row, column, weight in zip(*cells, strict=True):
        between[row][column] = weight
    return between


def _merge(between: dict[int, dict[int, float]], a: int, b: int) -> None:
    """Add the links of group b to those of group a."""
    own = between[a]
    for other, weight in between.pop(b).items():
        theirs = between[other]
        del theirs[b]
        if other != a:
            own[other] = theirs[a] = own.get(other, 0.0) + weight


def _weights(groups: list[list[int]], links: sparse.csr_array) -> list[float]:
    """Add up the links of each sentence to the others of its group."""
    label = np.full(links.shape[0], -1)
    for number, group in enumerate(groups):
        label[group] = number
    cells = links.tocoo()
    own = (label[cells.row] == label[cells.col]) & (label[cells.row] >= 0)
    weights = np.bincount(cells.row[own], cells.data[own], minlength=len(label))
    return weights.round(DIGITS).tolist()  # type: ignore[no-any-return]
