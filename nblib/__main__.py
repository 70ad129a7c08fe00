"""`python -m nblib`; a folder of articles is never a place to import from."""

import os
import sys

HERE = os.getcwd()  # noqa: PTH109  # pathlib itself could be a file of that folder
if sys.path[0] == HERE and not os.path.samefile(
    os.path.dirname(__file__) + "/..", HERE
):  # noqa: PTH120, PTH121
    del sys.path[0]

from nblib.cli import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
