"""Stories over time: a line for each story, a disc for each of its days."""

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..tables import check_table
from .labels import counted, day_name
from .style import (
    BLUE,
    FAINT,
    INK,
    MARGIN,
    MUTED,
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

ROW, FOOT = 0.56, 0.34
LEFT, RIGHT, UNDATED = 0.3, 3.75, 4.35  # where days begin and end, and dateless stand
DISC = 0.15  # inches, radius for the most articles of a story on a day


@in_house
def stories_by_day(
    days: pd.DataFrame, *, rows: int = 12, what: str = "story"
) -> Figure:
    """Draw how many articles each story has on each day.

    Parameters
    ----------
    days : DataFrame
        The `story_days` table; stories are drawn in the order of their first row,
        missing days as open discs at the right.
    rows : int, default 12
        Stories shown; the others are counted below the chart.
    what : str, default "story"
        What a line stands for.

    Returns
    -------
    Figure
        Discs whose area is the number of articles, with that number in them.
    """
    check_table(days, "story_days")
    stories = list(dict.fromkeys(days["story_id"]))
    shown = days[days["story_id"].isin(stories[:rows])]
    labels = dict(zip(shown["story_id"], shown["label"], strict=True))
    more = len(stories) - len(labels)
    left_out = _many(more, what) if more else ""
    notes = footnotes(left_out, labels.values())
    bottom = 0.1 + ROW * len(labels)
    fig, ax = sheet(bottom + FOOT + height_of(notes) + 0.1)
    place = _axis(ax, shown, bottom)
    totals = shown.groupby("story_id")["n_articles"].sum()
    most = int(shown["n_articles"].max()) if len(shown) else 1
    for number, (story, label) in enumerate(labels.items()):
        y = 0.1 + ROW * number
        room = WIDTH - 2 * MARGIN - 0.35
        write(ax, MARGIN, y + 0.1, fit(label, room, 10))
        total = str(totals[story])
        write(ax, WIDTH - MARGIN, y + 0.1, total, ha="right", weight="bold")
        ax.plot([LEFT, RIGHT], [y + 0.36] * 2, color=FAINT, lw=0.8, zorder=0)
        for row in shown[shown["story_id"] == story].itertuples():
            _disc(ax, place, row, y + 0.36, most)
    write_notes(ax, bottom + FOOT, notes)
    return fig


def _axis(ax: Axes, shown: pd.DataFrame, bottom: float) -> dict[str, float]:
    """Write the days below; return where each day stands."""
    known = sorted(shown["day"].dropna().unique())
    numbers = [pd.Timestamp(day).toordinal() for day in known]
    wide = (numbers[-1] - numbers[0]) or 1 if numbers else 1
    place = {
        day: LEFT + (RIGHT - LEFT) * (number - numbers[0]) / wide
        for day, number in zip(known, numbers, strict=True)
    }
    if len(known) == 1:
        place[known[0]] = (LEFT + RIGHT) / 2
    ends = {known[0]: "left", known[-1]: "right"} if len(known) > 1 else {}
    for day in dict.fromkeys(known[:1] + known[-1:]):
        ha = ends.get(day, "center")
        x = place[day] + {"left": -0.2, "right": 0.2, "center": 0}[ha]
        write(ax, x, bottom + 0.12, day_name(day), size=SMALL, color=MUTED, ha=ha)
    if shown["day"].isna().any():
        write(
            ax, UNDATED, bottom + 0.12, "no date", size=SMALL, color=MUTED, ha="center"
        )
    return place


def _disc(ax: Axes, place: dict[str, float], row: Any, y: float, most: int) -> None:
    number, day = int(row.n_articles), row.day
    dated = not pd.isna(day)
    x = place[day] if dated else UNDATED
    radius = max(DISC * math.sqrt(number / max(most, 4)), 0.06)
    (disc,) = ax.plot(
        [x],
        [y],
        "o",
        ms=2 * radius * 72,
        mfc=BLUE if dated else "white",
        mec=BLUE if dated else MUTED,
        alpha=0.92,
    )
    named(disc, f"{row.story_id} {day if dated else 'no date'} {number}")
    if number > 1 and radius > 0.09:
        inside = "white" if dated else INK
        write(ax, x, y, str(number), size=SMALL, color=inside, ha="center")


def _many(number: int, what: str) -> str:
    return counted(number, what, "stories" if what == "story" else "")


def describe_stories(days: pd.DataFrame, *, what: str = "story") -> str:
    """Say what `stories_by_day` shows.

    Parameters
    ----------
    days : DataFrame
        The `story_days` table.
    what : str, default "story"
        What a line stands for.

    Returns
    -------
    str
        One or two sentences.

    Examples
    --------
    >>> from nblib.tables import make_table
    >>> row = {"story_id": "S1", "label": "A bridge", "n_articles": 2}
    >>> describe_stories(make_table("story_days", [{**row, "day": "2031-02-03"}]))
    '1 story in 2 articles. The largest, A bridge, has 2 articles from 3 Feb 2031.'
    """
    check_table(days, "story_days")
    if not len(days):
        return f"No {what} to show."
    totals = days.groupby("story_id")["n_articles"].sum()
    first = max(dict.fromkeys(days["story_id"]), key=lambda story: totals[story])
    largest = days[days["story_id"] == first]
    known = sorted(largest["day"].dropna())
    when = " to ".join(day_name(day) for day in dict.fromkeys(known[:1] + known[-1:]))
    undated = int(days.loc[days["day"].isna(), "n_articles"].sum())
    stories, articles = len(totals), int(totals.sum())
    return (
        f"{_many(stories, what)} in {counted(articles, 'article')}. "
        f"The largest, {plain(largest['label'].iloc[0])}, has "
        f"{counted(int(totals[first]), 'article')}"
        + (f" from {when}" if when else " without a date")
        + "."
        + (f" {counted(undated, 'article')} without a date." if undated else "")
    )
