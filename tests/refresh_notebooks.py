"""Execute the notebooks in place, on the sample and on nothing else.

nbval compares a fresh run with what is saved, so what is saved must come from the
sample, from top to bottom, without what differs from run to run. Articles of anybody
else would go into the repository with it.
"""

import ast
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[1] / "notebooks"
SAMPLE = "../data/sample"
KEPT = ("kernelspec", "language_info")


def parameters(node):
    """The parameters of a notebook by name."""
    [cell] = [c for c in node.cells if "parameters" in c.metadata.get("tags", [])]
    return {
        line.target.id: ast.literal_eval(line.value)
        for line in ast.parse(cell.source).body
    }


def refresh(path):
    """Execute one notebook in place."""
    node = nbformat.read(path, as_version=4)
    if parameters(node)["articles_dir"] != SAMPLE:
        sys.exit(f"{path.name}: articles_dir must be {SAMPLE}; nothing was run")
    NotebookClient(
        node,
        kernel_name="python3",
        timeout=600,
        record_timing=False,
        resources={"metadata": {"path": str(FOLDER)}},
    ).execute()
    for key in [key for key in node.metadata if key not in KEPT]:
        del node.metadata[key]
    node.metadata["language_info"] = {"name": "python"}
    nbformat.write(node, path)


def require_sample(articles):
    """Leave when any other pile is asked for."""
    if Path(articles).resolve() != (FOLDER / SAMPLE).resolve():
        sys.exit(f"notebooks are saved on data/sample only, not on {articles}")


if __name__ == "__main__":
    require_sample(*sys.argv[1:2] or [FOLDER / SAMPLE])
    for path in sorted(FOLDER.glob("*.ipynb")):
        sys.stdout.write(f"{path.name}\n")
        refresh(path)
