"""Every bad input meets with its outcome, its exit code and its message.

Nothing is lost, nothing hangs, nothing gets out: for each case of badcorpus.py the
command line is called on it, and what it says is compared with what is expected.
"""

import io
import json
import re
import sys
from pathlib import Path

import badcorpus
import pytest
from badcorpus import CASES, ERROR, GOOD, OK, REJECT, WARN

from nblib import cli
from nblib.articles import folder as reading
from nblib.articles import read_articles
from nblib.articles.hygiene import BIDI, CONTROL
from nblib.articles.limits import DEFAULT
from nblib.articles.worker import Worker

FEWEST_CASES = 140


class Shared:
    """One worker for all cases, so that each does not start a process of its own."""

    def __init__(self):
        self.worker = Worker(DEFAULT)

    def __call__(self, limits):
        return self

    def __enter__(self):
        return self.worker

    def __exit__(self, *error):
        pass


@pytest.fixture(scope="module")
def worker():
    shared = Shared()
    with shared.worker:
        yield shared


@pytest.fixture
def called(worker, tmp_path, monkeypatch, capsys):
    """Write a case and call the command line on it: folder, exit code, what it said."""
    monkeypatch.setattr(reading, "Worker", worker)
    monkeypatch.chdir(tmp_path)

    def call(case):
        place = badcorpus.write(case, tmp_path / "piles")
        arguments = [part.replace("DIR", str(place)) for part in case.call]
        if case.call[0] == "run" and "--out" not in arguments:
            arguments += ["--out", str(tmp_path / "out")]
        if case.call[0] == "check":
            arguments.append("--json")
        code = cli.main(arguments)
        said = capsys.readouterr()
        return place, code, said.out, said.err

    return call


def test_there_are_enough_cases_of_different_names():
    assert len(CASES) >= FEWEST_CASES
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_outcome_code_and_message_are_as_expected(case, called, tmp_path):
    _, code, said, errors = called(case)

    assert code == case.code
    assert "Traceback" not in errors
    assert not CONTROL.search(said + errors.rstrip("\n"))
    assert not BIDI.search(said + errors)
    assert not list(tmp_path.rglob("PWN*"))
    if case.outcome == ERROR:
        assert errors.count("\n") == 1
        assert re.search(case.says, errors), errors
        return
    found = json.loads(said)
    assert errors == ""
    check_tables(case, found)


def check_tables(case, found):
    """Good files are read; the bad ones are where they belong, with what is said."""
    rejects = [row for row in found["rejects"] if row["file"] not in GOOD]
    notes = [row["note"] or "" for row in found["articles"]]
    if case.good and case.call == ("check", "DIR"):
        ids = [row["article_id"] for row in found["articles"]]
        assert {"good_a", "good_b"} <= set(ids)
    assert all(row["reason"] and row["remedy"] for row in rejects)
    if case.outcome == REJECT:
        assert rejects
        for row in rejects:
            assert re.search(case.says, row["reason"]), row
    else:
        assert not rejects, rejects
    if case.outcome == WARN:
        assert any(re.search(case.says, note) for note in notes), notes
    if case.outcome == OK:
        assert not any("not understood" in note for note in notes), notes
    if case.rejects is not None:
        assert len(rejects) == case.rejects


READ = [c for c in CASES if c.outcome != ERROR and c.call == ("check", "DIR")]


@pytest.mark.parametrize("case", READ, ids=lambda case: case.name)
def test_what_is_read_is_what_was_meant(case, worker, tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "Worker", worker)
    articles = read_articles(badcorpus.write(case, tmp_path)).articles
    bad = articles[~articles["file"].isin(list(GOOD))] if case.good else articles

    if case.articles is not None:
        assert len(bad) == case.articles
    if case.reads:
        assert any(case.reads in text for text in bad["text"]), bad["text"].tolist()
    for column in ("article_id", "title", "outlet", "text", "url", "author", "note"):
        for value in articles[column].dropna():
            assert not CONTROL.search(value), column
            assert not case.hides or case.hides not in value, column
    assert articles["article_id"].is_unique


def test_standard_input_is_json_lines(worker, monkeypatch, capsys):
    rows = badcorpus.lines({"id": "a", "text": badcorpus.S1}, {"id": "b"})
    monkeypatch.setattr(reading, "Worker", worker)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(rows.encode())))

    assert cli.main(["check", "-", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [row["article_id"] for row in found["articles"]] == ["a"]
    assert found["rejects"][0]["place"] == "line 2"


def test_skipped_files_and_unmeasured_languages_are_counted(called):
    case = badcorpus.Case(
        "skipped", OK, "", {"Thumbs.db": "x", "tr.txt": badcorpus.TR * 5}
    )
    _, _, said, _ = called(case)
    found = json.loads(said)

    assert found["skipped"] == ["Thumbs.db"]
    assert found["unmeasured"] == [{"language": "tr", "n_articles": 1}]


def test_one_pile_of_all_that_is_read_goes_through_the_whole_line(tmp_path):
    from nblib import open_pile
    from nblib.pile.steps import NAMES

    heavy = 100_000  # bytes; their time is measured elsewhere
    for case in READ:
        place = badcorpus.write(case, tmp_path)
        for file in sorted(place.rglob("*")):
            if file.is_file() and (file.name in GOOD or file.stat().st_size > heavy):
                file.unlink()
    pile = open_pile(Path(tmp_path))

    assert len(pile.articles) > len(READ) / 2
    assert all(len(getattr(pile, name).columns) for name in NAMES)
