"""Blocks: parts of a pile that are never compared with each other.

A block has its own columns and its own idf. So the rows of two blocks have nothing in
common, a search for neighbours stays within a block, and the weights of a block do not
depend on what else is in the pile.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from ..tables import check_table
from .rows import shorten_places

Numbers = NDArray[np.int64]
MARKED = 8  # numbers for each cell up to which all are marked


def number_blocks(
    article_ids: Iterable[str], components: pd.DataFrame | None
) -> Numbers:
    """Return the number of the component of each of these articles.

    Parameters
    ----------
    article_ids : iterable of str
        Articles, in any order and any number of times.
    components : DataFrame or None
        The components table; without it all articles are in one block.

    Returns
    -------
    array of int
        One number for each of `article_ids`, 0 upward in the order of
        `component_id`.

    Raises
    ------
    KeyError
        If an article is in no component.

    Examples
    --------
    >>> table = pd.DataFrame({"article_id": ["a", "b"], "component_id": ["a", "b"]})
    >>> number_blocks(["b", "a", "b"], table).tolist()
    [1, 0, 1]
    """
    names = list(article_ids)
    if components is None:
        return np.zeros(len(names), dtype=np.int64)
    check_table(components, "components")
    places, _ = pd.factorize(components["component_id"], sort=True)
    block = dict(zip(components["article_id"], places.tolist(), strict=True))
    return np.array([block[name] for name in names], dtype=np.int64)


def split_columns(
    counts: sparse.csr_array, blocks: Sequence[int] | Numbers
) -> tuple[sparse.csr_array, Numbers]:
    """Give each block columns of its own.

    Parameters
    ----------
    counts : csr_array
        Rows × terms.
    blocks : sequence of int
        Block of each row.

    Returns
    -------
    csr_array
        Rows × terms of blocks: as many as a block and a term meet.
    array of int
        The block of each column.

    Examples
    --------
    >>> rows, owner = split_columns(sparse.csr_array([[1, 2], [3, 0]]), [0, 1])
    >>> rows.toarray().tolist(), owner.tolist()
    ([[1, 2, 0], [0, 0, 3]], [0, 0, 1])
    """
    numbers = np.asarray(blocks, dtype=np.int64)
    if not numbers.any():
        return counts, np.zeros(counts.shape[1], dtype=np.int64)
    of_cell = np.repeat(numbers, np.diff(counts.indptr))
    terms = max(1, counts.shape[1])
    kinds, column = _number(of_cell * terms + counts.indices)
    cells = (counts.data, column, counts.indptr)
    split = sparse.csr_array(cells, (counts.shape[0], len(kinds)))
    return shorten_places(split), kinds // terms


def _number(cells: Numbers) -> tuple[Numbers, Numbers]:
    """Return the different numbers, in order, and the place of each cell's among them.

    As numpy's `unique`, without a sort where a mark for each number is no more work.
    """
    span = int(cells.max(initial=-1)) + 1
    if span > MARKED * len(cells):
        return np.unique(cells, return_inverse=True)
    held = np.zeros(span, dtype=bool)
    held[cells] = True
    return np.flatnonzero(held), (np.cumsum(held) - 1)[cells]


def rarity(
    counts: sparse.csr_array, rows_of_block: Numbers, owner: Numbers
) -> NDArray[np.float64]:
    """Return the smoothed idf of each column within its block, as scikit-learn's.

    Examples
    --------
    >>> rows, owner = split_columns(sparse.csr_array([[1, 2], [3, 0]]), [0, 1])
    >>> rarity(rows, np.array([1, 1]), owner).tolist()
    [1.0, 1.0, 1.0]
    """
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    weights: NDArray[np.float64] = (
        np.log((1 + rows_of_block[owner]) / (1 + frequency)) + 1
    )
    return weights
