"""How alike two articles are, for the sake of grouping them."""

from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse
from scipy.sparse.csgraph import connected_components

from ..engines import Engine
from ..vectors import Vectors, pick_columns, unit_rows
from .graph import article_graph, average_copies, close_pairs, neighbour_graph

Array = np.ndarray[Any, Any]

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
    reports : csr_array
        Reports × reports, symmetric, with an empty diagonal; about 1 for copies, 0
        for what is unlike and for what are no neighbours. The mean over their copies.
    articles : csr_array
        Articles × reports, the same of each article and not of its copies.
    report : ndarray of int
        The report that each article is a copy of, 0 upward.
    within : ndarray
        Likeness of each article to the other copies of its report, summed.
    """

    reports: sparse.csr_array
    articles: sparse.csr_array
    report: Array
    within: Array

    def sums(self, labels: Array) -> sparse.csr_array:
        """Sum of the likeness of each article to the others with each label."""
        n = len(labels)
        member = sparse.csr_array((np.ones(n), (np.arange(n), labels)))
        of_report = sparse.csr_array((np.ones(n), (np.arange(n), self.report)))
        copies = sparse.csr_array(of_report.T @ member)
        return sparse.csr_array(
            self.articles @ copies + member.multiply(self.within[:, None])
        )


def measure_likeness(
    articles: pd.DataFrame,
    vectors: Vectors,
    *,
    dated: bool,
    engine: Engine | None = None,
) -> Likeness:
    """Measure the likeness of neighbours.

    Articles are in the order of `vectors.article_ids`; `engine` finds neighbours.
    """
    days = _days(articles, vectors.article_ids) if dated else None
    close = close_pairs(vectors.matrix, COPY, engine)
    matrix = _without_copied_pairs(vectors, _copies(close))
    report = _copies(_dated(close, days, days))
    means = average_copies(matrix, report)
    graph = neighbour_graph(means.rows, engine)
    own = article_graph(matrix, means.rows, report, graph)
    mean_days = _mean_days(days, report)
    graph = _dated(graph, mean_days, mean_days)
    weights = _weights(nearest_sums(graph))
    return Likeness(
        _scaled(graph, weights, weights),
        _scaled(_dated(own, days, mean_days), weights[report], weights),
        report,
        means.within * weights[report] ** 2,
    )


def _copies(pairs: sparse.csr_array) -> Array:
    """Label each article with the report that it is a copy of, 0 upward."""
    close = sparse.csr_array(pairs > COPY)
    labels: Array = connected_components(close, directed=False)[1]
    return labels


def _dated(
    pairs: sparse.csr_array, days: Array | None, others: Array | None
) -> sparse.csr_array:
    """Weigh likeness by the days between: the same words next month are news."""
    if days is None or others is None:
        return pairs
    heads, tails = _ends(pairs)
    return _with(pairs, pairs.data * _kernel(days[heads] - others[tails]))


def _without_copied_pairs(vectors: Vectors, report: Array) -> sparse.csr_array:
    """Leave out pairs of words that one report alone has, however often copied.

    Those of a report without copies are no terms either (`fit_vectors`).
    """
    if not len(report):
        return vectors.matrix
    n = len(report)
    member = sparse.csr_array((np.ones(n), (report, np.arange(n))))
    held = sparse.csr_array(member @ vectors.matrix)
    reports = np.bincount(held.indices, minlength=len(vectors.terms))
    paired = np.array([" " in term for term in vectors.terms], dtype=bool)
    return unit_rows(pick_columns(vectors.matrix, (reports > 1) | ~paired))


def _scaled(pairs: sparse.csr_array, weights: Array, others: Array) -> sparse.csr_array:
    heads, tails = _ends(pairs)
    return _with(pairs, pairs.data * weights[heads] * others[tails])


def _with(graph: sparse.csr_array, data: Array) -> sparse.csr_array:
    return sparse.csr_array((data, graph.indices, graph.indptr), graph.shape)


def _ends(graph: sparse.csr_array) -> tuple[Array, Array]:
    """Row and column of each entry, in the order of its data."""
    heads = np.repeat(np.arange(graph.shape[0]), np.diff(graph.indptr))
    return heads, graph.indices


def nearest_sums(graph: sparse.csr_array) -> Array:
    """Sum of the largest `CROWD` entries of each row."""
    sums = np.zeros(graph.shape[0])
    for row, (begin, end) in enumerate(pairwise(graph.indptr.tolist())):
        held = graph.data[begin:end]
        if end - begin > CROWD:
            held = np.partition(held, -CROWD)[-CROWD:]
        sums[row] = np.sort(held).sum()
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


def _mean_days(days: Array | None, report: Array) -> Array | None:
    """Return the mean day of each report's copies, nan where none has a date."""
    if days is None:
        return None
    known = ~np.isnan(days)
    n = len(np.bincount(report))
    counted = np.bincount(report[known], minlength=n)
    total = np.bincount(report[known], weights=days[known], minlength=n)
    days = np.divide(total, counted, out=np.full(n, np.nan), where=counted > 0)
    return days


def _days(articles: pd.DataFrame, article_ids: list[str]) -> Array | None:
    """Day number of each article's publication, nan where unknown."""
    published = dict(zip(articles["article_id"], articles["published"], strict=True))
    days = np.full(len(article_ids), np.nan)
    for row, article_id in enumerate(article_ids):
        stated = published.get(article_id)
        if isinstance(stated, str):
            days[row] = date.fromisoformat(stated[:10]).toordinal()
    return None if np.isnan(days).all() else days
