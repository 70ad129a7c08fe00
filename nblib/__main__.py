"""`python -m nblib`; a folder of articles is never a place to import from."""

import os
import sys

HOME = __file__.rsplit(os.sep, 2)[0]
if sys.path[0] == os.getcwd() != HOME:  # noqa: PTH109  # pathlib could be planted
    del sys.path[0]

from nblib.cli import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
