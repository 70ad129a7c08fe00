r"""Articles become weighted terms: one sparse row per article, TF-IDF, length 1.

A term is a folded word or two folded words in a row. Folding (case, marks, one
spelling for variants such as *Türkiye*, *Turkiye* and *Turkey*, or *-ise* and
*-ize*) keeps the house style of an outlet from looking like a subject. Only title
and body are read, so that teasers and other boilerplate weigh nothing. Scripts that
put no space between words give pairs of neighbouring characters instead.

Besides the matrix of articles, this module makes what other stages compare texts
with, so that scikit-learn stays in one place: `fit_char_vectors` for sentences and
`nearest` for the most similar rows without a dense table of all pairs.
"""

from .blocks import number_blocks
from .characters import count_ngrams, fit_char_vectors, sum_ngrams
from .counts import crowded
from .matrix import UNLISTED, Vectors, fit_vectors
from .neighbours import nearest
from .rows import pick_columns, unit_rows
from .texts import ArticleTokens, own_tokens, read_article_tokens, read_texts
from .tokens import Tokens, join_tokens, read_tokens
from .words import Word, common_words, stop_words, terms, words

__all__ = [
    "UNLISTED",
    "ArticleTokens",
    "Tokens",
    "Vectors",
    "Word",
    "common_words",
    "count_ngrams",
    "crowded",
    "fit_char_vectors",
    "fit_vectors",
    "join_tokens",
    "nearest",
    "number_blocks",
    "own_tokens",
    "pick_columns",
    "read_article_tokens",
    "read_texts",
    "read_tokens",
    "stop_words",
    "sum_ngrams",
    "terms",
    "unit_rows",
    "words",
]
