"""A run appears whole or not at all.

It is built in `runs/.building-ID`, flushed to the disk, renamed to `runs/ID`, and
only then does `latest` move, by one rename. A reader never meets a torn file, and
a run that dies leaves the last good one where it was; what it left half built is
removed by the next run, which holds the folder's lock.
"""

import contextlib
import json
import os
import re
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from ..errors import FolderHeldError, StorageError, UsageError

LATEST, LATEST_TEXT, LOCK, RUNS = "latest", "latest.txt", ".lock", "runs"
BUILDING, GONE = ".building-", ".gone-"
RUN_ID = re.compile(r"(\d{4,})-[0-9a-f]{8}")
PRIVATE = 0o700  # a pile may be confidential


def require_apart(articles: Path, out: Path) -> None:
    """Refuse an output folder that would read, or be read as, articles.

    Raises
    ------
    UsageError
        If one is the other, or lies in it where a run reads or writes.
    """
    pile, place = articles.resolve(), out.resolve()
    if place == pile or (pile.is_dir() and place.is_relative_to(pile)):
        raise UsageError(
            f"--out {out} lies in {articles} and would be read as articles; "
            "choose a folder outside it"
        )
    if pile.is_relative_to(place / RUNS):
        raise UsageError(
            f"{articles} lies in {out / RUNS}, among finished runs; "
            "copy the articles elsewhere"
        )
    if place.exists() and not place.is_dir():
        raise UsageError(f"--out {out} is a file; name a folder")
    link = place / LATEST
    if link.exists() and not link.is_symlink():
        raise UsageError(
            f"{link} is no link, so it cannot be moved to a new run; rename it"
        )


@contextlib.contextmanager
def storage(place: Path) -> Iterator[None]:
    """Turn what the disk refuses into one error that names the place."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError(
            f"cannot write {error.filename or place}: {reason}; "
            "free space, or choose another --out"
        ) from error


@contextlib.contextmanager
def held(out: Path) -> Iterator[None]:
    """Hold the output folder while the block runs.

    The operating system drops the lock when its holder ends, however it ends, so
    there is no stale lock to recover.

    Raises
    ------
    FolderHeldError
        If another run holds it; the message names the process.
    """
    with storage(out):
        for folder in (out, out / RUNS):
            folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
        file = (out / LOCK).open("a+b")
    with file:
        if not _lock(file):
            raise FolderHeldError(
                f"{out} is held by {_holder(file)}; wait for it or name another --out"
            )
        with storage(out):
            file.truncate(0)
            file.write(
                json.dumps({"pid": os.getpid(), "host": socket.gethostname()}).encode()
            )
            file.flush()
        yield


def require_free(out: Path) -> None:
    """Fail at once when another run holds the output folder.

    Raises
    ------
    FolderHeldError
        If one does.
    """
    if (out / LOCK).exists():
        with held(out):
            pass


def _lock(file: BinaryIO) -> bool:
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(1024)  # past the text, which stays readable
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _holder(file: BinaryIO) -> str:
    try:
        file.seek(0)
        facts = json.loads(file.read(512))
        return f"process {int(facts['pid'])} on {facts['host']!s:.64}"
    except (ValueError, KeyError, TypeError):
        return "another run"


def next_number(out: Path) -> int:
    """Return the number of the next run: one more than any that is there."""
    return 1 + max((number_of(folder.name) for folder in run_folders(out)), default=0)


def run_folders(out: Path) -> list[Path]:
    """Return the folders of all runs that are kept, oldest first."""
    if not (out / RUNS).is_dir():
        return []
    found = [path for path in (out / RUNS).iterdir() if RUN_ID.fullmatch(path.name)]
    return sorted(found, key=lambda folder: number_of(folder.name))


def number_of(run_id: str) -> int:
    """Return the number that a run's id begins with."""
    return int(run_id.split("-")[0])


def remove_run(folder: Path) -> None:
    """Remove a run that is no longer wanted; it is never seen half gone."""
    aside = folder.with_name(f"{GONE}{folder.name}")
    folder.rename(aside)
    shutil.rmtree(aside)


@contextlib.contextmanager
def building(
    out: Path, run_id: str, *, before: Callable[[Path], None] | None = None
) -> Iterator[Path]:
    """Yield a folder to build the run `run_id` in; publish it if the block ends well.

    Call it only while the output folder is held: it removes what runs that died
    left behind.

    Parameters
    ----------
    out : Path
        The output folder.
    run_id : str
    before : callable, optional
        Called with the finished folder right before it is published.

    Raises
    ------
    StorageError
        If the disk refuses.
    """
    with storage(out):
        for mark in (BUILDING, GONE):
            for left in (out / RUNS).glob(f"{mark}*"):
                shutil.rmtree(left)
        folder = out / RUNS / f"{BUILDING}{run_id}"
        folder.mkdir(mode=PRIVATE)
    try:
        yield folder
        with storage(out):
            for path in (*sorted(folder.rglob("*")), folder):
                _flush(path)
            if before:
                before(folder)
            _publish(out, folder, run_id)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _publish(out: Path, folder: Path, run_id: str) -> None:
    final = out / RUNS / run_id
    folder.rename(final)
    try:
        _flush(out / RUNS)
        _point(out, run_id)
    except OSError:
        shutil.rmtree(final, ignore_errors=True)
        raise
    _flush(out)


def _point(out: Path, run_id: str) -> None:
    """Move `latest` to the run; where links are not to be had, name it in a file."""
    aside = out / f".{LATEST}"
    aside.unlink(missing_ok=True)
    try:
        aside.symlink_to(Path(RUNS) / run_id, target_is_directory=True)
        aside.replace(out / LATEST)
    except (NotImplementedError, PermissionError):
        aside.write_text(f"{RUNS}/{run_id}\n", encoding="utf-8")
        _flush(aside)
        aside.replace(out / LATEST_TEXT)
    else:
        (out / LATEST_TEXT).unlink(missing_ok=True)


def _flush(path: Path) -> None:
    """Force a file or folder to the disk; folders only where that is possible."""
    if path.is_dir() and os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def latest_run(out: Path) -> Path | None:
    """Return the folder of the last published run, as a reader would name it."""
    if (out / LATEST).is_dir():
        return out / LATEST
    try:
        named = (out / LATEST_TEXT).read_text(encoding="utf-8").strip()
    except OSError:
        return None
    run_id = named.removeprefix(f"{RUNS}/")
    folder = out / RUNS / run_id
    return folder if RUN_ID.fullmatch(run_id) and folder.is_dir() else None


def latest_facts(out: Path) -> dict[str, Any]:
    """Return `run.json` of the last published run, empty when there is none."""
    folder = latest_run(out)
    try:
        text = (folder / "run.json").read_text(encoding="utf-8") if folder else "{}"
        facts = json.loads(text)
    except (OSError, ValueError):
        return {}
    return facts if isinstance(facts, dict) else {}
