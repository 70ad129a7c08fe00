"""A page becomes a PDF through a browser that is there, or an error says what to do."""

import logging
import os
import stat
import sys

import pytest

from nblib.briefing import print_page
from nblib.cli import main
from nblib.errors import StorageError, UsageError

PAGE = "<html><head><style>p {}</style></head><details><p>Shut</p></details></html>"
# A browser of a few lines: it writes the page that it was given where the PDF goes.
BROWSER = """#!{python}
import sys
from pathlib import Path
target = next(a for a in sys.argv if a.startswith("--print-to-pdf="))
page = Path(sys.argv[-1].removeprefix("file://")).read_bytes()
Path(target.partition("=")[2]).write_bytes(b"%PDF-1.7" + page)
"""
pytestmark = pytest.mark.skipif(os.name == "nt", reason="the browser is a script")


@pytest.fixture(autouse=True)
def logs():
    """The command line silences logging; the next test hears it again."""
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "briefing.html"
    path.write_text(PAGE)
    return path


def program(folder, text):
    path = folder / "browser"
    path.write_text(text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.fixture
def browser(tmp_path, monkeypatch):
    made = program(tmp_path, BROWSER.format(python=sys.executable))
    monkeypatch.setenv("NBLIB_BROWSER", made)


@pytest.mark.usefixtures("browser")
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_paper_is_named_in_the_page(page, tmp_path, paper):
    printed = print_page(page, tmp_path / "b.pdf", paper=paper).read_text()

    assert printed.startswith("%PDF")
    assert f"@page {{ size: {paper}; }}\n</style>" in printed
    assert "<details><p>" in printed


@pytest.mark.usefixtures("browser")
def test_what_is_folded_can_be_printed_too(page, tmp_path):
    printed = print_page(page, tmp_path / "b.pdf", unfold=True).read_text()

    assert "<details open><p>" in printed


@pytest.mark.usefixtures("browser")
def test_the_command_finds_the_page_of_the_latest_run(page, tmp_path, capsys):
    run = tmp_path / "runs" / "0001-abc"
    run.mkdir(parents=True)
    page.rename(run / "briefing.html")
    (tmp_path / "latest.txt").write_text("runs/0001-abc\n")
    out = tmp_path / "paper.pdf"

    assert main(["pdf", str(tmp_path), "--out", str(out)]) == 0
    assert capsys.readouterr().out.strip() == str(out)
    assert out.read_bytes().startswith(b"%PDF")


def test_without_a_browser_the_error_says_what_to_install(page, tmp_path, monkeypatch):
    monkeypatch.delenv("NBLIB_BROWSER", raising=False)
    monkeypatch.setattr("nblib.briefing.printing.PROGRAMS", ())
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(UsageError, match="apt-get install chromium"):
        print_page(page, tmp_path / "b.pdf")


def test_a_browser_that_is_named_and_missing_is_refused(page, tmp_path, monkeypatch):
    monkeypatch.setenv("NBLIB_BROWSER", str(tmp_path / "none"))

    with pytest.raises(UsageError, match="which is no program"):
        print_page(page, tmp_path / "b.pdf")


def test_a_browser_that_fails_leaves_the_old_file(page, tmp_path, monkeypatch):
    failing = program(tmp_path, "#!/bin/sh\necho 'no display' >&2\nexit 3\n")
    monkeypatch.setenv("NBLIB_BROWSER", failing)
    old = tmp_path / "b.pdf"
    old.write_text("old")

    with pytest.raises(StorageError, match="made no PDF: no display"):
        print_page(page, old)
    assert old.read_text() == "old"


@pytest.mark.usefixtures("browser")
def test_a_folder_that_is_not_there_is_named(page, tmp_path):
    with pytest.raises(StorageError, match="cannot write"):
        print_page(page, tmp_path / "none" / "b.pdf")


@pytest.mark.usefixtures("browser")
def test_an_unknown_paper_and_a_missing_page_are_refused(page, tmp_path, capsys):
    with pytest.raises(UsageError, match="got 'A5'"):
        print_page(page, tmp_path / "b.pdf", paper="A5")
    assert main(["pdf", str(tmp_path / "none")]) == 2
    assert "name a briefing.html or a run" in capsys.readouterr().err
