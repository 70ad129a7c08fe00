"""Write docs/quality.md: every figure of quality, measured by this command.

Usage: python tests/write_quality.py
"""

import json
import subprocess
import sys

import measure

HEAD = """# Quality

Written by `make quality`. The first table is measured on `data/gold`, labels of our
own made before any rule was tried on them; rules were mended since by reading their
errors there, so expect less on other piles. The second is measured on labelled public
data that stands beside the checkout and is no part of it; what each line scores is said
in the scorer there. Thresholds of stories, reuse and utterances were chosen in sight of
it. All figures are 0 to 1; for traps, look-alikes, controls and the Brier score less is
better.
"""


def table(rows):
    """Rows of (name, value) as a Markdown table."""
    lines = ["| figure | value |", "|---|---:|"]
    return "\n".join([*lines, *(f"| {name} | {value:.3f} |" for name, value in rows)])


def own():
    """Figures on data/gold."""
    return [
        (name.replace("_", " "), float(value))
        for figures in measure.MEASURES
        for name, value in figures().items()
    ]


def public(scorer):
    """Figures of the scorer, one row each."""
    done = subprocess.run(
        [sys.executable, str(scorer), "all"], capture_output=True, text=True
    )
    for line in done.stdout.splitlines():
        figures = json.loads(line)
        task, data = figures.pop("task"), figures.pop("data")
        for name, value in figures.items():
            if isinstance(value, float) and name != "seconds":
                yield f"{task}, {data}: {name.replace('_', ' ')}", value


def main():
    """Measure everything that can be measured here and write the page."""
    parts = [HEAD, "## On data/gold\n", table(own()), ""]
    scorer = measure.ROOT.parent / "shared" / "bench" / "score.py"
    if scorer.exists():
        parts += ["## On public data and real articles\n", table(public(scorer)), ""]
    page = measure.ROOT / "docs" / "quality.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
