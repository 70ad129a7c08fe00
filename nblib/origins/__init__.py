"""Who leads back to whom, and how many really know: the provenance graph.

Counting starts from statements: each sentence leads to the newsroom that gathered
it and to the voice that said it first. A count over any set of spans is then a
count of distinct newsrooms and of distinct origins among their statements, so every
figure comes with its sentences. A newsroom is an origin itself only where it names
nobody; a digest adds nothing where a report that it sums up is there to be read.
"""

from typing import Any, NamedTuple

import pandas as pd

from ..credits import find_credits
from ..passages import align_passages
from ..reuse import find_reuse
from ..tables import check_table, make_table
from ..zones import find_zones, split_sentences
from .bodies import Voice
from .merging import merge
from .statements import make_statements

__all__ = ["Provenance", "count_origins", "trace_origins"]


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
    outlets: pd.DataFrame | None = None,
) -> Provenance:
    """Trace every sentence of a pile to newsrooms and first-hand origins.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    zones, sentences, credits, reuse, passages : DataFrame, optional
        Tables of those names; made when left out.
    outlets : DataFrame, optional
        The pile's own list of outlets.

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
    statements = make_statements(
        articles,
        zones=zones,
        sentences=sentences,
        credits=credits,
        reuse=reuse,
        passages=passages,
    )
    nodes, edges = _graph(articles, statements)
    return Provenance(nodes, edges, statements)


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
    by_article = {
        str(article_id): rows.to_dict("records")
        for article_id, rows in traced.statements.groupby("article_id")
    }
    counted = []
    for claim_id, places in spans.groupby("claim_id"):
        met: dict[tuple[Any, ...], dict[str, Any]] = {}
        for place in places.to_dict("records"):
            for row in by_article.get(place["article_id"], []):
                if row["start"] < place["end"] and place["start"] < row["end"]:
                    met[tuple(map(str, row.values()))] = row
        counted.append(
            {
                "claim_id": claim_id,
                "n_articles": places["article_id"].nunique(),
                **_count([met[key] for key in sorted(met)]),
            }
        )
    return make_table("counts", counted)


def _count(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Pipelines and origins among statement rows."""
    if not rows:
        return {}
    heard = [row for row in rows if row["basis"] != "digest"] or rows
    pipelines = sorted({row["pipeline"] for row in heard})
    voices = [(_voice(row), row["pipeline"]) for row in heard if _named(row)]
    spoken_to = {pipeline for _, pipeline in voices}
    measured = {row["pipeline"] for row in heard if row["basis"] != "unmeasured"}
    voices += [
        (Voice(pipeline, "newsroom"), pipeline)
        for pipeline in sorted(measured - spoken_to)
    ]
    origins = sorted(set(merge(voices).values()))
    return {
        "n_pipelines": len(pipelines),
        "n_origins": len(origins) or None,
        "pipelines": "; ".join(pipelines),
        "origins": "; ".join(origins) or None,
    }


def _named(row: dict[str, Any]) -> bool:
    return isinstance(row["voice"], str)


def _voice(row: dict[str, Any]) -> Voice:
    name, kind, state, body = (
        row[key] if isinstance(row[key], str) else ""
        for key in ("voice", "voice_kind", "state", "body")
    )
    return Voice(name, kind, state, body, exclusive=row["exclusive"] is True)


def _graph(
    articles: pd.DataFrame, statements: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = statements.to_dict("records")
    origin_of = merge([(_voice(row), row["pipeline"]) for row in rows if _named(row)])
    nodes = {
        f"article:{article_id}": ("article", article_id, "article")
        for article_id in articles["article_id"]
    }
    edges = []
    for row in rows:
        pipeline = f"pipeline:{row['pipeline']}"
        nodes[pipeline] = ("pipeline", row["pipeline"], row["pipeline_kind"])
        span = {key: row[key] for key in ("article_id", "start", "end")}
        tail = f"article:{row['article_id']}"
        edges.append({"tail": tail, "head": pipeline, "kind": row["basis"], **span})
        if _named(row):
            name = origin_of[_voice(row), row["pipeline"]]
            nodes[f"origin:{name}"] = ("origin", name, row["voice_kind"])
            edges.append(
                {"tail": pipeline, "head": f"origin:{name}", "kind": "heard", **span}
            )
    heard = {edge["tail"] for edge in edges}
    for node_id, (layer, name, _) in sorted(nodes.items()):
        if layer == "pipeline" and node_id not in heard:
            nodes[f"origin:{name}"] = ("origin", name, "newsroom")
    edges += [
        {**edge, "tail": edge["head"], "head": f"origin:{name}", "kind": "own"}
        for edge in edges
        if edge["head"].startswith("pipeline:") and edge["head"] not in heard
        for name in [nodes[edge["head"]][1]]
    ]
    return (
        make_table(
            "nodes",
            [
                {"node_id": node_id, "layer": layer, "name": name, "kind": kind}
                for node_id, (layer, name, kind) in sorted(nodes.items())
            ],
        ),
        make_table("edges", edges).drop_duplicates(ignore_index=True),
    )
