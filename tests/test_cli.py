"""One exit code for each thing the reader can do; each failure is one line."""

import json
import logging
import subprocess
import sys
import types

import pytest
import tiny

from nblib import cli, runs
from nblib.cli.output import plain
from nblib.errors import NotebookError
from nblib.runs.folders import held

FLOW = {"01_pile": ()}


@pytest.fixture
def pile(tmp_path):
    tiny.write_pile(tmp_path / "pile")
    return tmp_path / "pile"


@pytest.fixture
def call(tmp_path, monkeypatch, capsys):
    """Run a command line on a notebook of one cell; return code, output, errors."""
    tiny.write_notebook(tmp_path / "notebooks/01_pile.ipynb", tiny.WRITES)
    briefing = types.ModuleType("nblib.briefing")
    briefing.convert_notebook = tiny.convert
    briefing.write_briefing = tiny.write_briefing
    monkeypatch.setitem(sys.modules, "nblib.briefing", briefing)
    monkeypatch.setattr(runs, "FLOW", FLOW)
    monkeypatch.setattr(runs, "find_notebooks", lambda: tmp_path / "notebooks")
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        code = cli.main([str(argument) for argument in arguments])
        return code, *capsys.readouterr()

    yield run
    logging.disable(logging.NOTSET)


def test_a_run_ends_with_the_place_of_its_briefing(call, pile):
    code, said, errors = call("run", pile, "--title", "Harbour", "-p", "seed", "7")

    assert (code, errors) == (0, "")
    assert said.splitlines()[-1] == "briefings/latest/briefing.html"
    facts = json.loads((pile.parent / "briefings/latest/run.json").read_text())
    assert facts["parameters"] == {"seed": 7, "title": "Harbour"}
    assert (facts["n_articles"], facts["n_rejects"]) == (3, 1)
    assert facts["as_of"] == "2025-04-03"
    assert [a["article_id"] for a in facts["articles"]] == ["a1", "a2", "a3"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "required: COMMAND; nblib --help lists what there is"),
        (("fly",), "invalid choice: 'fly'"),
        (("run",), "required: ARTICLES; nblib run --help"),
        (("run", "none"), "none does not exist"),
        (("run", "pile", "-p", "seed"), "expected 2 arguments"),
        (("run", "pile", "-p", "sed", "1"), "did you mean seed"),
        (("run", "pile", "-p", "seed", "1001"), "seed must be 0 to 1000, got 1001"),
        (("run", "pile", "-p", "tables_dir", "x"), "tables_dir is set by the run"),
        (("run", "pile", "-p", "title", "a", "--title", "b"), "gives 'title' twice"),
        (("run", "pile", "--params", "none.toml"), "cannot read parameters file"),
        (("run", "pile", "--cell-timeout", "0"), "'0' is no whole number above 0"),
        (("run", "pile", "--out", "pile/out"), "would be read as articles"),
        (("check", "none"), "none does not exist"),
    ],
)
def test_a_wrong_call_is_one_line_and_runs_nothing(
    call, pile, monkeypatch, arguments, message
):
    monkeypatch.setattr(runs, "publish_run", None)

    code, said, errors = call(*arguments)

    assert (code, said) == (2, "")
    assert errors.startswith("nblib: ")
    assert errors.count("\n") == 1
    assert message in errors
    assert not (pile.parent / "briefings").exists()


@pytest.mark.parametrize("command", ["run", "check"])
def test_nothing_to_analyse_is_said_before_any_notebook(call, tmp_path, command):
    (tmp_path / "empty").mkdir()

    code, _, errors = call(command, tmp_path / "empty")

    assert code == 3
    assert "no article to analyse" in errors
    assert not (tmp_path / "briefings").exists()


def test_a_folder_that_is_held_is_another_code(call, pile, tmp_path):
    with held(tmp_path / "briefings"):
        code, _, errors = call("run", pile)

    assert code == 4
    assert "is held by process" in errors


