"""The sentences of a pile, cut into words and concepts once.

Every rule of this stage asks for the words of sentences. They are cut together, each
distinct word is folded and looked up once, and what a rule asks for is a slice.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import sparse

from ..vectors import (
    ArticleTokens,
    Tokens,
    number_blocks,
    own_tokens,
    stop_words,
    unit_rows,
)
from ..vectors.blocks import Numbers, rarity, split_columns
from ..zones import find_zones
from .concepts import Likeness, concept_of
from .sliced import slice_tokens


class Concepts(NamedTuple):
    """The concepts of a sentence, in order.

    Attributes
    ----------
    said : list of str
        The concepts.
    starts, ends : list of int
        Where they stand in the article.
    """

    said: list[str]
    starts: list[int]
    ends: list[int]

    def within(self, start: int, end: int) -> tuple[int, int]:
        """Return which of them, from the first up to the last, a stretch touches."""
        first = bisect_right(self.ends, start)
        return first, bisect_left(self.starts, end, lo=first)

    def beside(self, start: int, end: int, many: int) -> list[str]:
        """Return the nearest ones before and behind a stretch, `many` of either.

        Examples
        --------
        >>> held = Concepts(["old", "dam", "#kill"], [0, 4, 10], [3, 7, 16])
        >>> held.beside(4, 7, 1), held.beside(7, 8, 1)
        (['old', '#kill'], ['dam', '#kill'])
        """
        first, last = self.within(start, end)
        return [*self.said[max(0, first - many) : first], *self.said[last:][:many]]


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
    concepts : Tokens
        Their concepts, which all words but stop words have.
    counts : csr_array
        How often each sentence has each concept: sentences × concepts.
    """

    article_ids: list[str]
    starts: list[int]
    ends: list[int]
    texts: list[str]
    blocks: Numbers
    tokens: Tokens
    concepts: Tokens
    counts: sparse.csr_array

    def having(self, asked: Callable[[str], bool]) -> dict[int, int]:
        """Return the sentences that have a folded word of which `asked` is true.

        With each comes the place of the first such word, from where it begins.
        """
        held = np.array([asked(word) for word in self.tokens.vocabulary], dtype=bool)
        at = np.flatnonzero(held[self.tokens.codes])
        rows, first = np.unique(self.tokens.rows[at], return_index=True)
        places = self.tokens.starts[at[first]].tolist()
        return dict(zip(rows.tolist(), places, strict=True))

    def words_of(self, row: int) -> list[str]:
        """Return the folded words of a sentence."""
        first, end = self.tokens.bounds[row : row + 2].tolist()
        codes = self.tokens.codes[first:end].tolist()
        return [self.tokens.vocabulary[code] for code in codes]

    def concepts_of(self, row: int) -> Concepts:
        """Return the concepts of a sentence, at their places in the article."""
        held, start = self.concepts, self.starts[row]
        first, end = held.bounds[row : row + 2].tolist()
        said = [held.vocabulary[code] for code in held.codes[first:end].tolist()]
        edges = (held.starts, held.ends)
        places = ((edge[first:end] + start).tolist() for edge in edges)
        return Concepts(said, *places)


def cut_sentences(
    articles: pd.DataFrame,
    sentences: pd.DataFrame,
    components: pd.DataFrame | None = None,
    *,
    zones: pd.DataFrame | None = None,
    tokens: ArticleTokens | None = None,
) -> Sentences:
    """Cut the sentences of some articles.

    Parameters
    ----------
    articles, sentences : DataFrame
        The tables of those names.
    components : DataFrame, optional
        The components table; all articles are one component when left out.
    zones : DataFrame, optional
        The zones table, made when left out.
    tokens : ArticleTokens, optional
        The words of these articles, cut when left out.

    Examples
    --------
    >>> from nblib import make_articles, split_sentences
    >>> pile = make_articles([{"id": "a", "text": "The troopers had died in Vellin."}])
    >>> cut = cut_sentences(pile, split_sentences(pile))
    >>> cut.concepts_of(0).said, cut.concepts_of(0).starts
    (['#soldier', '#kill', 'vellin'], [4, 17, 25])
    """
    text = dict(zip(articles["article_id"], articles["text"], strict=True))
    columns = (sentences[name].tolist() for name in ("article_id", "start", "end"))
    spans = sorted(zip(*columns, strict=True))
    keys, starts, ends = ([span[n] for span in spans] for n in range(3))
    texts = [text[key][start:end] for key, start, end in spans]
    zones = find_zones(articles) if zones is None else zones
    own = own_tokens(tokens, articles, zones=zones)
    words = slice_tokens(spans, texts, own, zones)
    concepts = _conceive(words)
    cells = np.ones(len(concepts.codes)), (concepts.rows, concepts.codes)
    shape = len(texts), len(concepts.vocabulary)
    return Sentences(
        article_ids=keys,
        starts=starts,
        ends=ends,
        texts=texts,
        blocks=number_blocks(keys, components),
        tokens=words,
        concepts=concepts,
        counts=sparse.csr_array(sparse.coo_array(cells, shape)),
    )


def _conceive(tokens: Tokens) -> Tokens:
    """Return the concepts in place of the words, none for stop words."""
    stops = stop_words()
    concept = ["" if word in stops else concept_of(word) for word in tokens.vocabulary]
    names = sorted(set(concept) - {""})
    place = {name: number for number, name in enumerate(names)}
    number = np.array([place.get(name, -1) for name in concept], dtype=np.int32)
    codes = number[tokens.codes]
    kept = codes >= 0
    bounds = np.concatenate([[0], np.cumsum(kept)])[tokens.bounds]
    places = tokens.starts[kept], tokens.ends[kept]
    return Tokens(names, codes[kept], *places, bounds)


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
    counts, names = cut.counts, cut.concepts.vocabulary
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
