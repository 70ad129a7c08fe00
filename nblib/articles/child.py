"""The process in which hostile files are parsed, as `python -m nblib.articles.child`.

It gets a file's bytes on standard input and answers with one line of JSON for each
article; nothing that it sends is ever run. It limits its own memory, and ends itself
when a file takes too long, also where no one is left to end it.
"""

import json
import os
import signal
import struct
import sys
from typing import Any, BinaryIO

from .limits import Limits
from .readers import reader_for
from .refusal import Refusal

GRACE = 3.0  # seconds after which it ends itself, should nobody else do so
LENGTHS = struct.Struct(">QQ")  # bytes of the request, bytes of the file


def main() -> None:
    """Answer requests until there are no more."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):  # what parsers print is nobody's answer
        os.dup2(nowhere, stream)
    while header := requests.read(LENGTHS.size):
        asked, size = LENGTHS.unpack(header)
        request = json.loads(requests.read(asked))
        _answer(request, requests.read(size), answers)


def _answer(request: dict[str, Any], raw: bytes, answers: BinaryIO) -> None:
    limits = Limits(**request["limits"])
    _limit_memory(limits.memory_bytes)
    _limit_time(limits.seconds)
    try:
        for place, found in reader_for(request["suffix"])(raw, request["stem"], limits):
            if isinstance(found, Refusal):
                _send(answers, [place, list(found.args), True])
            else:
                _send(answers, [place, found, False])
            _limit_time(limits.seconds)
    except Refusal as refusal:
        _send(answers, [None, list(refusal.args), True])
    except MemoryError:
        _send(answers, [None, ["needs too much memory", "split it"], True])
    except RecursionError:
        _send(answers, [None, ["nesting too deep", "export flat records"], True])
    _limit_time(0)
    _send(answers, None)


def _send(answers: BinaryIO, value: Any) -> None:
    answers.write(json.dumps(value, default=str).encode("ascii") + b"\n")
    answers.flush()


def _limit_memory(size: int) -> None:
    try:
        import resource
    except ImportError:  # not on every system
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    largest = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_AS, (largest, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds + GRACE if seconds else 0)


if __name__ == "__main__":
    main()
