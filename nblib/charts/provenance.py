"""Where a story comes from: articles, the newsrooms behind them, who said it first.

Three columns, read from left to right. Articles that lead to the same places stand
in one box when there are too many to draw singly; what an edge rests on stands in
the table of edges, sentence by sentence.
"""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.path import Path

from ..tables import check_table
from .labels import counted
from .layers import BOX, LEFT, STEP, TOP, Box, group_alike, keep_weighty, lay_out
from .style import (
    BLUE,
    GREEN,
    INK,
    MUTED,
    ORANGE,
    PURPLE,
    SMALL,
    footnotes,
    height_of,
    in_house,
    plain,
    put,
    sheet,
    write,
    write_notes,
)

LAYERS = ("article", "pipeline", "origin")
NAMED = 5  # names that a description gives of each layer
HEADS = ("articles", "gathered by", "first said by")
FILLS = {"article": "#eef3f7", "pipeline": "#fdf1e7", "origin": "#e8f4f0"}
# What an edge may rest on, from the most open acknowledgement to the least; a pair
# that rests on several is drawn as the first. Ink and dash differ together.
KINDS: dict[str, tuple[str, str, Any]] = {
    "own": ("own report", MUTED, "-"),
    "credited": ("credited in the text", BLUE, "-"),
    "carried": ("credited earlier in the text", BLUE, "-"),
    "digest": ("sums up reports of others", PURPLE, (0, (6, 1.5, 1.2, 1.5))),
    "copied": ("same words, no credit", ORANGE, (0, (5, 1.5))),
    "unmeasured": ("unmeasured: language not read", MUTED, (0, (1.2, 1.8))),
    "heard": ("heard from", GREEN, (0, (1.2, 1.2))),
}


@in_house
def provenance_graph(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    *,
    rows: int = 12,
) -> Figure:
    """Draw what leads back to whom.

    Parameters
    ----------
    nodes : DataFrame
        The `nodes` table; layers article, pipeline, origin.
    edges : DataFrame
        The `edges` table, from the derived (`tail`) to its basis (`head`).
    rows : int, default 12
        Boxes in a column, those with the most edges first.

    Returns
    -------
    Figure
        One stroke for each kind of edge, named below the columns.
    """
    check_table(nodes, "nodes")
    check_table(edges, "edges")
    links = _one_each(edges)
    names = dict(zip(nodes["node_id"], nodes["name"], strict=True))
    columns = [list(nodes.loc[nodes["layer"] == layer, "node_id"]) for layer in LAYERS]
    groups = group_alike(columns[0], links, rows)
    columns[0] = list(groups)
    kept = keep_weighty(columns, links, groups, rows)
    boxes = lay_out(kept, links, names, groups)
    looks = list(dict.fromkeys(map(_look, links["kind"].dropna())))
    more = sum(map(len, columns)) - sum(map(len, kept))
    drawn = [names.get(node) for node in [*kept[0], *kept[1], *kept[2]]]
    notes = footnotes(counted(more, "box", "boxes") if more else "", drawn)
    bottom = max((b.y + b.height / 2 for b in boxes.values()), default=TOP) + 0.12
    legend = 0.19 * len(looks)
    fig, ax = sheet(bottom + legend + height_of(notes) + 0.1)
    for number, (layer, head) in enumerate(zip(LAYERS, HEADS, strict=True)):
        held = int((nodes["layer"] == layer).sum())
        _heading(ax, LEFT + STEP * number, str(held), head)
    _strokes(ax, boxes, links)
    for layer, column in zip(LAYERS, kept, strict=True):
        for node in column:
            _box(ax, boxes[node], FILLS[layer], str(names.get(node)))
    for number, look in enumerate(looks):
        _legend(ax, bottom + 0.19 * number, look)
    write_notes(ax, bottom + legend, notes)
    return fig


def _heading(ax: Axes, x: float, number: str, head: str) -> None:
    write(ax, x, 0.18, number, size=15, weight="bold")
    write(ax, x, 0.42, head, size=SMALL, color=MUTED)


