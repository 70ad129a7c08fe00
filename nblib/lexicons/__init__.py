"""Word lists and tables of names as plain data files, read once.

A lexicon is a CSV file beside this module; README.md says where each comes from.
A cell that holds several values separates them with a semicolon.
"""

import csv
from functools import cache
from importlib.resources import files


@cache
def read_lexicon(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of the lexicon `name`, in their order in the file.

    Parameters
    ----------
    name : str
        File name without its suffix, for example "outlets".

    Examples
    --------
    >>> next(row["kind"] for row in read_lexicon("outlets") if row["name"] == "AGI")
    'agency'
    """
    text = files(__name__).joinpath(f"{name}.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def split_cell(cell: str | None) -> list[str]:
    """Return the values of one cell.

    Examples
    --------
    >>> split_cell("AP;Associated Press")
    ['AP', 'Associated Press']
    """
    return [part.strip() for part in (cell or "").split(";") if part.strip()]


@cache
def word_group(name: str) -> frozenset[str]:
    """Return the words of a group in `word_groups.csv`.

    Raises
    ------
    KeyError
        If there is no such group.

    Examples
    --------
    >>> "monsignor" in word_group("honorific"), "dr" in word_group("honorific")
    (False, True)
    """
    groups = {row["group"]: row["words"] for row in read_lexicon("word_groups")}
    return frozenset(split_cell(groups[name]))
