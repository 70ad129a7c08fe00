"""Average linkage, from a full table or from a graph of neighbours."""

from typing import Any

import numpy as np
from scipy import sparse
from scipy.cluster.hierarchy import linkage
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

Array = np.ndarray[Any, Any]

PARTS, PART = 20, 0.8  # of a pile whose tree is grown again: how many, what share
FEWEST, SMALL = 5, 500  # reports of a pile that is resampled
LOWEST = 1e-3  # likeness below which a graph's branches are left apart


def grow_tree(likeness: Array | sparse.csr_array) -> Array:
    """Return the merges, one row each: first branch, second branch, mean likeness.

    Branches below n are articles, branch n + i is made by merge i. Likeness falls
    from row to row. A graph gives no merge below `LOWEST`; pairs that it does not
    hold count as 0.
    """
    if likeness.shape[0] < 2:
        return np.empty((0, 3))
    if sparse.issparse(likeness):
        return _from_graph(likeness)
    most = float(likeness.max())
    tree = linkage(squareform(most - likeness, checks=False), "average")
    merges: Array = np.column_stack([tree[:, :2], most - tree[:, 2]])
    return merges


def resample_heights(likeness: Array | sparse.csr_array) -> list[Array]:
    """Heights of the merges in trees of random parts of a small pile.

    None of a larger one, where a few articles more or less decide nothing.
    """
    n = likeness.shape[0]
    if sparse.issparse(likeness) or not FEWEST <= n <= SMALL:
        return []
    rng = np.random.default_rng(0)
    parts = [
        np.sort(rng.choice(n, round(PART * n), replace=False)) for _ in range(PARTS)
    ]
    return [grow_tree(likeness[np.ix_(part, part)])[:, 2] for part in parts]


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


def _from_graph(graph: sparse.csr_array) -> Array:
    """Merge all mutual nearest branches, round by round."""
    n = graph.shape[0]
    sums = sparse.csr_array(graph, copy=True)
    sizes = np.ones(n)
    names = np.arange(n)  # of the branches that are left
    merges: list[Array] = []
    made = n
    while True:
        best, height = _best(sums, sizes)
        here = np.arange(len(best))
        mutual = (best >= 0) & (height >= LOWEST)
        mutual &= best[best] == here
        first = here[mutual & (here < best)]
        if not len(first):
            break
        second = best[first]
        merges.append(np.column_stack([names[first], names[second], height[first]]))
        into = here.copy()
        into[second] = first
        kept, codes = np.unique(into, return_inverse=True)
        member = sparse.csr_array(
            (np.ones(len(here)), (codes, here)), (len(kept), len(here))
        )
        names[first] = made + np.arange(len(first))
        made += len(first)
        names = names[kept]
        sizes = member @ sizes
        sums = sparse.csr_array(member @ sums @ member.T)
        sums.setdiag(0)
        sums.eliminate_zeros()
    return _ordered(merges, n)


def _best(sums: sparse.csr_array, sizes: Array) -> tuple[Array, Array]:
    """Return the nearest branch of each, -1 where there is none, and its likeness."""
    n = sums.shape[0]
    sums.sort_indices()
    heads = np.repeat(np.arange(n), np.diff(sums.indptr))
    means = (sums.data / (sizes[heads] * sizes[sums.indices])).round(12)
    # ties go by the pair, not by the side from which it is seen
    low, high = np.minimum(heads, sums.indices), np.maximum(heads, sums.indices)
    order = np.lexsort((high, low, -means, heads))
    some = np.diff(sums.indptr) > 0
    first = order[sums.indptr[:-1][some]]
    best, height = np.full(n, -1), np.zeros(n)
    best[some] = sums.indices[first]
    height[some] = means[first]
    return best, height


def _ordered(merges: list[Array], n: int) -> Array:
    """Sort the merges of all rounds by likeness, and rename branches to match."""
    if not merges:
        return np.empty((0, 3))
    rows = np.vstack(merges)
    order = np.argsort(-rows[:, 2], kind="stable")
    renamed = np.arange(n + len(rows), dtype=float)
    renamed[n + order] = n + np.arange(len(rows))
    rows = rows[order]
    rows[:, :2] = renamed[rows[:, :2].astype(int)]
    return rows
