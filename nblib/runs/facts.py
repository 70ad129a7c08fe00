"""What a run was made of: one fingerprint, one `run.json`.

The fingerprint covers what can change a result (articles, parameters, code,
notebooks, versions) and nothing that cannot (clock, folder names, file times).
Clock times stand under `clock` and nowhere else.
"""

import hashlib
import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import NotebookError

if TYPE_CHECKING:
    import pandas as pd

PACKAGE = Path(__file__).resolve().parents[1]
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
    digest : str
        Hash of everything that was read, metadata and rejects included.
    """

    articles: list[dict[str, str]]
    n_rejects: int
    newest: str | None
    digest: str


def describe_pile(
    articles: "pd.DataFrame", rejects: "pd.DataFrame", outlets: "pd.DataFrame"
) -> Pile:
    """Return what a run needs to know of its articles.

    Examples
    --------
    >>> from ..tables import make_table
    >>> one = make_table("articles", [{"article_id": "a", "text": "Talks began."}])
    >>> pile = describe_pile(one, make_table("rejects", []), make_table("outlets", []))
    >>> pile.articles[0]["article_id"], pile.n_rejects
    ('a', 0)
    """
    listed = [
        {"article_id": str(article_id), "sha256": hash_text(str(text))}
        for article_id, text in zip(
            articles["article_id"], articles["text"], strict=True
        )
    ]
    tables = [_plain_rows(table) for table in (articles, rejects, outlets)]
    dates = [str(moment)[:10] for moment in articles["published"].dropna()]
    return Pile(
        listed, len(rejects), max(dates, default=None), hash_text(canonical(tables))
    )


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

    from ..tables import make_table

    empty = make_table("outlets", [])
    rejects = pd.read_parquet(tables / "rejects.parquet")
    found = describe_pile(pd.read_parquet(file), rejects, empty)
    known = {(article["article_id"], article["sha256"]) for article in read.articles}
    if any((a["article_id"], a["sha256"]) not in known for a in found.articles):
        raise NotebookError(
            "the articles changed while they were read; run again when they are at rest"
        )
    return replace(found, digest=read.digest)


def fingerprint(
    pile: Pile, values: Mapping[str, Mapping[str, Any]], notebooks: Path
) -> str:
    """Return the hash of all that can change the result of a run."""
    parts = {
        "pile": pile.digest,
        "parameters": {name: dict(held) for name, held in values.items()},
        "code": hash_files(PACKAGE),
        "notebooks": hash_files(notebooks),
        "versions": versions(),
    }
    return hash_text(canonical(parts))


def versions() -> dict[str, str]:
    """Return the versions of Python, this package and what it computes with."""
    found = {"python": platform.python_version()}
    for name in ("nblib", *DEPENDENCIES):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def canonical(value: Any) -> str:
    """Return JSON that is the same for equal values."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def hash_text(text: str) -> str:
    """Return the SHA-256 of a text in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def hash_files(folder: Path) -> str:
    """Return one hash of the files below `folder`, but for caches."""
    total = hashlib.sha256()
    found = {path.relative_to(folder): path for path in folder.rglob("*")}
    for name, path in sorted(found.items(), key=lambda item: item[0].as_posix()):
        if path.is_dir() or any(part.startswith((".", "__pyc")) for part in name.parts):
            continue
        total.update(name.as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _plain_rows(table: "pd.DataFrame") -> list[dict[str, Any]]:
    known = table.astype("object").where(table.notna(), None)
    return [dict(row) for row in known.to_dict("records")]
