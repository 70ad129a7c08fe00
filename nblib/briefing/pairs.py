"""Who repeats whose words: pairs of articles with their passages side by side."""

from typing import Any

import pandas as pd

from .cuts import Cuts, Row, list_rows
from .evidence import Shelf, mark_changes
from .words import clean, counted

MOST_PASSAGES = 5
BELIEVED = 0.5  # pairs below this probability are not shown
READABLE = {"edited": 0, "reworded": 1, "verbatim": 2}


def find_pairs(cuts: Cuts, inside: set[str]) -> list[Row]:
    """Return the pairs among the articles `inside` that are believed to share text."""
    reuse = cuts.rows("reuse", "a", inside)
    held = reuse[reuse["b"].isin(inside) & (reuse["derived"] >= BELIEVED)]
    by = ["derived", "a", "b"]
    return list_rows(held.sort_values(by, ascending=[False, True, True]))


def show_pairs(
    rows: list[Row], passages: pd.DataFrame, shelf: Shelf
) -> list[dict[str, Any]]:
    """Return pairs of articles with their shared passages, side by side."""
    return [_pair(row, passages, shelf) for row in rows]


def _pair(row: Row, passages: pd.DataFrame, shelf: Shelf) -> dict[str, Any]:
    a, b = row["a"], row["b"]
    held = passages[(passages["a"] == a) & (passages["b"] == b)]
    order = held["kind"].map(READABLE).fillna(len(READABLE))
    held = held.assign(order=order).sort_values(["order", "a_start"])
    shown = []
    for at in list_rows(held.head(MOST_PASSAGES)):
        left, right = mark_changes(
            shelf.words(a, at["a_start"], at["a_end"]),
            shelf.words(b, at["b_start"], at["b_end"]),
        )
        shown.append({"a": left, "b": right})
    more = counted(len(shown) - 1, "more passage")
    beyond = len(held) - len(shown)
    return {
        "a": shelf.outlet(a),
        "b": shelf.outlet(b),
        "title": f"{shelf.outlet(a)} ({shelf.day(a)}) and {shelf.outlet(b)} "
        f"({shelf.day(b)})",
        "line": _relation(row, shelf),
        "passages": shown,
        "more": more + (f" ({beyond} beyond these in the table)" if beyond else ""),
    }


def _relation(row: Row, shelf: Shelf) -> str:
    a, b = shelf.outlet(row["a"]), shelf.outlet(row["b"])
    ways = {"a>b": f"{b} takes it from {a}", "b>a": f"{a} takes it from {b}"}
    way = ways.get(clean(row["direction"]), "which of them came first is unknown")
    ancestor = clean(row["ancestor"], "")
    if clean(row["relation"]) == "common ancestor":
        way = f"neither from the other, both from {ancestor or 'a third report'}"
    if pd.isna(row["derived"]):
        return ""
    share = "above 0.99" if row["derived"] > 0.99 else f"{float(row['derived']):.2f}"
    kind = clean(row["relation"], "related").capitalize()
    said = f"{kind}: {way}." if not way.endswith("…") else f"{kind}: {way}"
    return f"{said} Probability that the text is shared: {share}."
