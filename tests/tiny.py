"""Notebooks so small that only the machinery around them is tried."""

import sys
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

PARAMETERS = """articles_dir: str = "../data/sample"  # folder of articles
tables_dir: str = "../tables"  # folder of tables
title: str = ""  # heading of the page
as_of: str = ""  # ISO date of the briefing; empty for the newest article
seed: int = 0  # 0 to 1000
"""
WRITES = "from pathlib import Path\nPath(tables_dir, 'x.txt').write_text(title)"


def write_notebook(path, *code, parameters=PARAMETERS, tags=None):
    """One question, one parameters cell, then a cell for each piece of code."""
    cells = [
        new_markdown_cell("# Which words?"),
        new_code_cell(parameters, metadata={"tags": ["parameters"]}),
        *(new_code_cell(piece, metadata={"tags": tags or []}) for piece in code),
    ]
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(new_notebook(cells=cells), path)


def write_pile(folder):
    """Three articles and a file that is none."""
    folder.mkdir(parents=True, exist_ok=True)
    for day in (1, 2, 3):
        (folder / f"a{day}.txt").write_text(
            f"---\npublished: 2025-04-0{day}\noutlet: Harbour Courier\n---\n"
            f"The harbour council met on Monday for the {day}. time, officials said."
        )
    (folder / "picture.png").write_bytes(b"\x89PNG")


def convert(notebook, page):
    page.write_text(f"<p>{notebook.name}</p>")


def write_briefing(folder):
    page = folder / "briefing.html"
    page.write_text("<p>briefing</p>")
    return page


def main(flow, notebooks, *arguments):
    """Run the command line on other notebooks; for use in a child process."""
    import types

    from nblib import cli, runs

    runs.FLOW, runs.find_notebooks = flow, lambda: Path(notebooks)
    stub = types.ModuleType("nblib.briefing")
    stub.convert_notebook, stub.write_briefing = convert, write_briefing
    sys.modules["nblib.briefing"] = stub
    return cli.main(arguments)


if __name__ == "__main__":
    import json

    sys.exit(main(json.loads(sys.argv[1]), *sys.argv[2:]))
