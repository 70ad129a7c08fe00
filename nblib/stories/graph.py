"""The likeness of a pile: a graph of neighbours, in a small pile of all pairs.

Copies are found first, by what they share above the mark of copies, and each report
then stands as the mean of its copies: the product of two means is the mean over all
pairs, so no number of reprints crowds a report's neighbours out.

The tree that grows on this graph, cut where two branches are less alike than the
cut, is a partition by the constant Potts model at that resolution: joining two
stories gains as long as their mean likeness is above it. So Leiden (Traag et al.
2019) seeks the same; on labelled piles it found no better partition by its own
measure than the tree's, and one less like that of all pairs.
"""

from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from ..engines import Engine, in_slices
from ..vectors import nearest

Array = np.ndarray[Any, Any]

NEIGHBOURS = 100  # of each report, at least
# Neighbours, at least, that all reports have together. A pair that is not held counts
# as unlike in the mean of two branches, which would lower the cut of a small pile.
HELD = 2**19
# Rows that each is compared with, by its rarest words: of those that are alike above
# 0.05, which is far less than reports of one event are, 98 in 100 are found.
NEAR = 2048
SPARED = 2**16  # more that it is compared with if these are then all
LINKS = 20  # copies that each copy is tied to, which tie them all
PAIRS = 2**12  # compared at a time
CLOSE = 1024  # rows compared with for copies, which share nearly all rare words


class Means(NamedTuple):
    """Each report as the mean of its copies.

    Attributes
    ----------
    rows : csr_array
        Reports × terms.
    within : ndarray
        Cosine of each article to the other copies of its report, summed.
    """

    rows: sparse.csr_array
    within: Array


def close_pairs(
    matrix: sparse.csr_array, least: float, engine: Engine | None = None
) -> sparse.csr_array:
    """Return cosines above `least`, enough of them to tie all copies together."""
    found = nearest(matrix, k=LINKS, least=least, looked_at=CLOSE, engine=engine)
    return _symmetric(found)


def average_copies(matrix: sparse.csr_array, report: Array) -> Means:
    """Return the mean row of each report, and how alike its copies are.

    Examples
    --------
    >>> rows = sparse.csr_array(np.array([[1.0, 0.0], [0.6, 0.8], [0.0, 1.0]]))
    >>> average_copies(rows, np.array([0, 0, 1])).within.round(2).tolist()
    [0.6, 0.6, 0.0]
    """
    sizes = np.bincount(report)
    member = sparse.csr_array(
        ((1 / sizes)[report], (report, np.arange(len(report)))),
        (len(sizes), len(report)),
    )
    rows = sparse.csr_array(member @ matrix)
    to_all = matrix.multiply(rows[report]).sum(axis=1) * sizes[report]
    to_itself = matrix.multiply(matrix).sum(axis=1)
    return Means(rows, np.asarray(to_all - to_itself).ravel().round(12))


def neighbour_graph(
    rows: sparse.csr_array, engine: Engine | None = None
) -> sparse.csr_array:
    """Return the likeness of each row to its neighbours, symmetric."""
    many = rows.shape[0]
    k = max(NEIGHBOURS, HELD // max(many, 1))
    spared = SPARED if k < many else rows.nnz  # all that any row can be compared with
    found = nearest(rows, k=k, looked_at=NEAR, spared=spared, engine=engine)
    return _symmetric(found)


def article_graph(
    rows: sparse.csr_array,
    means: sparse.csr_array,
    report: Array,
    graph: sparse.csr_array,
) -> sparse.csr_array:
    """Return the likeness of each article to the neighbours of its report.

    Parameters
    ----------
    rows, means : csr_array
        Articles × terms, and reports × terms.
    report : ndarray of int
        The report of each article.
    graph : csr_array
        Reports × reports, their likeness.

    Returns
    -------
    csr_array
        Articles × reports. An article without copies is its report.

    Examples
    --------
    >>> rows = sparse.csr_array(np.array([[1.0, 0.0], [0.6, 0.8], [0.0, 1.0]]))
    >>> means = average_copies(rows, np.array([0, 0, 1])).rows
    >>> graph = neighbour_graph(means)
    >>> article_graph(rows, means, np.array([0, 0, 1]), graph).toarray().tolist()
    [[0.0, 0.0], [0.0, 0.8], [0.4, 0.0]]
    """
    found = sparse.csr_array(graph[report])
    many = np.diff(found.indptr)
    copied = (np.bincount(report) > 1)[report]
    cells = np.flatnonzero(np.repeat(copied, many))
    heads = np.repeat(np.arange(len(report)), many)[cells]
    data = found.data.copy()
    for own in in_slices(len(cells), PAIRS):
        tails = found.indices[cells[own]]
        both = rows[heads[own]].multiply(means[tails])
        data[cells[own]] = np.asarray(both.sum(axis=1)).ravel().round(12)
    return sparse.csr_array((data, found.indices, found.indptr), found.shape)


def _symmetric(found: sparse.csr_array) -> sparse.csr_array:
    graph = sparse.csr_array(found.maximum(found.T))
    graph.data = graph.data.round(12)
    return graph
