"""The commands and their options, and nothing of what they do."""

import argparse
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NoReturn

from ..errors import UsageError
from .output import say

LONGEST = 10**7  # seconds

# option or argument, then what argparse wants to know of it
_ARTICLES: dict[str, dict[str, Any]] = {
    "articles": {
        "type": Path,
        "metavar": "ARTICLES",
        "help": "folder, file or pattern of articles; - for JSON Lines on input",
    },
}
_SHARED: dict[str, dict[str, Any]] = {
    "--debug": {"action": "store_true", "help": "show the traceback of a failure"},
}
_OUT: dict[str, dict[str, Any]] = {
    "--out": {
        "type": Path,
        "default": Path("briefings"),
        "metavar": "DIR",
        "help": "output folder (default: briefings)",
    },
}
_RUN: dict[str, dict[str, Any]] = {
    **_ARTICLES,
    **_OUT,
    "-p": {
        "nargs": 2,
        "action": "append",
        "default": [],
        "dest": "parameters",
        "metavar": ("NAME", "VALUE"),
        "help": "a parameter of the notebooks; may be repeated",
    },
    "--params": {
        "type": Path,
        "metavar": "FILE",
        "help": "TOML or YAML file of parameters; -p stands above it",
    },
    "--title": {"metavar": "TEXT", "help": "as -p title TEXT"},
    "--cell-timeout": {"default": 900, "help": "longest time for a cell (900)"},
    "--notebook-timeout": {"default": 1800, "help": "for a notebook (1800)"},
    "--run-timeout": {"default": 3600, "help": "for all notebooks (3600)"},
    "--if-changed": {
        "action": "store_true",
        "help": "publish nothing and exit 7 when nothing is new",
    },
    "--force": {
        "action": "store_true",
        "help": "run all notebooks even when nothing has changed",
    },
    "--keep": {
        "metavar": "N",
        "help": "remove older runs until N are left (default: keep all)",
    },
    "--no-cache": {
        "action": "store_true",
        "help": "keep nothing for the next run of what was made of each article",
    },
    "--engine": {
        "choices": ("local", "dask"),
        "default": "local",
        "help": "where batches of articles are done (default: local)",
    },
    "--scheduler": {
        "metavar": "ADDRESS",
        "default": "",
        "help": "with --engine dask: a running scheduler, such as tcp://host:8786; "
        "without it workers are started on this machine",
    },
    "--on-success": {
        "metavar": "COMMAND",
        "help": "run it in the shell when a briefing was published; facts are in "
        "NBLIB_… of its environment",
    },
    "--on-failure": {"metavar": "COMMAND", "help": "the same when the run failed"},
}
_JSON: dict[str, dict[str, Any]] = {
    "--json": {"action": "store_true", "help": "print JSON instead of tables"},
}
_CHECK = {**_ARTICLES, **_JSON}
_HISTORY = {**_OUT, **_JSON}
_DIFF: dict[str, dict[str, Any]] = {
    "a": {"metavar": "RUN", "help": "a run's id or number, or latest"},
    "b": {"metavar": "RUN", "help": "the run to compare it with"},
    **_HISTORY,
}
_SHOW: dict[str, dict[str, Any]] = {
    "story": {"metavar": "STORY", "help": "any id that the story ever had"},
    **_HISTORY,
}
_FORGET: dict[str, dict[str, Any]] = {
    "article": {"metavar": "ARTICLE", "help": "the article's id"},
    **_OUT,
}
_PDF: dict[str, dict[str, Any]] = {
    "run": {
        "type": Path,
        "metavar": "RUN",
        "help": "a page, a run, or a folder of runs (its latest one)",
    },
    "--out": {
        "type": Path,
        "metavar": "FILE",
        "help": "the PDF to write (default: the page's name, here)",
    },
    "--paper": {
        "choices": ("A4", "Letter"),
        "default": "A4",
        "help": "size of the paper (A4)",
    },
    "--unfold": {
        "action": "store_true",
        "help": "print what is folded up, too: every sentence behind every count",
    },
}
_EXPORT: dict[str, dict[str, Any]] = {
    "run": {
        "type": Path,
        "metavar": "RUN",
        "help": "a run, a folder of runs (its latest one), or a folder of tables",
    },
    "--to": {
        "choices": ("csv", "xlsx", "jsonl"),
        "default": "csv",
        "help": "kind of file (csv)",
    },
    "--out": {
        "type": Path,
        "default": Path("export"),
        "metavar": "DIR",
        "help": "folder for the files (default: export)",
    },
}
COMMANDS = {
    "run": (_RUN, "read articles, run the notebooks, publish a briefing"),
    "check": (_CHECK, "say what would be read and what rejected, and why"),
    "history": (_HISTORY, "list all runs, those that failed or changed nothing too"),
    "diff": (_DIFF, "say what differs between two runs"),
    "show": (_SHOW, "tell a story's course over all runs"),
    "forget": (_FORGET, "remove an article from cache, ledger and older runs"),
    "pdf": (_PDF, "print a briefing to a PDF through Chromium, Chrome or Edge"),
    "export": (_EXPORT, "write the tables of a run as CSV, XLSX or JSON Lines"),
}


class _Parser(argparse.ArgumentParser):
    """A parser whose errors are raised like all others."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; {self.prog} --help lists what there is")


class _Version(argparse.Action):
    """Look the version up only when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        try:
            say(f"nblib {version('nblib')}")
        except PackageNotFoundError:
            say("nblib (not installed)")
        parser.exit()


def parser() -> argparse.ArgumentParser:
    """Return the parser; each command leaves a function in `command`."""
    top = _Parser(
        prog="nblib",
        description="Who really knows this, and since when? "
        "From a pile of news articles to a briefing.",
    )
    top.add_argument(
        "--version", action=_Version, nargs=0, help="print the version and leave"
    )
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for name, (options, summary) in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary)
        for option, described in {**_SHARED, **options}.items():
            if option.endswith("-timeout"):
                described = {"type": _whole, "metavar": "SECONDS", **described}
            elif option == "--keep":
                described = {"type": _whole, **described}
            command.add_argument(option, **described)
        command.set_defaults(command=_command(name))
    return top


def _command(name: str) -> Any:
    def run(options: argparse.Namespace) -> Any:
        return import_module(f".{name}", __package__).command(options)

    return run


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < LONGEST):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number above 0")
    return int(text)
