"""Statements to counts and to a graph: the same rows, so that both always agree."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from ..tables import make_table
from .bodies import Voice
from .merging import merge

Row = dict[str, Any]


def by_article(statements: pd.DataFrame) -> dict[str, list[Row]]:
    """Return the statement rows of each article."""
    return {
        str(article_id): rows.to_dict("records")
        for article_id, rows in statements.groupby("article_id")
    }


def met(rows: dict[str, list[Row]], spans: pd.DataFrame) -> list[Row]:
    """Return the statements that some spans meet, each once and in one order."""
    found: dict[tuple[str, ...], Row] = {}
    for span in spans.to_dict("records"):
        for row in rows.get(span["article_id"], []):
            if row["start"] < span["end"] and span["start"] < row["end"]:
                found[tuple(map(str, row.values()))] = row
    return [found[key] for key in sorted(found)]


def heard(rows: list[Row]) -> list[Row]:
    """Leave out what digests tell, unless nobody else tells it."""
    return [row for row in rows if row["basis"] != "digest"] or rows


def count(rows: list[Row]) -> dict[str, Any]:
    """Count the pipelines and origins among statements; nothing where there is none."""
    told = heard(rows)
    if not told:
        return {}
    pipelines = sorted({row["pipeline"] for row in told})
    origins = sorted(set(_origins(told).values()))
    return {
        "n_pipelines": len(pipelines),
        "n_origins": len(origins) or None,
        "pipelines": "; ".join(pipelines),
        "origins": "; ".join(origins) or None,
    }


def draw(
    article_ids: Iterable[str], rows: list[Row]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return nodes and edges: article to pipeline to origin, by sentence."""
    names = _origins(rows)
    nodes = {f"article:{name}": ("article", name, "article") for name in article_ids}
    edges = []
    for row in rows:
        pipeline = f"pipeline:{row['pipeline']}"
        nodes[pipeline] = ("pipeline", row["pipeline"], row["pipeline_kind"])
        span = {key: row[key] for key in ("article_id", "start", "end")}
        tail = f"article:{row['article_id']}"
        edges.append({"tail": tail, "head": pipeline, "kind": row["basis"], **span})
        if origin := names.get((_voice(row), row["pipeline"])):
            kind = "heard" if _named(row) else "own"
            nodes[f"origin:{origin}"] = ("origin", origin, _voice(row).kind)
            edges.append(
                {"tail": pipeline, "head": f"origin:{origin}", "kind": kind, **span}
            )
    listed = [
        {"node_id": node_id, "layer": layer, "name": name, "kind": kind}
        for node_id, (layer, name, kind) in sorted(nodes.items())
    ]
    found = make_table("edges", edges).drop_duplicates(ignore_index=True)
    return make_table("nodes", listed), found


def _origins(rows: list[Row]) -> dict[tuple[Voice, str], str]:
    """Name the origin of each voice; a newsroom that names nobody is one itself."""
    spoken_to = {row["pipeline"] for row in rows if _named(row)}
    return merge(
        (_voice(row), row["pipeline"])
        for row in rows
        if _named(row)
        or (row["pipeline"] not in spoken_to and row["basis"] != "unmeasured")
    )


def _named(row: Row) -> bool:
    return isinstance(row["voice"], str)


def _voice(row: Row) -> Voice:
    if not _named(row):
        return Voice(row["pipeline"], "newsroom")
    kind, state, body = (
        row[key] if isinstance(row[key], str) else ""
        for key in ("voice_kind", "state", "body")
    )
    return Voice(row["voice"], kind, state, body, exclusive=row["exclusive"] is True)
