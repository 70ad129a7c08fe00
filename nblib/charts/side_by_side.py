"""Tables that only HTML can show: wordings side by side, and a warning above all.

Everything from an article is escaped; the only elements are those that the briefing
lets through.
"""

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd

from ..tables import check_table

HEADS = ("Article", "Wording", "Article", "Wording", "What the changes touch")


def show_side_by_side(marked: pd.DataFrame, labels: Mapping[str, str]) -> None:
    """Show passages side by side, with changed words marked.

    Parameters
    ----------
    marked : DataFrame
        The marked table, from `mark_changes`.
    labels : mapping of str to str
        What to call each article.
    """
    check_table(marked, "marked")
    _show(side_by_side(marked, labels), _plain(marked))


def side_by_side(marked: pd.DataFrame, labels: Mapping[str, str]) -> str:
    """Return the table that `show_side_by_side` shows.

    Examples
    --------
    >>> from nblib.tables import make_table
    >>> row = {"a": "x", "b": "y", "words_a": "a ⟦red⟧ line", "words_b": "<b>"}
    >>> page = side_by_side(make_table("marked", [row]), {})
    >>> "a <mark>red</mark> line" in page, "&lt;b&gt;" in page
    (True, True)
    """
    head = "".join(f'<th scope="col">{name}</th>' for name in HEADS)
    rows = [
        "<tr>"
        + _cell(labels.get(row["a"], row["a"]))
        + _cell(row["words_a"])
        + _cell(labels.get(row["b"], row["b"]))
        + _cell(row["words_b"])
        + _cell(row["warning"] if isinstance(row["warning"], str) else "")
        + "</tr>"
        for row in marked.to_dict("records")
    ]
    return (
        f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _cell(text: str) -> str:
    marked = escape(text).replace("⟦", "<mark>").replace("⟧", "</mark>")
    return f"<td>{marked}</td>"


def _plain(marked: pd.DataFrame) -> str:
    warned = int(marked["warning"].notna().sum())
    return f"{len(marked)} passages side by side, {warned} with a warning."


def show_banner(lines: Sequence[str], *, head: str, clear: str) -> None:
    """Show a warning with its cases, or one line where there is none.

    Parameters
    ----------
    lines : sequence of str
        The cases.
    head : str
        What is wrong with them.
    clear : str
        What to say where there is none.
    """
    if not lines:
        _show(f"<p>{escape(clear)}</p>", clear)
        return
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    title = f"<p><strong>⚠ {escape(head)}</strong></p>"
    _show(f'<div role="note">{title}<ul>{items}</ul></div>', "\n".join([head, *lines]))


def _show(page: str, plain: str) -> None:
    from IPython.display import display

    display(  # type: ignore[no-untyped-call]
        {"text/plain": plain, "text/html": page}, raw=True
    )
