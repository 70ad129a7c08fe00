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
    counts = np.concatenate([[0], np.cumsum(held)]).astype(matrix.indptr.dtype)
    bounds = counts[matrix.indptr]  # longer numbers would lengthen the indices too
    cells = (matrix.data[held], column[matrix.indices[held]], bounds)
    return sparse.csr_array(cells, (matrix.shape[0], int(picked.sum())))


def shorten_places(matrix: sparse.csr_array) -> sparse.csr_array:
    """Return a matrix with its places in numbers of 32 bits, where they fit.

    Numbers of 64 bits, as numpy counts with, are twice as much to go through in each
    product that follows.

    Examples
    --------
    >>> places = (np.array([0, 1]), np.array([0, 2]))
    >>> shorten_places(sparse.csr_array(([1.0, 2.0], *places))).indices.dtype
    dtype('int32')
    """
    places = (matrix.indices, matrix.indptr)
    size = max(matrix.shape)
    dtype = sparse.get_index_dtype(places, maxval=size, check_contents=True)
    short = (numbers.astype(dtype, copy=False) for numbers in places)
    return sparse.csr_array((matrix.data, *short), matrix.shape)
