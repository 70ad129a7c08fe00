"""A story as the page shows it: claims, copies, events, articles."""

from typing import Any

import pandas as pd

from .claims import main_first, show_claim, show_disagreements
from .cuts import Cuts, Row, group_rows, list_rows
from .evidence import Place, Shelf
from .pairs import find_pairs, show_pairs
from .reading import Figure
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


def show_story(
    figures: dict[str, Figure], cuts: Cuts, shelf: Shelf, story_id: str, number: int
) -> dict[str, Any]:
    """Return what the page shows of a story."""
    members = cuts.rows("stories", "story_id", [story_id])
    middle = members.sort_values(["centrality", "article_id"], ascending=[False, True])
    inside = set(members["article_id"])
    articles = cuts.rows("articles", "article_id", inside)
    claims = main_first(cuts.rows("claims", "story_id", [story_id]))
    pairs = find_pairs(cuts, inside)
    events = _events(cuts, shelf, inside)
    return {
        "story_id": story_id,
        "anchor": f"story-{number}",
        "title": shelf.title(middle["article_id"].iloc[0]),
        "size": _size(articles),
        **_show_claims(cuts, shelf, claims, inside),
        "figures": {
            kind: figures.get(f"{kind} {story_id}") for kind in ("claim", "provenance")
        },
        # A timeline of one day is a list, and stands as one.
        "timeline": figures.get(f"timeline {story_id}")
        if len({event["when"] for event in events}) > 1
        else None,
        **_differences(cuts.records("disagreements", "story_id", [story_id]), shelf),
        "pairs": _pairs(cuts, shelf, pairs[:MOST_PAIRS]),
        "more_pairs": f"{counted(len(pairs) - MOST_PAIRS, 'more pair')} of articles "
        "in the table reuse."
        if len(pairs) > MOST_PAIRS
        else "",
        "events": events,
        "events_line": f"{counted(len(events), 'event')}, "
        "those with the most origins, with their sentences",
        "articles": _articles(cuts, shelf, articles),
        "articles_line": f"{counted(len(inside), 'article')} of this story",
    }


def _size(held: pd.DataFrame) -> str:
    outlets = held["outlet"].nunique()
    unknown = int(held["outlet"].isna().sum())
    parts = [counted(len(held), "article")]
    parts[0] += f" from {counted(outlets, 'outlet')}" if outlets else ""
    parts += [f"{unknown} without a known outlet"] if unknown else []
    parts += [days_name(held["published"].dropna().str[:10])]
    return f"{', '.join(parts)}."


def _pairs(cuts: Cuts, shelf: Shelf, pairs: list[Row]) -> list[dict[str, Any]]:
    passages = cuts.rows("passages", "a", [row["a"] for row in pairs])
    return show_pairs(pairs, passages, shelf)


def _show_claims(
    cuts: Cuts,
    shelf: Shelf,
    claims: pd.DataFrame,
    inside: set[str],
) -> dict[str, Any]:
    if not len(claims):
        alone = "No statement in it is told by two articles: nothing is corroborated."
        nothing: dict[str, Any] = {"claims": [], "summary": [], "more_claims": ""}
        return nothing | {"main": None, "best": None, "alone": alone, "in_all": ""}
    kept = claims.head(MOST_CLAIMS)
    mentions = cuts.records("claim_mentions", "claim_id", kept["claim_id"])
    told = group_rows(mentions, "claim_id")
    days = _days(cuts, {row["article_id"] for row in mentions})
    rows = list_rows(kept)
    shown = [
        show_claim(row, told.get(row["claim_id"], []), shelf, inside) for row in rows
    ]
    left_out = len(claims) - len(rows)
    beyond = f"; {left_out} more in the table claims" if left_out else ""
    return {
        "claims": shown,
        "summary": summarise(rows, told, days, shelf),
        "support": _support(claims),
        "in_all": _in_all(claims),
        "claims_line": f"{counted(len(claims) - 1, 'other claim')} told by two "
        f"articles or more, the most widely told first{beyond}.",
        "more_claims": counted(len(shown) - 1 - OPEN_CLAIMS, "more claim"),
        "main": shown[0],
        "best": _best(rows, shown),
        "alone": "",
    }


