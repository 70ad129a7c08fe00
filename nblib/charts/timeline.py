"""What happened when, against when it was reported.

A line for each event: a disc where it happened, strokes where articles reported
it. The days between the two are what the reader must see, so the axis spans the
weeks around the reports; what lies further back stands at the edge with its date.
Background and figures are folded into a note, and events beyond the first rows
into one line of dots, so that hundreds still show when things happened.
"""

import math
from collections import Counter
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..tables import check_table
from .labels import clipped, counted, day_name
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
    mark,
    plain,
    sheet,
    write,
    write_notes,
)

ROW, TOP = 0.74, 0.4
LINE_HIGH = 0.145  # inches, of a second line of text
LEFT, RIGHT = 0.45, 4.45
AROUND = 21  # days shown before the first report and after the last, at most
FOLDED = ("background", "statistic")  # kinds that are told in a note
PILE = 0.75  # inches, of the line of dots
WIDTHS = {"month": len("2031-02"), "year": len("2031")}  # of an ISO date


@in_house
def timeline(events: pd.DataFrame, mentions: pd.DataFrame, *, rows: int = 12) -> Figure:
    """Draw events by date, each with its reports and the number of its origins.

    Parameters
    ----------
    events : DataFrame
        The `events` table.
    mentions : DataFrame
        The `event_mentions` table; `published` is the date of the report. An
        event has an open disc when no mention of it names a time (`start`): its
        date is then taken from the report's.
    rows : int, default 12
        Dated events shown, those of the most origins and articles first.

    Returns
    -------
    Figure
        In the order of the dates.
    """
    check_table(events, "events")
    check_table(mentions, "event_mentions")
    dated = events.dropna(subset=["start"])
    core = dated[~dated["kind"].isin(FOLDED)]
    shown = _weightiest(core, rows)
    rest = core[~core["event_id"].isin(shown["event_id"])]
    reports = _report_days(mentions)
    notes = footnotes(_left_out(events), shown["text"])
    timed = set(mentions.dropna(subset=["start"])["event_id"])
    texts = [fit(text, WIDTH - 2 * MARGIN, SMALL, lines=2) for text in shown["text"]]
    tops = [
        TOP + sum(ROW + LINE_HIGH * (len(t) - 1) for t in texts[:n])
        for n in range(len(texts) + 1)
    ]
    bottom = tops[-1] + (PILE if len(rest) else 0)
    fig, ax = sheet(bottom + 0.3 + height_of(notes) + 0.1)
    _key(ax)
    window = _window(shown, [day for held in reports.values() for day in held])
    _axis(ax, window, bottom)
    for event, text, y in zip(shown.itertuples(), texts, tops, strict=False):
        days = reports.get(event.event_id, [])
        line = _words(ax, event, text, y)
        _marks(ax, event, days, window, line, event.event_id in timed)
    if len(rest):
        _dots(ax, rest, window, bottom, timed)
    write_notes(ax, bottom + 0.3, notes)
    return fig


def _left_out(events: pd.DataFrame) -> str:
    """Say what is not drawn: what is folded, what has no date."""
    undated = events["start"].isna()
    told = []
    for kind, noun in (("background", "background event"), ("statistic", "figure")):
        number = int((events["kind"].eq(kind) & ~undated).sum())
        told += [counted(number, noun)] if number else []
    told += [f"{counted(int(undated.sum()), 'event')} without a date"] * any(undated)
    return ", ".join(told[:-1]) + (" and " if told[1:] else "") + "".join(told[-1:])


