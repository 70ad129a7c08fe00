"""What all notebooks import is imported once, and every kernel is a fork of that.

Start-up is most of what a short notebook costs. A process of its own does the
notebooks' imports while the articles are being read; a kernel then begins as its
copy, with all of it in place. The process is single-threaded when it forks, asks
nothing of Jupyter, and dies with its parent, as do the kernels with it, whatever
they are doing. Only Linux can promise that: elsewhere kernels start plainly.
"""

import ast
import contextlib
import ctypes
import gc
import importlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

from .environment import kernel_environment, require_open_files

ALWAYS = (  # what a kernel imports before its first cell
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "matplotlib_inline.config",
    "pdb",
    "sqlite3",
    "tornado.platform.asyncio",
    "tornado.queues",
)
NEVER = "debugpy"  # half of a kernel's start-up, and nobody debugs a scheduled run
PATIENCE = 60.0  # seconds for the imports; then kernels start plainly
PR_SET_PDEATHSIG = 1


# --- in the run's own process --------------------------------------------------


class ForkedKernel:
    """A kernel as `subprocess.Popen` would show it.

    Parameters
    ----------
    pid : int
        Of the kernel, which leads its own process group.
    warm : Warm
        The process that it is a copy of.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, warm: "Warm") -> None:
        self.pid, self.warm = pid, warm
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return the exit code, or None while the kernel lives."""
        if self.returncode is None:
            gone = {"code": -signal.SIGKILL}  # it went with what it is a copy of
            answer = self.warm.ask({"do": "poll", "pid": self.pid}) or gone
            self.returncode = answer["code"]
        return self.returncode

    def wait(self) -> int:
        """Return the exit code when the kernel has ended."""
        while (code := self.poll()) is None:
            time.sleep(0.02)
        return code

    def send_signal(self, number: int) -> None:
        """Send the kernel's process group a signal."""
        if self.poll() is None:
            os.killpg(self.pid, number)

    def kill(self) -> None:
        """End the kernel and what it started."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)


class Warm:
    """The process that kernels are copies of.

    Parameters
    ----------
    imports : str
        Import statements to run in it.
    environment : mapping
        What a kernel's environment pins; the rest comes with each kernel.
    """

    def __init__(self, imports: str, environment: Mapping[str, str]) -> None:
        self.lock = threading.Lock()
        self.channel, theirs = socket.socketpair()
        self.channel.settimeout(PATIENCE)
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(theirs.fileno()), imports],
                pass_fds=[theirs.fileno()],
                env=dict(environment),
                cwd=os.sep,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        self.answers = self.channel.makefile("r", encoding="utf-8")

    def start(
        self, argv: Iterable[str], folder: str, environment: Mapping[str, str], log: str
    ) -> ForkedKernel | None:
        """Start a kernel with the arguments `argv`; None when that cannot be had."""
        request = {"do": "start", "argv": list(argv), "cwd": folder, "log": log}
        answer = self.ask({**request, "env": dict(environment)})
        return ForkedKernel(answer["pid"], self) if answer else None

    def ask(self, request: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return the answer to a request, None when nobody answers."""
        with self.lock:
            try:
                self.channel.sendall(json.dumps(request).encode() + b"\n")
                answer: dict[str, Any] | None = json.loads(self.answers.readline())
            except (OSError, ValueError):
                return None
        return answer

    def close(self) -> None:
        """End the process and every kernel that is a copy of it."""
        self.process.kill()
        self.process.wait()
        self.answers.close()
        self.channel.close()


@contextlib.contextmanager
def warmed(folder: Path, names: Iterable[str]) -> Iterator[Warm | None]:
    """Yield a process that has the imports of the notebooks, None where it cannot be.

    Parameters
    ----------
    folder : Path
        Where the notebooks are.
    names : iterable of str
        Names of notebooks.
    """
    if sys.platform != "linux":
        yield None
        return
    require_open_files()
    code = "\n".join(imports_of(folder / f"{name}.ipynb") for name in names)
    warm = Warm(code, kernel_environment(Path(tempfile.gettempdir())))
    try:
        yield warm
    finally:
        warm.close()


def imports_of(path: Path) -> str:
    """Return the import statements of a notebook, one a line.

    Lines that only IPython understands are passed over, and so is a cell that is no
    Python: its own run will say so.
    """
    found = []
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        lines = "".join(cell["source"]).splitlines()
        plain = [line for line in lines if not line.lstrip().startswith(("%", "!"))]
        with contextlib.suppress(SyntaxError):
            tree = ast.parse("\n".join(plain) if cell["cell_type"] == "code" else "")
            kinds = (ast.Import, ast.ImportFrom)
            found += [
                ast.unparse(node) for node in tree.body if isinstance(node, kinds)
            ]
    return "\n".join(dict.fromkeys(found))


# --- in the process that kernels are copies of ---------------------------------


def serve(channel: socket.socket, imports: str) -> None:
    """Import, then start and watch kernels until nobody asks any more."""
    die_with_parent()
    os.environ["JPY_PARENT_PID"] = str(os.getpid())  # read when ipykernel is imported
    sys.modules[NEVER] = None  # type: ignore[assignment]
    for name in ALWAYS:
        importlib.import_module(name)
    for statement in imports.splitlines():
        with contextlib.suppress(ImportError):  # the notebook's own run will say so
            exec(statement, {})
    gc.collect()
    gc.freeze()
    for line in channel.makefile("r", encoding="utf-8"):
        request = json.loads(line)
        answer = _DO[request["do"]](request, channel)
        channel.sendall(json.dumps(answer).encode() + b"\n")


def _start(request: dict[str, Any], channel: socket.socket) -> dict[str, Any]:
    try:
        pid = os.fork()
    except OSError:
        return {}
    if pid == 0:
        channel.close()
        _become_kernel(request)
    return {"pid": pid}


def _poll(request: dict[str, Any], channel: socket.socket) -> dict[str, Any]:
    pid = request["pid"]
    if pid not in _ENDED:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            _ENDED[pid] = os.waitstatus_to_exitcode(status)
    return {"code": _ENDED.get(pid)}


_ENDED: dict[int, int] = {}  # exit code of each kernel that has ended
_DO = {"start": _start, "poll": _poll}


def _become_kernel(request: dict[str, Any]) -> NoReturn:
    try:
        os.setsid()
        die_with_parent()
        log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.chdir(request["cwd"])
        os.environ.clear()
        os.environ.update(request["env"])
        time.tzset()
        tempfile.tempdir = None
        kernelapp = importlib.import_module("ipykernel.kernelapp")
        kernelapp.IPKernelApp.launch_instance(argv=request["argv"])
    finally:
        os._exit(1)


def die_with_parent() -> None:
    """Have the operating system end this process when its parent ends."""
    parent = os.getppid()
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended in between
        os._exit(1)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), sys.argv[2])
