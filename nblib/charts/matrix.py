"""Who overlaps with whom, as a square of cells.

Names stand once, at the left, with a number; the columns bear the numbers only.
So two dozen names fit the width of a phone, which no slanted label does.
"""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ..tables import check_table
from .labels import counted
from .style import (
    FAINT,
    INK,
    MARGIN,
    MUTED,
    READING,
    SMALL,
    WIDTH,
    fit,
    footnotes,
    height_of,
    in_house,
    plain,
    put,
    sheet,
    width_of,
    write,
    write_notes,
)

SHADES = LinearSegmentedColormap.from_list("house", ["#f2f7fb", "#6baed6", "#08306b"])
LARGEST, SMALLEST = 0.42, 0.13  # inches of a cell; below, no name can be read
NUMBERS = 0.48  # inches between names and cells, for the number of each name
MOST = 24  # names beside which cells of the smallest size still fit
LEGIBLE = 0.26  # cells below this hold no number
CROWDED = 0.19  # below this every fifth column bears its number


@in_house
def overlap_matrix(
    overlap: pd.DataFrame, *, measure: str, top: float = 1.0, rows: int = MOST
) -> Figure:
    """Draw the value of each pair in a square of cells.

    Parameters
    ----------
    overlap : DataFrame
        The `overlap` table: a row for each pair, in either order.
    measure : str
        What the value is, for the line above the cells.
    top : float, default 1.0
        The value that is darkest; at most 1.0 values are written as shares.
    rows : int, default 24
        Names shown, those with the most overlap first; no more than 24 fit.

    Returns
    -------
    Figure
        Related names stand side by side.
    """
    check_table(overlap, "overlap")
    shown = _side_by_side(overlap, min(rows, MOST))
    more = len({*overlap["a"], *overlap["b"]}) - len(shown)
    notes = footnotes(counted(more, "name") if more else "", shown)
    widths = (width_of(plain(name), SMALL) for name in shown)
    room = WIDTH - 2 * MARGIN - SMALLEST * len(shown) - NUMBERS
    left = min(max(widths, default=0.5), room, 2.0) + NUMBERS
    cell = min((WIDTH - left - 2 * MARGIN) / max(len(shown), 1), LARGEST)
    upper = 0.55
    bottom = upper + cell * len(shown)
    fig, ax = sheet(bottom + 0.15 + height_of(notes))
    write(ax, MARGIN, 0.15, fit(measure, WIDTH - 0.2, SMALL), size=SMALL, color=MUTED)
    _names(ax, shown, left, upper, cell)
    rank = {name: number for number, name in enumerate(shown)}
    for number in range(len(shown)):
        _cell(ax, left + cell * number, upper + cell * number, cell, None, top, "")
    within = overlap["a"].isin(shown) & overlap["b"].isin(shown)
    for pair in overlap[within].itertuples():
        for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
            x, y = left + cell * rank[other], upper + cell * rank[one]
            name = f"{one} | {other} | {pair.value}"
            _cell(ax, x, y, cell, float(pair.value), top, name)
    write_notes(ax, bottom + 0.08, notes)
    return fig


def _names(ax: Axes, shown: list[str], left: float, upper: float, cell: float) -> None:
    size = min(READING, max(cell * 60, 5.5))
    for number, name in enumerate(shown):
        middle = cell * (number + 0.5)
        label = fit(name, left - 0.45, min(size, SMALL))
        y = upper + middle
        write(ax, left - 0.3, y, label, size=min(size, SMALL), ha="right")
        mark = str(number + 1)
        small = min(size, SMALL)
        write(ax, left - 0.06, y, mark, size=small, color=MUTED, ha="right")
        if cell > CROWDED or (number + 1) % 5 == 0:
            x, y = left + middle, upper - 0.1
            write(ax, x, y, mark, size=small, color=MUTED, ha="center")
    for number in range(len(shown) + 1):
        at = cell * number
        far = cell * len(shown)
        for xs, ys in (
            ((left, left + far), (upper + at,) * 2),
            ((left + at,) * 2, (upper, upper + far)),
        ):
            ax.plot(xs, ys, color=FAINT, lw=0.4, zorder=0)


def _cell(
    ax: Axes,
    x: float,
    y: float,
    cell: float,
    value: float | None,
    top: float,
    name: str,
) -> None:
    own = value is None
    depth = 0.0 if value is None else min(value / top, 1.0) if top else 0.0
    color = "#e4e4e4" if own else SHADES(depth)
    square = Rectangle((x, y), cell, cell, facecolor=color, edgecolor="white", lw=0.6)
    put(ax, square, name)
    if value is not None and cell >= LEGIBLE:
        text = f"{value:.2f}".lstrip("0") if top <= 1 else f"{value:.0f}"
        ink = "white" if depth > 0.55 else INK
        write(ax, x + cell / 2, y + cell / 2, text, size=7.5, color=ink, ha="center")


def _side_by_side(overlap: pd.DataFrame, rows: int) -> list[str]:
    """Return the first names of an order in which each stands next to its like.

    That is what it overlaps with most.
    """
    links: dict[str, dict[str, float]] = {}
    columns = (overlap[name].tolist() for name in ("a", "b", "value"))
    for one, other, value in zip(*columns, strict=True):
        links.setdefault(one, {})[other] = float(value)
        links.setdefault(other, {})[one] = float(value)
    weight = {name: sum(held.values()) for name, held in links.items()}
    waiting = sorted(links, key=lambda name: (-weight[name], name))
    placed: list[str] = []
    near = dict.fromkeys(waiting, 0.0)
    while waiting and len(placed) < rows:
        name = max(waiting, key=lambda name: near[name])  # the first of equals
        waiting.remove(name)
        placed.append(name)
        for other, value in links[name].items():
            near[other] = max(near[other], value)
    return placed


def describe_matrix(overlap: pd.DataFrame, *, what: str) -> str:
    """Say what `overlap_matrix` shows.

    Parameters
    ----------
    overlap : DataFrame
        The `overlap` table.
    what : str
        What a name is, in the singular: article or outlet.

    Returns
    -------
    str
        The number of pairs and the strongest of them.

    Examples
    --------
    >>> from nblib.tables import make_table
    >>> pair = {"a": "wire", "b": "blog", "value": 0.9}
    >>> describe_matrix(make_table("overlap", [pair]), what="article")
    '1 pair among 2 articles. The strongest: wire and blog (0.9).'
    """
    check_table(overlap, "overlap")
    if not len(overlap):
        return f"No pair of {what}s overlaps."
    names = len({*overlap["a"], *overlap["b"]})
    ordered = overlap.sort_values(["value", "a", "b"], ascending=[False, True, True])
    best = ordered.iloc[0]
    value = f"{float(best['value']):.2f}".rstrip("0").rstrip(".")
    return (
        f"{counted(len(overlap), 'pair')} among {counted(names, what)}. "
        f"The strongest: {plain(best['a'])} and {plain(best['b'])} ({value})."
    )
