"""What to distrust, each with the rows that it rests on."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from .claims import anchor_of, best_first
from .cuts import Row, group_rows, list_rows
from .evidence import Shelf
from .words import clean, counted, day_name, listed, number_or, shortened

MOST_ROWS = 12
OPEN = ("own", "credited", "carried", "digest")  # ways of saying where words are from


def find_doubts(
    tables: dict[str, pd.DataFrame], shelf: Shelf, anchors: set[str]
) -> list[dict[str, Any]]:
    """Return the doubts that the tables give reason for.

    Parameters
    ----------
    tables : dict of str to DataFrame
        The tables of the run.
    shelf : Shelf
        The articles.
    anchors : set of str
        Places of the page that a row may link to.
    """
    found = [
        *_claims(tables["claims"]),
        *_silent_copies(tables["edges"], tables["nodes"], shelf),
        *_unnamed(tables["hygiene"]),
        *_differences(tables["disagreements"], shelf),
        *_undated(tables["dates"], shelf),
        *_unmeasured(tables["articles"], shelf),
        *_rejected(tables["rejects"]),
    ]
    for number, doubt in enumerate(found, 1):
        rows = doubt["rows"]
        doubt["anchor"] = doubt["target"] = f"doubt-{number}"
        more = len(rows) - MOST_ROWS
        doubt["left_out"] = (
            f"And {more} more, in the tables of the run." if more > 0 else ""
        )
        doubt["rows"] = [[_cell(c, anchors) for c in row] for row in rows[:MOST_ROWS]]
        doubt["link"] = "Which" if len(rows) > 1 else "Which one"
    return found


def _cell(cell: Any, anchors: set[str]) -> dict[str, str]:
    text, target = cell if isinstance(cell, tuple) else (cell, "")
    return {"text": str(text), "target": target if target in anchors else ""}


def _doubt(
    head: str,
    text: str,
    title: str,
    heads: list[str],
    rows: list[list[Any]],
    noun: str = "",
) -> dict[str, Any]:
    caption = counted(len(rows), noun or heads[0].lower())
    return {
        "head": head,
        "text": text,
        "title": title,
        "caption": caption,
        "heads": heads,
        "rows": rows,
    }


def _claims(claims: pd.DataFrame) -> Iterator[dict[str, Any]]:
    total = counted(len(claims), "claim")
    cases = (
        (
            claims["n_origins"] == 1,
            "a single origin, however many articles tell them.",
            "Claims with a single origin",
        ),
        (
            claims["attribution"] == "anonymous",
            "unnamed voices alone.",
            "Claims of unnamed voices",
        ),
        (
            claims["attribution"] == "unattributed",
            "nobody that a text would name.",
            "Claims without a named basis",
        ),
    )
    for chosen, text, title in cases:
        held = best_first(claims[chosen.fillna(False).astype(bool)])
        if not len(held):
            continue
        rows = [
            [
                (shortened(clean(row["text"])), anchor_of(row["claim_id"])),
                number_or(row["n_articles"]),
                listed(clean(row["origins"]).split("; "), 3),
            ]
            for row in list_rows(held)
        ]
        rest = "rests on" if len(held) == 1 else "rest on"
        head = f"{len(held)} of {total}"
        heads = ["Claim", "Articles", "Origin"]
        yield _doubt(head, f"{rest} {text}", title, heads, rows)


def _silent_copies(
    edges: pd.DataFrame, nodes: pd.DataFrame, shelf: Shelf
) -> Iterator[dict[str, Any]]:
    names = dict(zip(nodes["node_id"], nodes["name"], strict=True))
    leads = edges[edges["tail"].str.startswith("article:")]
    by = ["article_id", "head"]
    open_pairs = pd.MultiIndex.from_frame(leads.loc[leads["kind"].isin(OPEN), by])
    copied = leads[leads["kind"] == "copied"].dropna(subset=by)
    silent = copied[~pd.MultiIndex.from_frame(copied[by]).isin(open_pairs)]
    # Each case stands by the first of its sentences.
    times = silent.groupby(by, sort=False)["kind"].transform("size")
    cases = silent.assign(times=times).sort_values([*by, "start"]).drop_duplicates(by)
    rows = [
        [
            f"{shelf.outlet(row['article_id'])}, {shelf.day(row['article_id'])}",
            clean(names.get(row["head"])),
            str(row["times"]),
            shortened(shelf.words(row["article_id"], row["start"], row["end"]), 200),
        ]
        for row in list_rows(cases)
    ]
    if rows:
        articles = set(cases["article_id"])
        verb = "repeats" if len(articles) == 1 else "repeat"
        yield _doubt(
            counted(len(articles), "article"),
            f"{verb} another newsroom's words and nowhere credit it.",
            "Copies without credit",
            ["Article", "Words of", "Sentences", "For example"],
            rows,
            "case",
        )


def _unnamed(hygiene: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Outlets most of whose voices are unnamed, and what else they leave open."""
    outlets = hygiene[hygiene["scope"] == "outlet"].dropna(subset=["n_attributed"])
    most = outlets["n_anonymous"] * 2 > outlets["n_attributed"]
    held = outlets[most].sort_values(
        ["anonymous", "n_attributed", "name"], ascending=[False, False, True]
    )
    rows = [
        [
            clean(row["name"]),
            f"{row['n_anonymous']} of {row['n_attributed']}",
            f"{number_or(row['n_single_origin'])} of {number_or(row['n_claims'])}",
            number_or(row["n_bare_hearsay"]),
        ]
        for row in list_rows(held)
    ]
    if rows:
        verb = "lets" if len(rows) == 1 else "let"
        yield _doubt(
            counted(len(rows), "outlet"),
            f"{verb} more unnamed than named voices speak.",
            "Outlets of unnamed voices",
            [
                "Outlet",
                "Unnamed voices",
                "Claims with one origin",
                "“Reportedly” and the like, crediting nobody",
            ],
            rows,
        )


