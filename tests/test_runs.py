"""What a user gives is checked before anything runs; a run appears whole or not."""

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from nblib.errors import (
    FolderHeldError,
    NotebookError,
    SchemaError,
    StorageError,
    UsageError,
)
from nblib.runs import bind_parameters, collect, read_cells, require_apart
from nblib.runs.environment import kernel_environment
from nblib.runs.facts import describe_pile
from nblib.runs.folders import (
    building,
    held,
    latest_facts,
    latest_run,
    next_number,
)
from nblib.runs.notebooks import pinned, require_complete, shown_values
from nblib.runs.parameter_files import LARGEST_FILE, read_parameter_file
from nblib.runs.plan import make_plan
from nblib.tables import make_table

CELL = """articles_dir: str = "../data/sample"  # folder of articles
k: int = 5  # words per shingle, 1 to 20
share: float = 0.02  # least share shown, 0.0 to 1.0
title: str = ""  # heading of the page
as_of: str = ""  # ISO date of the briefing; empty for the newest article
seed: int | None = None  # any whole number
bold: bool = False  # true or false
kind: str = "event"  # event, topic or day: what a story is
"""


def write_notebook(path, parameters=CELL, tags=("parameters",)):
    cells = [
        new_markdown_cell("# Which words?"),
        new_code_cell(parameters, metadata={"tags": list(tags)}),
    ]
    nbformat.write(new_notebook(cells=cells), path)


@pytest.fixture
def cells(tmp_path):
    write_notebook(tmp_path / "03_overlap.ipynb")
    write_notebook(tmp_path / "04_timeline.ipynb", 'title: str = ""  # heading')
    return read_cells(tmp_path, ["03_overlap", "04_timeline"])


# --- parameters --------------------------------------------------------------


