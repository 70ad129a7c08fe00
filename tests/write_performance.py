"""From the figures of bench_scale.py to docs/performance.md and its chart."""

import math
import os
import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

Tasks = dict[str, dict[str, dict[str, Any]]]
HEAD = """# What it costs

Written by `make bench` on {machine}; not edited by hand. Piles are planted
(`tests/piles.py`): they show cost, not quality. Seconds are of one processor, the
fastest round of a process that does nothing else; memory is what the task adds to its
process. Growth is the exponent of time between the two largest sizes: 1 is in
proportion to the pile, 2 is with its square.

![Seconds of each task by size of the pile](performance.svg)
"""
RATIOS = (  # of, over, figure, at most
    ("vectors", "TfidfVectorizer, same terms", "seconds", 1 / 1.7),
    ("vectors", "TfidfVectorizer, same terms", "megabytes", 1.3),
    ("vectors", "TfidfVectorizer", "seconds", None),
    ("shared runs", "MinHashLSH", "seconds", 0.4),
    ("reuse candidates", "MinHashLSH", "seconds", 0.4),
    ("nearest", "neighbours", "seconds", None),
    ("alignment", "difflib", "seconds", 0.4),
    ("alignment, places alone", "difflib", "seconds", None),
    ("stories", "vectors", "seconds", 3.0),
    ("stories from text", "BERTopic", "seconds", 0.01),
    ("whole line", "TfidfVectorizer", "seconds", 25.0),
    ("whole line, dask", "whole line", "wall", 1.3),
)
STORIES = """B-cubed F1. Where to cut is fitted on news, and planted text is no news:
its best cut is another. What the tree gives at its best cut shows what size does to it.
"""
LABEL = 0.05  # of the chart's height, from one label to the next
RECALLS = ("recall_near", "recall_passage", "recall_reworded")


def write(figures: dict[str, Any], folder: Path) -> None:
    """Write page and chart."""
    sizes = [str(n) for n in figures["sizes"]]
    tasks: Tasks = {name: of for name, of in figures["tasks"].items() if of}
    parts = [
        HEAD.format(machine=_machine()),
        "## Time and memory\n",
        _table(_costs(tasks, sizes)),
        "## Against the peers\n",
        "A task that was measured alone stands beside figures of another run.\n",
        _table(_ratios(tasks, sizes)),
        "## Planted copies found\n",
        _table(_recalls(tasks, sizes)),
        "## Planted stories\n",
        STORIES,
        _table(_stories(tasks, sizes)),
        "## The whole line, step by step\n",
        _table(_steps(tasks, sizes)),
        "## Start-up\n",
        _table(_starts(figures["start-up"])),
        _scaling(tasks),
    ]
    (folder / "performance.md").write_text("\n".join(parts), encoding="utf-8")
    _chart(tasks).savefig(folder / "performance.svg", metadata={"Date": None})


def _machine() -> str:
    packages = ("numpy", "scipy", "scikit-learn", "pandas")
    listed = ", ".join(f"{name} {version(name)}" for name in packages)
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {listed}"


def _costs(tasks: Tasks, sizes: list[str]) -> list[list[str]]:
    head = ["task", *(f"{n} s" for n in sizes), *(f"{n} MB" for n in sizes), "growth"]
    rows = []
    for name, of in tasks.items():
        cells = [_cell(of.get(n, {}).get(kind)) for kind in KINDS for n in sizes]
        rows.append([name, *cells, _cell(growth(of))])
    return [head, *rows]


KINDS = ("seconds", "megabytes")


def growth(of: dict[str, dict[str, Any]]) -> float | None:
    """Exponent of time between the two largest sizes, none with one size."""
    sizes = sorted(map(int, of))[-2:]
    if len(sizes) < 2:
        return None
    small, large = (of[str(n)]["seconds"] for n in sizes)
    return math.log(large / small) / math.log(sizes[1] / sizes[0])


def _ratios(tasks: Tasks, sizes: list[str]) -> list[list[str]]:
    head = ["figure", *sizes, "wanted"]
    rows = []
    for one, other, kind, most in RATIOS:
        cells = [
            f"{tasks[one][n][kind] / tasks[other][n][kind]:#.3g}"
            if n in tasks.get(one, {}) and n in tasks.get(other, {})
            else "–"
            for n in sizes
        ]
        wanted = f"≤ {most:.3g}" if most else ""
        rows.append([f"{one} / {other}, {kind}", *cells, wanted])
    return [head, *rows]


