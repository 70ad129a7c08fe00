"""The notebooks keep the house rules, and what is saved is what they say today."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
COMMON = ["articles_dir", "tables_dir", "as_of", "title", "seed"]
LONGEST = 15  # lines of a code cell
each = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def cells(path, kind):
    node = nbformat.read(path, as_version=4)
    return [cell for cell in node.cells if cell.cell_type == kind]


def lines(cell):
    return [line for line in cell.source.splitlines() if line.strip()]


def parameters(path):
    [cell] = [
        c for c in cells(path, "code") if "parameters" in c.metadata.get("tags", [])
    ]
    return cell


def test_there_is_one_notebook_for_each_question():
    assert [path.stem for path in NOTEBOOKS] == [
        "01_pile",
        "02_stories",
        "03_overlap",
        "04_timeline",
        "05_briefing",
        "06_speech",
    ]


@each
def test_it_opens_with_its_question_and_closes_with_its_limits(path):
    first, *_, last = nbformat.read(path, as_version=4).cells

    assert first.cell_type == last.cell_type == "markdown"
    assert first.source.startswith("# ")
    assert first.source.splitlines()[0].endswith("?")
    for part in ("**Question.**", "**Answer shape.**", "**Reads**", "**Writes**"):
        assert part in first.source
    assert last.source.startswith("## What this does not show")


@each
def test_its_parameters_are_annotated_and_explained(path):
    cell = parameters(path)
    body = ast.parse(cell.source).body

    for node in body:
        assert isinstance(node, ast.AnnAssign)
        ast.literal_eval(node.value)
    assert [node.target.id for node in body][: len(COMMON)] == COMMON
    for line in lines(cell):
        name, _, comment = line.partition("  # ")
        assert comment, name
        if ": int" in name or ": float" in name:
            assert " to " in comment, f"{name} has no range"


@each
def test_it_reads_the_sample_as_saved(path):
    values = {
        node.target.id: ast.literal_eval(node.value)
        for node in ast.parse(parameters(path).source).body
    }

    assert values["articles_dir"] == "../data/sample"
    assert values["as_of"] == values["title"] == ""


@each
def test_cells_are_short_and_define_nothing(path):
    for cell in cells(path, "code"):
        tree = ast.parse(cell.source)
        assert len(lines(cell)) <= LONGEST
        assert not any(
            isinstance(node, ast.FunctionDef | ast.ClassDef) for node in ast.walk(tree)
        )
        assert not cell.source.rstrip().endswith(";"), "nbval fails on ';'"


@each
def test_it_calls_the_public_face_only(path):
    for cell in cells(path, "code"):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.ImportFrom) and node.module.startswith("nblib"):
                assert node.module in ("nblib", "nblib.charts")
                assert not any(name.name.startswith("_") for name in node.names)


@each
def test_a_table_stands_before_each_chart(path):
    shown = [
        "chart" if cell.source.lstrip().startswith(("show(", "for story")) else "table"
        for cell in cells(path, "code")
        if cell.outputs
    ]

    assert shown[:1] == ["table"]


@each
def test_no_sentence_states_a_result(path):
    for cell in cells(path, "markdown"):
        words = cell.source.split()
        assert not [word for word in words if word.strip("(),.").isdigit()], cell.source


@each
def test_it_ran_once_from_top_to_bottom_without_complaint(path):
    code = cells(path, "code")
    outputs = [output for cell in code for output in cell.outputs]

    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    assert not [
        output for output in outputs if output.output_type in ("stream", "error")
    ]


@each
def test_nothing_in_it_changes_from_run_to_run(path):
    node = nbformat.read(path, as_version=4)

    assert set(node.metadata) <= {"kernelspec", "language_info"}
    assert all(set(cell.metadata) <= {"tags"} for cell in node.cells)
    assert str(ROOT) not in path.read_text("utf-8")


@each
def test_each_figure_says_its_finding(path):
    for cell in cells(path, "code"):
        for output in cell.outputs:
            if "image/png" in output.get("data", {}):
                about = output.metadata["image/png"]
                assert about["alt"] == output.data["text/plain"]
                assert about["name"]


def test_saved_outputs_are_what_a_fresh_run_gives(tmp_path):
    """Run nbval; where this fails for good reason, `make refresh` saves anew."""
    shelf = tmp_path / "notebooks"
    shelf.mkdir()
    (tmp_path / "data").symlink_to(ROOT / "data")
    for path in NOTEBOOKS:
        (shelf / path.name).write_bytes(path.read_bytes())
    command = [sys.executable, "-m", "pytest", "--nbval", str(shelf), "-q"]
    command += ["--nbval-current-env", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [*command, f"--rootdir={tmp_path}"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONHASHSEED": "random"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


@pytest.mark.parametrize("name", ["03_overlap", "05_briefing"])
def test_it_stands_alone_under_plain_papermill(name, tmp_path):
    """No table is there yet, the folder is another one, the pile is tiny."""
    pile = tmp_path / "pile"
    pile.mkdir()
    for day, outlet in enumerate(("Harbour Courier", "Quay Post"), 1):
        (pile / f"a{day}.txt").write_text(
            f"---\noutlet: {outlet}\npublished: 2031-02-0{day}\n---\n"
            "The harbour council shut the old bridge on Monday, the mayor said."
        )
    command = [sys.executable, "-m", "papermill", "--no-progress-bar", "-k", "python3"]
    command += ["-p", "articles_dir", "pile", "-p", "tables_dir", "tables"]
    done = subprocess.run(
        [*command, str(FOLDER / f"{name}.ipynb"), "out.ipynb"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-2000:]
    assert (tmp_path / "tables" / "claims.parquet").exists()
