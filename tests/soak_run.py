"""Kill runs at random moments: the last briefing stays, and no process does.

Too long for every day; `python tests/soak_run.py [TIMES]` prints what it found and
fails if one run of the many left a torn file, a process or a folder that cannot be
used again.
"""
# ruff: noqa: T201

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import tiny

FLOW = {
    "01_pile": (),
    "02_stories": ("01_pile",),
    "03_overlap": ("01_pile",),
    "04_timeline": ("02_stories", "03_overlap"),
    "05_briefing": ("04_timeline",),
}
WAITS = "import time\ntime.sleep(0.2)"
GRACE = 5.0  # seconds until every process must be gone


def main(times: int = 40) -> int:
    """Kill `times` runs and return how many of them did harm."""
    folder = Path(tempfile.mkdtemp(prefix="nblib-soak-"))
    for name in FLOW:
        tiny.write_notebook(folder / f"notebooks/{name}.ipynb", WAITS, tiny.WRITES)
    tiny.write_pile(folder / "pile")
    began = time.monotonic()
    assert run(folder).wait() == 0
    whole = time.monotonic() - began
    before = published(folder)
    chance = random.Random(0)
    harmed = 0
    for number in range(times):
        moment = chance.uniform(0, whole)
        process = run(folder)
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        ended = process.wait() == 0
        left, now = remaining(folder), published(folder)
        moved = now["run.json"] != before["run.json"]
        harm = bool(left) or torn(folder) or (now != before and not moved)
        harmed, before = harmed + harm, now
        state = "finished" if ended else "killed"
        print(
            f"{number:3d} {moment:5.2f} s {state} left={left} harm={harm}", flush=True
        )
    code = run(folder).wait()
    print(f"{harmed} of {times} did harm; the next run ended with {code}")
    return harmed + code


def run(folder: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, tiny.__file__, json.dumps(FLOW), folder / "notebooks"]
    options = ["run", folder / "pile", "--out", folder / "out"]
    environment = {**os.environ, "NBLIB_SOAK": str(folder)}
    return subprocess.Popen(
        list(map(str, [*command, *options])),
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def published(folder: Path) -> dict[str, bytes]:
    latest = folder / "out/latest"
    return {
        path.relative_to(latest).as_posix(): path.read_bytes()
        for path in sorted(latest.rglob("*"))
        if path.is_file()
    }


def torn(folder: Path) -> bool:
    """Whether what is published is anything but a whole run."""
    latest = folder / "out/latest"
    facts = json.loads((latest / "run.json").read_text("utf-8"))
    names = {notebook["name"] for notebook in facts["notebooks"]}
    held = {path.stem for path in latest.glob("notebooks/*.html")}
    return (
        names != set(FLOW) or held != names or not (latest / "briefing.html").exists()
    )


def remaining(folder: Path) -> list[int]:
    """Processes of the run that are still there when the time of grace is over."""
    end = time.monotonic() + GRACE
    while (left := processes(folder)) and time.monotonic() < end:
        time.sleep(0.05)
    return left


def processes(folder: Path) -> list[int]:
    mark = f"NBLIB_SOAK={folder}".encode()
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                held = mark in (entry / "environ").read_bytes().split(b"\0")
            except OSError:
                continue
            if held:
                found.append(int(entry.name))
    return found


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
