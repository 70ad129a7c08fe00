"""The other end of `child`: one process for a whole batch, ended when it is late.

Starting Python costs more than reading most files, so the process is made when the
first file needs it and made again only when it had to be ended.
"""

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Any

from .child import LENGTHS
from .limits import Limits
from .readers import Found
from .refusal import Refusal

PACKAGE = Path(__file__).resolve().parents[2]
LOOK = 0.05  # seconds between two looks at the clock


class Worker:
    """Reads files in a process of their own; a context manager that ends it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._deadline: float | None = None
        self._late = False
        self._closed = threading.Event()

    def __enter__(self) -> "Worker":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closed.set()
        self._end()

    def read(self, raw: bytes, suffix: str, stem: str) -> Found:
        """Yield what the reader of `suffix` finds.

        Raises
        ------
        Refusal
            If the file is no article, takes too long, or breaks its parser.
        """
        process = self._started()
        request = {"suffix": suffix, "stem": stem, "limits": asdict(self.limits)}
        header = json.dumps(request).encode("ascii")
        self._deadline = time.monotonic() + self.limits.seconds
        finished = False
        try:
            assert process.stdin is not None
            with contextlib.suppress(BrokenPipeError):
                process.stdin.write(LENGTHS.pack(len(header), len(raw)) + header)
                process.stdin.write(raw)
                process.stdin.flush()
            for place, found, refused in self._answers(process):
                if refused and place is None:
                    last = Refusal(*found)
                    yield place, last
                else:
                    yield place, Refusal(*found) if refused else found
            finished = True
        finally:
            self._deadline = None
            if not finished:
                self._end()

    def _answers(self, process: "subprocess.Popen[bytes]") -> Iterator[list[Any]]:
        assert process.stdout is not None
        while True:
            line = process.stdout.readline()
            if not line.endswith(b"\n"):
                raise self._broken()
            answer = json.loads(line)
            if answer is None:
                return
            self._deadline = None  # what the caller does with it is not the file's time
            yield answer
            self._deadline = time.monotonic() + self.limits.seconds

    def _broken(self) -> Refusal:
        if self._late:
            return Refusal(
                f"took longer than {self.limits.seconds:g} s to parse",
                "save its text",
            )
        return Refusal("its parser broke down", "save it again, or its text")

    def _started(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None:
            paths = [str(PACKAGE), os.environ.get("PYTHONPATH", "")]
            environment = {
                **os.environ,
                "PYTHONPATH": os.pathsep.join(path for path in paths if path),
            }
            self._late = False
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "nblib.articles.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
            )
            threading.Thread(
                target=self._watch, args=(self._process,), daemon=True
            ).start()
        return self._process

    def _watch(self, process: "subprocess.Popen[bytes]") -> None:
        """End the process when its time is over."""
        while not self._closed.wait(LOOK) and process.poll() is None:
            deadline = self._deadline
            if deadline is not None and time.monotonic() > deadline:
                self._late = True
                process.kill()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        process.wait()
