"""Which pairs of a pile are worth comparing.

An inverted index, so that the work grows with what texts share and not with the
square of the pile: pairs that hold a few runs of content words in common, and each
text's nearest neighbours by TF-IDF, which finds rewrites that left no run whole.
"""

import numpy as np
from scipy import sparse

from ..vectors import Vectors, nearest
from .words import Reading

NEIGHBOURS = 15  # per article
ALIKE = 0.1  # cosine that copies exceed, however reworded
ENOUGH = 2  # shared runs
KNOWN = 200  # articles; a run in more of them is a formula


def candidate_pairs(
    readings: dict[str, Reading], vectors: Vectors
) -> list[tuple[str, str]]:
    """Return the pairs of ids to compare, sorted, each with the smaller id first."""
    names = sorted(readings)
    place = {name: number for number, name in enumerate(names)}
    close = nearest(vectors.matrix, k=NEIGHBOURS, least=ALIKE).tocoo()
    rows = np.array([place.get(x, -1) for x in vectors.article_ids], dtype=np.int64)
    near = zip(rows[close.row].tolist(), rows[close.col].tolist(), strict=True)
    pairs = {tuple(sorted(pair)) for pair in near if min(pair) >= 0}
    pairs |= sharing_runs([readings[name].runs for name in names])
    return [(names[i], names[j]) for i, j in sorted(pairs)]


def sharing_runs(runs: list[np.ndarray]) -> set[tuple[int, int]]:
    """Pairs of rows that share `ENOUGH` runs or more."""
    lengths = [len(row) for row in runs]
    if not sum(lengths):
        return set()
    kinds, column = np.unique(np.concatenate(runs), return_inverse=True)
    ones = np.ones(len(column), dtype=np.int32)
    cells = (ones, (np.repeat(np.arange(len(runs)), lengths), column))
    holds = sparse.csc_array(sparse.coo_array(cells, (len(runs), len(kinds))))
    held = np.diff(holds.indptr)
    telling = holds[:, (held > 1) & (held <= KNOWN)]
    both = sparse.triu(telling @ telling.T, 1).tocoo()
    keep = both.data >= ENOUGH
    return set(zip(both.row[keep].tolist(), both.col[keep].tolist(), strict=True))
