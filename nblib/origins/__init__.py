"""Who leads back to whom, and how many really know: the provenance graph.

Counting starts from statements: each sentence leads to the newsroom that gathered
it and to the voice that said it first. A count over any set of spans is then a
count of distinct newsrooms and of distinct origins among their statements, so every
figure comes with its sentences. A newsroom is an origin itself only where it names
nobody; a digest adds nothing where a report that it sums up is there to be read.
"""

from typing import NamedTuple

import pandas as pd

from ..credits import find_credits
from ..passages import align_passages
from ..quotes import find_speech
from ..reuse import find_reuse
from ..tables import check_table, make_table
from ..zones import find_zones, split_sentences
from .copies import list_copies
from .graph import count, draw, without_digests
from .statements import make_statements
from .tellings import find_told

__all__ = [
    "Provenance",
    "count_origins",
    "draw_origins",
    "list_copies",
    "make_statements",
    "trace_origins",
    "trace_spans",
]


class Provenance(NamedTuple):
    """Who leads back to whom.

    Attributes
    ----------
    nodes : DataFrame
        `node_id, layer, name, kind`; layer is article, pipeline or origin.
    edges : DataFrame
        `tail, head, kind, article_id, start, end`: from article to pipeline and
        from pipeline to origin, one row per sentence that shows it.
    statements : DataFrame
        The statements table that both are made from.
    """

    nodes: pd.DataFrame
    edges: pd.DataFrame
    statements: pd.DataFrame


def trace_origins(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
    credits: pd.DataFrame | None = None,
    reuse: pd.DataFrame | None = None,
    passages: pd.DataFrame | None = None,
    quotes: pd.DataFrame | None = None,
    outlets: pd.DataFrame | None = None,
    components: pd.DataFrame | None = None,
) -> Provenance:
    """Trace every sentence of a pile to newsrooms and first-hand origins.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    zones, sentences, credits, reuse, passages, quotes : DataFrame, optional
        Tables of those names; made when left out.
    outlets : DataFrame, optional
        The pile's own list of outlets.
    components : DataFrame, optional
        The table of that name: articles of different components tell nothing of each
        other, and "an official" in one is nobody of another. All articles are one
        component when left out.

    Returns
    -------
    Provenance
        The same for any order of the articles.

    Examples
    --------
    >>> from nblib import make_articles
    >>> text = "Danish officials told Reuters on Friday that the ferry will stay."
    >>> graph = trace_origins(make_articles([{"id": "a", "text": text}]))
    >>> graph.nodes["layer"].tolist()
    ['article', 'origin', 'pipeline']
    """
    check_table(articles, "articles")
    zones = find_zones(articles) if zones is None else zones
    if sentences is None:
        sentences = split_sentences(articles, zones=zones)
    if credits is None:
        credits = find_credits(
            articles, zones=zones, outlets=outlets, sentences=sentences
        )
    if reuse is None:
        reuse = find_reuse(articles, zones=zones, sentences=sentences, credits=credits)
    if passages is None:
        passages = align_passages(
            articles, reuse[["a", "b"]], zones=zones, sentences=sentences
        )
    if quotes is None:
        quotes = find_speech(articles, zones=zones, sentences=sentences)
    statements = make_statements(
        articles,
        zones=zones,
        sentences=sentences,
        credits=credits,
        reuse=reuse,
        passages=passages,
        quotes=quotes,
        outlets=outlets,
        components=components,
    )
    nodes, edges = draw_origins(articles, statements=statements, components=components)
    return Provenance(nodes, edges, statements)


