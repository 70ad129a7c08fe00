"""Notebooks run in kernels of their own; what fails is named and leaves nothing."""

import ast
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest
import tiny

from nblib import runs
from nblib.errors import NotebookError, StorageError
from nblib.runs.folders import held
from nblib.runs.progress import Lines, Progress
from nblib.runs.warm import imports_of

TWO = {"01_pile": (), "02_stories": ("01_pile",)}
ONE = {"01_pile": ()}
ODD = "\"quoted\" \\ {brace} $x\n\u2028 'é' 漢 %s"


def order(folder, flow, *, given=None, limits=None, **options):
    articles = folder / "pile"
    if not articles.exists():
        tiny.write_pile(articles)
    cells = runs.read_cells(folder / "notebooks", flow)
    return runs.Order(
        articles=articles,
        out=folder / "out",
        notebooks=folder / "notebooks",
        inputs="digest",
        cells=cells,
        values=runs.bind_parameters(given or {}, cells),
        flow=flow,
        limits=limits or runs.Limits(),
        **options,
    )


def publish(ordered, progress=None, warm=None):
    tools = runs.Tools(tiny.convert, tiny.write_briefing, progress or Progress(), warm)
    return runs.publish_run(ordered, runs.Pile([], 0, None), tools)


ASKS = """import json, os, sys
from ipykernel.connect import get_connection_info
facts = {
    "reached by": get_connection_info(unpack=True)["transport"],
    "cwd": os.getcwd(), "found": os.listdir(), "python": sys.executable,
    "seed": os.environ["PYTHONHASHSEED"], "zone": os.environ["TZ"],
    "safe": sys.flags.safe_path, "title": title, "type": type(seed).__name__,
    "startup": "PYTHONSTARTUP" in os.environ, "here": "" in sys.path,
}
_ = open(os.path.join(tables_dir, "facts.json"), "w").write(json.dumps(facts))
print({"a", "b", "c"}, articles_dir == os.path.abspath(articles_dir))"""


