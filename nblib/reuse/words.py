"""Articles as rows of word codes, so that pairs are compared with numbers alone.

Only the body is read, once, for all articles together. Content words are those that
are no stop words; a detail is a name or a figure. What is read of an article depends on
that article alone: a pair is worth the same among five articles and among thousands.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..engines import in_slices
from ..errors import SchemaError
from ..vectors import ArticleTokens, own_tokens
from ..zones import zone_text
from .marks import Flags, Marks, Whole, mark_words
from .stems import Stems

TOGETHER = 4096  # articles that are looked at at a time


class Words(NamedTuple):
    """The words of some articles, function words too, in the order of the texts.

    Attributes
    ----------
    names : list of str
        The articles, sorted.
    bounds : array of int
        The words of article i are those from `bounds[i]` to `bounds[i + 1]`.
    starts, ends : array of int
        Where each word stands in its article's text.
    sentence : array of int
        Number of the sentence that it stands in, counted over all articles.
    folded : array of int
        Its place in `vocabulary`.
    stems : array of int
        Its code for comparison: the same for all forms of a content word.
    content, detail, quoted, small : array of bool
        Whether it is no function word; a name or a figure; in quotation marks;
        written with a small letter first.
    vocabulary : list of str
        The distinct folded words.
    hashes : array of int
        For each of `stems`, a number that is the same in every pile.
    """

    names: list[str]
    bounds: Whole
    starts: Whole
    ends: Whole
    sentence: Whole
    folded: Whole
    stems: Whole
    content: Flags
    detail: Flags
    quoted: Flags
    small: Flags
    vocabulary: list[str]
    hashes: NDArray[np.uint64]

    def only(self, names: Collection[str]) -> "Words":
        """Return the words of these articles, and no others in the vocabulary."""
        chosen = sorted(names)
        number = self.number(chosen)
        many = np.diff(self.bounds)[number]
        bounds = np.concatenate([[0], np.cumsum(many)])
        step = np.arange(bounds[-1]) - np.repeat(bounds[:-1], many)
        own = np.repeat(self.bounds[number], many) + step
        used = np.zeros(len(self.vocabulary), dtype=np.bool_)
        used[self.folded[own]] = True
        return Words(
            names=chosen,
            bounds=bounds,
            starts=self.starts[own],
            ends=self.ends[own],
            sentence=self.sentence[own],
            folded=(np.cumsum(used) - 1)[self.folded[own]],
            stems=self.stems[own],
            content=self.content[own],
            detail=self.detail[own],
            quoted=self.quoted[own],
            small=self.small[own],
            vocabulary=[self.vocabulary[code] for code in np.flatnonzero(used)],
            hashes=self.hashes,
        )

    def number(self, names: Sequence[str] | pd.Series) -> Whole:
        """Return the numbers of these articles.

        Raises
        ------
        SchemaError
            If the words of an article are not among these.
        """
        asked = np.array(names, dtype=object)
        numbers: Whole = pd.Index(self.names, dtype=object).get_indexer(asked)
        lacking = asked[numbers < 0]
        if len(lacking):
            raise SchemaError(
                f"words lack article {lacking[0]}; read them of all articles"
            )
        return numbers


def read_words(
    articles: pd.DataFrame,
    zones: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    tokens: ArticleTokens | None = None,
) -> Words:
    """Read the words of every article's body.

    Parameters
    ----------
    articles, zones, sentences : DataFrame
        The tables of those names.
    tokens : ArticleTokens, optional
        The words of these articles, cut when left out.

    Raises
    ------
    SchemaError
        If `tokens` are not of exactly these articles.

    Examples
    --------
    >>> from nblib import make_articles
    >>> from nblib.zones import find_zones, split_sentences
    >>> table = make_articles([{"id": "a", "text": "On Friday Mira Okoro counted 14."}])
    >>> words = read_words(table, find_zones(table), split_sentences(table))
    >>> words.content.tolist(), words.detail.tolist()
    ([False, True, True, True, True, True], [False, True, True, True, False, True])
    """
    tokens = own_tokens(tokens, articles, zones=zones)
    names, body = tokens.article_ids, tokens.body()
    bodies = zone_text(articles, zones)
    texts = [bodies[name] for name in names]
    opens = _sentence_starts(names, sentences)
    marks = Marks.joined(
        [
            mark_words(texts[own], body.take(range(len(names))[own]), opens[own])
            for own in in_slices(max(1, len(names)), TOGETHER)
        ]
    )
    stems = Stems.of(body.vocabulary)
    codes = body.codes
    return Words(
        names=names,
        bounds=body.bounds,
        starts=body.starts,
        ends=body.ends,
        sentence=marks.sentence,
        folded=codes,
        stems=np.where(marks.detail, stems.cut[codes], stems.plain[codes]),
        content=marks.detail | stems.telling[codes],
        detail=marks.detail,
        quoted=marks.quoted,
        small=marks.small,
        vocabulary=body.vocabulary,
        hashes=stems.hashes,
    )


def _sentence_starts(names: Sequence[str], sentences: pd.DataFrame) -> list[Whole]:
    """Where the sentences of each article begin."""
    number = pd.Index(names).get_indexer(sentences["article_id"])
    order = np.argsort(number, kind="stable")
    starts = sentences["start"].to_numpy(dtype=np.int64)[order]
    bounds = np.searchsorted(number[order], np.arange(len(names) + 1))
    return np.split(starts, bounds)[1:-1]
