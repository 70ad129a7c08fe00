"""Short texts as character n-grams, made word by word.

N-grams that do not cross words belong to the word, so each distinct word is cut once,
and a text's n-grams are the sum of those of its words: one product of two sparse
tables in place of a loop over all texts.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .blocks import Numbers, rarity, split_columns
from .counts import MIXER
from .rows import pick_columns, shorten_places, unit_rows
from .tokens import Tokens, read_tokens

SHORTEST, LONGEST = 3, 5  # characters of an n-gram
SCATTERED = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))  # of SplitMix


def fit_char_vectors(
    texts: Sequence[str] | Tokens,
    *,
    shortest: int = SHORTEST,
    longest: int = LONGEST,
    blocks: Sequence[int] | Numbers | None = None,
) -> sparse.csr_array:
    """Weigh the character n-grams of short texts, such as sentences.

    For the stages that ask whether two sentences are one in other words: spun or
    translated wording changes whole words and keeps their stems, names and
    figures, which n-grams of characters still see.

    Parameters
    ----------
    texts : sequence of str or Tokens
        Sentences, of any language; as they are, or cut already.
    shortest, longest : int, default 3 and 5
        Length of the n-grams, in characters; they do not cross words.
    blocks : sequence of int, optional
        Block of each text, 0 upward. Texts of different blocks are not compared:
        their cosine is 0, and idf is that of the block. One block when left out.

    Returns
    -------
    csr_array
        Texts × n-grams, sublinear TF-IDF, rows of length 1 (0 without a letter), so
        that `a @ b.T` is the cosine; shape (0, 0) for no text. N-grams of the same
        words are one column.

    Examples
    --------
    >>> rows = fit_char_vectors(["Talks began in Baku.", "In Baku, talks begin.", "-"])
    >>> (rows @ rows.T).toarray().round(1).tolist()
    [[1.0, 0.6, 0.0], [0.6, 1.0, 0.0], [0.0, 0.0, 0.0]]
    """
    tokens = texts if isinstance(texts, Tokens) else read_tokens(texts)
    number = len(tokens.bounds) - 1
    if not tokens.vocabulary:
        return sparse.csr_array((number, 0))
    ones = np.ones(len(tokens.codes), dtype=np.int32)
    cells = (ones, tokens.codes, tokens.bounds)
    shape = (number, len(tokens.vocabulary))
    held = shorten_places(sparse.csr_array(cells, shape))
    ngrams, times = _merge_alike(count_ngrams(tokens.vocabulary, shortest, longest))
    counts = sum_ngrams(held, ngrams)
    heavier = np.sqrt(times)[counts.indices]
    held_by = np.zeros(number, dtype=np.int64) if blocks is None else blocks
    counts, owner = split_columns(counts, held_by)
    weights = (1 + np.log(counts.data)) * heavier
    weights *= rarity(counts, np.bincount(held_by, minlength=1), owner)[counts.indices]
    return unit_rows(
        sparse.csr_array((weights, counts.indices, counts.indptr), counts.shape)
    )


def sum_ngrams(texts: sparse.csr_array, ngrams: sparse.csr_array) -> sparse.csr_array:
    """Count the n-grams of texts: texts × words, times words × n-grams.

    Columns come sorted: turned twice, which is quicker than to sort each row.

    Examples
    --------
    >>> ngrams = count_ngrams(["aba", "a"], 3, 4)
    >>> sum_ngrams(sparse.csr_array([[1, 2]]), ngrams).toarray().tolist()
    [[2, 1, 1, 1, 1, 1]]
    """
    turned = sparse.csr_array(ngrams.T) @ sparse.csr_array(texts.T)
    return sparse.csr_array(turned.T)


def _merge_alike(ngrams: sparse.csr_array) -> tuple[sparse.csr_array, Numbers]:
    """Keep one column for all n-grams of the same words; say how many they are.

    They stand in the same texts, equally often. One column in their place, heavier by
    the root of their number, leaves every cosine as it is. The same words are told by
    a sum of a number for each word, 64 bits that no other sum of the pile has but by a
    chance of one in a billion.
    """
    columns = ngrams.tocsc()
    sums = np.add.reduceat(
        _scatter(columns.indices) * columns.data.astype(np.uint64), columns.indptr[:-1]
    )
    _, first, times = np.unique(sums, return_index=True, return_counts=True)
    kept = np.zeros(ngrams.shape[1], dtype=bool)
    kept[first] = True
    return pick_columns(ngrams, kept), times[np.argsort(first)]


def _scatter(numbers: NDArray[Any]) -> NDArray[np.uint64]:
    """Return a number without a pattern for each (Steele, Lea and Flood 2014)."""
    mixed = (numbers.astype(np.uint64) + np.uint64(1)) * MIXER
    for shift, factor in SCATTERED:
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))


def count_ngrams(
    vocabulary: Sequence[str], shortest: int = SHORTEST, longest: int = LONGEST
) -> sparse.csr_array:
    """Count the n-grams of words, with a blank on each side: words × n-grams.

    As scikit-learn's analyzer `char_wb`: columns in the order of the alphabet, and of
    a word that is too short for any, the whole word.

    Examples
    --------
    >>> count_ngrams(["aba", "a"], 3, 4).toarray().tolist()
    [[0, 1, 1, 1, 1, 1], [1, 0, 0, 0, 0, 0]]
    """
    joined = "".join(f" {word} " for word in vocabulary)
    letters = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    letter = np.unique(letters, return_inverse=True)[1]
    long = np.fromiter(map(len, vocabulary), np.int64, len(vocabulary)) + 2
    ends = np.cumsum(long)
    word = np.repeat(np.arange(len(long)), long)
    place = np.arange(len(letters))
    left = ends[word] - place  # letters from here to the end of the word
    whole = (long[word] < shortest) & (left == long[word])
    cuts = [(place[left >= n], n) for n in range(shortest, longest + 1)]
    first = np.concatenate([place[whole], *(places for places, _ in cuts)])
    size = np.concatenate([left[whole], *(np.full(len(p), n) for p, n in cuts)])
    codes = _rank(np.append(letter + 1, np.zeros(longest, dtype=np.int64)), first, size)
    counts = sparse.coo_array(
        (np.ones(len(first), dtype=np.int64), (word[first], codes)),
        (len(long), int(codes.max(initial=-1)) + 1),
    )
    return shorten_places(sparse.csr_array(counts))


def _rank(letter: Numbers, first: Numbers, size: Numbers) -> Numbers:
    """Return the number of each run of letters in the order of the alphabet."""
    many = int(letter.max()) + 1
    codes, span = np.zeros(len(first), dtype=np.int64), 1
    for step in range(int(size.max(initial=0))):
        if span > np.iinfo(np.int64).max // many:
            kinds, codes = np.unique(codes, return_inverse=True)
            span = len(kinds)
        codes = codes * many + np.where(step < size, letter[first + step], 0)
        span *= many
    return np.unique(codes, return_inverse=True)[1]
