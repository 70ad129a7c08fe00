"""Which articles derive from each other, and how sure that is.

Similarity cannot tell a reworded copy from a second reporter at the same event; the
order of the rare words that two texts share can. So every candidate pair is judged
by order first (`features`), by a model of a few readable numbers (`model`). What
shares order is then named and given a direction (`relations`), or none.
"""

from itertools import chain

import pandas as pd

from ..credits import find_credits
from ..engines import Engine, in_slices
from ..tables import TABLES, check_table, make_table
from ..vectors import ArticleTokens, own_tokens
from ..zones import find_zones, split_sentences
from .candidates import Stemmed, candidate_pairs
from .relations import describe
from .scoring import score_pairs
from .signs import Signs
from .table import WordTable, take_named
from .words import read_words

__all__ = ["WordTable", "find_candidates", "find_reuse", "read_words", "score_reuse"]

PAIRS = 4096  # compared at a time


def find_reuse(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    credits: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find the pairs of articles that share text, by copying or by descent.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    zones, sentences, credits : DataFrame, optional
        The tables of those names, made when left out.

    Returns
    -------
    DataFrame
        The reuse table, the pairs believed (`derived` at least 0.5), each once
        with `a` before `b`; see `score_reuse` for its columns.

    Examples
    --------
    >>> from nblib import make_articles
    >>> wire = (
    ...     "Engineers closed the harbour bridge at Port Valen on Monday after divers "
    ...     "found 14 cracks in two piers, the Valen Harbour Authority said. Ilka "
    ...     "Moren, its director, promised ferries every 20 minutes until Easter."
    ... )
    >>> other = (
    ...     "Olive growers in Samara picked a third less than in 2030 because of the "
    ...     "long drought, and prices at the Tuesday market in Kells doubled to 9 "
    ...     "crowns, Jon Aster of the growers' union said at a meeting in Lund."
    ... )
    >>> texts = {"one": wire, "two": wire, "far": other}
    >>> table = make_articles({"id": k, "text": v} for k, v in texts.items())
    >>> find_reuse(table)[["a", "b", "relation"]].to_numpy().tolist()
    [['one', 'two', 'verbatim']]
    """
    check_table(articles, "articles")
    zones = find_zones(articles) if zones is None else check_table(zones, "zones")
    return score_reuse(
        articles,
        find_candidates(articles, zones=zones),
        zones=zones,
        sentences=sentences,
        credits=credits,
        only_believed=True,
    )


def score_reuse(
    articles: pd.DataFrame,
    pairs: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    credits: pd.DataFrame | None = None,
    words: WordTable | None = None,
    only_believed: bool = False,
) -> pd.DataFrame:
    """Score exactly these pairs, in their order.

    The row of a pair depends on its two articles alone: on what else is scored in the
    same call, or stands in the tables, it does not.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    pairs : DataFrame
        Columns `a, b`: ids of articles.
    zones, sentences, credits : DataFrame, optional
        The tables of those names, made when left out.
    words : WordTable, optional
        The words of these articles, and of others perhaps; read when left out.
    only_believed : bool, default False
        Leave out the pairs with `derived` below 0.5, which takes less time: what
        cannot be believed is not compared to the end.

    Returns
    -------
    DataFrame
        The reuse table. `derived` is the probability that the two share text by
        copying, missing with a `reason` where a text is too short to tell.
        `relation` is verbatim, edited, reworded, summarised or common ancestor (of
        the name in `ancestor`), missing where `derived` is below 0.5. `direction`
        is "a>b" where b comes from a, "b>a", or "unknown". The other columns are
        the features, see `nblib.reuse.features.Features`.

    Raises
    ------
    SchemaError
        If a pair names an article that is not in the table, or not among `words`.

    Examples
    --------
    >>> from nblib import make_articles
    >>> texts = {"one": "Divers found cracks.", "two": "Divers found cracks on Monday."}
    >>> table = make_articles({"id": k, "text": v} for k, v in texts.items())
    >>> score_reuse(table, pd.DataFrame({"a": ["one"], "b": ["two"]}))["reason"][0]
    '3 content words in the shorter text, 12 needed'
    """
    check_table(articles, "articles")
    check_table(pairs, "pairs")
    held = take_named(articles, pairs)
    zones = find_zones(held) if zones is None else check_table(zones, "zones")
    if sentences is None:
        sentences = split_sentences(held, zones=zones)
    check_table(sentences, "sentences")
    words = words or WordTable(read_words(held, zones, sentences))
    if credits is None:
        credits = find_credits(held, zones=zones, sentences=sentences)
    known = describe(held, check_table(credits, "credits"))
    signs = Signs.of([known.get(name) for name in words.words.names])
    one, two = (words.words.number(pairs[side]) for side in ("a", "b"))
    parts = (
        score_pairs(words, known, signs, one[own], two[own], only_believed)
        for own in in_slices(len(pairs), PAIRS)
    )
    return make_table("reuse", chain.from_iterable(parts))


def find_candidates(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    tokens: ArticleTokens | None = None,
    engine: Engine | None = None,
) -> pd.DataFrame:
    """Find the pairs of articles that may share text, far fewer than all pairs.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    zones : DataFrame, optional
        The zones table, made when left out.
    tokens : ArticleTokens, optional
        The words of these articles, read when left out.
    engine : Engine, optional
        Reads and compares, a part of the pile at a time; here when left out.

    Returns
    -------
    DataFrame
        The pairs table, each pair once with `a` before `b`, sorted.

    Raises
    ------
    SchemaError
        If `tokens` are not of exactly these articles.

    Examples
    --------
    >>> from nblib import make_articles
    >>> wire = "Divers found 14 cracks in two piers of the old bridge on Monday."
    >>> texts = {"one": wire, "two": f"{wire} Ferries run.", "far": "Flour is dear."}
    >>> pile = make_articles({"id": k, "text": v} for k, v in texts.items())
    >>> find_candidates(pile).to_numpy().tolist()
    [['one', 'two']]
    """
    check_table(articles, "articles")
    tokens = own_tokens(tokens, articles, zones=zones, engine=engine)
    said = Stemmed.of(tokens.article_ids, tokens.body())
    names = pd.Series(said.names, dtype=TABLES["pairs"]["a"])
    one, two = (names.take(side).array for side in candidate_pairs(said, engine))
    return pd.DataFrame({"a": one, "b": two}, copy=False)
