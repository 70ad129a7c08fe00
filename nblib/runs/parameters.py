"""Parameters are typed by the notebooks' own annotations and by nothing else.

The cell tagged `parameters` is the contract: `k: int = 5  # words, 1 to 20` gives
name, type, default and range. Whatever a user gives, on the command line or in a
file, arrives here as text, so the same text has the same type everywhere, and it
is refused before anything runs.
"""

import ast
import datetime
import difflib
import io
import json
import math
import re
import tokenize
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import SchemaError, UsageError

Value = str | int | float | bool | None

FIXED = ("articles_dir", "tables_dir")  # set by the run itself

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_REAL = re.compile(_NUMBER, re.ASCII)
_RANGE = re.compile(rf"(?<![\w.])({_NUMBER}) to ({_NUMBER})(?![\w.]*\w)", re.ASCII)
_CHOICES = re.compile(r"((?:[\w-]+, )*[\w-]+ or [\w-]+):")
_DATE = re.compile(r"\bISO\b[^,;]*\bdate\b|\bdate\b[^,;]*\bISO\b", re.IGNORECASE)


@dataclass(frozen=True)
class Parameter:
    """One line of a notebook's parameters cell.

    Attributes
    ----------
    name : str
    kind : str
        `str`, `int`, `float` or `bool`, as annotated.
    optional : bool
        Whether the annotation ends in `| None`; the text `None` then means None.
    default : str, int, float, bool or None
    note : str
        The comment of the line.
    low, high : float
        The range that the comment states, inclusive; infinite without one.
    is_date : bool
        Whether the comment calls it an ISO date; empty text stays allowed.
    choices : tuple of str
        The words that the comment begins with, as in `event or topic: …`.
    """

    name: str
    kind: str
    optional: bool
    default: Value
    note: str = ""
    low: float = -math.inf
    high: float = math.inf
    is_date: bool = False
    choices: tuple[str, ...] = ()

    def read(self, text: str) -> Value:
        """Return `text` as a value of this parameter.

        Raises
        ------
        UsageError
            If it is of another type or outside the range.

        Examples
        --------
        >>> Parameter("k", "int", False, 5, low=1, high=20).read("7")
        7
        >>> Parameter("title", "str", False, "").read("007")
        '007'
        """
        if self.optional and text == "None":
            return None
        value = _READERS[self.kind](text)
        if value is None:
            raise UsageError(f"{self.name} must be {_WORDS[self.kind]}, got {text!r}")
        if isinstance(value, int | float) and not self.low <= value <= self.high:
            limits = f"{self.low:.15g} to {self.high:.15g}"
            raise UsageError(f"{self.name} must be {limits}, got {text}")
        if self.choices and text not in self.choices:
            choices = " or ".join(self.choices)
            raise UsageError(f"{self.name} must be {choices}, got {text!r}")
        if self.is_date and text and not _is_date(text):
            raise UsageError(
                f"{self.name} must be an ISO date such as 2025-04-10, got {text!r}"
            )
        return value


def read_cells(folder: Path, names: Iterable[str]) -> dict[str, dict[str, Parameter]]:
    """Return the parameters of each notebook by its name.

    Parameters
    ----------
    folder : Path
        Where the notebooks are.
    names : iterable of str
        Names of notebooks, without `.ipynb`.

    Raises
    ------
    SchemaError
        If a notebook has no cell tagged `parameters`, or one that is not made of
        annotated plain values.
    """
    return {name: _cell(folder / f"{name}.ipynb") for name in names}


def bind_parameters(
    given: Mapping[str, str], cells: Mapping[str, Mapping[str, Parameter]]
) -> dict[str, dict[str, Value]]:
    """Give each notebook those of the parameters that it has.

    Parameters
    ----------
    given : mapping of str to str
        Parameter name to text.
    cells : mapping
        As `read_cells` returns it.

    Returns
    -------
    dict
        Notebook name to its typed values; only what was given.

    Raises
    ------
    UsageError
        If no notebook has a name, the run sets it itself, or a value does not fit.

    Examples
    --------
    >>> k = Parameter("k", "int", False, 5)
    >>> bind_parameters({"k": "7"}, {"03_overlap": {"k": k}, "04_timeline": {}})
    {'03_overlap': {'k': 7}, '04_timeline': {}}
    """
    known = sorted({name for cell in cells.values() for name in cell} - set(FIXED))
    for name in given:
        if name in FIXED:
            raise UsageError(
                f"{name} is set by the run; name the folders as ARTICLES and --out"
            )
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            guess = f"; did you mean {near[0]}?" if near else ";"
            listed = ", ".join(known)
            raise UsageError(
                f"no notebook has the parameter {name!r}{guess} known: {listed}"
            )
    return {
        notebook: {name: cell[name].read(given[name]) for name in given if name in cell}
        for notebook, cell in cells.items()
    }


# --- the notebook's cell -----------------------------------------------------


def _cell(path: Path) -> dict[str, Parameter]:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    tagged = [
        "".join(cell["source"])
        for cell in notebook["cells"]
        if "parameters" in cell.get("metadata", {}).get("tags", [])
    ]
    if len(tagged) != 1:
        raise SchemaError(
            f"{path.name} has {len(tagged)} cells tagged parameters; one is needed"
        )
    notes = _comments(tagged[0])
    found = [_parameter(node, notes, path.stem) for node in ast.parse(tagged[0]).body]
    return {parameter.name: parameter for parameter in found}


def _comments(code: str) -> dict[int, str]:
    tokens = tokenize.generate_tokens(io.StringIO(code).readline)
    return {
        token.start[0]: token.string.lstrip("# ")
        for token in tokens
        if token.type == tokenize.COMMENT
    }


def _parameter(node: ast.stmt, notes: Mapping[int, str], notebook: str) -> Parameter:
    if not (
        isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and node.value is not None
    ):
        raise SchemaError(
            f"{notebook}: {ast.unparse(node)!r} must be annotated: name: type = value"
        )
    name = node.target.id
    kinds = [kind.strip() for kind in ast.unparse(node.annotation).split("|")]
    plain = [kind for kind in kinds if kind != "None"]
    if len(plain) != 1 or plain[0] not in _READERS:
        raise SchemaError(
            f"{notebook}: type of {name} must be one of {', '.join(_READERS)}"
        )
    note = notes.get(node.end_lineno or node.lineno, "")
    limits = _RANGE.search(note) if plain[0] in ("int", "float") else None
    low, high = map(float, limits.groups()) if limits else (-math.inf, math.inf)
    return Parameter(
        name,
        plain[0],
        "None" in kinds,
        ast.literal_eval(node.value),
        note,
        low,
        high,
        is_date=plain[0] == "str" and bool(_DATE.search(note)),
        choices=_choices(note) if plain[0] == "str" else (),
    )


def _choices(note: str) -> tuple[str, ...]:
    found = _CHOICES.match(note)
    return tuple(re.split(r", | or ", found[1])) if found else ()


# --- text to value -----------------------------------------------------------


def _real(text: str) -> float | None:
    value = float(text) if _REAL.fullmatch(text) else math.inf
    return value if math.isfinite(value) else None


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text)


def _is_date(text: str) -> bool:
    try:
        datetime.datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


_READERS: dict[str, Callable[[str], Value]] = {
    "str": lambda text: text if _is_unicode(text) else None,
    "int": lambda text: int(text) if _WHOLE.fullmatch(text) else None,
    "float": _real,
    "bool": {"true": True, "True": True, "false": False, "False": False}.get,
}
_WORDS = {
    "str": "text in UTF-8",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
}