def _dots(
    ax: Axes,
    rest: pd.DataFrame,
    window: tuple[int, int],
    bottom: float,
    timed: set[str],
) -> None:
    """Draw a dot for each event without a line, those of one day on each other."""
    write(ax, MARGIN, bottom - PILE + 0.08, f"{len(rest)} more", size=SMALL, color=BLUE)
    days = [_number(day) for day in rest["start"]]
    most = max(Counter(days).values())
    step = min(0.09, (PILE - 0.3) / most)
    height: dict[float, int] = {}
    for event, day in zip(rest["event_id"], days, strict=True):
        x = round(_x(day, window), 3)
        level = height[x] = height.get(x, -1) + 1
        fill = BLUE if event in timed else "white"
        y = bottom - 0.06 - step * level
        look = {"ms": 3, "mfc": fill, "mec": BLUE, "mew": 0.6, "zorder": 3}
        mark(ax, x, y, "o", f"{event} {day}", **look)


def _weightiest(dated: pd.DataFrame, rows: int) -> pd.DataFrame:
    by = ["n_origins", "n_pipelines", "n_articles", "start", "event_id"]
    rising = [False, False, False, True, True]
    first = dated.sort_values(by, ascending=rising, na_position="last").head(rows)
    return first.sort_values(["start", "event_id"])


def _report_days(mentions: pd.DataFrame) -> dict[str, list[int]]:
    dated = mentions.dropna(subset=["published"])
    days: dict[str, list[int]] = {}
    for event, day in zip(dated["event_id"], dated["published"], strict=True):
        days.setdefault(event, []).append(_number(day))
    return {event: sorted(set(held)) for event, held in days.items()}


def _number(day: str) -> int:
    """Return the ordinal of an ISO date of any precision, at its beginning."""
    parts = str(day)[:10].split("-")
    whole = "-".join([*parts, "01", "01"][:3])
    return int(pd.Timestamp(whole).toordinal())


def _window(shown: pd.DataFrame, reports: list[int]) -> tuple[int, int]:
    """Return the first and the last day of the axis."""
    starts = [_number(day) for day in shown["start"]]
    if not starts:
        return 0, 1
    first, last = min(reports or starts), max(reports or starts)
    near = [day for day in starts if first - AROUND <= day <= last + AROUND]
    low, high = min([first, *near]), max([last, *near])
    return low, max(high, low + 1)


def _x(day: int, window: tuple[int, int]) -> float:
    low, high = window
    share = (day - low) / (high - low)
    return LEFT + (RIGHT - LEFT) * min(max(share, -0.06), 1.06)


