"""What a run must survive, tried at length: kills, full disks, crowds, odd places.

Too long for every day. `python tests/soak_run.py [TRIAL …]` runs the trials named, or
all of them, prints what it found, and fails if one did harm. Trials that need rights
or tools that are not there (mount, setpriv) say so and are passed over.
"""
# ruff: noqa: T201

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import tiny

from nblib.runs.flow import FLOW
from nblib.runs.history import list_attempts, reading

SAMPLE = Path(__file__).parents[1] / "data/sample"
WAITS = "import time\ntime.sleep(0.2)"
GRACE = 5.0  # seconds until every process must be gone
KILLS = 40
STAGES = (  # called in this order while a run is published; killed before and after
    "nblib.runs.publishing.make_run",
    "nblib.runs.publishing.file_digests",
    "nblib.runs.folders._flush",
    "nblib.runs.publishing.read_record",
    "nblib.runs.ledger.Ledger.prepare",
    "nblib.runs.folders._publish",
    "nblib.runs.folders._point",
    "nblib.runs.ledger.Ledger.confirm",
    "nblib.runs.publishing.keep_runs",
    "nblib.runs.keeping.remove_run",
)
KILLED_AT = """import os, pkgutil, sys
sys.path.insert(0, {tests!r})
import json, tiny
name, when = {stage!r}, {when!r}
owner, _, method = name.rpartition(".")
place = pkgutil.resolve_name(owner)
work = getattr(place, method)
def dies(*given, **named):
    if when == "before":
        os.kill(os.getpid(), 9)
    work(*given, **named)
    os.kill(os.getpid(), 9)
setattr(place, method, dies)
sys.exit(tiny.main(json.loads(sys.argv[1]), *sys.argv[2:]))"""