def test_the_cell_gives_type_default_note_and_range(cells):
    share = cells["03_overlap"]["share"]

    assert (share.kind, share.default, share.low, share.high) == ("float", 0.02, 0, 1)
    assert share.note == "least share shown, 0.0 to 1.0"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        pytest.param("k", "7", 7, id="whole number"),
        pytest.param("k", "20", 20, id="the range includes its ends"),
        pytest.param("share", "1", 1.0, id="a whole number is a number"),
        pytest.param("share", "1e-3", 0.001, id="exponent"),
        pytest.param("title", "007", "007", id="text stays text"),
        pytest.param("title", "None", "None", id="None is text where text is due"),
        pytest.param("title", "true", "true", id="true is text where text is due"),
        pytest.param("title", "", "", id="empty text"),
        pytest.param("as_of", "2025-04-10", "2025-04-10", id="date"),
        pytest.param("as_of", "", "", id="no date"),
        pytest.param("seed", "None", None, id="optional"),
        pytest.param("seed", "-3", -3, id="no range stated"),
        pytest.param("bold", "true", True, id="truth"),
        pytest.param("kind", "day", "day", id="choice"),
    ],
)
def test_text_is_typed_by_the_annotation(cells, name, text, expected):
    value = bind_parameters({name: text}, cells)["03_overlap"][name]

    assert value == expected
    assert type(value) is type(expected)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("k", "seven", "k must be a whole number, got 'seven'"),
        ("k", "7.0", "k must be a whole number"),
        ("k", "1_0", "k must be a whole number"),
        ("k", "٣", "k must be a whole number"),
        ("k", "0", "k must be 1 to 20, got 0"),
        ("k", "None", "k must be a whole number"),
        ("share", "1.5", "share must be 0 to 1, got 1.5"),
        ("share", "nan", "share must be a number"),
        ("share", "1e999", "share must be a number"),
        ("as_of", "10/04/2025", "as_of must be an ISO date"),
        ("as_of", "2025-02-30", "as_of must be an ISO date"),
        ("bold", "yes", "bold must be true or false"),
        ("kind", "storm", "kind must be event or topic or day, got 'storm'"),
        ("title", "\udce9", "title must be text in UTF-8"),
        (
            "titel",
            "x",
            "did you mean title.*known: as_of, bold, k, kind, seed, share, title",
        ),
        ("x=1;import os", "1", "no notebook has the parameter"),
        ("articles_dir", "/", "articles_dir is set by the run"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_value(cells, name, text, message):
    with pytest.raises(UsageError, match=message):
        bind_parameters({name: text}, cells)


def test_each_notebook_gets_the_parameters_that_it_has(cells):
    assert bind_parameters({"title": "Harbour", "k": "3"}, cells) == {
        "03_overlap": {"title": "Harbour", "k": 3},
        "04_timeline": {"title": "Harbour"},
    }


@pytest.mark.parametrize(
    ("cell", "tags", "message"),
    [
        ("k = 5", ["parameters"], "must be annotated"),
        ("k: list = []", ["parameters"], "type of k must be one of str, int"),
        ("k: int = 5", [], "0 cells tagged parameters"),
    ],
)
def test_a_cell_that_states_no_types_is_refused(tmp_path, cell, tags, message):
    write_notebook(tmp_path / "n.ipynb", cell, tags)

    with pytest.raises(SchemaError, match=message):
        read_cells(tmp_path, ["n"])


# --- parameter files ---------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "p.toml",
            'k = 7\nshare = 0.50\ntitle = "007"\nas_of = 2025-04-10\nbold = true',
        ),
        ("p.yaml", "k: 7\nshare: 0.50\ntitle: 007\nas_of: 2025-04-10\nbold: true\n"),
    ],
)
def test_both_kinds_of_file_give_the_same_text(tmp_path, name, text):
    file = tmp_path / name
    file.write_text(text)

    assert read_parameter_file(file) == {
        "k": "7",
        "share": "0.50",
        "title": "007",
        "as_of": "2025-04-10",
        "bold": "true",
    }


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("p.yaml", "k: 1\nk: 2\n", "gives 'k' twice"),
        ("p.toml", "k = 1\nk = 2\n", "(?i)overwrite"),
        ("p.yaml", "k: !!python/object/apply:os.getcwd []\n", "tags"),
        ("p.yaml", "k: !!int 3\n", "tags, anchors"),
        ("p.yaml", "a: &a x\nb: *a\n", "anchors and aliases"),
        ("p.yaml", "k: [1, 2]\n", "one flat list"),
        ("p.yaml", "- k\n", "one flat list"),
        ("p.yaml", "just text\n", "one flat list"),
        ("p.yaml", "a: 1\n---\nb: 2\n", "one flat list"),
        ("p.yaml", "a: '\n", "scanning"),
        ("p.yaml", "[" * 20000, "one flat list"),
        ("p.toml", "[k]\nx = 1\n", "k must be a plain value"),
        ("p.toml", "k = \n", "Invalid value"),
        ("p.yaml", "# " + "x" * LARGEST_FILE, "larger than 64 kB"),
        ("p.json", "{}", "must end in .toml, .yaml, .yml"),
    ],
)
def test_a_file_that_holds_more_than_names_and_values_is_refused(
    tmp_path, name, text, message
):
    file = tmp_path / name
    file.write_text(text)

    with pytest.raises(UsageError, match=message):
        read_parameter_file(file)


def test_a_file_that_is_missing_or_no_text_is_refused(tmp_path):
    (tmp_path / "latin.toml").write_bytes(b'title = "caf\xe9"')

    with pytest.raises(UsageError, match="No such file"):
        read_parameter_file(tmp_path / "none.toml")
    with pytest.raises(UsageError, match="utf-8"):
        read_parameter_file(tmp_path / "latin.toml")


def test_an_empty_file_gives_nothing(tmp_path):
    (tmp_path / "p.yaml").write_text("")

    assert read_parameter_file(tmp_path / "p.yaml") == {}


def test_the_command_line_stands_above_the_file(tmp_path):
    (tmp_path / "p.toml").write_text("k = 3\nseed = 4")

    assert collect([("k", "7")], tmp_path / "p.toml") == {"k": "7", "seed": "4"}


def test_a_name_given_twice_is_refused():
    with pytest.raises(UsageError, match="the command line gives 'k' twice"):
        collect([("k", "1"), ("k", "1")])