def _box(ax: Axes, box: Box, fill: str, name: str) -> None:
    patch = FancyBboxPatch(
        (box.x, box.y - box.height / 2),
        BOX,
        box.height,
        boxstyle="round,pad=0,rounding_size=0.05",
        facecolor=fill,
        edgecolor=INK,
        linewidth=0.7,
        zorder=3,
    )
    put(ax, patch, name)
    write(ax, box.x + 0.06, box.y, box.lines, size=SMALL).set_zorder(4)


def _strokes(ax: Axes, boxes: dict[str, Box], links: pd.DataFrame) -> None:
    for link in links.itertuples():
        if link.tail not in boxes or link.head not in boxes:
            continue
        _, color, dash = _look(link.kind)
        arrow = FancyArrowPatch(
            path=_path(boxes[link.tail], boxes[link.head]),
            arrowstyle="-|>",
            mutation_scale=7,
            color=color,
            linestyle=dash,
            linewidth=1.3,
            zorder=2,
        )
        put(ax, arrow, f"{link.tail} > {link.head} {link.kind}")


def _path(tail: Box, head: Box) -> Path:
    """Return the way from box to box; within a column it bends out to the left."""
    if tail.x == head.x:
        bend = max(tail.x - 0.3, 0.0)
        points = [(tail.x, tail.y), (bend, tail.y), (bend, head.y), (head.x, head.y)]
    else:
        begin, end = tail.x + BOX, head.x
        third = (end - begin) / 3
        points = [
            (begin, tail.y),
            (begin + third, tail.y),
            (end - third, head.y),
            (end, head.y),
        ]
    return Path(points, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])


def _one_each(edges: pd.DataFrame) -> pd.DataFrame:
    """Return one edge for each pair of nodes: its most open kind."""
    order = {kind: number for number, kind in enumerate(KINDS)}
    rank = edges["kind"].map(order).fillna(len(order))
    first = edges.assign(rank=rank).sort_values(["rank", "tail", "head"])
    return first.drop_duplicates(["tail", "head"])


def _look(kind: object) -> tuple[str, str, Any]:
    """Return the words, ink and dash of a kind of edge."""
    words, ink, dash = KINDS.get(str(kind), (plain(kind), INK, (0, (2.5, 2.5))))
    same = KINDS["credited"]
    return same if (ink, dash) == same[1:] else (words, ink, dash)


def _legend(ax: Axes, y: float, look: tuple[str, str, Any]) -> None:
    words, ink, dash = look
    ax.plot([LEFT, LEFT + 0.45], [y + 0.06] * 2, color=ink, linestyle=dash, lw=1.6)
    write(ax, LEFT + 0.55, y + 0.06, words, size=SMALL)


def describe_provenance(nodes: pd.DataFrame, edges: pd.DataFrame) -> str:
    """Say what `provenance_graph` shows.

    Parameters
    ----------
    nodes, edges : DataFrame
        The tables of those names.

    Returns
    -------
    str
        How many articles, and by name to whom they lead back.

    Examples
    --------
    >>> from nblib.tables import make_table
    >>> nodes = [
    ...     {"node_id": "a", "layer": "article", "name": "Daily Quay"},
    ...     {"node_id": "p", "layer": "pipeline", "name": "Brine Wire"},
    ... ]
    >>> edge = {"tail": "a", "head": "p", "kind": "copied"}
    >>> describe_provenance(make_table("nodes", nodes), make_table("edges", [edge]))
    '1 article leads back to 1 newsroom (Brine Wire) and no known first-hand origin.'
    """
    check_table(nodes, "nodes")
    check_table(edges, "edges")
    articles = int((nodes["layer"] == "article").sum())
    said = []
    for layer, noun in (("pipeline", "newsroom"), ("origin", "first-hand origin")):
        names = [plain(name) for name in nodes.loc[nodes["layer"] == layer, "name"]]
        listed = ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
        some = f"{counted(len(names), noun)} ({listed})"
        said.append(some if names else f"no known {noun}")
    leads = "leads" if articles == 1 else "lead"
    return f"{counted(articles, 'article')} {leads} back to {said[0]} and {said[1]}."
