"""The whole page as plain values for the template."""

import shlex
from pathlib import Path
from typing import Any

import pandas as pd

from .cuts import Cuts
from .doubts import find_doubts
from .evidence import Shelf
from .news import show_changes
from .reading import Run
from .stories import OPEN_CLAIMS, show_story
from .words import clean, counted, day_name

MOST_STORIES = 15
HOW_TO_READ = (
    ("An article", "is one published text."),
    (
        "A newsroom",
        "is an outlet or agency that gathered the report: ten copies of one report "
        "count once.",
    ),
    (
        "An origin",
        "is the person or body that said it first: two agencies at one briefing are "
        "one origin.",
    ),
)


def make_page(run: Run) -> dict[str, Any]:
    """Return what the template `briefing.html.j2` shows of a run."""
    tables = run.tables
    cuts, shelf = Cuts(tables), Shelf(tables)
    ordered, alone = _order(tables)
    stories = [
        show_story(run.figures, cuts, shelf, story, number)
        for number, story in enumerate(ordered[:MOST_STORIES], 1)
    ]
    more = counted(len(ordered) - len(stories), "more story", "more stories")
    anchors = _anchors(stories)
    doubts = find_doubts(tables, shelf, anchors)
    places = {story["story_id"]: story["anchor"] for story in stories}
    return {
        **_heading(run),
        "pile_line": _pile_line(tables),
        "news": show_changes(run.changes, places, anchors),
        "lead": _lead(tables, len(ordered), len(alone)),
        "doubts_line": counted(len(doubts), "warning"),
        "how_to_read": HOW_TO_READ,
        "stories": stories,
        "more_stories": f"{more} of several articles, in the tables of the run."
        if len(ordered) > len(stories)
        else "",
        "claims_open": OPEN_CLAIMS,
        "singles": [
            {
                "title": shelf.title(name),
                "outlet": shelf.outlet(name),
                "day": shelf.day(name),
            }
            for name in alone
        ],
        "singles_line": f"{counted(len(alone), 'more story', 'more stories')}, "
        "told by one article each: nothing in them is corroborated here",
        "doubts": doubts,
        "measured": len(tables["hygiene"]) > 0,
        "figures": run.figures,
        **_repeat(run),
    }


def _heading(run: Run) -> dict[str, str]:
    given = clean(run.facts.get("parameters", {}).get("title") or None, "")
    day = day_name(run.facts.get("as_of") or _newest(run.tables["articles"]), "")
    as_of = f"as of {day}" if day else ""
    own = "Who really knows, and since when"
    return {
        "title": given or own,
        "kicker": " · ".join(filter(None, ["News briefing", as_of])),
    }


def _order(tables: dict[str, pd.DataFrame]) -> tuple[list[str], list[str]]:
    """Return the stories of several articles, largest first, and single articles."""
    placed = tables["stories"]
    loose = placed.loc[placed["story_id"].isna(), "article_id"].tolist()
    held = placed.dropna(subset=["story_id"])
    outlets = held.merge(tables["articles"][["article_id", "outlet"]])
    sizes = outlets.groupby("story_id").agg(
        articles=("article_id", "size"), outlets=("outlet", "nunique")
    )
    sizes = sizes.reset_index().sort_values(
        ["articles", "outlets", "story_id"], ascending=[False, False, True]
    )
    several = sizes.loc[sizes["articles"] > 1, "story_id"].tolist()
    alone = held.loc[~held["story_id"].isin(several), "article_id"].tolist()
    return several, sorted([*alone, *loose])


def _anchors(stories: list[dict[str, Any]]) -> set[str]:
    kinds = ("claims", "disagreements", "wordings", "articles")
    inside = [item for story in stories for kind in kinds for item in story[kind]]
    return {item["anchor"] for item in [*stories, *inside]}


def _newest(articles: pd.DataFrame) -> str | None:
    known = articles["published"].dropna().str[:10]
    return str(known.max()) if len(known) else None


def _pile_line(tables: dict[str, pd.DataFrame]) -> str:
    articles = tables["articles"]
    outlets = articles["outlet"].nunique()
    parts = [counted(len(articles), "article")]
    parts[0] += f" from {counted(outlets, 'outlet')}" if outlets else ""
    unknown = int(articles["outlet"].isna().sum())
    undated = int(articles["published"].isna().sum())
    language = articles["language"]
    foreign = int((language.notna() & (language != "en")).sum())
    for number, words in (
        (unknown, "without a known outlet"),
        (undated, "without a date"),
        (foreign, "in a language that is not read"),
        (len(tables["rejects"]), "rejected"),
    ):
        parts += [f"{number} {words}"] if number else []
    return " · ".join(parts)


def _lead(tables: dict[str, pd.DataFrame], several: int, alone: int) -> str:
    articles = counted(len(tables["articles"]), "article")
    verb = "tells" if len(tables["articles"]) == 1 else "tell"
    lead = f"{articles} {verb} {counted(several + alone, 'story', 'stories')}"
    if not several:
        return f"{lead}; no story is told by two articles."
    if not alone:
        return f"{lead}."
    return f"{lead}: {several} told by several articles, {alone} by one only."


def _repeat(run: Run) -> dict[str, Any]:
    facts = run.facts
    given = facts.get("parameters", {})
    folder = Path(str(facts.get("articles_dir", "ARTICLES"))).name
    words = ["nblib", "run", folder]
    for name, value in sorted(given.items()):
        words += ["-p", name, str(value)]
    lines = [
        "Every count is made from the tables of the run, by rules and word statistics; "
        "no model, no network, no clock. The same articles and parameters give the "
        "same page."
    ]
    if facts.get("run_id"):
        lines.append(
            f"Run {clean(facts['run_id'])}; fingerprint of articles, parameters and "
            f"code: {clean(facts.get('fingerprint'))[:16]}. To repeat it:"
        )
    return {
        "repeat": lines,
        "command": shlex.join(words) if facts else "",
        "versions": sorted(facts.get("versions", {}).items()),
    }
