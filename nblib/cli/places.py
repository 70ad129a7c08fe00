"""Where a run is when its reader names the run, or the folder that holds runs."""

from collections.abc import Iterator
from pathlib import Path


def run_folders(place: Path, inside: str) -> Iterator[Path]:
    """Yield where `inside` may be: in the run `place`, or in its latest run."""
    yield place / inside
    yield place / "latest" / inside
    pointer = place / "latest.txt"  # where links are not to be had
    if pointer.is_file():
        name = pointer.read_text("utf-8").strip()
        yield place / name / inside
        yield place / "runs" / name / inside
