"""Who speaks: a bar of speech for each outlet, in parts by who is named."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ..tables import check_table
from .labels import counted
from .style import (
    BLUE,
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

ROW, BAR, KEY = 0.46, 0.16, 0.3  # inches
PARTS = (  # what a part of a bar stands for, its ink, its hatching
    ("named", BLUE, ""),
    ("unnamed", ORANGE, "////"),
    ("not known", "white", ""),
)


@in_house
def speakers_by_outlet(hygiene: pd.DataFrame, *, rows: int = 12) -> Figure:
    """Draw how much speech each outlet has, and of whom.

    Parameters
    ----------
    hygiene : DataFrame
        The hygiene table, or rows of it, in the order in which they are drawn. Rows
        without speech are left out and counted below.
    rows : int, default 12
        Bars shown; the others are counted below the chart.

    Returns
    -------
    Figure
        Bars parted into speech of named speakers, of unnamed ones, and of those whom
        the text leaves open.
    """
    check_table(hygiene, "hygiene")
    told = hygiene[hygiene["n_speech"].fillna(0) > 0]
    shown = told.head(rows)
    less = len(hygiene) - len(shown)
    notes = footnotes(counted(less, "row") if less else "", shown["name"])
    bottom = KEY + ROW * len(shown)
    fig, ax = sheet(bottom + height_of(notes) + 0.1)
    _key(ax)
    most = int(shown["n_speech"].max()) if len(shown) else 1
    for number, row in enumerate(shown.itertuples()):
        _bar(ax, row, KEY + ROW * number, most)
    write_notes(ax, bottom, notes)
    return fig


def _key(ax: Axes) -> None:
    x = MARGIN
    for name, ink, hatch in PARTS:
        _part(ax, x, 0.1, 0.2, ink, hatch)
        write(ax, x + 0.27, 0.1 + BAR / 2, name, size=SMALL, color=MUTED)
        x += 1.15


def _part(
    ax: Axes, x: float, y: float, width: float, ink: str, hatch: str
) -> Rectangle:
    edge = MUTED if ink == "white" else "white"
    part = Rectangle((x, y), width, BAR, fc=ink, ec=edge, hatch=hatch, lw=0.8)
    ax.add_patch(part)
    return part


def _bar(ax: Axes, row: Any, y: float, most: int) -> None:
    room = WIDTH - 2 * MARGIN
    tail = f"{row.n_anonymous} of {row.n_attributed} unnamed"
    write(ax, MARGIN, y + 0.1, fit(row.name, room - 1.6))
    write(ax, WIDTH - MARGIN, y + 0.1, tail, size=SMALL, color=MUTED, ha="right")
    x = MARGIN
    numbers = (
        row.n_attributed - row.n_anonymous,
        row.n_anonymous,
        row.n_speech - row.n_attributed,
    )
    for (name, ink, hatch), number in zip(PARTS, numbers, strict=True):
        width = room * int(number) / most
        if number:
            part = _part(ax, x, y + 0.2, width, ink, hatch)
            named(part, f"{row.name} {name} {number}")
        x += width


def describe_speakers(hygiene: pd.DataFrame) -> str:
    """Say what `speakers_by_outlet` shows.

    Parameters
    ----------
    hygiene : DataFrame
        The hygiene table, or rows of it.

    Returns
    -------
    str
        One or two sentences.

    Examples
    --------
    >>> from nblib.tables import make_table
    >>> row = {"name": "Post", "n_speech": 3, "n_attributed": 2, "n_anonymous": 1}
    >>> describe_speakers(make_table("hygiene", [{**row, "anonymous": 0.5}]))
    '3 stretches of speech, 2 of a known speaker, 1 of them unnamed. Most so: Post.'
    """
    check_table(hygiene, "hygiene")
    speech, known, unnamed = (
        int(hygiene[name].fillna(0).sum())
        for name in ("n_speech", "n_attributed", "n_anonymous")
    )
    if not speech:
        return "No speech to show."
    most = hygiene.sort_values(
        ["anonymous", "n_anonymous", "name"], ascending=[False, False, True]
    )["name"].iloc[0]
    return (
        f"{speech} stretches of speech, {known} of a known speaker, "
        f"{unnamed} of them unnamed." + (f" Most so: {plain(most)}." if unnamed else "")
    )
