"""Arguments in, one exit code out; every failure is one line on standard error.

What a command needs is imported when it runs, so that `nblib --help` is instant.
"""

import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from ..errors import NblibError
from .arguments import parser
from .output import plain, say

INTERRUPTED = 130

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        By default those of the process.

    Returns
    -------
    int
        0 done, 2 wrong usage or parameter, 3 nothing to analyse, 4 another run
        holds the folder, 5 storage failed, 6 a notebook failed or timed out,
        7 nothing new, 130 interrupted. A bug of ours leaves as an exception, which
        Python answers with 1.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    if not debug:
        sys.excepthook = _one_line
        logging.disable(logging.CRITICAL)
    try:
        options = parser().parse_args(given)
        code: int = options.command(options)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _fail("interrupted; what was published stays as it was", INTERRUPTED)
    except NblibError as error:
        if debug:
            sys.__excepthook__(type(error), error, error.__traceback__)
        return _fail(str(error), error.exit_code)
    return code


def _fail(message: str, code: int) -> int:
    say(f"nblib: {plain(message)}", sys.stderr)
    return code


def _one_line(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    where = ""
    while trace:
        code = trace.tb_frame.f_code
        where = f" in {Path(code.co_filename).name}, line {trace.tb_lineno}"
        trace = trace.tb_next
    advice = "report it with what --debug shows"
    _fail(f"a bug of ours: {kind.__name__}: {error}{where}; {advice}", 1)