def test_a_place_that_cannot_be_written_is_another_code(call, pile, tmp_path):
    (tmp_path / "file").write_text("x")

    code, _, errors = call("run", pile, "--out", tmp_path / "file/out")

    assert code == 5
    assert "choose another --out" in errors
    assert errors.count("\n") == 1


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (NotebookError("04_timeline, cell 5: SchemaError:\nmissing columns"), 6),
        (runs.NothingNewError("nothing new since run 0001-aaaaaaaa"), 7),
        (KeyboardInterrupt(), 130),
    ],
)
def test_each_failure_has_its_code_and_one_line(call, pile, monkeypatch, error, code):
    def fail(*rest):
        raise error

    monkeypatch.setattr(runs, "publish_run", fail)

    found, said, errors = call("run", pile)

    assert (found, said) == (code, "")
    assert errors.count("\n") == 1


def test_a_traceback_is_shown_only_on_demand(call, pile):
    assert "Traceback" not in call("run", pile, "-p", "x", "1")[2]
    code, _, errors = call("run", pile, "-p", "x", "1", "--debug")
    assert code == 2
    assert "Traceback" in errors


def test_check_lists_what_would_be_read_and_what_not(call, pile):
    code, said, errors = call("check", pile)

    assert (code, errors) == (0, "")
    lines = [line.split() for line in said.splitlines()]
    assert lines[0] == ["3", "would", "be", "read"]
    assert lines[1] == [
        "article_id",
        "outlet",
        "published",
        "language",
        "words",
        "note",
    ]
    assert lines[2] == ["a1", "Harbour", "Courier", "2025-04-01", "en", "12", "-"]
    assert lines[5] == ["1", "rejected"]
    assert "picture.png" in lines[7]


def test_check_as_json_is_the_same_in_full(call, pile):
    code, said, _ = call("check", pile, "--json")
    found = json.loads(said)

    assert code == 0
    assert found["articles"][0] == {
        "article_id": "a1",
        "outlet": "Harbour Courier",
        "published": "2025-04-01",
        "language": "en",
        "words": 12,
        "note": None,
    }
    assert set(found["rejects"][0]) == {"file", "place", "reason", "remedy"}


def test_control_characters_never_reach_the_terminal(call, tmp_path):
    folder = tmp_path / "odd"
    folder.mkdir()
    text = "---\noutlet: red\x1b[31m\u202eevil\n---\nThe council met on Monday.\n"
    (folder / "a\x1b]0;b.txt").write_text(text)

    _, said, _ = call("check", folder)

    assert "red[31mevil" in said
    assert "a\ufffd]0;b" in said
    assert not {"\x1b", "\u202e"} & set(said)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("two\nlines", "two lines"), ("bell\a", "bell?"), ("漢 é", "漢 é"), ("", "")],
)
def test_plain_text_is_one_line_of_signs(text, expected):
    assert plain(text) == expected


# --- what became of it -----------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="commands of a POSIX shell")
def test_a_success_runs_a_command_with_the_facts_in_its_environment(call, pile):
    code, _, errors = call(
        *("run", pile, "--title", "$(touch planted)", "--on-failure", "touch failed"),
        *("--on-success", 'printf "%s|" "$NBLIB_STATUS" "$NBLIB_RUN_ID" > said'),
    )

    assert (code, errors) == (0, "")
    status, run_id, _ = (pile.parent / "said").read_text().split("|")
    assert status == "published"
    assert run_id.startswith("0001-")
    assert not (pile.parent / "failed").exists()
    assert not (pile.parent / "planted").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="commands of a POSIX shell")
def test_a_failure_leaves_a_page_and_the_last_briefing(call, pile, tmp_path):
    call("run", pile)
    before = (tmp_path / "briefings/latest/briefing.html").read_bytes()
    raises = "raise ValueError('<script>no word')"
    tiny.write_notebook(tmp_path / "notebooks/01_pile.ipynb", raises)
    hook = 'echo "$NBLIB_EXIT_CODE $NBLIB_FAILURE_PAGE $NBLIB_MESSAGE" > said'
    code, _, errors = call("run", pile, "--on-failure", hook)
    page = tmp_path / "briefings/failure.html"
    said = (tmp_path / "said").read_text()

    assert (code, errors.count("\n")) == (6, 1)
    assert said.startswith(f"6 {page} 01_pile, cell 3: ValueError: <script>no word")
    assert "&lt;script&gt;no word" in page.read_text()
    assert "latest/briefing.html" in page.read_text()
    assert (tmp_path / "briefings/latest/briefing.html").read_bytes() == before

    tiny.write_notebook(tmp_path / "notebooks/01_pile.ipynb", "1")
    assert call("run", pile)[0] == 0
    assert not page.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="commands of a POSIX shell")
