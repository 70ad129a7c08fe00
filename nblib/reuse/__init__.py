"""Which articles derive from each other, and how sure that is.

Similarity cannot tell a reworded copy from a second reporter at the same event; the
order of the rare words that two texts share can. So every candidate pair is judged
by order first (`features`), by a model of a few readable numbers (`model`). What
shares order is then named and given a direction (`relations`), or none.
"""

from typing import Any

import pandas as pd

from ..errors import SchemaError
from ..tables import check_table, make_table
from ..vectors import Vectors, fit_vectors
from ..zones import find_zones
from .candidates import candidate_pairs
from .features import compare
from .model import BELIEVED, LEAST_WORDS, probability
from .relations import (
    Article,
    describe,
    find_ancestor,
    find_direction,
    name_relation,
)
from .words import Reading, read_words

__all__ = ["find_reuse", "score_reuse"]


def find_reuse(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    vectors: Vectors | None = None,
    credits: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find the pairs of articles that share text, by copying or by descent.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    zones, sentences, credits : DataFrame, optional
        The tables of those names, made when left out.
    vectors : Vectors, optional
        From `fit_vectors`, made when left out.

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
    if articles.empty:
        return make_table("reuse", [])
    zones = find_zones(articles) if zones is None else check_table(zones, "zones")
    vectors = fit_vectors(articles, zones=zones) if vectors is None else vectors
    readings = read_words(articles, zones)
    pairs = candidate_pairs(readings, vectors)
    scored = _score(articles, pairs, readings, credits)
    return scored[scored["derived"].ge(BELIEVED).fillna(False)].reset_index(drop=True)


def score_reuse(
    articles: pd.DataFrame,
    pairs: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    vectors: Vectors | None = None,
    credits: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Score exactly these pairs, in their order.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    pairs : DataFrame
        Columns `a, b`: ids of articles.
    zones, sentences, credits : DataFrame, optional
        The tables of those names, made when left out.
    vectors : Vectors, optional
        Taken for the sake of the line; a pair is scored without the pile.

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
        If a pair names an article that is not in the table.
    """
    check_table(articles, "articles")
    check_table(pairs, "pairs")
    names = list(zip(pairs["a"].tolist(), pairs["b"].tolist(), strict=True))
    held = articles[articles["article_id"].isin({x for pair in names for x in pair})]
    zones = find_zones(held) if zones is None else check_table(zones, "zones")
    return _score(held, names, read_words(held, zones), credits)


def _score(
    articles: pd.DataFrame,
    pairs: list[tuple[str, str]],
    readings: dict[str, Reading],
    credits: pd.DataFrame | None,
) -> pd.DataFrame:
    if credits is None:
        credits = make_table("credits", [])
    known = describe(articles, check_table(credits, "credits"))
    unknown = sorted({name for pair in pairs for name in pair} - set(readings))
    if unknown:
        raise SchemaError(f"pairs name no article of the table: {', '.join(unknown)}")
    return make_table("reuse", [_row(a, b, readings, known) for a, b in pairs])


def _row(
    a: str, b: str, readings: dict[str, Reading], known: dict[str, Article]
) -> dict[str, Any]:
    one, two = readings[a], readings[b]
    short = min(len(one.stems), len(two.stems))
    if short < LEAST_WORDS:
        reason = f"{short} content words, fewer than {LEAST_WORDS}, in the shorter text"
        return {"a": a, "b": b, "reason": reason}
    features = compare(one, two)
    row = {"a": a, "b": b, "derived": probability(features), **features._asdict()}
    if row["derived"] < BELIEVED:
        return {**row, "direction": "unknown"}
    ancestor = find_ancestor(known[a], known[b])
    relation = "common ancestor" if ancestor else name_relation(one, two)
    shorter = "a" if len(one.stems) < len(two.stems) else "b"
    direction = find_direction(known[a], known[b], relation, shorter)
    return {**row, "relation": relation, "direction": direction, "ancestor": ancestor}
