"""Reading a pile for a command: from wherever it comes, with a word when it is long."""

import contextlib
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ..articles import Corpus, read_articles
from ..errors import UsageError
from .output import say

SPOKEN = 3.0  # seconds between two lines of progress; what is shorter says nothing
STANDARD_INPUT = Path("-")


class Told:
    """Tells on standard error how far reading has come, if it takes long."""

    def __init__(self) -> None:
        self.last = time.monotonic()

    def __call__(self, done: int, files: int) -> None:
        """Take note that another file is read."""
        now = time.monotonic()
        if now - self.last >= SPOKEN:
            self.last = now
            with contextlib.suppress(OSError):
                say(f"nblib: {done:,} of {files:,} files read", sys.stderr)


def read_pile(articles: Path) -> Corpus:
    """Read the articles; a place that cannot be read is a wrong path.

    Raises
    ------
    UsageError
        If the path cannot be read.
    """
    try:
        return read_articles(articles, progress=Told())
    except OSError as error:
        reason = f"cannot read {articles}: {error.strerror}"
        raise UsageError(f"{reason}; check the path and its permissions") from error


@contextlib.contextmanager
def standing_pile(articles: Path) -> Iterator[Path]:
    """Yield a path that can be read more than once, also for standard input."""
    if articles != STANDARD_INPUT:
        yield articles
        return
    with tempfile.TemporaryDirectory(prefix="nblib-") as folder:
        file = Path(folder) / "standard-input.jsonl"
        with file.open("wb") as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
        yield file