def test_a_command_that_fails_is_said_and_changes_no_code(call, pile):
    code, _, errors = call("run", pile, "--on-success", "exit 3")

    assert code == 0
    assert errors == "nblib: the command of --on-success ended with 3\n"


def test_an_unchanged_rerun_leaves_latest_alone_and_a_row_in_the_ledger(call, pile):
    call("run", pile)
    first = (pile.parent / "briefings/latest").resolve()
    again = call("run", pile, "--on-success", "touch called")
    asked = call("run", pile, "--if-changed")
    _, said, _ = call("history", "--json")

    assert again == (0, "briefings/latest/briefing.html\n", "")
    assert asked[0] == 7
    assert "nothing has changed since run 0001-" in asked[2]
    assert (pile.parent / "briefings/latest").resolve() == first
    assert not (pile.parent / "called").exists()
    assert [(row["status"], row["exit_code"]) for row in json.loads(said)] == [
        ("published", 0),
        ("unchanged", 0),
        ("unchanged", 7),
    ]


def test_a_failure_is_a_row_of_the_ledger(call, pile, tmp_path):
    tiny.write_notebook(tmp_path / "notebooks/01_pile.ipynb", "1 / 0")
    call("run", pile)
    _, said, _ = call("history", "--json")
    [row] = json.loads(said)

    assert (row["status"], row["exit_code"]) == ("failed", 6)
    assert "ZeroDivisionError" in row["message"]


def test_only_so_many_runs_are_kept(call, pile, tmp_path):
    for seed in "123":
        call("run", pile, "-p", "seed", seed, "--keep", "2")

    kept = sorted(p.name[:4] for p in (tmp_path / "briefings/runs").iterdir())
    assert kept == ["0002", "0003"]


# --- as a process --------------------------------------------------------------


def nblib(*arguments, code=None, **options):
    command = ["-c", code] if code else ["-m", "nblib", *map(str, arguments)]
    return subprocess.run(
        [sys.executable, *command],
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


def test_help_and_version_load_nothing_heavy():
    code = (
        "import sys; from nblib.cli import main\n"
        "try: main(['run', '--help'])\n"
        "except SystemExit: print(*sys.modules)"
    )
    loaded = nblib(code=code).stdout

    assert "--if-changed" in loaded
    assert not {"pandas", "papermill", "nbformat", "matplotlib"} & set(loaded.split())
    assert nblib("--version").stdout.startswith("nblib ")


def test_a_bug_of_ours_is_one_line_and_code_one():
    code = (
        "from nblib import cli\n"
        "cli.parser = lambda: 1 / 0\n"
        "raise SystemExit(cli.main(['check', 'x']))"
    )
    done = nblib(code=code)

    assert done.returncode == 1
    assert done.stderr.startswith("nblib: a bug of ours: ZeroDivisionError")
    assert done.stderr.count("\n") == 1


def test_a_reader_who_goes_away_is_no_failure(pile):
    code = (
        "import os, sys; from nblib import cli\n"
        "read, write = os.pipe(); os.close(read); os.dup2(write, 1)\n"
        f"sys.exit(cli.main(['check', {str(pile)!r}]))"
    )
    done = nblib(code=code)

    assert (done.returncode, done.stderr) == (0, "")


def test_nothing_is_imported_from_where_the_articles_lie(pile):
    for name in ("json.py", "pandas.py", "tomllib.py"):
        (pile / name).write_text("raise SystemExit('planted')")

    done = nblib("check", ".", cwd=pile)

    assert done.returncode == 0
    assert "planted" not in done.stderr


def test_output_survives_a_narrow_encoding(tmp_path):
    folder = tmp_path / "pile"
    folder.mkdir()
    (folder / "漢.txt").write_text("The council met on Monday, officials said.")

    done = nblib("check", folder, env={"PYTHONIOENCODING": "ascii", "PATH": ""})

    assert done.returncode == 0
    assert "\\u6f22" in done.stdout
