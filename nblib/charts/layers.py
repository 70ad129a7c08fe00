"""Boxes in layers: which of them fit, and where each one stands.

Each column is put in the order of what it leads to, from the last one backwards, so
that few strokes cross.
"""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from .style import MARGIN, SMALL, WIDTH, fit, plain

BOX, LEFT = 1.27, 0.22  # width of a box; where the first column begins
STEP = (WIDTH - MARGIN - LEFT - BOX) / 2
TOP, GAP, ROW = 0.62, 0.1, 0.155


class Box(NamedTuple):
    """A node on the sheet: its middle line, its height, its lines of text."""

    x: float
    y: float
    height: float
    lines: list[str]


def group_alike(
    articles: list[str], links: pd.DataFrame, rows: int
) -> dict[str, list[str]]:
    """Return the articles in each box, by the first of them."""
    if len(articles) <= rows:
        return {node: [node] for node in articles}
    heads: dict[str, list[str]] = {node: [] for node in articles}
    for link in links.itertuples():
        if link.tail in heads:
            heads[link.tail].append(f"{link.head} {link.kind}")
    alike: dict[tuple[str, ...], list[str]] = {}
    for node in articles:
        alike.setdefault(tuple(sorted(heads[node])), []).append(node)
    return {held[0]: held for held in alike.values()}


def keep_weighty(
    columns: list[list[str]],
    links: pd.DataFrame,
    groups: dict[str, list[str]],
    rows: int,
) -> list[list[str]]:
    """Return what fits: the boxes on which most rests, and what leads to them."""
    tails = links.groupby("head")["tail"].nunique()
    kept = [
        sorted(column, key=lambda node: (-int(tails.get(node, 0)), node))[:rows]
        for column in columns[1:]
    ]
    there = links[links["head"].isin([*kept[0], *kept[1]])].groupby("tail").size()
    articles = sorted(
        columns[0],
        key=lambda node: (-min(int(there.get(node, 0)), 1), -len(groups[node]), node),
    )
    return [articles[:rows], *kept]


def lay_out(
    columns: list[list[str]],
    links: pd.DataFrame,
    names: dict[str, str],
    groups: dict[str, list[str]],
) -> dict[str, Box]:
    """Place the boxes, each column in the order of what it leads to."""
    places: dict[str, float] = {}
    heads: dict[str, list[str]] = {}
    for tail, head in zip(links["tail"], links["head"], strict=True):
        heads.setdefault(tail, []).append(head)
    texts = {node: _lines(node, names, groups) for column in columns for node in column}
    tall = {node: 0.12 + ROW * len(lines) for node, lines in texts.items()}
    totals = [sum(tall[node] + GAP for node in column) for column in columns]
    boxes: dict[str, Box] = {}
    for number in (2, 1, 0):  # from the origins back to the articles
        column = sorted(
            columns[number],
            key=lambda node: (_mean(heads.get(node, ()), places), node),
        )
        y = TOP + (max(totals) - totals[number]) / 2
        for node in column:
            middle = y + tall[node] / 2
            places[node] = middle
            x = LEFT + STEP * number
            boxes[node] = Box(x, middle, tall[node], texts[node])
            y += tall[node] + GAP
    return boxes


def _mean(heads: Iterable[str], places: dict[str, float]) -> float:
    known = [places[head] for head in heads if head in places]
    return float(np.mean(known)) if known else float("inf")


def _lines(node: str, names: dict[str, str], groups: dict[str, list[str]]) -> list[str]:
    alike = groups.get(node, [node])
    label = ", ".join(dict.fromkeys(plain(names.get(name)) for name in alike))
    head = f"{len(alike)}: " if len(alike) > 1 else ""
    return fit(head + label, BOX - 0.12, SMALL, lines=3 if alike[1:] else 2)