class Ground:
    """A folder with a pile, small notebooks and what was published from them."""

    def __init__(self, parent: Path | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="nblib-soak-"))
        self.out = (parent or self.folder) / "out"
        for name in FLOW:
            self.write(name, WAITS, tiny.WRITES)
        tiny.write_pile(self.folder / "pile")

    def write(self, name: str, *code: str) -> None:
        tiny.write_notebook(self.folder / f"notebooks/{name}.ipynb", *code)

    def start(
        self, *options: str, head: tuple[str, ...] = (), code: str = ""
    ) -> "subprocess.Popen[str]":
        program = ["-c", code] if code else [tiny.__file__]
        places = [self.folder / "notebooks", "run", self.folder / "pile"]
        line = [*head, sys.executable, *program, json.dumps(FLOW), *places]
        return subprocess.Popen(
            list(map(str, [*line, "--out", self.out, *options])),
            env={**os.environ, "NBLIB_SOAK": str(self.folder)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *options: str, **how: object) -> tuple[int, str]:
        process = self.start(*options, **how)
        _, said = process.communicate()
        return process.returncode, said.strip()

    def published(self) -> dict[str, bytes]:
        latest = (self.out / "latest").resolve()
        return {
            path.relative_to(latest).as_posix(): path.read_bytes()
            for path in sorted(latest.rglob("*"))
            if path.is_file()
        }

    def remaining(self) -> list[int]:
        """Processes of a run that are still there when the time of grace is over."""
        end = time.monotonic() + GRACE
        while (left := self.processes()) and time.monotonic() < end:
            time.sleep(0.05)
        return left

    def processes(self) -> list[int]:
        mark = f"NBLIB_SOAK={self.folder}".encode()
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with contextlib.suppress(OSError):
                    if mark in (entry / "environ").read_bytes().split(b"\0"):
                        found.append(int(entry.name))
        return found


def whole(files: dict[str, bytes]) -> bool:
    """Whether what is published is a run with everything that it promises."""
    facts = json.loads(files["run.json"])
    return set(facts["files"]) | {"run.json"} == set(files)


def agrees(ground: Ground) -> bool:
    """Whether the ledger, as the next reader finds it, says what `latest` says."""
    with reading(ground.out) as ledger:
        rows = [r for r in list_attempts(ground.out, ledger) if r["number"] is not None]
        pending = ledger.pending()
    latest = (ground.out / "latest").resolve().name
    return rows[-1]["run_id"] == latest and not pending


# --- trials: each returns how often harm was done ---------------------------------


def kills() -> int:
    """Kill runs at random moments; each next run must succeed."""
    ground = Ground()
    began = time.monotonic()
    assert ground.run("--force")[0] == 0
    length = time.monotonic() - began
    chance = random.Random(0)
    before, harmed, finished = ground.published(), 0, 0
    for number in range(KILLS):
        process = ground.start("--force", "--keep", "3")
        time.sleep(chance.uniform(0, length * 1.1))
        process.send_signal(signal.SIGKILL)
        finished += process.wait() == 0
        process.stderr.close()
        left, now = ground.remaining(), ground.published()
        intact = whole(now) and (now == before or now["run.json"] != before["run.json"])
        agreed = agrees(ground)
        code, said = ground.run("--force", "--keep", "3")
        before = ground.published()
        if left or not intact or not agreed or code or not whole(before):
            harmed += 1
            print(f"  {number}: {left=} {intact=} {agreed=} {code=} {said}", flush=True)
    print(f"  {KILLS} kills, {finished} came too late, {harmed} did harm")
    return harmed


def stages() -> int:
    """Kill runs right before and after each step of publishing."""
    harmed = 0
    ground = Ground()
    assert ground.run()[0] == 0
    for stage in STAGES:
        for when in ("before", "after"):
            tests = str(Path(__file__).parent)
            code = KILLED_AT.format(tests=tests, stage=stage, when=when)
            before = ground.published()
            ended, _ = ground.run("--force", "--keep", "1", code=code)
            left, now = ground.remaining(), ground.published()
            moved = now["run.json"] != before["run.json"]
            intact = whole(now) and (now == before or moved)
            agreed = agrees(ground)
            again, said = ground.run("--force", "--keep", "2")
            fine = ended == -9 and not left and intact and agreed and again == 0
            harmed += not fine
            name = stage.rpartition(".")[2]
            print(f"  {when} {name}: {'no harm' if fine else 'HARM'}", flush=True)
            if not fine:
                print(f"    {ended=} {left=} {intact=} {agreed=} {again=} {said}")
    print(f"  {2 * len(STAGES)} stages, {harmed} did harm")
    return harmed


def readers() -> int:
    """Read what is published while runs replace it."""
    ground = Ground()
    assert ground.run()[0] == 0
    torn = reads = 0
    over = threading.Event()

    def read() -> None:
        nonlocal torn, reads
        while not over.is_set():
            run = ground.out / (ground.out / "latest").readlink()
            facts = json.loads((run / "run.json").read_text("utf-8"))
            page = (ground.out / "latest/briefing.html").read_text("utf-8")
            torn += facts["run_id"] != run.name or page != "<p>briefing</p>"
            reads += 1
            time.sleep(0.002)

    reader = threading.Thread(target=read)
    reader.start()
    codes = [ground.run("--force")[0] for _ in range(8)]
    over.set()
    reader.join()
    print(f"  {reads} reads during {len(codes)} runs, {torn} torn")
    return torn + sum(map(bool, codes)) + (reads < 100)


def crowds() -> int:
    """Start two and five runs at once: one publishes, the others say who holds it."""
    harmed = 0
    for crowd in (2, 5):
        ground = Ground()
        assert ground.run()[0] == 0
        started = [ground.start("--force") for _ in range(crowd)]
        said = [process.communicate()[1] for process in started]
        codes = sorted(process.returncode for process in started)
        named = [line for line in said if "is held by process" in line]
        fine = codes == [0] + [4] * (crowd - 1) and len(named) == crowd - 1
        harmed += not fine or not whole(ground.published())
        print(f"  {crowd} at once: exit codes {codes}")
    return harmed


def disks() -> int:
    """Run on file systems that are full, out of inodes, or read-only."""
    harmed = 0
    for options, fill in (("size=4m", 1), ("size=4m", 40), ("nr_inodes=300", 0)):
        with mounted(options) as place:
            if place is None:
                print("  no right to mount: passed over")
                return 0
            ground = Ground(place)
            assert ground.run()[0] == 0
            before = ground.published()
            filler = list(crowd_out(place, fill))
            code, said = ground.run("--force")
            kept = ground.published() == before and not ground.remaining()
            for path in filler:
                path.unlink()
            again, _ = ground.run("--force")
            fine = code == 5 and said.count("\n") == 0 and kept and again == 0
            harmed += not fine
            print(f"  {options}, {fill}: exit code {code}, then {again}: {said}")
    with mounted("size=4m") as place:
        ground = Ground(place)
        assert ground.run()[0] == 0
        before = ground.published()
        subprocess.run(["mount", "-o", "remount,ro", place], check=True)
        code, said = ground.run("--force")
        harmed += code != 5 or ground.published() != before
        print(f"  read-only: exit code {code}: {said}")
    return harmed


def crowd_out(place: Path, kilobytes: int) -> Iterator[Path]:
    """Leave about so much room; with 0, no inode."""
    if kilobytes:
        file = place / "filler"
        with contextlib.suppress(OSError), file.open("wb") as out:
            while True:
                out.write(bytes(1024))
                out.flush()
        os.truncate(file, max(file.stat().st_size - 1024 * kilobytes, 0))
        yield file
        return
    with contextlib.suppress(OSError):
        for number in range(10_000):
            (place / f"filler{number}").touch()
            yield place / f"filler{number}"


@contextlib.contextmanager
def mounted(options: str) -> Iterator[Path | None]:
    place = Path(tempfile.mkdtemp(prefix="nblib-mount-"))
    line = ["mount", "-t", "tmpfs", "-o", options, "nblib", str(place)]
    done = subprocess.run(line, capture_output=True, check=False)
    try:
        yield None if done.returncode else place
    finally:
        subprocess.run(["umount", "-l", str(place)], capture_output=True, check=False)
        place.rmdir()


def limits() -> int:
    """Run without rights, with few open files, with little memory, with bad cells."""
    harmed = 0
    ground = Ground()
    assert ground.run()[0] == 0
    before = ground.published()
    caps = "-dac_override,-dac_read_search"
    plain = ("setpriv", f"--bounding-set={caps}", f"--inh-caps={caps}")
    few = ("sh", "-c", 'ulimit -n 40; exec "$@"', "sh")
    little = ("sh", "-c", 'ulimit -v 4000000; exec "$@"', "sh")
    tries = [
        ("open files", few, None, 5, "open files are allowed"),
        ("memory", little, "held = bytearray(8 << 30)", 6, "MemoryError"),
        ("kernel killed", (), "import os; os.kill(os.getpid(), 9)", 6, "kernel died"),
        ("os._exit", (), "import os; os._exit(0)", 6, "kernel died with code 0"),
        ("endless cell", (), "while True: pass", 6, "ran longer than 2 s"),
    ]
    if shutil.which("setpriv"):
        tries.insert(0, ("no rights", plain, None, 5, "Permission denied"))
    for name, head, code, expected, words in tries:
        ground.write("03_overlap", code or WAITS)
        if name == "no rights":
            (ground.out / "runs").chmod(0o500)
        found, said = ground.run("--force", "--cell-timeout", "2", head=head)
        (ground.out / "runs").chmod(0o700)
        kept = ground.published() == before and not ground.remaining()
        fine = found == expected and words in said and kept and said.count("\n") == 0
        harmed += not fine
        print(f"  {name}: exit code {found}: {said}")
    ground.write("03_overlap", WAITS)
    return harmed + (ground.run("--force")[0] != 0)


def bytes_equal() -> int:
    """Run the sample elsewhere, otherwise and from a cache: the same bytes come out."""
    folder = Path(tempfile.mkdtemp(prefix="nblib-equal-"))
    odd = {"TZ": "Asia/Tokyo", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"}
    (folder / "elsewhere").mkdir()
    copy_sample(folder / "a/sample", reverse=False)
    copy_sample(folder / "b/sample", reverse=True)
    plain = nblib_run(folder / "a/sample", folder / "out-a", folder, {})
    other = nblib_run(
        *(folder / "b/sample", folder / "out-b", folder / "elsewhere"),
        {**odd, "PYTHONHASHSEED": "77"},
    )
    harmed = differing("surroundings", plain, other)
    last = sorted((folder / "a/sample").glob("*.txt"))[-1]
    text = last.read_bytes()
    results = []
    for option in ("--no-cache", "--keep=9"):
        out = folder / f"out{option}"
        last.unlink()
        nblib_run(folder / "a/sample", out, folder, {}, option)
        last.write_bytes(text)
        results.append(nblib_run(folder / "a/sample", out, folder, {}, option))
    return harmed + differing("cache", *results)


def copy_sample(folder: Path, *, reverse: bool) -> None:
    folder.mkdir(parents=True)
    for number, file in enumerate(sorted(SAMPLE.iterdir(), reverse=reverse)):
        if file.is_file():
            shutil.copyfile(file, folder / file.name)
            os.utime(folder / file.name, (number * 1e6, number * 1e6))


def nblib_run(
    pile: Path, out: Path, cwd: Path, env: dict[str, str], *options: str
) -> dict[str, bytes]:
    line = [sys.executable, "-m", "nblib", "run", str(pile), "--out", str(out)]
    place = str(Path(__file__).parents[1])
    subprocess.run(
        [*line, *options],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": place, **env},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    latest = (out / "latest").resolve()
    return {
        path.relative_to(latest).as_posix(): path.read_bytes()
        for path in sorted(latest.rglob("*"))
        if path.is_file() and path.name != "run.json"
    }


def differing(what: str, one: dict[str, bytes], two: dict[str, bytes]) -> int:
    names = sorted(one.keys() | two.keys())
    other = [name for name in names if one.get(name) != two.get(name)]
    print(f"  {what}: {len(names)} files, {len(other)} differ {' '.join(other)}")
    return len(other)


TRIALS: dict[str, Callable[[], int]] = {
    trial.__name__: trial
    for trial in (stages, readers, crowds, disks, limits, bytes_equal, kills)
}


def main(*names: str) -> int:
    """Run the trials and return how many of them did harm."""
    harmed = []
    for name in names or TRIALS:
        print(f"{name}: {TRIALS[name].__doc__}", flush=True)
        began = time.monotonic()
        if TRIALS[name]():
            harmed.append(name)
        print(f"  {time.monotonic() - began:.0f} s", flush=True)
    print(f"harm in: {', '.join(harmed) or 'no trial'}")
    return len(harmed)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