def _recalls(tasks: Tasks, sizes: list[str]) -> list[list[str]]:
    rows = [["task", "articles", "pairs", "near-duplicate", "passage", "reworded"]]
    for name, of in tasks.items():
        for n in sizes:
            if "recall_near" in of.get(n, {}):
                found = [f"{of[n][recall]:.3f}" for recall in RECALLS]
                rows.append([name, n, str(of[n]["pairs"]), *found])
    return rows


def _stories(tasks: Tasks, sizes: list[str]) -> list[list[str]]:
    of = tasks.get("stories", {})
    rows = [
        [n, *(f"{of[n][kind]:.3f}" for kind in ("b_cubed", "b_cubed_best_cut"))]
        for n in sizes
        if "b_cubed" in of.get(n, {})
    ]
    return [["articles", "at the cut chosen", "at the tree's best cut"], *rows]


def _steps(tasks: Tasks, sizes: list[str]) -> list[list[str]]:
    of = tasks.get("whole line", {})
    held = [n for n in sizes if n in of]
    names = [key for key in of[held[-1]] if key.startswith("s_")] if held else []
    rows = [[name[2:], *(_cell(of[n].get(name)) for n in held)] for name in names]
    return [["makes", *(f"{n} s" for n in held)], *rows]


def _starts(seconds: dict[str, float]) -> list[list[str]]:
    pandas = seconds["import pandas"]
    rows = [[name, f"{s:.2f}", f"{s / pandas:.2f}"] for name, s in seconds.items()]
    return [["command", "s", "of import pandas"], *rows]


def _scaling(tasks: Tasks) -> str:
    """Say what more workers give, by Amdahl's law and the measured serial share.

    Serial is what the process that asks spends while workers do the rest, their
    scheduler and what is sent to them included.
    """
    line, divided = tasks.get("whole line", {}), tasks.get("whole line, dask", {})
    both = sorted(map(int, line.keys() & divided.keys()))
    if not both:
        return ""
    here, there = (of[str(both[-1])] for of in (line, divided))
    serial = there["seconds"] / here["seconds"]
    gains = ", ".join(
        f"{many} workers {1 / (serial + (1 - serial) / many):.1f} times"
        for many in (2, 10, 100)
    )
    same = "the same" if here["digest"] == there["digest"] else "OTHER"
    return (
        "\n## More workers\n\n"
        f"With {both[-1]} articles, workers give {same} rows, and the process that "
        f"asks still spends {serial:.0%} of the processor seconds of a run without "
        "them. By Amdahl's law the line is then as many times as fast, at most: "
        f"{gains}. Seen with 2: {here['wall'] / there['wall']:.1f} times "
        f"({there['wall']:.0f} s, not {here['wall']:.0f}).\n"
    )


def _table(rows: list[list[str]]) -> str:
    rule = ["---"] * len(rows[0])
    lines = [f"| {' | '.join(row)} |" for row in (rows[0], rule, *rows[1:])]
    return "\n".join([*lines, ""])


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if value >= 100 else f"{value:.2f}"


def _chart(tasks: Tasks) -> Figure:
    figure = Figure(figsize=(8, 5), layout="constrained")
    axes = figure.subplots()
    drawn = {}
    for name, of in tasks.items():
        sizes = sorted(map(int, of))
        seconds = [of[str(n)]["seconds"] for n in sizes]
        (line,) = axes.plot(sizes, seconds, marker="o")
        drawn[name] = (seconds[-1], line.get_color(), sizes[-1])
    axes.set(xscale="log", yscale="log", xlabel="articles", ylabel="processor seconds")
    axes.set_xticks(sorted({int(n) for of in tasks.values() for n in of}))
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.minorticks_off()
    above = -math.inf
    for name, (seconds, colour, size) in sorted(drawn.items(), key=lambda d: d[1]):
        place = axes.transAxes.inverted().transform(
            axes.transData.transform((size, seconds))
        )[1]
        above = max(place, above + LABEL)
        axes.annotate(
            name,
            (size, seconds),
            xytext=(1.03, above),
            textcoords="axes fraction",
            va="center",
            color=colour,
            fontsize=8,
            arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 0.4},
        )
    axes.spines[["top", "right"]].set_visible(False)
    return figure