# --- folders -----------------------------------------------------------------


def publish(out, run_id, text="whole", fails=None):
    with held(out), building(out, run_id) as folder:
        (folder / "briefing.html").write_text(text)
        if fails:
            raise fails
        (folder / "run.json").write_text(json.dumps({"run_id": run_id}))


def test_latest_points_to_the_last_run_and_both_are_whole(tmp_path):
    publish(tmp_path / "out", "0001-aaaaaaaa")
    publish(tmp_path / "out", "0002-bbbbbbbb", "second")

    latest = tmp_path / "out/latest"
    assert str(latest.readlink()) == "runs/0002-bbbbbbbb"
    assert (latest / "briefing.html").read_text() == "second"
    assert latest_facts(tmp_path / "out") == {"run_id": "0002-bbbbbbbb"}
    assert next_number(tmp_path / "out") == 3
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == [
        ".lock",
        "latest",
        "runs",
    ]


def test_a_run_that_fails_leaves_nothing_behind(tmp_path):
    publish(tmp_path / "out", "0001-aaaaaaaa")

    with pytest.raises(NotebookError):
        publish(tmp_path / "out", "0002-bbbbbbbb", fails=NotebookError("cell 5"))

    assert [p.name for p in (tmp_path / "out/runs").iterdir()] == ["0001-aaaaaaaa"]
    assert (tmp_path / "out/latest/briefing.html").read_text() == "whole"


def test_a_link_that_cannot_be_moved_takes_the_run_back(tmp_path, monkeypatch):
    def refuse(self, target):
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr("pathlib.Path.replace", refuse)
    with pytest.raises(StorageError, match="No space left on device; free space"):
        publish(tmp_path / "out", "0001-aaaaaaaa")

    assert list((tmp_path / "out/runs").iterdir()) == []
    assert latest_run(tmp_path / "out") is None


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path):
    left = tmp_path / "out/runs/.building-0001-cccccccc"
    left.mkdir(parents=True)
    (left / "half.html").write_text("half")

    publish(tmp_path / "out", "0001-aaaaaaaa")

    assert not left.exists()


def test_where_links_are_not_to_be_had_a_file_names_the_run(tmp_path, monkeypatch):
    def refuse(self, target, target_is_directory=False):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("pathlib.Path.symlink_to", refuse)
    publish(tmp_path / "out", "0001-aaaaaaaa")

    assert (tmp_path / "out/latest.txt").read_text() == "runs/0001-aaaaaaaa\n"
    assert latest_run(tmp_path / "out") == tmp_path / "out/runs/0001-aaaaaaaa"
    assert latest_facts(tmp_path / "out") == {"run_id": "0001-aaaaaaaa"}


@pytest.mark.parametrize("named", ["../../elsewhere", "", "runs/none"])
def test_a_file_that_names_no_run_is_no_run(tmp_path, named):
    (tmp_path / "latest.txt").write_text(named)

    assert latest_run(tmp_path) is None
    assert latest_facts(tmp_path) == {}


def test_a_second_run_is_told_who_holds_the_folder(tmp_path):
    with (
        held(tmp_path),
        pytest.raises(FolderHeldError, match=f"process {os.getpid()} on"),
        held(tmp_path),
    ):
        pass


def test_a_holder_that_was_killed_holds_nothing(tmp_path):
    code = (
        "import os, sys; from pathlib import Path\n"
        "from nblib.runs.folders import held\n"
        "with held(Path(sys.argv[1])): os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)

    with held(tmp_path):
        assert json.loads((tmp_path / ".lock").read_text())["pid"] == os.getpid()


def test_the_output_folder_is_private(tmp_path):
    publish(tmp_path / "out", "0001-aaaaaaaa")

    assert (tmp_path / "out").stat().st_mode & 0o077 == 0
    assert (tmp_path / "out/latest").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("articles", "out", "message"),
    [
        ("pile", "pile", "would be read as articles"),
        ("pile", "pile/briefings", "would be read as articles"),
        ("pile", "link/deep", "would be read as articles"),
        ("out/runs/0001-aaaaaaaa", "out", "among finished runs"),
        ("pile", "pile/a.txt", "would be read as articles"),
        ("pile", "file", "is a file"),
        ("pile", "taken", "is no link"),
    ],
)
def test_input_and_output_must_lie_apart(tmp_path, articles, out, message):
    (tmp_path / "pile").mkdir()
    (tmp_path / "pile/a.txt").write_text("x")
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to("pile")
    (tmp_path / "taken/latest").mkdir(parents=True)
    (tmp_path / "out/runs/0001-aaaaaaaa").mkdir(parents=True)

    with pytest.raises(UsageError, match=message):
        require_apart(tmp_path / articles, tmp_path / out)


