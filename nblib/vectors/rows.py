"""Sparse rows, changed without a copy of what stays."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse


def unit_rows(matrix: sparse.csr_array) -> sparse.csr_array:
    """Return the rows scaled to length 1; empty rows stay empty."""
    places = (matrix.indices, matrix.indptr)
    squares = sparse.csr_array((matrix.data**2, *places), matrix.shape)
    lengths = np.sqrt(squares @ np.ones(matrix.shape[1]))
    scale = np.repeat(1 / np.where(lengths == 0, 1, lengths), np.diff(matrix.indptr))
    return sparse.csr_array((matrix.data * scale, *places), matrix.shape)


def pick_columns(
    matrix: sparse.csr_array, picked: NDArray[np.bool_]
) -> sparse.csr_array:
    """Return some of the columns, in their order.

    Parameters
    ----------
    matrix : csr_array
        Any rows.
    picked : array of bool
        Which of its columns stay.

    Examples
    --------
    >>> rows = sparse.csr_array([[1, 2, 0], [0, 3, 4]])
    >>> pick_columns(rows, np.array([True, False, True])).toarray().tolist()
    [[1, 0], [0, 4]]
    """
    column: NDArray[Any] = (np.cumsum(picked) - 1).astype(matrix.indices.dtype)
    held = picked[matrix.indices]
    bounds = np.concatenate([[0], np.cumsum(held)])[matrix.indptr]
    cells = (matrix.data[held], column[matrix.indices[held]], bounds)
    return sparse.csr_array(cells, (matrix.shape[0], int(picked.sum())))
