"""Average linkage, from a graph of neighbours."""

from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import connected_components

Array = np.ndarray[Any, Any]

PARTS, PART = 20, 0.8  # of a pile whose tree is grown again: how many, what share
FEWEST, SMALL = 5, 500  # reports of a pile that is resampled
LOWEST = 1e-3  # likeness below which branches count as unlike


def grow_tree(likeness: sparse.csr_array) -> Array:
    """Return the merges, one row each: first branch, second branch, mean likeness.

    Branches below n are articles, branch n + i is made by merge i. Likeness falls
    from row to row; pairs that the graph does not hold count as 0. All mutual nearest
    branches are merged at once, round by round, and a merged branch is called by the
    lowest of its articles. What is less alike than `LOWEST` is joined in the end, at
    0.

    Examples
    --------
    >>> graph = sparse.csr_array([[0, 0.4, 0], [0.4, 0, 0], [0, 0, 0]])
    >>> grow_tree(graph).tolist()
    [[0.0, 1.0, 0.4], [3.0, 2.0, 0.0]]
    """
    n = likeness.shape[0]
    branches = _Branches(likeness)
    names = np.arange(n)  # of the branches, as the merges call them; -1 merged
    merges: list[Array] = []
    made = n
    while True:
        first, second, height = branches.mutual()
        if not len(first):
            return _ordered([*merges, _joined(names[names >= 0], made)], n)
        merges.append(np.column_stack([names[first], names[second], height]))
        names[first] = made + np.arange(len(first))
        names[second] = -1
        made += len(first)
        branches.merge(first, second)


def resample_heights(likeness: sparse.csr_array) -> list[Array]:
    """Heights of the merges in trees of random parts of a small pile.

    None of a larger one, where a few articles more or less decide nothing. A part
    is small enough for a full table, and heights are all that is asked for.
    """
    n = likeness.shape[0]
    if not FEWEST <= n <= SMALL:
        return []
    table = likeness.toarray()
    rng = np.random.default_rng(0)
    parts = [
        np.sort(rng.choice(n, round(PART * n), replace=False)) for _ in range(PARTS)
    ]
    return [_heights(table[np.ix_(part, part)]) for part in parts]


def _heights(likeness: Array) -> Array:
    # loaded here, because it takes long and a larger pile has no use for it
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    most = likeness.max()
    distance = squareform(most - likeness, checks=False)
    heights: Array = most - linkage(distance, "average")[:, 2]
    return heights


def add_copies(merges: Array, report: Array) -> Array:
    """Return the tree of articles, given the tree of reports that they are copies of.

    Copies merge first, at infinite likeness.

    Examples
    --------
    >>> add_copies(np.array([[0, 1, 0.3]]), np.array([0, 1, 0])).tolist()
    [[0.0, 2.0, inf], [3.0, 1.0, 0.3]]
    """
    n, n_reports = len(report), int(report.max(initial=-1)) + 1
    branch = np.full(n_reports, -1)
    copied: list[tuple[int, int, float]] = []
    for article, of in enumerate(report.tolist()):
        if branch[of] < 0:
            branch[of] = article
            continue
        copied.append((int(branch[of]), article, np.inf))
        branch[of] = n + len(copied) - 1
    made = n + len(copied) + np.arange(len(merges))
    names = np.append(branch, made)
    rest = merges.copy()
    rest[:, :2] = names[merges[:, :2].astype(int)]
    return np.vstack([np.array(copied, dtype=float).reshape(-1, 3), rest])


def cut_tree(merges: Array, n: int, cut: float) -> Array:
    """Label each of `n` articles with the branch it is in, 0 upward."""
    taken = merges[merges[:, 2] >= cut]
    ends = taken[:, :2].astype(int)
    made = n + np.arange(len(taken))
    heads, tails = ends.ravel(), np.repeat(made, 2)
    size = n + len(taken)
    graph = sparse.coo_array((np.ones(len(heads)), (heads, tails)), (size, size))
    labels: Array = connected_components(graph, directed=False)[1][:n]
    return np.unique(labels, return_inverse=True)[1]


