"""Which articles derive from each other, and how sure that is.

Similarity cannot tell a reworded copy from a second reporter at the same event; the
order of the rare words that two texts share can. So every candidate pair is judged
by order first (`features`), by a model of a few readable numbers (`model`). What
shares order is then named and given a direction (`relations`), or none.
"""

from typing import Any, NamedTuple

import pandas as pd

from ..credits import find_credits
from ..engines import Engine, LocalEngine, in_chunks
from ..errors import SchemaError
from ..tables import check_table, make_table
from ..vectors import Vectors, fit_vectors
from ..zones import find_zones, split_sentences
from .candidates import candidate_pairs
from .features import Features, compare
from .model import BELIEVED, LEAST_WORDS, probability
from .relations import (
    Article,
    describe,
    find_ancestor,
    find_direction,
    name_relation,
    share_credit,
)
from .words import Reading, read_words

__all__ = ["find_reuse", "score_reuse"]

PAIRS = 1024  # compared in one call


def find_reuse(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    vectors: Vectors | None = None,
    credits: pd.DataFrame | None = None,
    engine: Engine | None = None,
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
    engine : Engine, optional
        Compares the pairs, by default this process; the table is the same.

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
    pile = _read(articles, zones, sentences)
    vectors = fit_vectors(articles, zones=pile.zones) if vectors is None else vectors
    pairs = candidate_pairs(pile.readings, vectors)
    scored = _score(pile, pairs, credits, engine)
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
    return _score(_read(held, zones, sentences), names, credits)


class _Pile(NamedTuple):
    """What scoring a pair needs: words by article, and how to find its credits."""

    articles: pd.DataFrame
    zones: pd.DataFrame
    sentences: pd.DataFrame
    readings: dict[str, Reading]


def _read(
    articles: pd.DataFrame, zones: pd.DataFrame | None, sentences: pd.DataFrame | None
) -> _Pile:
    zones = find_zones(articles) if zones is None else check_table(zones, "zones")
    if sentences is None:
        sentences = split_sentences(articles, zones=zones)
    check_table(sentences, "sentences")
    return _Pile(articles, zones, sentences, read_words(articles, zones, sentences))


def _score(
    pile: _Pile,
    pairs: list[tuple[str, str]],
    credits: pd.DataFrame | None,
    engine: Engine | None = None,
) -> pd.DataFrame:
    unknown = {name for pair in pairs for name in pair} - set(pile.readings)
    if unknown:
        listed = ", ".join(sorted(map(str, unknown)))
        raise SchemaError(f"pairs name no article of the table: {listed}")
    compared = _compare_all(pile.readings, pairs, engine or LocalEngine())
    known = _describe(pile, pairs, compared, credits)
    rows = (
        {"a": a, "b": b, "reason": found}
        if isinstance(found, str)
        else {"a": a, "b": b, **_judge(found, a, b, pile.readings, known)}
        for (a, b), found in zip(pairs, compared, strict=True)
    )
    return make_table("reuse", rows)


def _compare_all(
    readings: dict[str, Reading], pairs: list[tuple[str, str]], engine: Engine
) -> list[Features | str]:
    calls = (
        (chunk, {name: readings[name] for pair in chunk for name in pair})
        for chunk in in_chunks(pairs, PAIRS)
    )
    return [found for part in engine.map(_compare_some, calls) for found in part]


def _compare_some(
    pairs: list[tuple[str, str]], readings: dict[str, Reading]
) -> list[Features | str]:
    return [_compare(readings[a], readings[b]) for a, b in pairs]


def _compare(one: Reading, two: Reading) -> Features | str:
    """Return the features, or why there are none."""
    short = min(len(one.stems), len(two.stems))
    if short < LEAST_WORDS:
        return f"{short} content words in the shorter text, {LEAST_WORDS} needed"
    return compare(one, two)


def _describe(
    pile: _Pile,
    pairs: list[tuple[str, str]],
    compared: list[Features | str],
    credits: pd.DataFrame | None,
) -> dict[str, Article]:
    """Describe the articles of pairs that credits could turn to belief."""
    matter = {
        name
        for pair, found in zip(pairs, compared, strict=True)
        if not isinstance(found, str) and probability(found, credited=True) >= BELIEVED
        for name in pair
    }
    held = pile.articles[pile.articles["article_id"].isin(matter)]
    if credits is None:
        credits = find_credits(held, zones=pile.zones, sentences=pile.sentences)
    return describe(held, check_table(credits, "credits"))


def _judge(
    found: Features,
    a: str,
    b: str,
    readings: dict[str, Reading],
    known: dict[str, Article],
) -> dict[str, Any]:
    one, two = known.get(a), known.get(b)
    if one is None or two is None:
        return {
            "derived": probability(found),
            "direction": "unknown",
            **found._asdict(),
        }
    derived = probability(found, credited=share_credit(one, two))
    row = {"derived": derived, "direction": "unknown", **found._asdict()}
    if derived < BELIEVED:
        return row
    here, there = readings[a], readings[b]
    ancestor = find_ancestor(one, two, here, there)
    relation = "common ancestor" if ancestor else name_relation(found.runs, here, there)
    shorter = "a" if len(here.stems) < len(there.stems) else "b"
    direction = find_direction(one, two, relation, shorter)
    return {**row, "relation": relation, "direction": direction, "ancestor": ancestor}
