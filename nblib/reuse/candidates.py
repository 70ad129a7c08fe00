"""Which pairs of a pile are worth comparing.

An inverted index, so that the work grows with what texts share and not with the
square of the pile: pairs that hold a few runs of words in common, and each text's
nearest neighbours by TF-IDF, which finds rewrites that left no run whole.
"""

import numpy as np
from scipy import sparse

from ..vectors import Vectors, nearest
from .runs import Runs
from .words import Whole

NEIGHBOURS = 15  # per article
ALIKE = 0.1  # cosine that copies exceed, however reworded
ENOUGH = 2  # shared runs
KNOWN = 200  # articles; a run in more of them is a formula


def candidate_pairs(
    names: list[str], runs: Runs, vectors: Vectors
) -> list[tuple[str, str]]:
    """Return the pairs of ids to compare, sorted, each with the smaller id first.

    Parameters
    ----------
    names : list of str
        The articles, sorted.
    runs : Runs
        Theirs, in that order.
    vectors : Vectors
        Of the same articles.
    """
    place = {name: number for number, name in enumerate(names)}
    close = nearest(vectors.matrix, k=NEIGHBOURS, least=ALIKE).tocoo()
    rows = np.array([place.get(x, -1) for x in vectors.article_ids], dtype=np.int64)
    near = rows[close.row], rows[close.col]
    known = np.minimum(*near) >= 0
    copied = sharing_runs(runs)
    one, two = (
        np.concatenate([side[known], found])
        for side, found in zip(near, copied, strict=True)
    )
    many = max(1, len(names))
    keys = np.unique(np.minimum(one, two) * many + np.maximum(one, two))
    pairs = zip((keys // many).tolist(), (keys % many).tolist(), strict=True)
    return [(names[a], names[b]) for a, b in pairs]


def sharing_runs(runs: Runs) -> tuple[Whole, Whole]:
    """Return the numbers of articles that share `ENOUGH` runs or more."""
    known = np.bincount(runs.held.indices, minlength=runs.held.shape[1])
    telling = runs.held[:, np.flatnonzero(known <= KNOWN)]
    both = sparse.triu(telling @ telling.T, 1).tocoo()
    keep = both.data >= ENOUGH
    return both.row[keep].astype(np.int64), both.col[keep].astype(np.int64)
