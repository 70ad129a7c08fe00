"""What became of a run is pushed, not waited for: a page, and a command of the user's.

The command is run by the shell as it stands; the run's facts are in its environment
and never pasted into it, so that no title and no message can become a command.
"""

import contextlib
import html
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from ..errors import NblibError
from ..runs import latest_facts, latest_run
from .output import plain, say

PAGE = "failure.html"
INTERRUPTED, BUG = 130, 1
SHOWN = (1, 3, 5, 6)  # exit codes of runs that began and failed
QUIET = (0, 7)  # exit codes that are no failure
PATIENCE = 300  # seconds for a command of the user's
HTML = """<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none';
style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><title>The last run failed</title>
<style>body {{ font: 1.1rem/1.5 serif; max-width: 40rem; margin: 3rem auto;
padding: 0 1rem }} pre {{ white-space: pre-wrap }}</style></head>
<body><h1>The last run failed</h1><p>{when}, exit code {code}.</p><pre>{message}</pre>
<p>{last}</p></body></html>
"""
KEPT = 'What was published before stands: <a href="{last}/briefing.html">briefing</a>.'
NONE = "Nothing has been published yet."


class Outcome:
    """Tells of a run's end when the block ends, however it does.

    Parameters
    ----------
    out : Path
        The run's output folder.
    on_success, on_failure : str or None
        Commands for the shell.

    Attributes
    ----------
    published : Path or None
        The briefing, to be set when one was published.
    """

    def __init__(
        self, out: Path, on_success: str | None, on_failure: str | None
    ) -> None:
        self.out, self.on_success, self.on_failure = out, on_success, on_failure
        self.published: Path | None = None

    def __enter__(self) -> "Outcome":
        """Begin to watch."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Leave the page and run the command that the outcome asks for."""
        code = exit_code(error)
        message = plain(str(error)) if error else ""
        if self.published:
            with contextlib.suppress(OSError):
                (self.out / PAGE).unlink(missing_ok=True)
            self._call("--on-success", self.on_success, self._facts(code, message))
        elif code not in QUIET:
            if code in SHOWN:
                self._write_page(code, message)
            self._call("--on-failure", self.on_failure, self._facts(code, message))

    def _write_page(self, code: int, message: str) -> None:
        """Write the page beside what is published; a full disk may leave none."""
        if not self.out.is_dir():
            return
        when = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
        latest = latest_run(self.out)
        last = latest.relative_to(self.out).as_posix() if latest else ""
        page = HTML.format(
            when=when,
            code=code,
            message=html.escape(message),
            last=KEPT.format(last=last) if last else NONE,
        )
        aside = self.out / f".{PAGE}"
        with contextlib.suppress(OSError):
            aside.write_text(page, encoding="utf-8")
            aside.chmod(0o600)
            aside.replace(self.out / PAGE)

    def _facts(self, code: int, message: str) -> dict[str, str]:
        facts = latest_facts(self.out)
        page = self.out / PAGE
        return {
            "NBLIB_STATUS": "published" if self.published else "failed",
            "NBLIB_EXIT_CODE": str(code),
            "NBLIB_MESSAGE": message,
            "NBLIB_OUT": str(self.out.resolve()),
            "NBLIB_RUN_ID": str(facts.get("run_id", "")),
            "NBLIB_AS_OF": str(facts.get("as_of") or ""),
            "NBLIB_N_ARTICLES": str(facts.get("n_articles", "")),
            "NBLIB_NEWS": plain(facts.get("news") or ""),
            "NBLIB_BRIEFING": str(self.published.resolve()) if self.published else "",
            "NBLIB_FAILURE_PAGE": str(page.resolve()) if page.exists() else "",
        }

    def _call(self, option: str, command: str | None, facts: Mapping[str, str]) -> None:
        """Run a command of the user's; that it fails changes no exit code of ours."""
        if not command:
            return
        process = subprocess.Popen(
            command,
            shell=True,
            env={**os.environ, **facts},
            stdin=subprocess.DEVNULL,
            start_new_session=os.name != "nt",
        )
        try:
            code = process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            if os.name == "nt":
                process.kill()
            else:
                os.killpg(process.pid, signal.SIGKILL)
            code = process.wait()
        if code:
            say(f"nblib: the command of {option} ended with {code}", sys.stderr)


def exit_code(error: BaseException | None) -> int:
    """Return the exit code that an error leads to."""
    if error is None:
        return 0
    if isinstance(error, NblibError):
        return error.exit_code
    return INTERRUPTED if isinstance(error, KeyboardInterrupt) else BUG
