"""`python -m nblib`; a folder of articles is never a place to import from."""

import sys
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
if not sys.flags.safe_path and Path(sys.path[0]).resolve() == Path.cwd() != HOME:
    del sys.path[0]

from nblib.cli import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
