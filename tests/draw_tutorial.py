"""Draw the pictures of docs/tutorial.md from the sample, the same bytes each time.

Charts are drawn from the tables; the first screen of the briefing is photographed
in a browser where one is there, and is left as it is where there is none.
"""

import shutil
import sys
import tempfile
from pathlib import Path

import nblib
from nblib.briefing import write_briefing
from nblib.charts import (
    provenance_graph,
    provenance_part,
    stories_by_day,
    story_days,
    timeline,
    to_png,
)
from nblib.pile.steps import NAMES

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "sample"


def largest_story(pile):
    """The story of most articles, and its main claim's tellings."""
    days = story_days(pile.stories, pile.articles, zones=pile.zones)
    story = days["story_id"].iloc[0]
    claims = pile.claims[pile.claims["story_id"] == story]
    by = ["n_articles", "start", "claim_id"]
    main = claims.sort_values(by, ascending=[False, True, True]).iloc[0]
    told = pile.claim_mentions
    return days, story, told[told["claim_id"] == main["claim_id"]]


def charts(pile):
    """Name and figure of each picture."""
    days, story, told = largest_story(pile)
    yield "stories", stories_by_day(days)
    tellers = pile.articles[pile.articles["article_id"].isin(told["article_id"])]
    graph = nblib.trace_spans(pile.articles, told, origins=pile.origins)
    yield "origins", provenance_graph(*provenance_part(*graph[:2], tellers))
    members = pile.stories.loc[pile.stories["story_id"] == story, "article_id"]
    mentions = pile.event_mentions[pile.event_mentions["article_id"].isin(members)]
    events = pile.events[pile.events["event_id"].isin(mentions["event_id"])]
    yield "timeline", timeline(events, mentions, rows=5)


def photograph(page, out):
    """The first screen of a briefing, on a desk."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chrome"))), None)
    if browser is None:
        sys.stdout.write("no browser; the picture of the briefing stays\n")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        view = opened.new_page(viewport={"width": 1120, "height": 760})
        view.goto(page.as_uri())
        view.screenshot(path=out)
        opened.close()


def draw(folder):
    """Write every picture into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    pile = nblib.open_pile(SAMPLE)
    for name, figure in charts(pile):
        (folder / f"{name}.png").write_bytes(to_png(figure))
    with tempfile.TemporaryDirectory() as room:
        tables = Path(room, "tables")
        tables.mkdir()
        for name in NAMES:
            getattr(pile, name).to_parquet(tables / f"{name}.parquet", index=False)
        photograph(write_briefing(Path(room)), folder / "briefing.png")


if __name__ == "__main__":
    draw(ROOT / "docs" / "images")
