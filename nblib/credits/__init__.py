"""Who is named as the basis of a text: newsrooms, people, bodies, documents.

A credit is a mention in an attributing position, never a mention alone. News
organisations are found by name, speakers by the attribution frames that they stand in.
An organisation that hands on what somebody else said is nearer to the reader (depth 1)
than the one who said it (depth 2, `via` the organisation). A garbled name ("The Related
Press") is kept as written, with the likely name beside it in `suspect`: whoever reads
the table decides, not this module.
"""

from typing import Any

import pandas as pd

from ..tables import check_table, make_table
from ..zones import find_zones
from .hearing import hear_articles, spans_of
from .outlets import OutletIndex, outlet_index
from .rows import credit_rows

LINE_KINDS = ("credit line", "list of reports")

__all__ = ["credit_lines", "find_credits", "read_index"]


def find_credits(
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    outlets: pd.DataFrame | None = None,
    sentences: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Find the news organisations and other origins that a text names as its basis.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    zones, sentences : DataFrame, optional
        The tables of those names; made when left out.
    outlets : DataFrame, optional
        The pile's own outlets; they stand above the lexicon.

    Returns
    -------
    DataFrame
        One row per credit: `article_id, start, end` (the name as written), `name`
        (canonical; full name or description for people), `kind` (agency, broadcaster,
        outlet; person, office, anonymous, document, organisation, state; hearsay),
        `cue` (the word that attributes, or "wire tag", "credit line", "list of
        reports"), `depth` (1 = by the article itself), `cue_start, cue_end`, `via`
        (news organisation through which the article has it), `suspect` (likely
        name where the written one is unknown and looks garbled) and `body` (for which
        body a named person speaks, where the article makes it a spokesperson).

    Examples
    --------
    >>> from nblib import make_articles
    >>> text = "It holds, two officials told Reuters. A source denied that it leaks."
    >>> found = find_credits(make_articles([{"id": "a", "text": text}]))
    >>> found["name"].tolist(), found["depth"].tolist()
    (['officials', 'Reuters', 'source'], [2, 1, 1])
    """
    zones = find_zones(articles) if zones is None else check_table(zones, "zones")
    index, lines = read_index(outlets), credit_lines(zones)
    rows: list[dict[str, Any]] = []
    for key, text, heard in hear_articles(articles, zones, sentences, index):
        rows += credit_rows(key, text, heard, lines.get(key, []), index)
    return make_table("credits", rows)


def credit_lines(zones: pd.DataFrame) -> dict[str, list[Any]]:
    """Return start, end and kind of the lines that name news organisations alone."""
    return spans_of(zones[zones["kind"].isin(LINE_KINDS)], "kind")


def read_index(outlets: pd.DataFrame | None) -> OutletIndex:
    """Return the names of the lexicon with the pile's own outlets above them."""
    own = [] if outlets is None else check_table(outlets, "outlets").to_dict("records")
    return outlet_index([{k: _plain(v) for k, v in row.items()} for row in own])


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else ""
