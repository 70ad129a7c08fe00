"""What a run was made of: the articles that were read, and the versions that read them.

File times and folder names are no part of it.
"""

import platform
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from ..digests import hash_text
from ..errors import NotebookError

if TYPE_CHECKING:
    import pandas as pd

DEPENDENCIES = (
    "ipykernel",
    "matplotlib",
    "nbclient",
    "nbconvert",
    "nbformat",
    "nh3",
    "numpy",
    "pandas",
    "papermill",
    "py3langid",
    "pyarrow",
    "scikit-learn",
    "scipy",
)


@dataclass(frozen=True)
class Pile:
    """What was read, before any notebook runs.

    Attributes
    ----------
    articles : list of dict
        `article_id` and the `sha256` of each article's text.
    n_rejects : int
        Files and rows that are no articles.
    newest : str or None
        The newest stated date of publication.
    tables : dict of str to DataFrame
        What was read, `articles` and `rejects`.
    """

    articles: list[dict[str, str]]
    n_rejects: int
    newest: str | None
    tables: dict[str, "pd.DataFrame"] = field(default_factory=dict)


def describe_pile(articles: "pd.DataFrame", rejects: "pd.DataFrame") -> Pile:
    """Return what a run needs to know of its articles.

    Examples
    --------
    >>> from ..tables import make_table
    >>> one = make_table("articles", [{"article_id": "a", "text": "Talks began."}])
    >>> pile = describe_pile(one, make_table("rejects", []))
    >>> pile.articles[0]["article_id"], pile.n_rejects
    ('a', 0)
    """
    listed = [
        {"article_id": str(article_id), "sha256": hash_text(str(text))}
        for article_id, text in zip(
            articles["article_id"], articles["text"], strict=True
        )
    ]
    dates = [str(moment)[:10] for moment in articles["published"].dropna()]
    tables = {"articles": articles, "rejects": rejects}
    return Pile(listed, len(rejects), max(dates, default=None), tables)


def analysed_pile(read: Pile, tables: Path) -> Pile:
    """Return what the notebooks say they analysed, of what was `read` before.

    Parameters
    ----------
    read : Pile
    tables : Path
        The run's folder of tables; where it lacks the articles, `read` stands.

    Raises
    ------
    NotebookError
        If an article has changed in between.
    """
    file = tables / "articles.parquet"
    if not file.exists():
        return read
    import pandas as pd

    rejects = pd.read_parquet(tables / "rejects.parquet")
    found = describe_pile(pd.read_parquet(file), rejects)
    known = {(article["article_id"], article["sha256"]) for article in read.articles}
    if any((a["article_id"], a["sha256"]) not in known for a in found.articles):
        raise NotebookError(
            "the articles changed while they were read; run again when they are at rest"
        )
    return found


def versions() -> dict[str, str]:
    """Return the versions of Python, this package and what it computes with."""
    found = {"python": platform.python_version()}
    for name in ("nblib", *DEPENDENCIES):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found
