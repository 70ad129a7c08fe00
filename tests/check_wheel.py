"""Build the wheel, install it in an empty environment, and run it elsewhere.

Usage: python tests/check_wheel.py [ARTICLES]
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SCRIPTS = "Scripts" if os.name == "nt" else "bin"


def run(*command: object, cwd: Path = ROOT) -> None:
    """Run a command, shown first; stop at the first that fails."""
    print("$", *command, flush=True)  # noqa: T201
    subprocess.run([str(word) for word in command], cwd=cwd, check=True)


def main(articles: Path) -> None:
    """Check that the wheel alone runs the whole line outside the checkout."""
    uv = [sys.executable, "-m", "uv"]
    pins = ROOT / "constraints.txt"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(articles, folder / "pile")
        run(*uv, "build", "--wheel", "--quiet", "--out-dir", folder / "dist")
        wheel = next((folder / "dist").glob("*.whl"))
        run(sys.executable, "-m", "venv", folder / "env")
        scripts = folder / "env" / SCRIPTS
        target = ["--python", scripts / "python"]
        run(*uv, "pip", "install", "--quiet", *target, "--constraints", pins, wheel)
        run(scripts / "nblib", "run", "pile", "--out", "out", cwd=folder)
        briefing = folder / "out" / "latest" / "briefing.html"
        if briefing.stat().st_size < 10_000:
            sys.exit(f"{briefing} is nearly empty")
    print("the wheel runs by itself")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "data" / "sample"))
