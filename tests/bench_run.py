"""What a run costs, as ratios of what was measured beside it in the same minute.

`python tests/bench_run.py [ARTICLES] [TIMES]` compares `nblib run` with papermill on
as many notebooks that only import pandas, scikit-learn and matplotlib, and with the
bare cost of the run's own cells plus papermill on as many empty notebooks, and time
expressions with TF-IDF on the same texts. Each is the fastest of so many rounds,
taken in turn.
"""
# ruff: noqa: T201

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import tiny
from sklearn.feature_extraction.text import TfidfVectorizer

import nblib
from nblib import runs

IMPORTS = (
    "import pandas\nimport sklearn.feature_extraction.text\nimport matplotlib.pyplot"
)
PAPERMILL = """import sys, papermill
for name in sys.argv[1:]:
    papermill.execute_notebook(name, name + ".out", kernel_name="python3",
                               progress_bar=False)"""
BARE = """import json, sys
from pathlib import Path
from IPython.core.interactiveshell import InteractiveShell
folder, articles, tables = sys.argv[1:4]
for name in sys.argv[4:]:
    shell = InteractiveShell.instance()
    shell.reset()
    for cell in json.loads(Path(folder, name + ".ipynb").read_text("utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            shell.run_cell("".join(cell["source"])).raise_error()
            if "parameters" in cell["metadata"].get("tags", []):
                shell.push({"articles_dir": articles, "tables_dir": tables})"""
MOST_IMPORTING, MOST_BARE, MOST_TIMEXES = 2.0, 1.3, 4.0
COPIES = 20  # of the pile, so that reading counts and not the making of tables


def main(articles: str = "data/sample", times: str = "3") -> int:
    """Print both ratios; the exit code says whether both are small enough."""
    folder = Path(tempfile.mkdtemp(prefix="nblib-bench-"))
    pile = copies(articles)
    texts = pile["text"].tolist()
    measures = {
        "run": lambda: nblib_run(folder, articles),
        "importing": lambda: papermill(folder, "importing", IMPORTS),
        "empty": lambda: papermill(folder, "empty", ""),
        "bare": lambda: bare(folder, articles),
        "timexes": lambda: nblib.find_timexes(pile),
        "tf-idf": lambda: TfidfVectorizer().fit_transform(texts),
    }
    best = dict.fromkeys(measures, float("inf"))
    for _ in range(int(times)):
        for name, measure in measures.items():
            best[name] = min(best[name], seconds(measure))
    for name, least in best.items():
        print(f"{name:10} {least:6.2f} s")
    importing = best["run"] / best["importing"]
    cells = best["run"] / (best["bare"] + best["empty"])
    print(f"run / importing      {importing:.2f} (at most {MOST_IMPORTING})")
    print(f"run / (bare + empty) {cells:.2f} (at most {MOST_BARE})")
    times_of = best["timexes"] / best["tf-idf"]
    print(f"timexes / tf-idf     {times_of:.2f} (at most {MOST_TIMEXES})")
    return int(
        importing > MOST_IMPORTING or cells > MOST_BARE or times_of > MOST_TIMEXES
    )


def copies(articles: str) -> pd.DataFrame:
    """Return the pile so many times over, each article under ids of its own."""
    pile = nblib.read_articles(articles).articles
    held = (pile.assign(article_id=pile["article_id"] + f"-{n}") for n in range(COPIES))
    return pd.concat(held, ignore_index=True)


def seconds(measure: Callable[[], None]) -> float:
    began = time.perf_counter()
    measure()
    return time.perf_counter() - began


def nblib_run(folder: Path, articles: str) -> None:
    anew = ("--force", "--no-cache")  # whatever an earlier round left
    child("-m", "nblib", "run", articles, "--out", folder / "out", *anew)


def papermill(folder: Path, kind: str, code: str) -> None:
    paths = [folder / kind / f"{name}.ipynb" for name in runs.FLOW]
    for path in paths:
        tiny.write_notebook(path, code)
    child("-c", PAPERMILL, *paths)


def bare(folder: Path, articles: str) -> None:
    tables = tempfile.mkdtemp(dir=folder)
    places = (runs.find_notebooks(), Path(articles).resolve(), tables)
    child("-c", BARE, *places, *runs.FLOW)


def child(*arguments: object) -> None:
    subprocess.run(
        [sys.executable, *map(str, arguments)],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
