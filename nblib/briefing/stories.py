"""A story as the page shows it: claims, copies, events, articles."""

from typing import Any

import pandas as pd

from .claims import main_first, show_claim, show_disagreements
from .evidence import Shelf
from .pairs import find_pairs
from .reading import Run
from .summary import summarise
from .words import (
    UNMEASURED,
    clean,
    counted,
    day_name,
    days_name,
    listed,
    number_or,
    span_name,
    spelled,
)

MOST_CLAIMS, MOST_PAIRS, MOST_EVENTS = 24, 3, 12


def show_story(run: Run, shelf: Shelf, story_id: str, number: int) -> dict[str, Any]:
    """Return what the page shows of a story."""
    tables = run.tables
    members = tables["stories"][tables["stories"]["story_id"] == story_id]
    middle = members.sort_values(["centrality", "article_id"], ascending=[False, True])
    inside = set(members["article_id"])
    claims = main_first(tables["claims"][tables["claims"]["story_id"] == story_id])
    pairs = find_pairs(tables, shelf, inside)
    events = _events(tables, shelf, inside)
    differ = _differences(tables, claims, inside)
    return {
        "story_id": story_id,
        "anchor": f"story-{number}",
        "title": shelf.title(middle["article_id"].iloc[0]),
        "size": _size(tables["articles"], inside),
        **_show_claims(tables, shelf, claims, inside),
        "figures": {
            kind: run.figures.get(f"{kind} {story_id}")
            for kind in ("claim", "provenance")
        },
        # A timeline of one day is a list, and stands as one.
        "timeline": run.figures.get(f"timeline {story_id}")
        if len({event["when"] for event in events}) > 1
        else None,
        **_show_differences(differ, shelf),
        "pairs": pairs[:MOST_PAIRS],
        "more_pairs": f"{counted(len(pairs) - MOST_PAIRS, 'more pair')} of articles "
        "in the table reuse."
        if len(pairs) > MOST_PAIRS
        else "",
        "events": events,
        "events_line": f"{counted(len(events), 'event')}, "
        "those with the most origins, with their sentences",
        "articles": _articles(tables, shelf, inside),
        "articles_line": f"{counted(len(inside), 'article')} of this story",
    }


def _size(articles: pd.DataFrame, inside: set[str]) -> str:
    held = articles[articles["article_id"].isin(inside)]
    outlets = held["outlet"].nunique()
    unknown = int(held["outlet"].isna().sum())
    parts = [counted(len(held), "article")]
    parts[0] += f" from {counted(outlets, 'outlet')}" if outlets else ""
    parts += [f"{unknown} without a known outlet"] if unknown else []
    parts += [days_name(held["published"].dropna().str[:10])]
    return f"{', '.join(parts)}."


def _show_claims(
    tables: dict[str, pd.DataFrame],
    shelf: Shelf,
    claims: pd.DataFrame,
    inside: set[str],
) -> dict[str, Any]:
    if not len(claims):
        alone = "No statement in it is told by two articles: nothing is corroborated."
        nothing: dict[str, Any] = {"claims": [], "summary": [], "more_claims": ""}
        return nothing | {"main": None, "best": None, "alone": alone, "in_all": ""}
    kept = claims.head(MOST_CLAIMS)
    rows = kept.to_dict("records")
    mentions = tables["claim_mentions"]
    told = dict(list(mentions.groupby("claim_id")))
    nobody = mentions.head(0)
    dated = (
        tables["event_mentions"]
        .drop(columns="start")
        .merge(tables["events"].dropna(subset=["start"])[["event_id", "start"]])
    )
    shown = [
        show_claim(row, told.get(row["claim_id"], nobody), shelf, inside)
        for row in rows
    ]
    left_out = len(claims) - len(rows)
    beyond = f"; {left_out} more in the table claims" if left_out else ""
    return {
        "claims": shown,
        "summary": summarise(kept, mentions, dated, shelf),
        "support": _support(claims),
        "in_all": _in_all(claims),
        "claims_line": f"{counted(len(claims) - 1, 'other claim')} told by two "
        f"articles or more, the most widely told first{beyond}.",
        "more_claims": counted(len(shown) - 1 - OPEN_CLAIMS, "more claim"),
        "main": shown[0],
        "best": _best(rows, shown),
        "alone": "",
    }


def _best(
    rows: list[dict[str, Any]], shown: list[dict[str, Any]]
) -> dict[str, Any] | None:
    """Return the claim with most origins, where the most told one has fewer.

    Of two with as many, the one that rests less on a newsroom's own word.
    """

    def rank(place: int) -> tuple[int, ...]:
        row = rows[place]
        origins = 0 if pd.isna(row["n_origins"]) else int(row["n_origins"])
        said, rooms = (
            set(clean(row[key]).split("; ")) for key in ("origins", "pipelines")
        )
        return origins, len(said - rooms), -place

    best = max(range(len(rows)), key=rank)
    return shown[best] if rank(best)[0] > max(rank(0)[0], 1) else None


OPEN_CLAIMS = 4


