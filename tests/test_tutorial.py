"""The tutorial: its commands are commands, its pictures are there and are drawn."""

import re
import shlex
from pathlib import Path

import draw_tutorial
import nbformat
import pytest
from invented import tables

from nblib.cli.arguments import parser

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
COMMANDS = [
    line
    for block in re.findall(r"(?ms)^```sh\n(.*?)^```", TUTORIAL)
    for line in block.splitlines()
]


@pytest.mark.parametrize("command", COMMANDS)
def test_its_commands_are_understood(command):
    name, *rest = shlex.split(command)

    assert name == "nblib"
    assert parser().parse_args(rest).command


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path):
    links = re.findall(r"\]\(([^)#:]+)[^)]*\)", path.read_text("utf-8"))

    for link in links:
        assert (path.parent / link).exists(), link


def test_every_picture_of_the_tutorial_is_drawn_and_described():
    pictures = re.findall(r"!\[([^\]]+)\]\(images/(\w+)\.png\)", TUTORIAL)
    drawn = {path.stem for path in (ROOT / "docs" / "images").glob("*.png")}

    assert {name for _, name in pictures} == drawn
    assert all(len(words) > 10 for words, _ in pictures)


def test_the_start_page_names_every_notebook_and_no_other():
    start = nbformat.read(ROOT / "jupyter" / "start.ipynb", as_version=4)
    text = "\n".join(cell.source for cell in start.cells)
    there = {path.name for path in (ROOT / "notebooks").glob("*.ipynb")}

    assert set(re.findall(r"\((\w+\.ipynb)\)", text)) == there


def test_the_pictures_show_the_largest_story():
    class Made:
        def __getattr__(self, name):
            return tables()[name]

    _, story, told = draw_tutorial.largest_story(Made())

    assert story == "S1"
    assert set(told["claim_id"]) == {"C1"}
