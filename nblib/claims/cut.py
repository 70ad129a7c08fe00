"""The sentences of a pile, cut into words and concepts once.

Every rule of this stage asks for the words of sentences. They are cut together, each
distinct word is folded and looked up once, and what a rule asks for is a slice.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from ..vectors import (
    Tokens,
    Word,
    number_blocks,
    read_tokens,
    stop_words,
    unit_rows,
)
from ..vectors.blocks import Numbers, rarity, split_columns
from .concepts import Likeness, concept_of


class Sentences(NamedTuple):
    """The sentences of a pile, in order of article and place.

    Attributes
    ----------
    article_ids : list of str
        The article of each.
    starts, ends : list of int
        Where it stands.
    texts : list of str
        What it says.
    blocks : array of int
        Number of its component.
    tokens : Tokens
        Their words.
    concepts : list of str
        The concepts of the vocabulary; a stop word has none ("").
    counts : csr_array
        How often each sentence has each concept: sentences × concepts.
    names : list of str
        The concepts of the columns, sorted.
    """

    article_ids: list[str]
    starts: list[int]
    ends: list[int]
    texts: list[str]
    blocks: Numbers
    tokens: Tokens
    concepts: list[str]
    counts: sparse.csr_array
    names: list[str]

    def having(self, asked: Callable[[str], bool]) -> set[int]:
        """Return the sentences that have a folded word of which `asked` is true."""
        held = np.array([asked(word) for word in self.tokens.vocabulary], dtype=bool)
        return set(self.tokens.rows[held[self.tokens.codes]].tolist())

    def words_of(self, row: int) -> list[str]:
        """Return the folded words of a sentence."""
        codes = self.tokens.codes[self._span(row)].tolist()
        return [self.tokens.vocabulary[code] for code in codes]

    def concepts_of(self, row: int) -> list[Word]:
        """Return the concepts of a sentence, at their places in the article."""
        tokens, span, start = self.tokens, self._span(row), self.starts[row]
        parts = (tokens.codes, tokens.starts, tokens.ends)
        places = zip(*(part[span].tolist() for part in parts), strict=True)
        return [
            Word(self.concepts[code], start + begin, start + end)
            for code, begin, end in places
            if self.concepts[code]
        ]

    def _span(self, row: int) -> slice:
        return slice(self.tokens.bounds[row], self.tokens.bounds[row + 1])


def cut_sentences(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    components: pd.DataFrame | None = None,
) -> Sentences:
    """Cut the sentences of some articles.

    Examples
    --------
    >>> from nblib import make_articles, split_sentences
    >>> pile = make_articles([{"id": "a", "text": "The troopers had died in Vellin."}])
    >>> cut = cut_sentences(pile, split_sentences(pile))
    >>> [(word.folded, word.start) for word in cut.concepts_of(0)]
    [('#soldier', 4), ('#kill', 17), ('vellin', 25)]
    """
    text = dict(zip(articles["article_id"], articles["text"], strict=True))
    columns = (sentences[name].tolist() for name in ("article_id", "start", "end"))
    spans = sorted(zip(*columns, strict=True))
    keys, starts, ends = ([span[n] for span in spans] for n in range(3))
    texts = [text[key][start:end] for key, start, end in spans]
    tokens = read_tokens(texts)
    concepts = [
        "" if word in stop_words() else concept_of(word) for word in tokens.vocabulary
    ]
    counts, names = _count(tokens, concepts)
    return Sentences(
        article_ids=keys,
        starts=starts,
        ends=ends,
        texts=texts,
        blocks=number_blocks(keys, components),
        tokens=tokens,
        concepts=concepts,
        counts=counts,
        names=names,
    )


def _count(tokens: Tokens, concepts: list[str]) -> tuple[sparse.csr_array, list[str]]:
    names = sorted(set(concepts) - {""})
    place = {name: column for column, name in enumerate(names)}
    column = np.array([place.get(name, -1) for name in concepts], dtype=np.int64)
    columns = column[tokens.codes]
    rows, columns = tokens.rows[columns >= 0], columns[columns >= 0]
    shape = len(tokens.bounds) - 1, len(names)
    counts = sparse.coo_array((np.ones(len(rows)), (rows, columns)), shape)
    return sparse.csr_array(counts), names


def weigh_concepts(counts: sparse.csr_array, blocks: Numbers) -> sparse.csr_array:
    """Weigh the concepts of sentences within each component, rows of length 1.

    Examples
    --------
    >>> rows = weigh_concepts(sparse.csr_array([[1, 1], [1, 0]]), np.array([0, 0]))
    >>> (rows @ rows.T).toarray().round(2).tolist()
    [[1.0, 0.58], [0.58, 1.0]]
    """
    counts, owner = split_columns(counts, blocks)
    weights = 1 + np.log(counts.data)
    weights *= rarity(counts, np.bincount(blocks, minlength=1), owner)[counts.indices]
    cells = (weights, counts.indices, counts.indptr)
    return unit_rows(sparse.csr_array(cells, counts.shape))


def fit_likeness(cut: Sentences) -> list[Likeness]:
    """Return the likeness of concepts in each component."""
    counts, names = cut.counts, cut.names
    number = np.bincount(cut.blocks)
    of_cell = np.repeat(cut.blocks, np.diff(counts.indptr))
    kinds, held = np.unique(of_cell * len(names) + counts.indices, return_counts=True)
    bounds = np.searchsorted(kinds, np.arange(len(number) + 1) * len(names)).tolist()
    columns, times = (kinds % max(1, len(names))).tolist(), held.tolist()
    return [
        Likeness(
            {names[columns[n]]: times[n] for n in range(first, end)}, int(number[block])
        )
        for block, (first, end) in enumerate(pairwise(bounds))
    ]