def draw_origins(
    articles: pd.DataFrame,
    *,
    statements: pd.DataFrame,
    components: pd.DataFrame | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Draw the graph that the statements of a pile make.

    Parameters
    ----------
    articles, statements : DataFrame
        The tables of those names.
    components : DataFrame, optional
        As they were for the statements.

    Returns
    -------
    nodes, edges : DataFrame
        As of `Provenance`. What has one name in several components is one node.

    Examples
    --------
    >>> from nblib import make_articles
    >>> pile = make_articles([{"id": "a", "text": "The ferry will stay."}])
    >>> nodes, edges = draw_origins(pile, statements=trace_origins(pile).statements)
    >>> edges["kind"].tolist()
    ['own', 'own']
    """
    check_table(articles, "articles")
    check_table(statements, "statements")
    return draw(articles["article_id"].tolist(), statements, components)


def count_origins(
    articles: pd.DataFrame,
    spans: pd.DataFrame,
    *,
    origins: Provenance | None = None,
    **upstream: pd.DataFrame | None,
) -> pd.DataFrame:
    """Count articles, pipelines and origins behind each claim.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    spans : DataFrame
        `claim_id, article_id, start, end`: where articles tell the claim.
    origins : Provenance, optional
        Made from `articles` and `upstream` when left out.
    **upstream : DataFrame
        Tables for `trace_origins`.

    Returns
    -------
    DataFrame
        `claim_id, n_articles, n_pipelines, n_origins, pipelines, origins`, one row
        per claim in the order of ids. The last two columns name them, separated by
        `; `. A claim whose spans meet no sentence has missing counts.

    Notes
    -----
    Two agencies at one briefing are two pipelines and one origin; an office and its
    unnamed officials are one origin; a copy adds neither.

    Examples
    --------
    >>> from nblib import make_articles
    >>> text = "Danish officials told Reuters on Friday that the ferry will stay."
    >>> pile = make_articles([{"id": "a", "text": text}, {"id": "b", "text": text}])
    >>> spans = pd.DataFrame(
    ...     {"claim_id": ["c", "c"], "article_id": ["a", "b"], "start": 0, "end": 60}
    ... )
    >>> counted = count_origins(pile, spans)
    >>> counted[["n_articles", "n_pipelines", "n_origins"]].to_numpy().tolist()
    [[2, 1, 1]]
    """
    traced = origins or trace_origins(articles, **upstream)
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    told = find_told(traced.statements, spans, texts)
    n_articles = spans.groupby("claim_id")["article_id"].nunique()
    counted = [
        {"claim_id": claim_id, "n_articles": n, **count(told.get(claim_id, ()))}
        for claim_id, n in n_articles.items()
    ]
    return make_table("counts", counted)


def trace_spans(
    articles: pd.DataFrame,
    spans: pd.DataFrame,
    *,
    origins: Provenance | None = None,
    **upstream: pd.DataFrame | None,
) -> Provenance:
    """Return the provenance graph behind one claim, as `count_origins` counts it.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    spans : DataFrame
        `article_id, start, end`: where articles tell the claim.
    origins : Provenance, optional
        Made from `articles` and `upstream` when left out.
    **upstream : DataFrame
        Tables for `trace_origins`.

    Returns
    -------
    Provenance
        Nodes are the articles that tell the claim, and the pipelines and origins
        that its counts are made of.

    Examples
    --------
    >>> from nblib import make_articles
    >>> text = "Danish officials told Reuters on Friday that the ferry will stay."
    >>> pile = make_articles([{"id": "a", "text": text}, {"id": "b", "text": text}])
    >>> spans = pd.DataFrame({"article_id": ["a", "b"], "start": 0, "end": 60})
    >>> trace_spans(pile, spans).nodes["name"].tolist()
    ['a', 'b', 'Danish officials, to Reuters', 'Reuters']
    """
    traced = origins or trace_origins(articles, **upstream)
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    statements = traced.statements.reset_index(drop=True)
    told = find_told(statements, spans.assign(claim_id=""), texts)
    places = [row.place for row in without_digests(told.get("", []))]
    found = statements.iloc[places].reset_index(drop=True)
    nodes, edges = draw(sorted(set(spans["article_id"])), found)
    return Provenance(nodes, edges, found)