def test_articles_may_lie_beside_the_output(tmp_path):
    (tmp_path / "pile").mkdir()

    require_apart(tmp_path / "pile", tmp_path / "briefings")
    require_apart(tmp_path / "pile", tmp_path)


# --- facts -------------------------------------------------------------------


def a_pile(**fields):
    record = {"article_id": "a", "text": "Talks began.", **fields}
    return describe_pile(make_table("articles", [record]), make_table("rejects", []))


def test_a_pile_knows_its_newest_stated_date():
    assert a_pile(published="2025-04-10T08:00:00+00:00").newest == "2025-04-10"
    assert a_pile().newest is None


def test_an_empty_pile_can_be_described():
    tables = [make_table(name, []) for name in ("articles", "rejects")]

    assert all(isinstance(table, pd.DataFrame) for table in tables)
    assert describe_pile(*tables).articles == []


# --- what must run, and why -----------------------------------------------------

FLOW = {"a": (), "b": ("a",), "c": ()}


def a_plan(folder, last=None, inputs="1", values=None, **options):
    for name in FLOW:
        if not (folder / f"{name}.ipynb").exists():
            write_notebook(folder / f"{name}.ipynb")
    given = {name: {} for name in FLOW} | (values or {})
    place = folder / "run"
    place.mkdir(exist_ok=True)
    facts = last and {
        "run_id": "0001-aaaaaaaa",
        "notebooks": [{"name": n, "parts": p} for n, p in last.parts.items()],
        "files": {},
    }
    return make_plan(
        inputs,
        folder,
        given,
        FLOW,
        last=facts,
        folder=place if last else None,
        **options,
    )


def test_nothing_runs_when_nothing_has_changed(tmp_path):
    first = a_plan(tmp_path)
    again = a_plan(tmp_path, first)

    assert set(first.why.values()) == {"no run before it"}
    assert (again.why, again.reused) == ({}, ["a", "b", "c"])
    assert again.fingerprint == first.fingerprint


def change_articles(folder):
    return {"inputs": "2"}


def change_parameters(folder):
    return {"values": {"c": {"k": 6}}}


def change_notebook(folder):
    write_notebook(folder / "a.ipynb", CELL + "more: int = 1")
    return {}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (change_articles, dict.fromkeys("abc", "the articles changed")),
        (change_parameters, {"c": "its parameters changed"}),
        (
            change_notebook,
            {"a": "the notebook changed", "b": "a notebook before it changed"},
        ),
    ],
)
def test_what_must_run_has_a_reason(tmp_path, change, why):
    first = a_plan(tmp_path)
    again = a_plan(tmp_path, first, **change(tmp_path))

    assert again.why == why
    assert again.fingerprint != first.fingerprint


def test_what_tells_the_news_runs_again_after_every_run(tmp_path):
    news = frozenset({"c"})
    first = a_plan(tmp_path, news=news)
    again = a_plan(tmp_path, first, news=news)

    assert again.why == {"c": "it tells what is new since the last run"}
    assert again.fingerprint == first.fingerprint


def test_altered_files_are_not_taken_over(tmp_path):
    first = a_plan(tmp_path)
    (tmp_path / "run/stray").write_text("")

    assert set(a_plan(tmp_path, first).why.values()) == {
        "files of the run before were altered"
    }


