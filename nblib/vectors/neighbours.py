"""The most similar rows, without a table of all pairs.

A term that most rows have takes most of the work to compare by and tells least. So
each row looks for its neighbours by its rarest terms, as many as a fixed number of
comparisons allows, and the other terms are only counted for the neighbours that it
found. Work grows with the number of rows and not with its square; as long as all
terms fit, which they do in some thousand rows, the result is exact.
"""

from typing import Any

import numpy as np
from scipy import sparse

from ..engines import Engine, LocalEngine, show_progress
from .rows import pick_columns, shorten_places

Array = np.ndarray[Any, Any]

LOOKED_AT = 2**13  # rows that one row is compared with, counted once for each term
SLACK = 2  # times as many are found by rare terms as are kept by all
PAIRS = 2**23  # compared at a time
PARTS = 4  # of rows of which each pair is compared once
AT_HAND = 32  # rows that are counted at a time, so that they stay in the cache
ROUNDING = 1e-12  # by which equal cosines may differ


def nearest(
    rows: sparse.csr_array,
    others: sparse.csr_array | None = None,
    *,
    k: int = 10,
    least: float = 0.0,
    looked_at: int = LOOKED_AT,
    spared: int = 0,
    engine: Engine | None = None,
) -> sparse.csr_array:
    """Return the cosines of each row's `k` most similar rows.

    Parameters
    ----------
    rows, others : csr_array
        Of length-1 rows over the same terms; of rows of 0 and 1, how many terms two
        share stands for their cosine. Without `others`, rows are compared with each
        other and not with themselves.
    k : int, default 10
        Neighbours kept for each row.
    least : float, default 0.0
        Cosines at or below this are left out.
    looked_at : int, default 8192
        Rows that each row is compared with, counted once for every term that they
        share: the rarest terms first, and one term at least.
    spared : int, default 0
        How many more it is compared with if these are then all that share a term:
        its cosines are exact, and no term is left to be counted for its neighbours.
    engine : Engine, optional
        Does the rows, some at a time; here when left out.

    Returns
    -------
    csr_array
        Rows × others. Memory grows with the neighbours, not with all pairs; of
        equals, the rows that come first are kept. Cosines are exact; a neighbour
        that is alike by common words alone may be missed in a large pile.

    Examples
    --------
    >>> from nblib.vectors import fit_char_vectors
    >>> rows = fit_char_vectors(["border talks", "border talk", "olive oil"])
    >>> nearest(rows, k=1).nonzero()[1].tolist()
    [1, 0]
    """
    rows = shorten_places(rows)
    against = rows if others is None else shorten_places(others)
    rare, rest = _split_terms(rows, against, looked_at, spared)
    alone = others is None and engine is None and not rest.nnz
    if alone and 0 < rows.shape[0] ** 2 <= 2 * PAIRS:
        return _top(_each_once(rows, least), k, least, 0)
    rest, counted = _narrowed(rest, against)
    turned = sparse.csr_array(against.T)
    step = max(1, min(PAIRS // max(against.shape[0], 1), PAIRS // looked_at))
    begins = range(0, rows.shape[0], step)
    calls = (
        (rare[at : at + step], rest[at : at + step], None if others is not None else at)
        for at in begins
    )
    blocks = (engine or LocalEngine()).map(
        _nearest,
        show_progress(calls, "neighbours", len(begins)),
        shared=(turned, counted, _lengths(counted), k, least),
    )
    if not blocks:
        return sparse.csr_array((0, against.shape[0]))
    return sparse.csr_array(sparse.vstack(blocks, format="csr"))


def _each_once(rows: sparse.csr_array, least: float) -> sparse.csr_array:
    """Return the cosines above `least` of few enough rows to compare a pair but once.

    Rows of each part are compared with those of it and behind it.
    """
    step = rows.shape[0] // PARTS + 1
    found = []
    for at in range(0, rows.shape[0], step):
        behind = rows[at:]
        block = sparse.csr_array(behind[:step] @ sparse.csr_array(behind.T))
        block = _only(block, block.data > least).tocoo()
        found.append((block.row + at, block.col + at, block.data))
    heads, tails, data = map(np.concatenate, zip(*found, strict=True))
    apart = heads // step != tails // step
    places = [(heads, tails[apart]), (tails, heads[apart])]
    cells = (np.append(data, data[apart]), tuple(map(np.concatenate, places)))
    return sparse.csr_array(sparse.coo_array(cells, (rows.shape[0],) * 2))


def _nearest(
    rare: sparse.csr_array,
    rest: sparse.csr_array,
    own: int | None,
    turned: sparse.csr_array,
    counted: sparse.csr_array,
    lengths: Array,
    k: int,
    least: float,
) -> sparse.csr_array:
    """Return the neighbours of some rows, given by their rare terms and the rest."""
    block = sparse.csr_array(rare @ turned)
    if rest.nnz:
        block = _top(block, SLACK * k, 0.0, own)
        block = _within_reach(block, rest, lengths, least)
        block = _add(block, rest, counted)
    return _top(block, k, least, own)


def _split_terms(
    rows: sparse.csr_array,
    against: sparse.csr_array,
    looked_at: int,
    spared: int = 0,
) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Return the rows with their rarest terms alone, and with the other terms."""
    frequency = np.bincount(against.indices, minlength=against.shape[1])
    many = np.diff(rows.indptr)
    total = np.concatenate([[0], np.cumsum(frequency[rows.indices])])
    heavy = np.diff(total[rows.indptr]) > looked_at + spared
    if not heavy.any():
        return rows, sparse.csr_array(rows.shape)
    cells = np.flatnonzero(np.repeat(heavy, many))
    held = many[heavy]
    first = np.repeat(np.cumsum(held) - held, held)  # of the row that each cell is in
    terms = rows.indices[cells]
    rarity = np.argsort(np.argsort(frequency, kind="stable"))
    ranked = np.argsort(first * len(rarity) + rarity[terms])
    total = np.concatenate([[0], np.cumsum(frequency[terms[ranked]])])
    common = total[1:] - total[first] > looked_at
    common &= first < np.arange(len(cells))
    kept = np.ones(rows.nnz, dtype=bool)
    kept[cells[ranked[common]]] = False
    return _only(rows, kept), _only(rows, ~kept)


def _only(rows: sparse.csr_array, kept: Array) -> sparse.csr_array:
    """Return the entries that are kept, counted in numbers as short as they were.

    Where one table's numbers are longer than another's, each product of the two
    lengthens all of the other's again.
    """
    cells = np.flatnonzero(kept)
    bounds = np.searchsorted(cells, rows.indptr).astype(rows.indptr.dtype)
    return sparse.csr_array((rows.data[cells], rows.indices[cells], bounds), rows.shape)


def _narrowed(
    rest: sparse.csr_array, against: sparse.csr_array
) -> tuple[sparse.csr_array, sparse.csr_array]:
    """Return `rest` and `against` with a column for each term of `rest`, a few."""
    if not rest.nnz:
        return rest, sparse.csr_array((against.shape[0], 0))
    used = np.zeros(against.shape[1], dtype=bool)
    used[rest.indices] = True
    return pick_columns(rest, used), pick_columns(against, used)


def _within_reach(
    block: sparse.csr_array, rest: sparse.csr_array, lengths: Array, least: float
) -> sparse.csr_array:
    """Leave out pairs that no other term can bring above `least`.

    What two rows share by some terms is at most the product of their lengths there
    (Cauchy and Schwarz).
    """
    most = np.repeat(_lengths(rest), np.diff(block.indptr)) * lengths[block.indices]
    return _only(block, block.data + most > least - ROUNDING)


def _lengths(rows: sparse.csr_array) -> Array:
    squares = np.asarray(rows.multiply(rows).sum(axis=1)).ravel()
    lengths: Array = np.sqrt(squares)
    return lengths


def _add(
    block: sparse.csr_array, rest: sparse.csr_array, against: sparse.csr_array
) -> sparse.csr_array:
    """Add to each pair of `block` what its rows share by the terms of `rest`."""
    asking = np.flatnonzero(np.diff(block.indptr))
    pairs, rest = block[asking], rest[asking]
    shared = [
        _shared(pairs[at : at + AT_HAND], rest[at : at + AT_HAND], against)
        for at in range(0, len(asking), AT_HAND)
    ]
    data = block.data + np.concatenate([*shared, np.zeros(0)])
    return sparse.csr_array((data, block.indices, block.indptr), block.shape)


def _shared(
    block: sparse.csr_array, rest: sparse.csr_array, against: sparse.csr_array
) -> Array:
    """Return the product of the rows of each pair, those of `rest` side by side."""
    rows, width = rest.shape
    heads = np.repeat(np.arange(rows, dtype=rest.indices.dtype), np.diff(block.indptr))
    pairs = against[block.indices]
    columns = pairs.indices + np.repeat(heads * width, np.diff(pairs.indptr))
    tails = sparse.csr_array(
        (pairs.data, columns, pairs.indptr), (block.nnz, rows * width)
    )
    products: Array = tails @ rest.toarray().ravel()
    return products


def _top(
    block: sparse.csr_array, k: int, least: float, own: int | None
) -> sparse.csr_array:
    """Keep the `k` largest entries of each row that are above `least`.

    Row i is of the same text as column i + `own`, which does not count.
    """
    block = _only(block, block.data > least)
    many = np.diff(block.indptr)
    floor = _kth_largest(block, k if own is None else k + 1) - ROUNDING
    kept = np.flatnonzero(block.data >= np.repeat(floor, many))
    heads = np.repeat(np.arange(len(many)), many)[kept]
    if own is not None:
        other = block.indices[kept] != heads + own
        kept, heads = kept[other], heads[other]
    chosen = kept[_first_of_equals(block, kept, heads, k)]
    bounds = np.searchsorted(chosen, block.indptr).astype(block.indptr.dtype)
    found = sparse.csr_array(
        (block.data[chosen], block.indices[chosen], bounds), block.shape
    )
    found.sort_indices()
    return found


def _first_of_equals(
    block: sparse.csr_array, kept: Array, heads: Array, k: int
) -> Array:
    """Say which of some entries stay, where a row has more than `k` of them."""
    stays = np.bincount(heads, minlength=block.shape[0])[heads] <= k
    crowd = np.flatnonzero(~stays)
    tails, data = block.indices[kept[crowd]], block.data[kept[crowd]]
    order = np.lexsort((tails, -data.round(12), heads[crowd]))
    first = np.searchsorted(heads[crowd], heads[crowd])
    stays[crowd[order[np.arange(len(order)) - first < k]]] = True
    return stays


def _kth_largest(block: sparse.csr_array, k: int) -> Array:
    """Return the `k`-th largest entry of each row, 0 where there are fewer."""
    found = np.zeros(block.shape[0])
    for row in np.flatnonzero(np.diff(block.indptr) > k):
        held = block.data[block.indptr[row] : block.indptr[row + 1]]
        found[row] = np.partition(held, -k)[-k]
    return found
