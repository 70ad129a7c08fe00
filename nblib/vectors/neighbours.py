"""The most similar rows, without a table of all pairs."""

import numpy as np
from scipy import sparse

PAIRS = 2**23  # compared at a time


def nearest(
    rows: sparse.csr_array,
    others: sparse.csr_array | None = None,
    *,
    k: int = 10,
    least: float = 0.0,
) -> sparse.csr_array:
    """Return the cosines of each row's `k` most similar rows.

    Parameters
    ----------
    rows, others : csr_array
        Of length-1 rows over the same terms. Without `others`, rows are compared
        with each other and not with themselves.
    k : int, default 10
        Neighbours kept for each row.
    least : float, default 0.0
        Cosines at or below this are left out.

    Returns
    -------
    csr_array
        Rows × others. Memory grows with the neighbours, not with all pairs; of
        equals, the rows that come first are kept.

    Examples
    --------
    >>> from nblib.vectors import fit_char_vectors
    >>> rows = fit_char_vectors(["border talks", "border talk", "olive oil"])
    >>> nearest(rows, k=1).nonzero()[1].tolist()
    [1, 0]
    """
    against = rows if others is None else others
    turned = sparse.csr_array(against.T)
    step = max(1, PAIRS // max(against.shape[0], 1))
    blocks = []
    for begin in range(0, rows.shape[0], step):
        block = sparse.csr_array(rows[begin : begin + step] @ turned)
        own = begin if others is None else None
        blocks.append(_top(block, k, least, own))
    if not blocks:
        return sparse.csr_array((0, against.shape[0]))
    return sparse.csr_array(sparse.vstack(blocks, format="csr"))


def _top(
    block: sparse.csr_array, k: int, least: float, own: int | None
) -> sparse.csr_array:
    """Keep the `k` largest entries of each row that are above `least`.

    Row i is of the same text as column i + `own`, which does not count.
    """
    heads = np.repeat(np.arange(block.shape[0]), np.diff(block.indptr))
    kept = block.data > least
    if own is not None:
        kept &= block.indices != heads + own
    heads, tails, data = heads[kept], block.indices[kept], block.data[kept]
    order = np.lexsort((tails, -data.round(12), heads))
    first = np.searchsorted(heads, np.arange(block.shape[0]))
    place = np.arange(len(order)) - first[heads[order]]
    chosen = np.sort(order[place < k])
    return sparse.csr_array((data[chosen], (heads[chosen], tails[chosen])), block.shape)
