"""Where two articles tell the same, sentence by sentence, and what was changed.

A spun or twice translated sentence keeps no run of words, so sentences are compared
as wholes: by character n-grams, which see through respelled and inflected words, and
by the content words that stand in both in one order. Titles and names alone never
make a passage. Clauses at either end that share nothing are left out of it.

Two reporters of one event write one sentence alike now and then. So other words alone
make a passage only between articles that may be copies as a whole; between those that
share no order of telling, a passage shares its very words.
"""

from itertools import chain

import pandas as pd

from ..engines import in_slices
from ..reuse import WordTable, read_words
from ..reuse.table import take_named
from ..tables import check_table, make_table
from ..zones import find_zones, split_sentences
from .changes import Change, changed_words
from .marking import mark_changes
from .pairs import align_pairs

__all__ = ["Change", "align_passages", "changed_words", "mark_changes"]

PAIRS = 1024  # aligned at a time


def align_passages(
    articles: pd.DataFrame,
    pairs: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    words: WordTable | None = None,
) -> pd.DataFrame:
    """Align what each pair of articles tells in the same words or the same order.

    The rows of a pair depend on its two articles alone.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    pairs : DataFrame
        Columns `a, b`, such as the reuse table.
    zones, sentences : DataFrame, optional
        The tables of those names, made when left out.
    words : WordTable, optional
        The words of these articles, and of others perhaps; read when left out.

    Returns
    -------
    DataFrame
        The passages table, in the order of the pairs: `kind` is verbatim, edited or
        reworded, `similarity` 0 to 1, `changed` the words that differ ("red →
        crimson; …"), `warning` what such a change touches (quote, name, figure,
        date). A sentence may have several partners.

    Raises
    ------
    SchemaError
        If a pair names an article that is not in the table, or not among `words`.

    Examples
    --------
    >>> from nblib import make_articles
    >>> one = "Divers found 14 cracks in the piers of the old bridge on Monday."
    >>> two = "On Monday, divers found 17 cracks in the piers of the bridge."
    >>> table = make_articles([{"id": "a", "text": one}, {"id": "b", "text": two}])
    >>> found = align_passages(table, pd.DataFrame({"a": ["a"], "b": ["b"]}))
    >>> found[["kind", "warning"]].to_numpy().tolist()
    [['edited', 'figure']]
    """
    check_table(articles, "articles")
    check_table(pairs, "pairs")
    held = take_named(articles, pairs)
    zones = find_zones(held) if zones is None else check_table(zones, "zones")
    if sentences is None:
        sentences = split_sentences(held, zones=zones)
    check_table(sentences, "sentences")
    words = words or WordTable(read_words(held, zones, sentences))
    texts = dict(zip(held["article_id"], held["text"], strict=True))
    names = list(zip(pairs["a"].tolist(), pairs["b"].tolist(), strict=True))
    parts = (
        align_pairs(chunk, words.words.only(set(chain(*chunk))), texts)
        for chunk in (names[own] for own in in_slices(len(names), PAIRS))
    )
    return make_table("passages", [row for part in parts for row in part])
