"""Tables that show themselves in a notebook: passages, evidence, claims, stories.

A view is made by the macros of the briefing, so that an analyst sees what a reader
will see. Everything from articles is escaped; a view needs no script and fetches
nothing, and its plain text is its finding.
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from ..tables import check_table, make_table
from .claims import main_first, show_claim
from .cuts import group_rows, list_rows
from .evidence import Part, Shelf
from .pairs import show_pairs
from .rendering import render
from .words import clean, counted, days_name

AROUND = 160  # characters shown before and after a span without its sentence
_BASE = ("articles", "zones", "sentences", "statements")


class View:
    """A piece of HTML for a notebook, and its finding in plain text."""

    def __init__(self, html: str, text: str) -> None:
        self.html, self.text = html, text

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


def _shelf(articles: pd.DataFrame, **tables: pd.DataFrame | None) -> Shelf:
    held: dict[str, Any] = {"articles": check_table(articles, "articles"), **tables}
    for name in _BASE:
        if held.get(name) is None:
            held[name] = make_table(name, [])
    return Shelf({name: check_table(held[name], name) for name in _BASE})


def _view(kind: str, items: list[Any], total: int, noun: str, plural: str = "") -> View:
    text = counted(total, noun, plural)
    if len(items) < total:
        text += f", {len(items)} of them shown"
    return View(render("view.html.j2", kind=kind, items=items, text=text), text)


def view_passages(
    articles: pd.DataFrame,
    passages: pd.DataFrame,
    *,
    reuse: pd.DataFrame | None = None,
    rows: int = 5,
) -> View:
    """Show passages that two articles share side by side, changed words marked.

    Parameters
    ----------
    articles, passages : DataFrame
        The tables of those names.
    reuse : DataFrame, optional
        The reuse table, for the relation of the two articles.
    rows : int, default 5
        Pairs of articles shown.

    Returns
    -------
    View
        Shows itself in a notebook.

    Examples
    --------
    >>> rows = [{"article_id": "a", "text": "The bridge was closed."},
    ...         {"article_id": "b", "text": "The bridge was shut."}]
    >>> pair = {"a": "a", "b": "b", "a_start": 0, "a_end": 22,
    ...         "b_start": 0, "b_end": 20}
    >>> made = view_passages(
    ...     make_table("articles", rows), make_table("passages", [pair])
    ... )
    >>> made, "<mark>shut</mark>" in made.html
    (1 pair of articles, True)
    """
    check_table(passages, "passages")
    found = passages[["a", "b"]].drop_duplicates()
    known = make_table("reuse", []) if reuse is None else check_table(reuse, "reuse")
    pairs = found.merge(known, how="left", on=["a", "b"]).to_dict("records")
    shown = show_pairs(pairs[:rows], passages, _shelf(articles))
    return _view("passages", shown, len(pairs), "pair of articles", "pairs of articles")


def view_evidence(
    articles: pd.DataFrame,
    spans: pd.DataFrame,
    *,
    sentences: pd.DataFrame | None = None,
    rows: int = 20,
) -> View:
    """Show spans of any table where they stand in their articles.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    spans : DataFrame
        Has `article_id`, `start` and `end`, as credits, quotes, timexes and the
        tellings of claims have; rows without a span are left out.
    sentences : DataFrame, optional
        The sentences table; without it some words around each span are shown.
    rows : int, default 20
        Spans shown.

    Returns
    -------
    View
        Shows itself in a notebook.

    Examples
    --------
    >>> articles = make_table(
    ...     "articles", [{"article_id": "a", "text": "It is shut, the mayor said."}]
    ... )
    >>> span = pd.DataFrame([{"article_id": "a", "start": 12, "end": 21}])
    >>> "<mark>the mayor</mark>" in view_evidence(articles, span).html
    True
    """
    shelf = _shelf(articles, sentences=sentences)
    held = spans.dropna(subset=["article_id", "start", "end"])
    items = [
        {
            "outlet": shelf.outlet(row["article_id"]),
            "day": shelf.day(row["article_id"]),
            "parts": _in_place(row, shelf),
        }
        for row in held.head(rows).to_dict("records")
    ]
    return _view("evidence", items, len(held), "place in the articles", "places")


def _in_place(row: dict[str, Any], shelf: Shelf) -> list[Part]:
    name, start, end = row["article_id"], int(row["start"]), int(row["end"])
    text = shelf.rows[name]["text"]
    first, last = shelf.around(name, start, end)
    if (first, last) == (start, end):
        first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    before, after = text[first:start], text[end:last]
    return [
        Part(" ".join(before.split()) + " " * before[-1:].isspace(), False),
        Part(clean(text[start:end], ""), True),
        Part(" " * after[:1].isspace() + " ".join(after.split()), False),
    ]


def view_claims(
    articles: pd.DataFrame,
    claims: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    statements: pd.DataFrame | None = None,
    rows: int = 5,
) -> View:
    """Show claims with their three counts and the sentences that tell them.

    Parameters
    ----------
    articles, claims, mentions : DataFrame
        The tables articles, claims and claim_mentions.
    statements : DataFrame, optional
        The statements table, for whom each sentence leads back to.
    rows : int, default 5
        Claims shown, the most widely told first.

    Returns
    -------
    View
        Shows itself in a notebook.

    Examples
    --------
    >>> articles = make_table("articles", [{"article_id": "a", "text": "It is shut."}])
    >>> claim = {"claim_id": "c", "article_id": "a", "start": 0, "end": 11,
    ...          "text": "It is shut.", "n_articles": 1, "n_origins": 1}
    >>> told = {"claim_id": "c", "article_id": "a", "start": 0, "end": 11}
    >>> claims, told = make_table("claims", [claim]), make_table(
    ...     "claim_mentions", [told]
    ... )
    >>> made = view_claims(articles, claims, told)
    >>> "One origin behind 1 article." in made.html
    True
    """
    shelf = _shelf(articles, statements=statements)
    shown = main_first(check_table(claims, "claims")).head(rows)
    mine = check_table(mentions, "claim_mentions")["claim_id"].isin(shown["claim_id"])
    told = group_rows(list_rows(mentions[mine]), "claim_id")
    items = [
        show_claim(row, told.get(row["claim_id"], []), shelf, None)
        for row in list_rows(shown)
    ]
    return _view("claims", items, len(claims), "claim")


def view_stories(
    articles: pd.DataFrame,
    stories: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
    rows: int = 20,
) -> View:
    """Show stories with their articles, largest first.

    Parameters
    ----------
    articles, stories : DataFrame
        The tables of those names.
    zones : DataFrame, optional
        The zones table, for titles that stand in the text.
    rows : int, default 20
        Stories shown.

    Returns
    -------
    View
        Shows itself in a notebook.

    Examples
    --------
    >>> articles = make_table("articles", [{"article_id": "a", "text": "It is shut."}])
    >>> view_stories(
    ...     articles, make_table("stories", [{"article_id": "a", "story_id": "S1"}])
    ... )
    1 story
    """
    shelf = _shelf(articles, zones=zones)
    held = check_table(stories, "stories").dropna(subset=["story_id"])
    sizes = held["story_id"].value_counts()
    ordered = sorted(sizes.index, key=lambda name: (-sizes[name], name))
    items = [
        _story(held[held["story_id"] == name], shelf, int(sizes.max()))
        for name in ordered[:rows]
    ]
    return _view("stories", items, len(ordered), "story", "stories")


def _story(members: pd.DataFrame, shelf: Shelf, most: int) -> dict[str, Any]:
    by = members.sort_values(["centrality", "article_id"], ascending=[False, True])
    names = list(by["article_id"])
    return {
        "title": shelf.title(names[0]),
        "size": counted(len(names), "article"),
        "width": round(100 * len(names) / most),
        "days": days_name(_days(names, shelf)),
        "articles": [
            {"outlet": shelf.outlet(n), "day": shelf.day(n), "title": shelf.title(n)}
            for n in sorted(names, key=lambda name: (shelf.when(name), name))
        ],
    }


def _days(names: Iterable[str], shelf: Shelf) -> list[str]:
    known = (shelf.rows[name]["published"] for name in names)
    return [str(day)[:10] for day in known if not pd.isna(day)]
