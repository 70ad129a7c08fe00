"""A kernel sees nothing of its caller's habits: what it inherits is decided here."""

import os
import site
import sys
from collections.abc import Mapping
from pathlib import Path

from ..errors import StorageError

PINNED = {
    "JUPYTER_PREFER_ENV_PATH": "1",
    "LC_ALL": "C.UTF-8",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
    "OMP_NUM_THREADS": "1",  # sums in one order on any machine
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONSAFEPATH": "1",
    "PYTHONUTF8": "1",
    "SOURCE_DATE_EPOCH": "0",
    "TZ": "UTC",
}
OPEN_FILES = 512  # five kernels with their sockets, twice over
DROPPED = (
    "PYTHONSTARTUP",
    "PYTHONINSPECT",
    "PYTHONWARNINGS",
    "JPY_SESSION_NAME",
    "LANGUAGE",
)


def kernel_environment(
    folder: Path, inherited: Mapping[str, str] = os.environ
) -> dict[str, str]:
    """Return the environment of a kernel.

    Parameters
    ----------
    folder : Path
        The run's working folder; temporary files and profiles go there.
    inherited : mapping of str to str
        What the caller has set.
    """
    kept = {name: value for name, value in inherited.items() if name not in DROPPED}
    own = {
        "IPYTHONDIR": str(folder / "ipython"),
        "JUPYTER_RUNTIME_DIR": str(folder),
        "PYTHONPATH": os.pathsep.join(_import_path(inherited.get("PYTHONPATH", ""))),
        "TMPDIR": str(folder),
    }
    return {**kept, **PINNED, **own}


def _import_path(stated: str) -> list[str]:
    """Absolute import folders, with the one that holds this package."""
    package = str(Path(__file__).resolve().parents[2])
    installed = [*site.getsitepackages(), site.getusersitepackages()]
    stated_folders = [
        str(Path(part).resolve()) for part in stated.split(os.pathsep) if part
    ]
    own = [] if package in (*installed, *stated_folders) else [package]
    return stated_folders + own


def require_open_files() -> None:
    """See that a run may hold the sockets of its kernels.

    Raises
    ------
    StorageError
        If the operating system allows too few open files.
    """
    if sys.platform == "win32":
        return
    import resource

    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if allowed >= OPEN_FILES:
        return
    if most != resource.RLIM_INFINITY and most < OPEN_FILES:
        raise StorageError(
            f"only {most} open files are allowed; a run needs {OPEN_FILES} (ulimit -n)"
        )
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, most))