def test_what_a_notebook_showed_last_is_no_part_of_it(tmp_path):
    first = a_plan(tmp_path)
    node = nbformat.read(tmp_path / "a.ipynb", as_version=4)
    node.cells[1].outputs = [new_output("stream", name="stdout", text="shown")]
    node.cells[1].execution_count = 7
    nbformat.write(node, tmp_path / "a.ipynb")

    assert a_plan(tmp_path, first).why == {}


# --- notebooks ---------------------------------------------------------------


def executed(**fields):
    cell = new_code_cell("1 / 0", **fields)
    injected = new_code_cell("k = 1", metadata={"tags": ["injected-parameters"]})
    injected.execution_count = 1
    return new_notebook(cells=[new_markdown_cell("# Q"), injected, cell])


def test_a_notebook_is_complete_when_every_cell_ran():
    require_complete(executed(execution_count=2), "n")


def test_an_error_that_was_allowed_is_still_an_error():
    out = new_output("error", ename="SystemExit", evalue="0", traceback=[])

    with pytest.raises(NotebookError, match="n, cell 2: SystemExit: 0"):
        require_complete(executed(execution_count=2, outputs=[out]), "n")


def test_a_cell_that_was_skipped_is_named():
    with pytest.raises(NotebookError, match="n, cell 2: did not run"):
        require_complete(executed(), "n")


def test_what_differs_from_run_to_run_is_taken_out():
    warning = "/out/.work/ipykernel_4711/99.py:1: UserWarning"
    printed = new_output("stream", name="stderr", text=warning)
    node = executed(execution_count=2, outputs=[printed])
    node.metadata = nbformat.from_dict({"papermill": {"duration": 1.5}, "widgets": {}})
    node.cells[2].metadata = nbformat.from_dict({"papermill": {"duration": 1.5}})

    pinned(node, {"k": 1}, Path("/out/.work"))

    assert node.metadata == {}
    assert node.cells[1].id == "injected-parameters"
    assert node.cells[1].source == "# Parameters of this run\nk = 1"
    assert node.cells[2].metadata == {}
    assert node.cells[2].outputs[0].text == "ipykernel/99.py:1: UserWarning"


def test_what_was_printed_in_pieces_is_one():
    pieces = [("stdout", "a"), ("stderr", "x"), ("stdout", "b")]
    outputs = [new_output("stream", name=name, text=text) for name, text in pieces]
    outputs.insert(2, new_output("display_data", data={"text/plain": "table"}))
    node = executed(execution_count=2, outputs=outputs[::-1])

    pinned(node, {}, Path("/out/.work"))

    assert [out.get("text", "table") for out in node.cells[2].outputs] == [
        "b",
        "table",
        "a",
        "x",
    ]


def test_a_published_notebook_names_no_place_of_this_machine(tmp_path):
    values = {"articles_dir": str(tmp_path / "pile"), "tables_dir": str(tmp_path)}

    assert shown_values({**values, "k": 5}, tmp_path / "pile") == {
        "articles_dir": "pile",
        "tables_dir": "../tables",
        "k": 5,
    }


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_too_few_open_files_are_said_before_anything_runs():
    code = (
        "import resource as r; r.setrlimit(r.RLIMIT_NOFILE, (40, 40))\n"
        "from nblib.runs.environment import require_open_files as f; f()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )

    assert "only 40 open files are allowed; a run needs 512" in done.stderr


def test_a_kernel_inherits_no_habits(tmp_path):
    inherited = {
        "PATH": "/bin",
        "PYTHONHASHSEED": "7",
        "PYTHONSTARTUP": "/x.py",
        "TZ": "Asia/Tokyo",
        "LC_ALL": "tr_TR",
        "PYTHONPATH": "",
    }
    found = kernel_environment(tmp_path, inherited)

    assert found["PATH"] == "/bin"
    assert "PYTHONSTARTUP" not in found
    assert found["PYTHONHASHSEED"] == "0"
    assert found["TZ"] == "UTC"
    assert found["LC_ALL"] == "C.UTF-8"
    assert found["PYTHONSAFEPATH"] == "1"
    assert found["IPYTHONDIR"].startswith(str(tmp_path))
