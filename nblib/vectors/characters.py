"""Short texts as character n-grams, made word by word.

N-grams that do not cross words belong to the word, so each distinct word is cut once,
and a text's n-grams are the sum of those of its words: one product of two sparse
tables in place of a loop over all texts.
"""

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer

from .blocks import Numbers, rarity, split_columns
from .matrix import unit_rows
from .tokens import read_tokens


def fit_char_vectors(
    texts: Sequence[str],
    *,
    shortest: int = 3,
    longest: int = 5,
    blocks: Sequence[int] | Numbers | None = None,
) -> sparse.csr_array:
    """Weigh the character n-grams of short texts, such as sentences.

    For the stages that ask whether two sentences are one in other words: spun or
    translated wording changes whole words and keeps their stems, names and
    figures, which n-grams of characters still see.

    Parameters
    ----------
    texts : sequence of str
        Sentences, of any language.
    shortest, longest : int, default 3 and 5
        Length of the n-grams, in characters; they do not cross words.
    blocks : sequence of int, optional
        Block of each text, 0 upward. Texts of different blocks are not compared:
        their cosine is 0, and idf is that of the block. One block when left out.

    Returns
    -------
    csr_array
        Texts × n-grams, sublinear TF-IDF, rows of length 1 (0 without a letter), so
        that `a @ b.T` is the cosine; shape (0, 0) for no text.

    Examples
    --------
    >>> rows = fit_char_vectors(["Talks began in Baku.", "In Baku, talks begin.", "-"])
    >>> (rows @ rows.T).toarray().round(1).tolist()
    [[1.0, 0.6, 0.0], [0.6, 1.0, 0.0], [0.0, 0.0, 0.0]]
    """
    tokens = read_tokens(texts)
    if not tokens.vocabulary:
        return sparse.csr_array((len(texts), 0))
    model = CountVectorizer(
        analyzer="char_wb", ngram_range=(shortest, longest), lowercase=False
    )
    ones = np.ones(len(tokens.codes), dtype=np.int32)
    held = sparse.csr_array(
        (ones, tokens.codes, tokens.bounds), (len(texts), len(tokens.vocabulary))
    )
    counts = held @ sparse.csr_array(model.fit_transform(tokens.vocabulary))
    counts.sort_indices()
    held_by = np.zeros(len(texts), dtype=np.int64) if blocks is None else blocks
    counts, owner = split_columns(counts, held_by)
    weights = 1 + np.log(counts.data)
    weights *= rarity(counts, np.bincount(held_by), owner)[counts.indices]
    return unit_rows(
        sparse.csr_array((weights, counts.indices, counts.indptr), counts.shape)
    )
