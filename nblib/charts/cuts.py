"""Why the stories are cut where they are: what other cuts would give."""

import math

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
    in_house,
    named,
    sheet,
    write,
)

CURVE, FOOT = 1.5, 0.5  # inches, height of a curve and of the scale below
LOWEST = 0.02  # cut at which the scale begins
STEPS = 3  # other numbers of stories marked on either side of the chosen one


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
    wide = cuts[cuts["cut"] >= LOWEST]
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
    low = math.log(LOWEST)
    share = (math.log(max(cut, LOWEST)) - low) / -low
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
