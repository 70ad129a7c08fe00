"""Statements to counts and to a graph: the same rows, so that both always agree."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..tables import TABLES
from ..vectors import number_blocks
from .bodies import Voice
from .facts import present
from .merging import Pair, merge

VOICED = ["voice", "voice_kind", "state", "body", "exclusive"]
SPAN = ["article_id", "start", "end"]


class Statement(NamedTuple):
    """A row of the statements table, as far as counts need it.

    Attributes
    ----------
    place : int
        Its index in the table.
    sentence : (str, int)
        Article and start.
    pipeline : str
        The newsroom.
    voice : Voice
        Who said it; the newsroom itself where nobody is named.
    named : bool
        Whether somebody is.
    basis, cue, said : str or None
        As in the table.
    """

    place: int
    sentence: tuple[str, int]
    pipeline: str
    voice: Voice
    named: bool
    basis: str
    cue: str | None
    said: str | None


def read_statements(statements: pd.DataFrame) -> list[Statement]:
    """Return the rows of the statements table."""
    places = (statements[name].tolist() for name in ("article_id", "start"))
    sentences = zip(*places, strict=True)
    texts = (present(statements[name]) for name in ("basis", "cue", "said"))
    return [
        Statement(place, sentence, room, voice, named, *told)
        for place, sentence, (voice, room), named, *told in zip(
            statements.index.tolist(),
            sentences,
            _heard(statements),
            statements["voice"].notna().tolist(),
            *texts,
            strict=True,
        )
    ]


def without_digests(rows: Iterable[Statement]) -> list[Statement]:
    """Leave out what digests tell, unless nobody else tells it."""
    every = list(rows)
    return [row for row in every if row.basis != "digest"] or every


def count(rows: Iterable[Statement]) -> dict[str, Any]:
    """Count the pipelines and origins among statements; nothing where there is none."""
    told = without_digests(rows)
    if not told:
        return {}
    pipelines = sorted({row.pipeline for row in told})
    spoken_to = {row.pipeline for row in told if row.named}
    names = merge(
        (row.voice, row.pipeline)
        for row in told
        if row.named or (row.pipeline not in spoken_to and row.basis != "unmeasured")
    )
    origins = sorted(set(names.values()))
    return {
        "n_pipelines": len(pipelines),
        "n_origins": len(origins) or None,
        "pipelines": "; ".join(pipelines),
        "origins": "; ".join(origins) or None,
    }


def draw(
    article_ids: Sequence[str],
    statements: pd.DataFrame,
    components: pd.DataFrame | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return nodes and edges: article to pipeline to origin, by sentence.

    Voices of different components are merged each for itself; what comes out under
    one name is one node.
    """
    origin, kind = _origins(statements, components)
    named = statements["voice"].notna().to_numpy()
    pipeline = "pipeline:" + statements["pipeline"]
    held = pd.notna(origin)
    nodes = [
        _nodes("article", pd.Series(article_ids, dtype=str), "article"),
        _nodes("pipeline", statements["pipeline"], statements["pipeline_kind"]),
        _nodes("origin", pd.Series(origin[held]), kind[held]),
    ]
    spans = statements[SPAN].reset_index(drop=True)
    gathered = spans.assign(
        tail="article:" + spans["article_id"],
        head=pipeline.to_numpy(),
        kind=statements["basis"].to_numpy(),
    )
    heard = spans.assign(
        tail=pipeline.to_numpy(),
        head="origin:" + pd.Series(origin, dtype=str),
        kind=np.where(named, "heard", "own"),
    )[held]
    edges = pd.concat([gathered, heard]).sort_index(kind="stable")
    return (
        _typed(pd.concat(nodes).sort_values("node_id"), "nodes"),
        _typed(edges.drop_duplicates(), "edges"),
    )


def _nodes(layer: str, names: pd.Series, kind: Any) -> pd.DataFrame:
    """Rows for the distinct names of a layer; the last row says of which kind."""
    rows = pd.DataFrame({"name": names.to_numpy(), "kind": kind, "layer": layer})
    rows = rows.drop_duplicates("name", keep="last")
    return rows.assign(node_id=f"{layer}:" + rows["name"].astype(str))


def _typed(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    columns = TABLES[name]
    return rows[list(columns)].astype(columns).reset_index(drop=True)


def _origins(
    statements: pd.DataFrame, components: pd.DataFrame | None
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Name and kind of the origin of each statement; None where it has none.

    A newsroom that names nobody in its whole component is an origin itself.
    """
    block = pd.Series(number_blocks(statements["article_id"].tolist(), components))
    alike = statements[["pipeline", *VOICED]].reset_index(drop=True)
    alike = alike.assign(block=block, unread=statements["basis"].eq("unmeasured").array)
    group = alike.groupby(list(alike), dropna=False, sort=False).ngroup().to_numpy()
    _, first = np.unique(group, return_index=True)
    kinds = alike.iloc[first]
    pairs = _heard(kinds)
    members: dict[int, list[int]] = defaultdict(list)
    for place, number in enumerate(kinds["block"].tolist()):
        members[number].append(place)
    named, unread = kinds["voice"].notna().to_numpy(), kinds["unread"].to_numpy()
    origin = np.full(len(kinds), None, dtype=object)
    for places in members.values():
        spoken_to = {pairs[place][1] for place in places if named[place]}
        names = merge(
            pairs[place]
            for place in places
            if named[place] or (pairs[place][1] not in spoken_to and not unread[place])
        )
        origin[places] = [names.get(pairs[place]) for place in places]
    kind = np.array([voice.kind for voice, _ in pairs], dtype=object)
    return origin[group], kind[group]


def _heard(statements: pd.DataFrame) -> list[Pair]:
    """Return who said each statement, with the newsroom that heard it.

    Each voice is one object, so that what its description tells is read once.
    """
    made: dict[tuple[Any, ...], Voice] = {}
    found = []
    columns = (present(statements[name]) for name in ("pipeline", *VOICED))
    for room, *told in zip(*columns, strict=True):
        key = (room, *told) if told[0] is None else (None, *told)
        if key not in made:
            made[key] = _voice(room, *told)
        found.append((made[key], room))
    return found


def _voice(
    room: str,
    name: str | None,
    kind: str | None,
    state: str | None,
    body: str | None,
    exclusive: bool | None,
) -> Voice:
    if name is None:
        return Voice(room, "newsroom")
    return Voice(name, kind or "", state or "", body or "", exclusive=bool(exclusive))
