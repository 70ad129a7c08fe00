"""The house style: one sheet, one type size for reading, five inks.

The inks are those of Okabe and Ito, which stay apart for colour-blind readers;
whatever differs by ink differs by mark or dash too, so that grey print loses
nothing. Names come from strangers: they are drawn as plain text, never as
formulas, and a character that no font here holds becomes a box with a footnote.
"""

import base64
import io
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any, TypeVar

import pandas as pd
from matplotlib import rc_context, rcParamsDefault
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.lines import Line2D
from matplotlib.text import Text
from matplotlib.textpath import text_to_path
from PIL import Image

WIDTH = 4.8  # inches; on a phone of 390 px its type is still 10 px high
MARGIN = 0.1
READING, SMALL = 10.0, 8.5  # points
LINE = 1.25  # line height in type sizes
INK, MUTED, FAINT = "#1a1a1a", "#595959", "#d0d0d0"
BLUE, ORANGE, GREEN, PURPLE = "#0072B2", "#C04F00", "#00795A", "#9A4A7F"
Drawn = TypeVar("Drawn", bound=Artist)
NO_GLYPH = "\N{WHITE SQUARE}"
# Faces that hold scripts beyond DejaVu Sans, which comes with matplotlib.
OTHER_FACES = (
    "Noto Sans",
    "Noto Sans CJK SC",
    "Noto Sans Devanagari",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Thai",
    "WenQuanYi Zen Hei",
    "Arial Unicode MS",
    "Hiragino Sans",
    "Malgun Gothic",
    "Yu Gothic",
    "Microsoft YaHei",
    "Nirmala UI",
)


@cache
def faces() -> tuple[str, ...]:
    """Return the faces in use: DejaVu Sans, then what this machine has beyond it."""
    here = {entry.name for entry in fontManager.ttflist}
    return ("DejaVu Sans", *(name for name in OTHER_FACES if name in here))


STYLE = {**rcParamsDefault, "font.family": list(faces()), "axes.unicode_minus": False}
# `backend` among the defaults would load a user interface.
STYLE = {key: value for key, value in STYLE.items() if not key.startswith("backend")}
in_house = rc_context(STYLE)


def sheet(height: float) -> tuple[Figure, Axes]:
    """Return a blank sheet whose coordinates are inches from its upper left corner."""
    fig = Figure(figsize=(WIDTH, height), facecolor="white")
    ax = fig.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, WIDTH), ylim=(height, 0))
    ax.set_axis_off()
    return fig, ax


@lru_cache(maxsize=4096)
def has_glyph(character: str) -> bool:
    """Return whether one of the faces in use can draw `character`."""
    fonts = (get_font(fontManager.findfont(name)) for name in faces())
    return any(font.get_char_index(ord(character)) for font in fonts)


def plain(text: object) -> str:
    """Return `text` on one line, without control characters, all of it drawable."""
    if pd.isna(text):
        return "unknown"
    words = "".join(c if c.isprintable() else " " for c in str(text)).split()
    return "".join(c if has_glyph(c) else NO_GLYPH for c in " ".join(words))


@lru_cache(maxsize=4096)
def width_of(text: str, size: float) -> float:
    """Width of `text` in inches."""
    face = FontProperties(family=list(faces()), size=size)
    wide, _, _ = text_to_path.get_text_width_height_descent(text, face, False)
    return float(wide) / 72


def fit(text: object, width: float, size: float = READING, lines: int = 1) -> list[str]:
    """Break `text` into at most `lines` lines of `width` inches, cut with an ellipsis.

    Examples
    --------
    >>> fit("Port Valen harbour authority", 1.1, lines=2)
    ['Port Valen', 'harbour…']
    """
    rows = [""]
    for word in plain(text).split(" "):
        if len(rows) > lines:  # it goes on; the rest is not shown
            break
        longer = f"{rows[-1]} {word}".strip()
        if width_of(longer, size) <= width or not rows[-1]:
            rows[-1] = longer
        else:
            rows.append(word)
    over = len(rows) > lines
    rows = rows[:lines]
    return [
        _cut(row, width, size, over and number == len(rows) - 1)
        for number, row in enumerate(rows)
    ]


