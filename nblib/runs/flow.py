"""What waits for what, and how long it may take: the line of notebooks as data."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .parameters import Value

FLOW: dict[str, tuple[str, ...]] = {
    "01_pile": (),
    "02_stories": ("01_pile",),
    "03_overlap": ("01_pile",),
    "04_timeline": ("02_stories", "03_overlap"),
    "05_briefing": ("02_stories", "03_overlap", "04_timeline"),
}


@dataclass(frozen=True)
class Limits:
    """How long a run may take, in seconds.

    Attributes
    ----------
    cell, notebook, run : int
        Longest time for one cell, one notebook, all notebooks together.
    """

    cell: int = 900
    notebook: int = 1800
    run: int = 3600


@dataclass(frozen=True)
class Job:
    """Which notebooks to run, with what, and where.

    Attributes
    ----------
    notebooks : Path
        Folder of the notebooks.
    work : Path
        An empty folder for kernels and their temporary files.
    values : mapping
        Notebook name to the values of its parameters.
    flow : mapping
        Notebook name to the names that it waits for.
    limits : Limits
    """

    notebooks: Path
    work: Path
    values: Mapping[str, Mapping[str, Value]]
    flow: Mapping[str, tuple[str, ...]]
    limits: Limits
