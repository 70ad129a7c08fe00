"""Progress is a bar on a terminal and plain lines elsewhere.

Standard error stays free for the one line of a failure: plain lines go to
standard output, above the last one that says where the briefing is.
"""

import os
import sys
import threading
from typing import Any, TextIO


class Progress:
    """Tell nobody anything."""

    def start(self, notebooks: int, cells: int) -> None:
        """Begin with so many notebooks and cells."""

    def cell(self, name: str) -> None:
        """Tell that a cell of the notebook `name` starts."""

    def notebook(self, name: str, seconds: float) -> None:
        """Tell that the notebook `name` has succeeded."""

    def close(self) -> None:
        """Leave the terminal as it was."""


class Lines(Progress):
    """One line for each notebook."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.total = self.done = 0

    def start(self, notebooks: int, cells: int) -> None:
        """Remember how many there are."""
        self.total = notebooks

    def notebook(self, name: str, seconds: float) -> None:
        """Write one line; a reader who has gone away is no reason to stop."""
        self.done += 1
        try:
            print(
                f"[{self.done}/{self.total}] {name} {seconds:.1f} s",
                file=self.stream,
                flush=True,
            )
        except OSError:
            self.stream = _nowhere()


class Bar(Progress):
    """A bar that moves with every cell."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.lock = threading.Lock()
        self.bar: Any = None

    def start(self, notebooks: int, cells: int) -> None:
        """Draw the empty bar."""
        from tqdm import tqdm

        self.bar = tqdm(total=cells, unit="cell", file=self.stream, leave=False)

    def cell(self, name: str) -> None:
        """Move the bar."""
        with self.lock:
            self.bar.set_description(name, refresh=False)
            self.bar.update()

    def close(self) -> None:
        """Take the bar away."""
        if self.bar is not None:
            self.bar.close()


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123


def progress_for(
    output: TextIO | None = None, errors: TextIO | None = None
) -> Progress:
    """Return a bar when `errors` is a terminal with a size, else lines on `output`."""
    errors = errors or sys.stderr
    if errors.isatty() and os.get_terminal_size(errors.fileno()).columns:
        return Bar(errors)
    return Lines(output or sys.stdout)