def _days(cuts: Cuts, articles: set[str]) -> dict[Place, str]:
    """Return the first day that each sentence of `articles` dates something to."""
    told = cuts.records("event_mentions", "article_id", sorted(articles))
    events = cuts.rows("events", "event_id", [row["event_id"] for row in told])
    known = events.dropna(subset=["start"])
    starts = dict(zip(known["event_id"], known["start"].astype(str), strict=True))
    days: dict[Place, str] = {}
    for row in told:
        if row["event_id"] in starts:
            place = row["article_id"], row["sentence_start"], row["sentence_end"]
            day = starts[row["event_id"]]
            days[place] = min(day, days.get(place, day))
    return days


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


def _differences(found: list[Row], shelf: Shelf) -> dict[str, Any]:
    """Return differing facts, and apart from them differing words for one thing."""
    facts = [row for row in found if row["kind"] != "wording"]
    words = show_disagreements(
        [row for row in found if row["kind"] == "wording"], shelf
    )
    return {
        "disagreements": show_disagreements(facts, shelf),
        "wordings": words,
        "wordings_line": f"{counted(len(words), 'statement')} in differing words",
    }


def _events(cuts: Cuts, shelf: Shelf, inside: set[str]) -> list[dict[str, Any]]:
    mine = cuts.rows("event_mentions", "article_id", inside)
    held = cuts.rows("events", "event_id", mine["event_id"]).dropna(subset=["start"])
    held = held[~held["kind"].isin(["background", "statistic"])]
    by = ["n_origins", "n_articles", "start", "event_id"]
    held = held.sort_values(by, ascending=[False, False, True, True]).head(MOST_EVENTS)
    mine = mine[mine["event_id"].isin(held["event_id"])]
    told = group_rows(list_rows(mine), "event_id")
    return [
        _event(row, told[row["event_id"]], shelf)
        for row in list_rows(held.sort_values(["start", "event_id"]))
    ]


def _event(row: Row, told: list[Row], shelf: Shelf) -> dict[str, Any]:
    when = span_name(row["start"], row["finish"], row["granularity"])
    inferred = all(pd.isna(at["start"]) for at in told)
    conflict = clean(row["conflict"], "")
    also = (
        f"; elsewhere {listed(map(day_name, conflict.split('; ')))}" if conflict else ""
    )
    evidence = shelf.quotes(
        (at["article_id"], at["sentence_start"], at["sentence_end"]) for at in told
    )
    return {
        "when": when + (" (inferred from the report)" if inferred else "") + also,
        "text": clean(row["text"]),
        "n_articles": number_or(row["n_articles"]),
        "n_origins": number_or(row["n_origins"]),
        "evidence": evidence,
        "evidence_line": counted(len(told), "sentence"),
    }


def _articles(cuts: Cuts, shelf: Shelf, articles: pd.DataFrame) -> list[dict[str, Any]]:
    ordered = articles.sort_values(["published", "article_id"], na_position="last")
    names = ordered["article_id"].tolist()
    dates = cuts.rows("dates", "article_id", names)
    basis = dict(zip(dates["article_id"], dates["basis"], strict=True))
    rooms = _rooms(cuts, names)
    voices = _voices(cuts.records("hygiene", "name", names))
    shown = []
    for name in names:
        shown.append(
            {
                "anchor": f"article-{name}",
                "outlet": shelf.outlet(name),
                "title": shelf.title(name),
                "url": shelf.link(name),
                "day": shelf.day(name),
                "basis": f"basis: {clean(basis.get(name))}",
                "newsrooms": listed(rooms.get(name, [])) or "unknown",
                "voices": voices.get(name, UNMEASURED),
            }
        )
    return shown


def _rooms(cuts: Cuts, articles: list[str]) -> dict[str, list[str]]:
    """Return the names of the newsrooms that each article leads to."""
    tails = {f"article:{name}": name for name in articles}
    edges = cuts.rows("edges", "tail", tails)[["tail", "head"]].drop_duplicates()
    nodes = cuts.rows("nodes", "node_id", edges["head"])
    names = dict(zip(nodes["node_id"], nodes["name"], strict=True))
    rooms: dict[str, list[str]] = {}
    for tail, head in zip(edges["tail"], edges["head"], strict=True):
        rooms.setdefault(tails[tail], []).append(clean(names.get(head)))
    return rooms


def _voices(hygiene: list[Row]) -> dict[str, str]:
    """Return how many of an article's voices are unnamed, where that is measured."""
    return {
        row["name"]: f"{row['n_anonymous']} of {row['n_attributed']}"
        if row["n_attributed"]
        else "none speaks"
        for row in hygiene
        if row["scope"] == "article" and not pd.isna(row["n_attributed"])
    }