def _cut(row: str, width: float, size: float, goes_on: bool) -> str:
    if not goes_on and width_of(row, size) <= width:
        return row
    while row and width_of(f"{row}…", size) > width:
        row = row[:-1]
    return f"{row.rstrip()}…"


def write(
    ax: Axes,
    x: float,
    y: float,
    text: str | Iterable[str],
    *,
    size: float = READING,
    color: str = INK,
    ha: str = "left",
    va: str = "center",
    weight: str = "normal",
) -> Text:
    """Write `text` (one line or several) on the sheet, never as a formula."""
    rows = text if isinstance(text, str) else "\n".join(text)
    return ax.text(
        x,
        y,
        rows,
        fontsize=size,
        color=color,
        ha=ha,
        va=va,
        weight=weight,
        linespacing=LINE * 0.93,
        parse_math=False,
    )


def put(ax: Axes, artist: Drawn, name: str = "") -> Drawn:
    """Put a line or a shape on the sheet, whose limits are fixed: none are looked for.

    The name says what it stands for, so that a test can find it.
    """
    ax.add_artist(artist)
    if name:
        artist.set_gid(name)
    return artist


def mark(ax: Axes, x: float, y: float, shape: str, name: str, **look: Any) -> None:
    """Put a mark of matplotlib's `shape` on the sheet."""
    put(ax, Line2D([x], [y], linestyle="none", marker=shape, **look), name)


def footnotes(left_out: str, names: Iterable[object]) -> list[str]:
    """Return what must be said below the chart: what is missing in it."""
    notes = []
    if left_out:
        notes.append(f"Not drawn, but in the table: {left_out}.")
    if any(NO_GLYPH in plain(name) for name in names):
        notes.append(f"{NO_GLYPH}: no font here has this character.")
    return notes


def write_notes(ax: Axes, y: float, notes: Iterable[str]) -> None:
    """Write footnotes downwards from `y`."""
    for number, note in enumerate(notes):
        write(ax, MARGIN, y + number * 0.17, note, size=SMALL, color=MUTED, va="top")


def height_of(notes: list[str]) -> float:
    """Return the inches that `notes` take."""
    return 0.17 * len(notes)


def named(artist: Artist, name: str) -> None:
    """Mark what an artist stands for, so that a test can find it."""
    artist.set_gid(name)


@in_house
def to_png(fig: Figure, *, dpi: int = 170) -> bytes:
    r"""Draw `fig` as PNG: the same bytes for the same figure and fonts.

    Parameters
    ----------
    fig : Figure
        A figure of this package.
    dpi : int, default 170
        Pixels per inch.

    Returns
    -------
    bytes
        A PNG of 48 colours without date or program name.

    Examples
    --------
    >>> fig, _ = sheet(0.5)
    >>> to_png(fig)[:4] == to_png(fig)[:4] == b"\x89PNG"
    True
    """
    drawn = io.BytesIO()
    fig.savefig(drawn, format="rgba", dpi=dpi)
    wide, high = (int(inches * dpi) for inches in fig.get_size_inches().tolist())
    picture = Image.frombytes("RGBA", (wide, high), drawn.getvalue()).convert("RGB")
    small = io.BytesIO()
    few = picture.quantize(48, method=Image.Quantize.FASTOCTREE)
    few.save(small, format="PNG", optimize=True)
    return small.getvalue()


def show(fig: Figure, alt: str, *, name: str = "") -> None:
    """Show `fig` in a notebook with its finding as alternative text.

    Parameters
    ----------
    fig : Figure
        What to show.
    alt : str
        The finding in words; also the output's plain text, so that readers
        without pictures, and nbval, see it.
    name : str, optional
        How the briefing finds the figure, for example `provenance S001`.
    """
    from IPython.display import display

    about = {"alt": alt, "width": int(WIDTH * 100)} | ({"name": name} if name else {})
    display(  # type: ignore[no-untyped-call]
        {
            "text/plain": alt,
            "image/png": base64.b64encode(to_png(fig)).decode("ascii"),
        },
        metadata={"image/png": about},
        raw=True,
    )