class _Branches:
    """The branches that are left, and the likeness between them.

    A merge changes only the pairs of what was merged, and the nearest branch of those
    alone that had it for their nearest, because a mean is never above both of the
    means that it joins. So a round costs what it changes.
    """

    def __init__(self, graph: sparse.csr_array) -> None:
        n = graph.shape[0]
        heads = np.repeat(np.arange(n), np.diff(graph.indptr))
        once = np.flatnonzero(heads < graph.indices)
        self.low, self.high = heads[once], graph.indices[once].astype(np.int64)
        self.sums = graph.data[once]
        self.sizes = np.ones(n)
        self.best = np.full(n, -1)
        self.height = np.zeros(n)
        self._look(np.ones(n, dtype=bool))

    def mutual(self) -> tuple[Array, Array, Array]:
        """Return pairs of branches that are each other's nearest, and how alike."""
        here = np.arange(len(self.best))
        paired = (self.best > here) & (self.height >= LOWEST)
        paired &= self.best[self.best] == here
        first = here[paired]
        return first, self.best[first], self.height[first]

    def merge(self, first: Array, second: Array) -> None:
        """Join each branch of `second` to that of `first`."""
        n = len(self.best)
        self.sizes[first] += self.sizes[second]
        into = np.arange(n)
        into[second] = first
        merged = np.zeros(n, dtype=bool)
        merged[first] = merged[second] = True
        stale = merged | ((self.best >= 0) & merged[self.best])
        self._relabel(merged, into)
        self._look(stale)

    def _relabel(self, merged: Array, into: Array) -> None:
        """Add up the pairs of merged branches."""
        n = len(into)
        changed = merged[self.low] | merged[self.high]
        touched, rest = np.flatnonzero(changed), np.flatnonzero(~changed)
        one, other = into[self.low[touched]], into[self.high[touched]]
        keys = np.minimum(one, other) * n + np.maximum(one, other)
        apart = np.flatnonzero(one != other)
        kinds, place = np.unique(keys[apart], return_inverse=True)
        sums = np.bincount(place, self.sums[touched[apart]], len(kinds))
        low, high = np.divmod(kinds, n)
        self.low = np.concatenate([self.low[rest], low])
        self.high = np.concatenate([self.high[rest], high])
        self.sums = np.concatenate([self.sums[rest], sums])

    def _look(self, stale: Array) -> None:
        """Find the nearest of some branches; -1 where a branch has no neighbour."""
        n = len(stale)
        near = np.flatnonzero(stale[self.low] | stale[self.high])
        low, high = self.low[near], self.high[near]
        means = (self.sums[near] / (self.sizes[low] * self.sizes[high])).round(12)
        height = np.zeros(n)
        for side in (low, high):
            np.maximum.at(height, side, means)
        self.height[stale] = height[stale]
        # ties go by the pair, not by the side from which it is seen
        pair = np.full(n, n * n, dtype=np.int64)
        for side in (low, high):
            nearest = np.flatnonzero(means == height[side])
            np.minimum.at(pair, side[nearest], low[nearest] * n + high[nearest])
        one, other = np.divmod(pair[stale], n)
        self.best[stale] = np.where(one == n, -1, one + other - np.flatnonzero(stale))


def _joined(branches: Array, made: int) -> Array:
    """Join branches that share nothing, one after the other."""
    first = np.append(branches[:1], made + np.arange(len(branches)))
    second = branches[1:]
    return np.column_stack([first[: len(second)], second, np.zeros(len(second))])


def _ordered(merges: list[Array], n: int) -> Array:
    """Sort the merges of all rounds by likeness, and rename branches to match."""
    rows = np.vstack(merges)
    order = np.argsort(-rows[:, 2], kind="stable")
    renamed = np.arange(n + len(rows), dtype=float)
    renamed[n + order] = n + np.arange(len(rows))
    rows = rows[order]
    rows[:, :2] = renamed[rows[:, :2].astype(int)]
    return rows