@pytest.fixture(scope="module", autouse=True)
def still_code():
    """Code that nobody edits meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("nblib.runs.plan.code_digest", lambda: "code")
        yield


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """The same two notebooks twice: plainly, and as forks from other surroundings."""
    folder = tmp_path_factory.mktemp("{run} of two")
    tiny.write_notebook(folder / "notebooks/01_pile.ipynb", ASKS)
    tiny.write_notebook(folder / "notebooks/02_stories.ipynb", tiny.WRITES)
    given = {"title": ODD, "seed": "7"}
    pages = [publish(order(folder, TWO, given=given))]
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"PYTHONHASHSEED": "5", "TZ": "Asia/Tokyo"}.items():
            patch.setenv(name, value)
        patch.setenv("PYTHONSTARTUP", str(folder / "startup.py"))
        patch.chdir(folder / "pile")
        with runs.warmed(folder / "notebooks", TWO) as warm:
            again = order(folder, TWO, given=given, force=True)
            pages.append(publish(again, warm=warm))
    return folder, pages


def test_a_run_holds_all_that_was_promised(run):
    folder, pages = run
    latest = folder / "out/latest"

    assert pages == [latest / "briefing.html"] * 2
    assert sorted(
        p.relative_to(latest).as_posix() for p in latest.rglob("*") if p.is_file()
    ) == [
        "briefing.html",
        "notebooks/01_pile.html",
        "notebooks/01_pile.ipynb",
        "notebooks/02_stories.html",
        "notebooks/02_stories.ipynb",
        "run.json",
        "tables/facts.json",
        "tables/x.txt",
    ]


def test_a_kernel_is_this_python_in_a_folder_of_its_own(run):
    folder, _ = run
    facts = json.loads((folder / "out/latest/tables/facts.json").read_text())
    where = Path(facts.pop("cwd"))

    assert facts == {
        "found": ["kernel.log"],
        "python": sys.executable,
        "seed": "0",
        "reached by": "ipc" if sys.platform == "linux" else "tcp",
        "zone": "UTC",
        "safe": True,
        "title": ODD,
        "type": "int",
        "startup": False,
        "here": False,
    }
    assert where.is_relative_to(folder / "out/runs")
    assert not where.exists()


def test_equal_runs_leave_equal_bytes(run):
    folder, _ = run
    first, second = sorted((folder / "out/runs").iterdir())
    names = [p.relative_to(first) for p in first.rglob("*.ipynb")]

    assert first.name[4:] == second.name[4:]
    assert len(names) == 2
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_a_published_notebook_shows_its_parameters_and_no_clock(run):
    folder, _ = run
    node = nbformat.read(folder / "out/latest/notebooks/01_pile.ipynb", as_version=4)
    injected = node.cells[2]

    assert {
        statement.targets[0].id: ast.literal_eval(statement.value)
        for statement in ast.parse(injected.source).body
    } == {"articles_dir": "pile", "tables_dir": "../tables", "title": ODD, "seed": 7}
    assert set(node.metadata) == {"kernelspec", "language_info"}
    assert str(folder) not in nbformat.writes(node)


def test_run_json_says_what_ran(run):
    folder, _ = run
    facts = json.loads((folder / "out/latest/run.json").read_text())

    assert facts["run_id"].startswith("0002-")
    assert facts["parameters"] == {"title": ODD, "seed": 7}
    assert [(n["name"], n["status"]) for n in facts["notebooks"]] == [
        ("01_pile", "succeeded"),
        ("02_stories", "succeeded"),
    ]
    assert {"nblib", "python", "papermill"} <= set(facts["versions"])


def test_nothing_new_publishes_nothing(run):
    folder, _ = run
    asked = order(folder, TWO, given={"title": ODD, "seed": "7"}, only_if_changed=True)

    with pytest.raises(
        runs.NothingNewError, match="nothing has changed since run 0002-"
    ):
        publish(asked)
    assert len(list((folder / "out/runs").iterdir())) == 2


@pytest.mark.parametrize(
    ("code", "tags", "limits", "message"),
    [
        pytest.param(
            "raise ValueError('no word')",
            [],
            {},
            "01_pile, cell 3: ValueError: no word",
            id="error",
        ),
        pytest.param("import sys; sys.exit(0)", [], {}, "SystemExit", id="early end"),
        pytest.param("1 / 0", ["raises-exception"], {}, "cell 3: Zero", id="allowed"),
        pytest.param("1", ["skip-execution"], {}, "cell 3: did not run", id="skipped"),
        pytest.param(
            "import os; os._exit(0)", [], {}, "cell 3: its kernel died", id="death"
        ),
        pytest.param(
            "while True: pass",
            [],
            {"cell": 1},
            "cell 3: the cell ran longer than 1 s",
            id="endless cell",
        ),
        pytest.param(
            "import time; time.sleep(60)",
            [],
            {"notebook": 1},
            "cell 3: the notebook ran longer than 1 s",
            id="notebook's time",
        ),
    ],
)
def test_a_notebook_that_does_not_end_well_fails_by_name(
    tmp_path, code, tags, limits, message
):
    tiny.write_notebook(tmp_path / "notebooks/01_pile.ipynb", code, tags=tags)

    with pytest.raises(NotebookError, match=message):
        publish(order(tmp_path, ONE, limits=runs.Limits(**limits)))
    assert list((tmp_path / "out/runs").iterdir()) == []


def test_a_full_disk_is_no_fault_of_the_notebook(tmp_path):
    full = "raise OSError(28, 'No space left on device')"
    tiny.write_notebook(tmp_path / "notebooks/01_pile.ipynb", full)

    with pytest.raises(StorageError, match=r"\[Errno 28\] No space left"):
        publish(order(tmp_path, ONE))


def test_a_failure_stops_the_others(tmp_path):
    flow = {"a": (), "b": ()}
    tiny.write_notebook(tmp_path / "notebooks/a.ipynb", "raise ValueError('first')")
    tiny.write_notebook(tmp_path / "notebooks/b.ipynb", "import time; time.sleep(600)")

    with pytest.raises(NotebookError, match="a, cell 3: ValueError: first"):
        publish(order(tmp_path, flow))


@pytest.mark.skipif(sys.platform != "linux", reason="kernels are forks on Linux only")
def test_a_fork_that_dies_is_named_and_so_is_one_that_hangs(tmp_path):
    path = tmp_path / "notebooks/01_pile.ipynb"
    tiny.write_notebook(path, "import os; os._exit(0)")

    with runs.warmed(tmp_path / "notebooks", ONE) as warm:
        with pytest.raises(NotebookError, match="cell 3: its kernel died"):
            publish(order(tmp_path, ONE), warm=warm)
        tiny.write_notebook(path, "while True: pass")
        with pytest.raises(NotebookError, match="the cell ran longer than 1 s"):
            publish(order(tmp_path, ONE, limits=runs.Limits(cell=1)), warm=warm)


@pytest.mark.skipif(sys.platform != "linux", reason="kernels are forks on Linux only")
def test_without_its_warm_process_a_kernel_starts_plainly(tmp_path):
    tiny.write_notebook(tmp_path / "notebooks/01_pile.ipynb", tiny.WRITES)

    with runs.warmed(tmp_path / "notebooks", ONE) as warm:
        warm.process.kill()
        warm.process.wait()
        page = publish(order(tmp_path, ONE), warm=warm)

    assert (page.parent / "tables/x.txt").exists()


def test_imports_are_read_from_code_that_is_python(tmp_path):
    code = "%matplotlib inline\nimport json, os as o\nfrom re import sub\nx = 1"
    tiny.write_notebook(tmp_path / "n.ipynb", code, "!ls\nimport json, os as o", "if :")

    assert (
        imports_of(tmp_path / "n.ipynb") == "import json, os as o\nfrom re import sub"
    )


def test_nothing_planted_beside_the_articles_is_imported(tmp_path, monkeypatch):
    tiny.write_pile(tmp_path / "pile")
    for name in ("bottleneck.py", "sitecustomize.py", "matplotlibrc"):
        (tmp_path / "pile" / name).write_text("raise SystemExit('planted')")
    code = "import importlib.util as u\nprint(u.find_spec('bottleneck'))"
    tiny.write_notebook(tmp_path / "notebooks/01_pile.ipynb", code)
    monkeypatch.chdir(tmp_path / "pile")

    page = publish(order(tmp_path, ONE))

    assert "None" in (page.parent / "notebooks/01_pile.ipynb").read_text()


def test_a_long_line_is_no_reason_to_wait(tmp_path):
    code = "print('y' * 1_000_000); print('z')"
    tiny.write_notebook(tmp_path / "notebooks/01_pile.ipynb", code)

    page = publish(order(tmp_path, ONE))

    shown = nbformat.read(page.parent / "notebooks/01_pile.ipynb", as_version=4)
    assert len(shown.cells[-1].outputs[0].text) == 1_000_003


def test_progress_is_told_in_lines(tmp_path, capsys):
    tiny.write_notebook(tmp_path / "notebooks/01_pile.ipynb", "1")

    publish(order(tmp_path, ONE), Lines(sys.stdout))

    assert capsys.readouterr().out.startswith("[1/1] 01_pile ")


# --- a process that is ended from outside --------------------------------------

STAYS = """import os, pathlib, time
pathlib.Path(articles_dir, ".pid").write_text(str(os.getpid()))
time.sleep(600)"""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 130), (signal.SIGKILL, -9)],
)
def test_an_ended_run_leaves_no_kernel_and_the_last_briefing(tmp_path, number, code):
    tiny.write_notebook(tmp_path / "notebooks/01_pile.ipynb", "1")
    page = publish(order(tmp_path, ONE))
    tiny.write_notebook(tmp_path / "notebooks/01_pile.ipynb", STAYS)
    command = [sys.executable, tiny.__file__, json.dumps(ONE)]
    folders = [
        tmp_path / "notebooks",
        "run",
        tmp_path / "pile",
        "--out",
        page.parents[1],
    ]
    mark = tmp_path / "pile/.pid"
    with subprocess.Popen(
        [*command, *map(str, folders)],
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hear_ctrl_c,
    ) as process:
        try:
            wait_for(mark.exists)
            process.send_signal(number)
            assert process.wait(10) == code
        finally:
            process.kill()
        said = process.stderr.read()

    assert said.count("\n") == (1 if code == 130 else 0)
    kernel = int(mark.read_text())
    wait_for(lambda: not alive(kernel))
    assert page.read_text() == "<p>briefing</p>"
    with held(page.parents[1]):
        pass


def hear_ctrl_c():
    """Undo what a shell hands down to tests that it runs in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def wait_for(ready, seconds=20):
    end = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)