def _support(claims: pd.DataFrame) -> list[dict[str, Any]]:
    """Return how many claims have two origins or more, one, or an unknown number."""
    origins = claims["n_origins"]
    parts = (
        ("several", (origins > 1).fillna(False), "on two independent origins or more"),
        ("single", (origins == 1).fillna(False), "on a single one"),
        ("open", origins.isna(), f"on an {UNMEASURED} number"),
    )
    held = [(kind, int(chosen.sum()), words) for kind, chosen, words in parts]
    return [
        {
            "kind": kind,
            "number": number,
            "words": words,
            "share": round(100 * number / len(claims), 1),
        }
        for kind, number, words in held
        if number
    ]


def _in_all(claims: pd.DataFrame) -> str:
    """Say how many of a story's claims have more than one origin."""
    several = int((claims["n_origins"] > 1).fillna(False).sum())
    if len(claims) < 2:
        return ""
    has = "has" if several == 1 else "have"
    number = spelled(several) if several else "none"
    return f"Of its {len(claims)} claims, {number} {has} two origins or more."


def _differences(
    tables: dict[str, pd.DataFrame], claims: pd.DataFrame, inside: set[str]
) -> pd.DataFrame:
    """Return the disagreements that belong here: by their claim, else by article.

    A disagreement of articles of several stories stands in one of them only.
    """
    found = tables["disagreements"]
    groups = found.groupby("disagreement_id")
    article = groups["article_id"].transform("first")
    known = groups["claim_id"].transform("first").isin(tables["claims"]["claim_id"])
    mine = groups["claim_id"].transform("first").isin(claims["claim_id"])
    return found[mine | (~known & article.isin(inside))]


def _show_differences(found: pd.DataFrame, shelf: Shelf) -> dict[str, Any]:
    """Return differing facts, and apart from them differing words for one thing."""
    wording = found["kind"] == "wording"
    words = show_disagreements(found[wording], shelf)
    return {
        "disagreements": show_disagreements(found[~wording], shelf),
        "wordings": words,
        "wordings_line": f"{counted(len(words), 'statement')} in differing words",
    }


def _events(
    tables: dict[str, pd.DataFrame], shelf: Shelf, inside: set[str]
) -> list[dict[str, Any]]:
    mentions, events = tables["event_mentions"], tables["events"]
    mine = mentions[mentions["article_id"].isin(inside)]
    held = events[events["event_id"].isin(mine["event_id"])].dropna(subset=["start"])
    held = held[~held["kind"].isin(["background", "statistic"])]
    by = ["n_origins", "n_articles", "start", "event_id"]
    held = held.sort_values(by, ascending=[False, False, True, True]).head(MOST_EVENTS)
    return [
        _event(row, mine[mine["event_id"] == row["event_id"]], shelf)
        for row in held.sort_values(["start", "event_id"]).to_dict("records")
    ]


def _event(row: dict[str, Any], told: pd.DataFrame, shelf: Shelf) -> dict[str, Any]:
    when = span_name(row["start"], row["finish"], row["granularity"])
    inferred = told["start"].isna().all()
    conflict = clean(row["conflict"], "")
    also = (
        f"; elsewhere {listed(map(day_name, conflict.split('; ')))}" if conflict else ""
    )
    evidence = shelf.quotes(
        (at["article_id"], at["sentence_start"], at["sentence_end"])
        for at in told.to_dict("records")
    )
    return {
        "when": when + (" (inferred from the report)" if inferred else "") + also,
        "text": clean(row["text"]),
        "n_articles": number_or(row["n_articles"]),
        "n_origins": number_or(row["n_origins"]),
        "evidence": evidence,
        "evidence_line": counted(len(told), "sentence"),
    }


def _articles(
    tables: dict[str, pd.DataFrame], shelf: Shelf, inside: set[str]
) -> list[dict[str, Any]]:
    basis = tables["dates"].set_index("article_id")["basis"]
    names = tables["nodes"].set_index("node_id")["name"]
    edges = tables["edges"]
    voices = _voices(tables["hygiene"])
    leads = edges[edges["tail"].str.startswith("article:")]
    rooms = leads.groupby("tail")["head"].agg(lambda held: list(dict.fromkeys(held)))
    ordered = tables["articles"][tables["articles"]["article_id"].isin(inside)]
    ordered = ordered.sort_values(["published", "article_id"], na_position="last")
    shown = []
    for name in ordered["article_id"]:
        heads = [clean(names.get(head)) for head in rooms.get(f"article:{name}", [])]
        shown.append(
            {
                "anchor": f"article-{name}",
                "outlet": shelf.outlet(name),
                "title": shelf.title(name),
                "url": shelf.link(name),
                "day": shelf.day(name),
                "basis": f"basis: {clean(basis.get(name))}",
                "newsrooms": listed(heads) or "unknown",
                "voices": voices.get(name, UNMEASURED),
            }
        )
    return shown


def _voices(hygiene: pd.DataFrame) -> dict[str, str]:
    """Return how many of an article's voices are unnamed, where that is measured."""
    held = hygiene[hygiene["scope"] == "article"].dropna(subset=["n_attributed"])
    return {
        row["name"]: f"{row['n_anonymous']} of {row['n_attributed']}"
        if row["n_attributed"]
        else "none speaks"
        for row in held.to_dict("records")
    }
