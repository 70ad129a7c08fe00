"""Notebooks run as soon as what they wait for is done; one failure stops all.

papermill executes a notebook, but what it returns is not the record of success:
a dead kernel, an early `sys.exit(0)` or a tag that allows errors all leave a
notebook that looks complete. A notebook has succeeded when every code cell ran
and none of them holds an error, and that is checked here. A kernel starts one
stage ahead, so that its start-up costs nothing.
"""

import re
import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from ..errors import NblibError, NotebookError, StorageError
from .environment import require_open_files
from .flow import Job
from .kernels import Kernels, event_loop
from .notebooks import is_injected, prepared, require_complete, write_notebook
from .progress import Progress
from .warm import Warm

STORAGE_ERRNO = re.compile(r"\[Errno (?:5|27|28|30|122)\]")  # IO, size, space, quota
LOOK_EVERY = 0.2  # seconds between two looks at the clock


class _Stopped(Exception):
    """Another notebook failed; this one need not go on."""


def run_flow(
    job: Job,
    *,
    finish: Callable[[str, NotebookNode], None],
    progress: Progress,
    warm: Warm | None = None,
) -> dict[str, float]:
    """Run every notebook of the flow and return the seconds that each took.

    Parameters
    ----------
    job : Job
    finish : callable
        Called with name and executed notebook, as soon as one has succeeded.
    progress : Progress
        Told of every cell and notebook.
    warm : Warm, optional
        The process that kernels are copies of.

    Raises
    ------
    NotebookError
        If a notebook failed, its kernel died, or it ran out of time.
    StorageError
        If a notebook failed because the disk is full or read-only, or the system
        allows too few open files.
    """
    require_open_files()
    line = _Line(job, finish, progress, Kernels(job.work, warm))
    try:
        with ThreadPoolExecutor(len(job.flow), "notebook") as pool:
            futures = [pool.submit(line.run, name) for name in job.flow]
            try:
                line.watch(futures)
            finally:
                line.stop()
        return dict(line.seconds)
    finally:
        line.kernels.stop()


class _Line:
    """The notebooks of one run and how far each of them is."""

    def __init__(
        self,
        job: Job,
        finish: Callable[[str, NotebookNode], None],
        progress: Progress,
        kernels: Kernels,
    ) -> None:
        self.job, self.finish, self.progress = job, finish, progress
        self.kernels = kernels
        self.changed = threading.Condition()
        self.stopped = False
        self.late: dict[str, str] = {}
        self.begun: dict[str, float] = {}
        self.seconds: dict[str, float] = {}
        self.cell = dict.fromkeys(job.flow, 0)

    def run(self, name: str) -> None:
        """Run one notebook when its turn has come."""
        before = self.job.flow[name]
        self._wait(lambda: all(other in self.begun for other in before))
        try:
            with event_loop():
                node = self._execute(name)
            require_complete(node, name)
        finally:
            self.kernels.stop(name)
        with self.changed:
            self.seconds[name] = time.monotonic() - self.begun[name]
            self.changed.notify_all()
        self.finish(name, node)
        self.progress.notebook(name, self.seconds[name])

    def watch(self, futures: list[Future[None]]) -> None:
        """Wait for all notebooks; raise what the first failure raised."""
        started, waiting = time.monotonic(), set(futures)
        while waiting:
            done, waiting = wait(waiting, LOOK_EVERY, FIRST_COMPLETED)
            for future in done:
                future.result()
            now = time.monotonic()
            for name in set(self.begun) - set(self.seconds):
                if now - self.begun[name] > self.job.limits.notebook:
                    self._end(
                        name,
                        f"the notebook ran longer than {self.job.limits.notebook} s",
                    )
                elif now - started > self.job.limits.run:
                    self._end(name, f"the run took longer than {self.job.limits.run} s")

    def stop(self) -> None:
        """Let no notebook go on."""
        with self.changed:
            self.stopped = True
            self.changed.notify_all()
        self.kernels.stop()

    def _end(self, name: str, reason: str) -> None:
        self.late.setdefault(name, reason)
        self.kernels.stop(name)

    def _wait(self, ready: Callable[[], bool]) -> None:
        with self.changed:
            self.changed.wait_for(lambda: self.stopped or ready())
            if self.stopped:
                raise _Stopped

    def _cell_starts(self, name: str, cell: NotebookNode) -> None:
        if name not in self.begun:
            before = self.job.flow[name]
            self._wait(lambda: all(other in self.seconds for other in before))
            with self.changed:
                self.begun[name] = time.monotonic()
                self.changed.notify_all()
        if not is_injected(cell):
            self.cell[name] += 1
            self.progress.cell(name)

    def _execute(self, name: str) -> NotebookNode:
        copy = self.job.work / f"{name}.ipynb"
        write_notebook(prepared(self.job.notebooks / f"{name}.ipynb"), copy)
        try:
            node: NotebookNode = papermill.execute_notebook(
                str(copy).replace("{", "{{").replace("}", "}}"),
                None,
                parameters=dict(self.job.values[name]),
                kernel_name="python3",
                progress_bar=False,
                execution_timeout=self.job.limits.cell,
                iopub_timeout=self.job.limits.cell,
                kernel_manager_class=self.kernels.manager(name),
                shutdown_kernel="immediate",
                record_timing=False,
                on_cell_start=lambda cell, cell_index: self._cell_starts(name, cell),
            )
            return node
        except PapermillExecutionError as error:
            reason = ": ".join(filter(None, (error.ename, error.evalue)))
            raise self._failure(name, reason) from error
        except (CellTimeoutError, DeadKernelError, RuntimeError) as error:
            raise self._failure(name, self._reason(name, error)) from error

    def _reason(self, name: str, error: Exception) -> str:
        if name in self.late:
            return f"{self.late[name]}; allow more time or give fewer articles"
        if isinstance(error, CellTimeoutError):
            limit = f"the cell ran longer than {self.job.limits.cell} s"
            return f"{limit}; allow more with --cell-timeout"
        if isinstance(error, DeadKernelError):
            code = self.kernels.exit_code(name)
            why = f"its kernel died with code {code}, perhaps for lack of memory"
            return f"{why}; give fewer articles or more memory"
        return f"its kernel did not start ({error}); try again, or reinstall ipykernel"

    def _failure(self, name: str, reason: str) -> NblibError:
        """Say where and why; a place that cannot be written is no fault of a cell."""
        if self.stopped:
            return NotebookError(f"{name} was stopped")
        where = f"{name}, cell {self.cell[name]}" if self.cell[name] else name
        if STORAGE_ERRNO.search(reason):
            advice = "free space, or choose another --out"
            return StorageError(f"{where}: {reason}; {advice}")
        advice = "" if ";" in reason else "; see the notebook, or add --debug"
        return NotebookError(f"{where}: {reason}{advice}")
