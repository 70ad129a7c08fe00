"""A kernel runs this very Python, in its own process group and folder.

The kernelspec is made here and not looked up, so that no file in a home folder
decides which Python runs. Working folder, log and connection file belong to the run
and disappear with it. On Linux a kernel is reached by names that are no files and no
ports, so that none is left behind, and none is taken by another program between its
choice and its use.
"""

import asyncio
import contextlib
import os
import secrets
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from jupyter_core.utils import ensure_event_loop

from .environment import kernel_environment
from .warm import Warm

ARGV = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]


class Kernels:
    """The kernels of one run: each in its own process group, stopped together.

    Parameters
    ----------
    folder : Path
        The run's working folder.
    warm : Warm, optional
        The process that kernels are copies of; without one they start plainly.
    """

    def __init__(self, folder: Path, warm: Warm | None = None) -> None:
        self.folder, self.warm = folder, warm
        self.environment = kernel_environment(folder)
        self.running: dict[str, Any] = {}

    def manager(self, name: str) -> type[AsyncKernelManager]:
        """Return the class that starts the kernel of the notebook `name`."""
        return type("NotebookKernel", (_Kernel,), {"kernels": self, "notebook": name})

    def exit_code(self, name: str) -> int | None:
        """Return how the kernel of the notebook `name` ended; negative is a signal."""
        process = self.running.get(name)
        code: int | None = process.poll() if process else None
        return code

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


class _Fork(LocalProvisioner):
    """Starts a kernel as a copy of the warm process, and plainly if that is gone."""

    warm: Warm

    async def launch_kernel(self, cmd: list[str], **options: Any) -> Any:
        """Start the kernel that `cmd` describes."""
        argv = cmd[ARGV.index("-f") :]
        place, log = options["cwd"], options["stdout"].name
        process = self.warm.start(argv, place, options["env"], log)
        if process is None:
            return await super().launch_kernel(cmd, **options)
        self.process: Any = process
        self.pid = self.pgid = process.pid
        self.cwd = place
        return self.connection_info


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
        if sys.platform == "linux":
            self.transport, self.ip = "ipc", f"@nblib-{secrets.token_hex(16)}"
        if self.kernels.warm is not None:
            spec = self.kernel_spec
            self.provisioner = _Fork(kernel_spec=spec, parent=self)
            self.provisioner.warm = self.kernels.warm
        with (folder / "kernel.log").open("wb") as log:
            await super().start_kernel(**options, stdout=log, stderr=log)
        provisioner: Any = self.provisioner
        self.kernels.running[self.notebook] = provisioner.process
