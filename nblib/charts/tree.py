"""How the stories lie to each other: the tree above the cut."""

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..tables import check_table
from .labels import counted
from .style import (
    BLUE,
    FAINT,
    MARGIN,
    MUTED,
    ORANGE,
    SMALL,
    WIDTH,
    fit,
    footnotes,
    height_of,
    in_house,
    named,
    plain,
    sheet,
    write,
    write_notes,
)

ROW, TOP, FOOT = 0.3, 0.42, 0.5
LEFT, RIGHT = 2.55, WIDTH - 0.25  # where the tree begins (unlike) and ends (alike)
LABEL = LEFT - 0.2 - MARGIN
FARTHEST = 0.01  # likeness at which the scale ends

Spot = tuple[float, float]  # x and y where a branch begins


@in_house
def story_tree(
    joins: pd.DataFrame, days: pd.DataFrame, *, cut: float, rows: int = 30
) -> Figure:
    """Draw which stories would join next if the cut were lower.

    Parameters
    ----------
    joins : DataFrame
        The `story_joins` table.
    days : DataFrame
        The `story_days` table, for labels; the first `rows` stories are drawn.
    cut : float
        The cut in force, where every story begins.
    rows : int, default 30
        Stories shown; the others are counted below the chart.

    Returns
    -------
    Figure
        A tree: a line between two stories, or groups of them, at their likeness;
        none where that is below 0.01.
    """
    check_table(joins, "story_joins")
    check_table(days, "story_days")
    every = days.drop_duplicates("story_id").set_index("story_id")["label"]
    labels = every.head(rows)
    sizes = days.groupby("story_id")["n_articles"].sum()
    shown = _only(joins[joins["likeness"] > FARTHEST], set(labels.index))
    order = _order(shown, list(labels.index))
    more = len(every) - len(labels)
    left_out = counted(more, "story", "stories") if more else ""
    notes = footnotes(left_out, labels)
    bottom = TOP + ROW * len(order)
    fig, ax = sheet(bottom + FOOT + height_of(notes))
    _scale(ax, bottom, cut)
    spots: dict[str, Spot] = {}
    for number, story in enumerate(order):
        y = TOP + ROW * (number + 0.5)
        write(ax, MARGIN, y, fit(labels[story], LABEL - 0.3, SMALL), size=SMALL)
        size = str(int(sizes[story]))
        write(ax, LEFT - 0.1, y, size, size=SMALL, color=MUTED, ha="right")
        spots[story] = (RIGHT, y)
    for row in shown.itertuples():
        spots[row.branch] = _join(ax, spots, row, cut)
    for x, y in (spots[name] for name in _roots(shown, order)):
        ax.plot([LEFT, x], [y, y], color=FAINT, lw=1, zorder=0)
    write_notes(ax, bottom + FOOT - 0.05, notes)
    return fig


def _only(joins: pd.DataFrame, stories: set[str]) -> pd.DataFrame:
    """Return the joins of these stories, as if there were no others."""
    alias = {story: story for story in stories}
    rows = []
    for row in joins.to_dict("records"):
        ends = [alias[name] for name in (row["first"], row["second"]) if name in alias]
        if len(ends) == 2:
            rows.append({**row, "first": ends[0], "second": ends[1]})
            alias[row["branch"]] = row["branch"]
        elif ends:
            alias[row["branch"]] = ends[0]
    return pd.DataFrame(rows, columns=joins.columns)


def _roots(joins: pd.DataFrame, stories: list[str]) -> list[str]:
    """Return the branches that join no other, the widest first."""
    taken = {*joins["first"], *joins["second"]}
    return [name for name in [*joins["branch"][::-1], *stories] if name not in taken]


def _order(joins: pd.DataFrame, stories: list[str]) -> list[str]:
    """Return the stories in an order in which no two lines of the tree cross."""
    ends = zip(joins["first"], joins["second"], strict=True)
    below = dict(zip(joins["branch"], ends, strict=True))
    found: list[str] = []
    waiting = _roots(joins, stories)[::-1]
    while waiting:
        name = waiting.pop()
        if name in below:
            waiting += reversed(below[name])
        else:
            found.append(name)
    return found


def _place(likeness: float, cut: float) -> float:
    """Where a likeness stands: by its logarithm, from unlike to the cut."""
    near, far = math.log(max(cut, 2 * FARTHEST)), math.log(FARTHEST)
    share = (math.log(max(likeness, FARTHEST)) - far) / (near - far)
    return LEFT + (RIGHT - LEFT) * min(share, 1.0)


def _scale(ax: Axes, bottom: float, cut: float) -> None:
    """Write the likeness above the tree, and what its ends mean below it."""
    for tick in (cut, *(t for t in (0.1, 0.05, 0.02) if t < 0.6 * cut)):
        x = _place(tick, cut)
        colour = ORANGE if tick == cut else FAINT
        ax.plot([x, x], [TOP, bottom], color=colour, lw=0.8, zorder=-1)
        write(ax, x, TOP - 0.1, f"{tick:.2g}", size=SMALL, color=MUTED, ha="center")
    write(ax, LEFT, 0.12, "mean likeness", size=SMALL, color=MUTED)
    write(ax, RIGHT, 0.12, "the cut", size=SMALL, color=ORANGE, ha="right")
    write(ax, LEFT, bottom + 0.13, "← nothing alike", size=SMALL, color=MUTED)
    write(
        ax, RIGHT, bottom + 0.13, "next to join →", size=SMALL, color=MUTED, ha="right"
    )


def _join(ax: Axes, spots: dict[str, Spot], row: Any, cut: float) -> Spot:
    """Draw one join from its two ends; return where it stands."""
    x = _place(row.likeness, cut)
    (one, top), (two, low) = spots[row.first], spots[row.second]
    (line,) = ax.plot([one, x, x, two], [top, top, low, low], color=BLUE, lw=1.3)
    named(line, f"{row.first} {row.second} {row.likeness:.3f}")
    return x, (top + low) / 2


def describe_tree(joins: pd.DataFrame, days: pd.DataFrame) -> str:
    """Say what `story_tree` shows.

    Parameters
    ----------
    joins, days : DataFrame
        The tables `story_joins` and `story_days`.

    Returns
    -------
    str
        One or two sentences.

    Examples
    --------
    >>> from nblib.tables import make_table
    >>> join = {"branch": "j", "first": "S1", "second": "S2", "likeness": 0.12}
    >>> rows = [("S1", "A bridge"), ("S2", "A ferry")]
    >>> days = [{"story_id": s, "label": name, "n_articles": 1} for s, name in rows]
    >>> describe_tree(make_table("story_joins", [join]), make_table("story_days", days))
    'The next to join, at a likeness of 0.12, would be A bridge and A ferry.'
    """
    check_table(joins, "story_joins")
    check_table(days, "story_days")
    if not len(joins):
        return "No two stories have anything in common."
    labels = dict(zip(days["story_id"], days["label"], strict=True))
    first = joins.iloc[0]
    ends = [plain(labels.get(first[end], first[end])) for end in ("first", "second")]
    return (
        f"The next to join, at a likeness of {first['likeness']:.2f}, "
        f"would be {ends[0]} and {ends[1]}."
    )
