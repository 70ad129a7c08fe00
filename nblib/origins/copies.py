"""Whose words an article repeats, and whether it says so."""

import pandas as pd

from ..tables import check_table, make_table

OPEN = ("credited", "carried", "digest")


def list_copies(statements: pd.DataFrame) -> pd.DataFrame:
    """List the newsrooms that each article leads back to, and whether it names them.

    Parameters
    ----------
    statements : DataFrame
        The statements table, from `trace_origins`.

    Returns
    -------
    DataFrame
        The copies table: a row for each article and newsroom other than its own, with
        `credited` (whether a sentence of it names the newsroom), `n_sentences` that
        lead there and `start, end` of the first. Without credit come first, those
        with most sentences ahead.

    Examples
    --------
    >>> from nblib import make_articles, trace_origins
    >>> wire = (
    ...     "Two piers are cracked, the harbour office told Reuters on Monday. Divers "
    ...     "found 14 cracks in the northern pier and three in the southern one."
    ... )
    >>> lost = wire.replace(" told Reuters on Monday", " said on Monday")
    >>> pile = make_articles(
    ...     [{"id": "a", "text": wire, "outlet": "A"}, {"id": "b", "text": lost}]
    ... )
    >>> found = list_copies(trace_origins(pile).statements)
    >>> found[["article_id", "pipeline", "credited"]].to_numpy().tolist()
    [['b', 'Reuters', False], ['a', 'Reuters', True]]
    """
    check_table(statements, "statements")
    basis = statements["basis"]
    marked = statements.assign(
        credited=basis.isin(OPEN), own=basis.isin(("own", "unmeasured"))
    ).sort_values("start", kind="stable")
    held = marked.groupby(["article_id", "pipeline"]).agg(
        credited=("credited", "any"),
        own=("own", "any"),
        n_sentences=("start", "nunique"),
        start=("start", "first"),
        end=("end", "first"),
    )
    rows = held[~held["own"]].drop(columns="own").reset_index()
    return make_table("copies", rows.to_dict("records")).sort_values(
        ["credited", "n_sentences", "article_id", "pipeline"],
        ascending=[True, False, True, True],
        ignore_index=True,
    )
