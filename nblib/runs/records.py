"""A run folder as rows for the ledger."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..tables import make_table
from .folders import number_of

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]


def read_record(folder: Path) -> tuple[Row, dict[str, list[Row]]]:
    """Return the ledger's row of a run and the rows of what the run found.

    Parameters
    ----------
    folder : Path
        A run folder with `run.json`; tables that it lacks are empty.
    """
    facts = json.loads((folder / "run.json").read_text("utf-8"))
    names = ("articles", "stories", "claims", "events", "nodes", "follow")
    tables = {name: _table(folder / "tables", name) for name in names}
    run = {
        "number": number_of(facts["run_id"]),
        "run_id": facts["run_id"],
        "exit_code": 0,
        "started": facts["clock"]["started"],
        "finished": facts["clock"]["finished"],
        **{name: facts.get(name) for name in ("fingerprint", "as_of", "parameters")},
        **{name: facts.get(name) for name in ("n_articles", "n_rejects")},
        **counts(tables),
        "message": facts.get("news"),
    }
    return run, _found(facts, tables)


def counts(tables: Mapping[str, "pd.DataFrame"]) -> Row:
    """Return how many stories, claims, events and origins a run found."""
    return {
        "n_stories": int(tables["stories"]["story_id"].nunique()),
        "n_claims": len(tables["claims"]),
        "n_events": len(tables["events"]),
        "n_origins": int(tables["nodes"]["layer"].eq("origin").sum()),
    }


def headline(tables: Path) -> str | None:
    """Return what a run says first of what is new, None if it says nothing."""
    changes = _table(tables, "changes")
    return str(changes["text"].iloc[0]) if len(changes) else None


def _found(
    facts: Mapping[str, Any], tables: Mapping[str, "pd.DataFrame"]
) -> dict[str, list[Row]]:
    stories, claims, articles = (tables[n] for n in ("stories", "claims", "articles"))
    placed = dict(zip(stories["article_id"], stories["story_id"], strict=True))
    titles = dict(zip(articles["article_id"], articles["title"], strict=True))
    order = stories.dropna(subset=["story_id"]).sort_values(
        ["centrality", "article_id"], ascending=[False, True], na_position="last"
    )
    central = order.drop_duplicates("story_id")
    claim_columns = ("claim_id", "story_id", "article_id", "text")
    claim_counts = ("n_articles", "n_pipelines", "n_origins")
    return {
        "inputs": [
            {**article, "story_id": _known(placed.get(article["article_id"]))}
            for article in facts["articles"]
        ],
        "stories": [
            {
                "story_id": row.story_id,
                "article_id": row.article_id,
                "title": _known(titles.get(row.article_id)),
            }
            for row in central.itertuples()
        ],
        "claims": _plain(claims[[*claim_columns, *claim_counts]]),
        "follow": _plain(tables["follow"]),
    }


def _plain(table: "pd.DataFrame") -> list[Row]:
    return [
        {str(name): _known(value) for name, value in row.items()}
        for row in table.to_dict("records")
    ]


def _known(value: Any) -> Any:
    """Return a plain value; None for what is missing."""
    import pandas as pd

    if pd.isna(value):
        return None
    return value if isinstance(value, str) else int(value)


def _table(folder: Path, name: str) -> "pd.DataFrame":
    file = folder / f"{name}.parquet"
    if not file.exists():
        return make_table(name, [])
    import pandas as pd

    return pd.read_parquet(file)
