"""How often each term stands in each text, counted on codes and without strings.

A pair of words is one whole number, and whole numbers are sorted and counted by the
million. Most pairs stand in one text alone and are dropped before anything is sorted,
by a number's hash: where no other pair has it, none can have come twice.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .rows import pick_columns
from .tokens import Codes, Tokens, Whole
from .words import stop_words

MIXER = np.uint64(0x9E3779B97F4A7C15)  # odd: 2**64 over the golden ratio (Knuth 1998)
MOST_BITS = 26  # of a hash


class Counts(NamedTuple):
    """Texts × terms.

    Attributes
    ----------
    matrix : csr_array
        How often each term stands in each text.
    terms : list of str
        Sorted; pairs of words have a blank between them.
    paired : array of bool
        Which terms are pairs of words.
    """

    matrix: sparse.csr_array
    terms: list[str]
    paired: NDArray[np.bool_]


def count_terms(tokens: Tokens) -> Counts:
    """Count the words that are no stop words, and pairs of them in two texts or more.

    Examples
    --------
    >>> from nblib.vectors.tokens import read_tokens
    >>> tokens = read_tokens(["The long talks.", "Long talks on long talks"])
    >>> counts = count_terms(tokens)
    >>> counts.terms, counts.matrix.toarray().tolist()
    (['long', 'long talks', 'talks'], [[1, 1, 1], [2, 2, 2]])
    """
    stops = stop_words()
    telling = np.array([word not in stops for word in tokens.vocabulary], dtype=bool)
    kept = telling[tokens.codes]
    codes = tokens.codes[kept]
    rows = tokens.rows[kept]
    many = len(tokens.vocabulary) + 1
    held = np.bincount(codes, minlength=many - 1) > 0
    singles = np.flatnonzero(held)
    pair_rows, keys = _repeated(rows, codes, many)
    kinds, pair = np.unique(keys, return_inverse=True)
    matrix = _table(
        pair_rows, pair.astype(np.int32), (len(tokens.bounds) - 1, len(kinds))
    )
    shared = np.bincount(matrix.indices, minlength=len(kinds)) > 1
    column = (np.cumsum(held) - 1).astype(np.int32)
    words = _table(rows, column[codes], (matrix.shape[0], len(singles)))
    order = np.argsort(np.concatenate([singles * many, kinds[shared]]))
    both = sparse.csr_array(
        sparse.hstack([words, pick_columns(matrix, shared)], format="csr")
    )
    paired = order >= len(singles)
    terms = _names(tokens.vocabulary, singles, kinds[shared], many)
    return Counts(
        _reordered(both, order), [terms[place] for place in order.tolist()], paired
    )


def _repeated(
    rows: NDArray[Any], codes: Codes, many: int
) -> tuple[NDArray[Any], Whole]:
    """Return row and key of the pairs of words, less most of those that come once."""
    together = rows[1:] == rows[:-1]
    keys = codes[:-1].astype(np.int64)
    keys *= many
    keys += codes[1:]
    keys += 1
    keys = keys[together]
    again = crowded(keys)
    return rows[1:][together][again], keys[again]


def crowded(keys: NDArray[Any]) -> NDArray[np.bool_]:
    """Whether another key has the hash of a key; the same key always has.

    Examples
    --------
    >>> crowded(np.array([3, 5, 3, 8])).tolist()
    [True, False, True, False]
    """
    bits = max(1, min(MOST_BITS, int(4 * len(keys)).bit_length()))
    mixed = keys.astype(np.uint64)
    mixed *= MIXER
    mixed >>= np.uint64(64 - bits)
    spot = mixed.astype(np.int32)
    del mixed
    ordered = np.sort(spot)
    shared = np.zeros(2**bits, dtype=bool)
    shared[ordered[1:][ordered[1:] == ordered[:-1]]] = True
    return shared[spot]


def _table(rows: NDArray[Any], columns: Codes, shape: tuple[int, int]) -> Any:
    ones = np.ones(len(rows), dtype=np.int32)
    table = sparse.csr_array(sparse.coo_array((ones, (rows, columns)), shape))
    table.sum_duplicates()
    return table


def _reordered(matrix: sparse.csr_array, order: Whole) -> sparse.csr_array:
    """Return the columns in another order."""
    place = np.empty(len(order), dtype=matrix.indices.dtype)
    place[order] = np.arange(len(order))
    moved = sparse.csr_array(
        (matrix.data, place[matrix.indices], matrix.indptr), matrix.shape
    )
    moved.sort_indices()
    return moved


def _names(vocabulary: list[str], singles: Whole, pairs: Whole, many: int) -> list[str]:
    one, two = (pairs // many).tolist(), (pairs % many - 1).tolist()
    return [vocabulary[code] for code in singles.tolist()] + [
        f"{vocabulary[a]} {vocabulary[b]}" for a, b in zip(one, two, strict=True)
    ]
