"""What waits for what, and how long it may take: the line of notebooks as data.

The folder of notebooks lies beside the package in a wheel and above it in a
checkout.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import UsageError
from .parameters import Value

PACKAGE = Path(__file__).resolve().parents[1]

FLOW: dict[str, tuple[str, ...]] = {
    "01_pile": (),
    "02_stories": ("01_pile",),
    "03_overlap": ("01_pile",),
    "04_timeline": ("02_stories", "03_overlap"),
    "06_speech": ("02_stories", "03_overlap"),
    "05_briefing": ("02_stories", "03_overlap", "04_timeline", "06_speech"),
}

TELLS_NEWS = frozenset({"05_briefing"})  # what it shows depends on the run before
PAST = tuple(  # tables that do so
    f"{name}.parquet" for name in ("follow", "known", "changes", "story_summaries")
)


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


def find_notebooks() -> Path:
    """Return the folder of the notebooks.

    Raises
    ------
    UsageError
        If this installation has none.
    """
    for folder in (PACKAGE / "notebooks", PACKAGE.parent / "notebooks"):
        if any(folder.glob("*.ipynb")):
            return folder
    raise UsageError("this installation of nblib has no notebooks; install it again")


def count_cells(folder: Path, names: Iterable[str]) -> int:
    """Return how many cells the notebooks `names` have together."""
    paths = [folder / f"{name}.ipynb" for name in names]
    return sum(
        len(json.loads(path.read_text(encoding="utf-8"))["cells"]) for path in paths
    )
