"""Why the stories are cut where they are: the tree above them and the curve of cuts."""

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
    INK,
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
CURVE = 1.5  # inches, height of the curve
STEPS = 3  # other numbers of stories marked on either side of the chosen one

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


@in_house
def cut_lines(cuts: pd.DataFrame) -> Figure:
    """Draw the number of stories against the cut, with the chosen one marked.

    Parameters
    ----------
    cuts : DataFrame
        The `cuts` table.

    Returns
    -------
    Figure
        A line of the number of stories, above it a line of the expected share of
        merges put right; both against the cut.
    """
    check_table(cuts, "cuts")
    fig, ax = sheet(2 * CURVE + FOOT + 0.25)
    wide = cuts[cuts["cut"] >= 2 * FARTHEST]
    first = CURVE
    second = first + CURVE + 0.1
    _curve(ax, wide, "score", first, "expected share of merges put right")
    _curve(ax, wide, "n_stories", second, "stories")
    for tick in (0.02, 0.05, 0.1, 0.2, 0.5, 1.0):
        x = _across(tick)
        write(ax, x, second + 0.15, f"{tick:g}", size=SMALL, color=MUTED, ha="center")
    write(ax, MARGIN + 0.2, second + 0.35, "← wider stories", size=SMALL, color=MUTED)
    end = WIDTH - 0.2
    write(ax, end, second + 0.35, "stricter cut →", size=SMALL, color=MUTED, ha="right")
    return fig


def _across(cut: float) -> float:
    low = math.log(2 * FARTHEST)
    share = (math.log(max(cut, 2 * FARTHEST)) - low) / -low
    return 0.3 + (WIDTH - 0.55) * min(max(share, 0.0), 1.0)


def _curve(ax: Axes, cuts: pd.DataFrame, name: str, bottom: float, says: str) -> None:
    """Draw one column over the cuts, standing on `bottom`; mark the chosen row."""
    values = cuts[name].astype(float)
    most = max(values.max(), 1e-9) if len(values) else 1.0
    write(ax, 0.3, bottom - CURVE + 0.15, says, size=SMALL, color=MUTED)
    ax.plot([0.3, WIDTH - 0.25], [bottom] * 2, color=FAINT, lw=0.8, zorder=0)
    tall = CURVE - 0.5
    xs = [_across(cut) for cut in cuts["cut"]]
    ys = [bottom - tall * value / most for value in values]
    steps = "steps-pre" if name == "n_stories" else "default"
    ax.plot(xs, ys, color=BLUE, lw=1.3, drawstyle=steps)
    for x, y, row in zip(xs, ys, cuts.itertuples(), strict=True):
        if row.chosen:
            value = getattr(row, name)
            (dot,) = ax.plot([x], [y], "o", ms=6, color=ORANGE)
            ax.plot([x, x], [bottom, y], color=ORANGE, lw=0.8, zorder=0)
            named(dot, f"chosen {name} {row.cut:.3f} {value:.3g}")
            shown = f"{value:.3g} at {row.cut:.3f}"
            ha, away = ("left", 0.1) if x < 0.35 * WIDTH else ("right", -0.1)
            write(ax, x + away, y - 0.12, shown, size=SMALL, color=INK, ha=ha)


def describe_cuts(cuts: pd.DataFrame) -> str:
    """Say what `cut_lines` shows.

    Parameters
    ----------
    cuts : DataFrame
        The `cuts` table.

    Returns
    -------
    str
        One or two sentences.

    Examples
    --------
    >>> from nblib.tables import make_table
    >>> row = {"cut": 0.15, "score": 0.9, "n_stories": 3, "chosen": True}
    >>> describe_cuts(make_table("cuts", [row, {**row, "cut": 0.2, "chosen": False}]))
    'Cut at a likeness of 0.150: 3 stories, 90 % of merges expected to be right.'
    """
    check_table(cuts, "cuts")
    chosen = cuts[cuts["chosen"].fillna(False).astype(bool)]
    if not len(chosen):
        return "No cut was chosen."
    row = chosen.iloc[0]
    stories = counted(int(row["n_stories"]), "story", "stories")
    return (
        f"Cut at a likeness of {row['cut']:.3f}: {stories}, "
        f"{row['score']:.0%} of merges expected to be right."
    ).replace("%", " %")


def neighbouring_cuts(cuts: pd.DataFrame, *, steps: int = STEPS) -> pd.DataFrame:
    """Return the chosen cut and the next ones that give other numbers of stories.

    Parameters
    ----------
    cuts : DataFrame
        The `cuts` table.
    steps : int, default 3
        Other numbers of stories on either side.

    Returns
    -------
    DataFrame
        Rows of `cuts`: for each number of stories the cut with the best score.

    Examples
    --------
    >>> from nblib.tables import make_table
    >>> rows = [(0.1, 2, False), (0.2, 3, True), (0.3, 3, False), (0.4, 5, False)]
    >>> names = ("cut", "n_stories", "chosen")
    >>> table = make_table("cuts", [dict(zip(names, row)) for row in rows])
    >>> neighbouring_cuts(table, steps=1)["n_stories"].tolist()
    [2, 3, 5]
    """
    check_table(cuts, "cuts")
    best = cuts.sort_values(["chosen", "score"], ascending=False, kind="stable")
    best = best.drop_duplicates("n_stories").sort_values("n_stories", ignore_index=True)
    at = best.index[best["chosen"].astype(bool)]
    middle = int(at[0]) if len(at) else 0
    kept = best.iloc[max(middle - steps, 0) : middle + steps + 1]
    return kept.reset_index(drop=True)
