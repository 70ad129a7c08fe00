"""A kernel runs this very Python and sees nothing of its caller's habits.

The kernelspec is made here and not looked up, so that no file in a home folder
decides which Python runs. Environment, working folder and connection file belong
to the run; all of it disappears with the run's working folder.
"""

import asyncio
import contextlib
import os
import signal
import site
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_event_loop

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
DROPPED = (
    "PYTHONSTARTUP",
    "PYTHONINSPECT",
    "PYTHONWARNINGS",
    "JPY_SESSION_NAME",
    "LANGUAGE",
)
ARGV = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]


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


class Kernels:
    """The kernels of one run: each in its own process group, stopped together.

    Parameters
    ----------
    folder : Path
        The run's working folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = kernel_environment(folder)
        self.running: dict[str, Any] = {}

    def manager(self, name: str) -> type[AsyncKernelManager]:
        """Return the class that starts the kernel of the notebook `name`."""
        return type("NotebookKernel", (_Kernel,), {"kernels": self, "notebook": name})

    def stop(self, *names: str) -> None:
        """Kill the kernels `names`, or all of them, and what they started."""
        for name in names or list(self.running):
            process = self.running.get(name)
            if process is not None and process.poll() is None:
                _kill(process)


@contextlib.contextmanager
def event_loop() -> Iterator[None]:
    """Give this thread the loop that its kernel's client will ask for, and end it."""
    loop = ensure_event_loop()
    try:
        yield
    finally:
        tasks = asyncio.all_tasks(loop)
        for task in tasks:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        loop.close()
        asyncio.set_event_loop(None)


def _kill(process: Any) -> None:
    try:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except ProcessLookupError:
        pass


class _Kernel(AsyncKernelManager):
    """A manager whose kernel needs nothing from Jupyter's search path."""

    kernels: Kernels
    notebook: str

    @property
    def kernel_spec(self) -> KernelSpec:
        """The kernelspec of this Python."""
        return KernelSpec(argv=ARGV, display_name="Python 3", language="python")

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]
        """Start the kernel in its own folder with the pinned environment."""
        folder = self.kernels.folder / self.notebook
        folder.mkdir()
        self.connection_file = str(self.kernels.folder / f"{self.notebook}.json")
        options |= {"cwd": str(folder), "env": dict(self.kernels.environment)}
        with (folder / "kernel.log").open("wb") as log:
            await super().start_kernel(**options, stdout=log, stderr=log)
        provisioner: Any = self.provisioner
        self.kernels.running[self.notebook] = provisioner.process