def _axis(ax: Axes, window: tuple[int, int], bottom: float) -> None:
    low, high = window
    if low == 0:
        return
    middle = {(low + high) // 2} if high - low > 1 else set()
    for day in sorted({low, high} | middle):
        x = _x(day, window)
        ax.plot([x, x], [TOP, bottom], color=FAINT, lw=0.7, zorder=0)
        name = day_name(pd.Timestamp.fromordinal(day).date().isoformat())
        ha = "left" if day == low else "right" if day == high else "center"
        write(ax, x, bottom + 0.12, name, size=SMALL, color=MUTED, ha=ha)


def _key(ax: Axes) -> None:
    ax.plot([0.18], [0.15], "o", ms=7, color=BLUE)
    write(ax, 0.3, 0.15, "happened", size=SMALL, color=MUTED)
    ax.plot([1.15], [0.15], "o", ms=7, mfc="white", mec=BLUE)
    write(ax, 1.27, 0.15, "date inferred", size=SMALL, color=MUTED)
    ax.plot([2.5], [0.15], "|", ms=9, mew=2, color=ORANGE)
    write(ax, 2.6, 0.15, "reported", size=SMALL, color=MUTED)
    ax.plot([3.4], [0.15], "x", ms=6, mew=1.6, color=BLUE)
    write(ax, 3.52, 0.15, "or on this day", size=SMALL, color=MUTED)


def _marks(
    ax: Axes,
    event: Any,
    reports: list[int],
    window: tuple[int, int],
    line: float,
    timed: bool,
) -> None:
    start = _number(event.start)
    end = start if pd.isna(event.finish) else _number(event.finish)
    x, far = _x(start, window), _x(max(end, start), window)
    if reports:
        reach = [x, far, *(_x(day, window) for day in reports)]
        ax.plot([min(reach), max(reach)], [line] * 2, color=FAINT, lw=1.2, zorder=1)
    if far > x:  # somewhere in this time, so no day of it is marked
        ax.plot([x, far], [line] * 2, color=BLUE, lw=5, alpha=0.35, zorder=2)
        x = (x + far) / 2 if x >= LEFT and far <= RIGHT else x
    for other in _other_days(event.conflict):
        told = f"{event.event_id} or {other}"
        look = {"ms": 8, "mew": 1.6, "color": BLUE, "zorder": 3}
        mark(ax, _x(other, window), line, "x", told, **look)
    early, late = x < LEFT - 0.01, x > RIGHT + 0.01
    mark(
        ax,
        x,
        line,
        "<" if early else ">" if late else "o",
        f"{event.event_id} {event.start}",
        ms=_size(event.n_origins),
        mfc=BLUE if timed else "white",
        mec=BLUE,
        zorder=3,
    )
    for day in reports:
        told = f"{event.event_id} reported {day}"
        look = {"ms": 11, "mew": 2, "color": ORANGE, "zorder": 4}
        mark(ax, _x(day, window), line, "|", told, **look)


def _words(ax: Axes, event: Any, text: list[str], y: float) -> float:
    """Write what happened; return the height at which its marks belong."""
    known = not pd.isna(event.n_origins)
    weight = counted(int(event.n_origins), "origin") if known else "origins unknown"
    when = _when(event)
    write(ax, MARGIN, y + 0.1, when, size=SMALL, weight="bold")
    write(ax, WIDTH - MARGIN, y + 0.1, weight, size=SMALL, color=BLUE, ha="right")
    write(ax, MARGIN, y + 0.21, text, size=SMALL, va="top")
    return y + 0.53 + LINE_HIGH * (len(text) - 1)


def _when(event: Any) -> str:
    """Return the time of an event as coarse as it is told."""
    start, finish = str(event.start)[:10], str(event.finish)[:10]
    if event.granularity in WIDTHS:
        return str(day_name(start[: WIDTHS[event.granularity]]))
    if event.granularity == "week":
        return f"week of {day_name(start)}"
    if pd.isna(event.finish) or finish == start:
        return str(day_name(start))
    return f"{day_name(start)} to {day_name(finish)}"


def _other_days(conflict: Any) -> list[int]:
    """Return the ordinals of the days that a conflict names."""
    return [] if pd.isna(conflict) else [_number(day) for day in conflict.split()]


def _size(origins: int) -> float:
    """Return a marker size whose area grows with the number of origins."""
    known = 1 if pd.isna(origins) else max(int(origins), 1)
    return min(6.0 * math.sqrt(known), 16.0)


def describe_timeline(events: pd.DataFrame, mentions: pd.DataFrame) -> str:
    """Say what `timeline` shows.

    Parameters
    ----------
    events, mentions : DataFrame
        The tables `events` and `event_mentions`.

    Returns
    -------
    str
        The number of events, their first and last date, the weightiest one.

    Examples
    --------
    >>> from nblib.tables import make_table
    >>> row = {"event_id": "E1", "start": "2031-02-03", "text": "A bridge shut.",
    ...        "n_origins": 2}
    >>> none = make_table("event_mentions", [])
    >>> describe_timeline(make_table("events", [row]), none)
    '1 dated event, on 3 Feb 2031. The one with most origins: A bridge shut.'
    """
    check_table(events, "events")
    check_table(mentions, "event_mentions")
    dated = events.dropna(subset=["start"])
    if not len(dated):
        return "No event has a date."
    days = sorted(dated["start"])
    ends = [day_name(day) for day in dict.fromkeys(days[:1] + days[-1:])]
    best = plain(_weightiest(dated, 1)["text"].iloc[0])
    when = f"on {ends[0]}" if len(ends) == 1 else f"from {ends[0]} to {ends[1]}"
    return (
        f"{counted(len(dated), 'dated event')}, {when}. "
        f"The one with most origins: {clipped(best)}"
    )
