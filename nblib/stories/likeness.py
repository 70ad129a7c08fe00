"""How alike two articles are, for the sake of grouping them."""

from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from ..vectors import Vectors, nearest, unit_rows

Array = np.ndarray[Any, Any]

DENSE = 4000  # articles up to which all pairs are held
NEIGHBOURS = 100  # of each article, in the graph of a larger pile
SLIGHT = 0.02  # cosine up to which two of its articles are no neighbours
COPY = 0.70  # cosine that independent reports do not reach: copies of one report
CROWD = 20  # neighbours that tell how crowded an article's place is
EVENED = 0.4  # power of the crowding of each side; 0 cosine, 0.5 full scaling
LONELY = 0.05  # crowding that an article without neighbours is given
LASTS = 5.0  # days in which the weight of a shared date falls to 1/e
DATED = 0.5  # share of the likeness that no date can take away


class Likeness(NamedTuple):
    """How alike the articles are, and which are copies of one report.

    Attributes
    ----------
    pairs : ndarray or csr_array
        Articles × articles, symmetric, with an empty diagonal; 0 unlike, about 1 for
        copies. Of all pairs, or of neighbours in a large pile.
    reports : ndarray or csr_array
        The same of reports, the mean over their copies.
    report : ndarray of int
        The report that each article is a copy of, 0 upward.
    """

    pairs: Array | sparse.csr_array
    reports: Array | sparse.csr_array
    report: Array


def measure_likeness(
    articles: pd.DataFrame, vectors: Vectors, *, dated: bool, dense: int = DENSE
) -> Likeness:
    """Measure the likeness of all pairs, or of neighbours in a large pile.

    Rows and columns are in the order of `vectors.article_ids`.
    """
    days = _days(articles, vectors.article_ids) if dated else None
    cosines = _all_cosines if len(vectors.article_ids) <= dense else _near_cosines
    found = cosines(vectors.matrix)
    matrix = _without_copied_pairs(vectors, _copies(found))
    again = found if matrix.nnz == vectors.matrix.nnz else cosines(matrix)
    report = _copies(_dated(found, days))
    pairs = _dated(again, days)
    reports = _mean_over_copies(sparse.csr_array(pairs), report)
    if isinstance(pairs, np.ndarray):
        reports = reports.toarray()
    weights = _weights(nearest_sums(sparse.csr_array(reports)))
    return Likeness(_scaled(pairs, weights[report]), _scaled(reports, weights), report)


def _copies(pairs: Array | sparse.csr_array) -> Array:
    """Label each article with the report that it is a copy of, 0 upward."""
    close = sparse.csr_array(pairs > COPY)
    labels: Array = connected_components(close, directed=False)[1]
    return labels


def _dated(
    pairs: Array | sparse.csr_array, days: Array | None
) -> Array | sparse.csr_array:
    """Weigh likeness by the days between: the same words next month are news."""
    if days is None:
        return pairs
    if isinstance(pairs, np.ndarray):
        dense: Array = pairs * _kernel(days[:, None] - days[None])
        return dense
    heads, tails = _ends(pairs)
    return _with(pairs, pairs.data * _kernel(days[heads] - days[tails]))


def _all_cosines(matrix: sparse.csr_array) -> Array:
    cosines: Array = (matrix @ matrix.T).toarray()
    cosines = np.maximum((cosines + cosines.T) / 2, 0).round(12)
    np.fill_diagonal(cosines, 0)
    return cosines


def _near_cosines(matrix: sparse.csr_array) -> sparse.csr_array:
    found = nearest(matrix, k=NEIGHBOURS, least=SLIGHT)
    graph = sparse.csr_array(found.maximum(found.T))
    graph.data = graph.data.round(12)
    return graph


def _without_copied_pairs(vectors: Vectors, report: Array) -> sparse.csr_array:
    """Leave out pairs of words that one report alone has, however often copied.

    Those of a report without copies are no terms either (`fit_vectors`).
    """
    if not len(report):
        return vectors.matrix
    coo = sparse.coo_array(vectors.matrix)
    rows, columns = coo.coords
    held = np.unique(np.column_stack([columns, report[rows]]), axis=0)[:, 0]
    reports = np.bincount(held, minlength=len(vectors.terms))
    paired = np.array([" " in term for term in vectors.terms], dtype=bool)
    kept = np.flatnonzero((reports > 1) | ~paired)
    return unit_rows(sparse.csr_array(vectors.matrix[:, kept]))


def _mean_over_copies(pairs: sparse.csr_array, report: Array) -> sparse.csr_array:
    sizes = np.bincount(report)
    shape = (len(sizes), len(report))
    share = (1 / sizes)[report] if len(report) else np.empty(0)
    member = sparse.csr_array((share, (report, np.arange(len(report)))), shape)
    means = sparse.csr_array(member @ pairs @ member.T)
    means.setdiag(0)
    means.eliminate_zeros()
    means = sparse.csr_array((means + means.T) / 2)
    means.data = means.data.round(12)
    return means


def _scaled(
    pairs: Array | sparse.csr_array, weights: Array
) -> Array | sparse.csr_array:
    if isinstance(pairs, np.ndarray):
        dense: Array = pairs * weights[:, None] * weights[None]
        return dense
    heads, tails = _ends(pairs)
    return _with(pairs, pairs.data * weights[heads] * weights[tails])


def _with(graph: sparse.csr_array, data: Array) -> sparse.csr_array:
    return sparse.csr_array((data, graph.indices, graph.indptr), graph.shape)


def _ends(graph: sparse.csr_array) -> tuple[Array, Array]:
    """Row and column of each entry, in the order of its data."""
    heads = np.repeat(np.arange(graph.shape[0]), np.diff(graph.indptr))
    return heads, graph.indices


def nearest_sums(graph: sparse.csr_array) -> Array:
    """Sum of the largest `CROWD` entries of each row."""
    heads = np.repeat(np.arange(graph.shape[0]), np.diff(graph.indptr))
    order = np.lexsort((-graph.data, heads))
    place = np.arange(len(order)) - graph.indptr[heads[order]]
    kept = order[place < CROWD]
    sums: Array = np.bincount(
        heads[kept], weights=graph.data[kept], minlength=graph.shape[0]
    )
    return sums


def _weights(sums: Array) -> Array:
    """Weight of each article, 1 where its place is as crowded as the pile's usual."""
    crowding = sums / min(CROWD, max(len(sums) - 1, 1)) + LONELY
    usual = np.exp(np.log(crowding).mean()) if len(sums) else 1.0
    weights: Array = (usual / crowding) ** EVENED
    return weights


def _kernel(days: Array) -> Array:
    """Soft weight of the days between two articles; 1 where one has no date."""
    weights: Array = DATED + (1 - DATED) * np.exp(-np.abs(days) / LASTS)
    return np.where(np.isnan(days), 1.0, weights)


def _days(articles: pd.DataFrame, article_ids: list[str]) -> Array | None:
    """Day number of each article's publication, nan where unknown."""
    published = dict(zip(articles["article_id"], articles["published"], strict=True))
    days = np.full(len(article_ids), np.nan)
    for row, article_id in enumerate(article_ids):
        stated = published.get(article_id)
        if isinstance(stated, str):
            days[row] = date.fromisoformat(stated[:10]).toordinal()
    return None if np.isnan(days).all() else days