def _differences(found: pd.DataFrame, shelf: Shelf) -> Iterator[dict[str, Any]]:
    held = list_rows(found[found["kind"] != "wording"])
    rows = [
        [
            (clean(group[0]["kind"]), f"differ-{name}"),
            " / ".join(sorted({clean(row["text"]) for row in group})),
            listed(dict.fromkeys(map(shelf.outlet, _articles_of(group)))),
        ]
        for name, group in sorted(group_rows(held, "disagreement_id").items())
    ]
    if rows:
        yield _doubt(
            f"In {counted(len(rows), 'place')}",
            "accounts differ in more than their words.",
            "Where accounts differ",
            ["Difference", "Wordings", "Outlets"],
            rows,
        )


def _articles_of(rows: list[Row]) -> list[str]:
    return sorted(row["article_id"] for row in rows)


def _undated(dates: pd.DataFrame, shelf: Shelf) -> Iterator[dict[str, Any]]:
    rows = [
        [
            (shelf.title(row["article_id"]), f"article-{row['article_id']}"),
            shelf.outlet(row["article_id"]),
            _between(row),
        ]
        for row in list_rows(dates[dates["published"].isna()])
        if row["article_id"] in shelf.rows
    ]
    if rows:
        has, them = ("has", "it") if len(rows) == 1 else ("have", "them")
        yield _doubt(
            counted(len(rows), "article"),
            f"{has} no known date; relative dates in {them} stay open.",
            "Articles without a date",
            ["Article", "Outlet", "What its text allows"],
            rows,
        )


def _between(row: dict[str, Any]) -> str:
    first, last = day_name(row["earliest"], ""), day_name(row["latest"], "")
    if first and last:
        return f"{first} to {last}"
    return (
        f"not before {first}" if first else f"not after {last}" if last else "unknown"
    )


def _unmeasured(articles: pd.DataFrame, shelf: Shelf) -> Iterator[dict[str, Any]]:
    language = articles["language"]
    rows = [
        [
            (shelf.title(row["article_id"]), f"article-{row['article_id']}"),
            shelf.outlet(row["article_id"]),
            clean(row["language"]),
        ]
        for row in list_rows(articles[language.notna() & (language != "en")])
    ]
    if rows:
        yield _doubt(
            counted(len(rows), "article"),
            f"{'is' if len(rows) == 1 else 'are'} in a language whose credits, speech "
            "and times are unmeasured.",
            "Articles in other languages",
            ["Article", "Outlet", "Language"],
            rows,
        )


def _rejected(rejects: pd.DataFrame) -> Iterator[dict[str, Any]]:
    rows = [
        [
            " ".join([clean(row["file"]), clean(row["place"], "")]).strip(),
            clean(row["reason"]),
            clean(row["remedy"]),
        ]
        for row in list_rows(rejects)
    ]
    if rows:
        yield _doubt(
            counted(len(rows), "file or row", "files or rows"),
            f"{'was' if len(rows) == 1 else 'were'} rejected and "
            f"{'is' if len(rows) == 1 else 'are'} no part of this.",
            "Rejected",
            ["File", "Reason", "Remedy"],
            rows,
        )
