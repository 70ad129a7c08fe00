"""What is new since the last briefing, as rows that lead to the words that show it.

Counts of two runs tell little: one reworded sentence can move them, and so can a name
that is now read otherwise. So nothing is compared but texts. Words are **new** when
the run before did not have them in that article; an origin, an event or a differing
figure is new when every sentence that shows it is new, and a story's fate is what its
lasting id says. What an old article said all along is no news, whatever is found in
it today.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from ..tables import check_table, make_table
from .rows import Row, Titles, counted
from .spans import News
from .updates import changed_sentences

__all__ = ["find_changes"]


def find_changes(
    articles: pd.DataFrame,
    *,
    previous: pd.DataFrame | None,
    stories: pd.DataFrame,
    follow: pd.DataFrame,
    known: pd.DataFrame,
    edges: pd.DataFrame,
    events: pd.DataFrame,
    event_mentions: pd.DataFrame,
    disagreements: pd.DataFrame,
    claims: pd.DataFrame,
) -> pd.DataFrame:
    """Tell what is new in a pile since it was last looked at.

    Parameters
    ----------
    articles : DataFrame
        The articles of now.
    previous : DataFrame or None
        The articles of the last published run; None when there was none.
    stories, follow, known : DataFrame
        Stories under lasting ids, what became of those before, and the story that
        each article ever seen was last in (`stories.carry_ids`).
    edges, events, event_mentions, disagreements, claims : DataFrame
        Tables of now.

    Returns
    -------
    DataFrame
        The table `changes`, most important first; never empty. `kind` is

        - first run: there is nothing to compare with
        - nothing new: no other row
        - new articles, articles changed, articles gone: how many (`n_articles`)
        - new story, story ended, stories merged, story split: `story_id` and, of
          the last three, `previous_id`
        - new origin: `after` said something first in this story
        - new event: `event_id` happened, by sentences that are all new
        - changed figure, changed date, changed name, changed wording: `after` is
          told where `before` was

        `article_id, start, end` is the span that shows it, `text` the sentence for
        a reader.

    Examples
    --------
    >>> one = make_table("articles", [{"article_id": "a", "text": "Talks began."}])
    >>> names = ("stories", "follow", "known", "edges", "events", "event_mentions")
    >>> rest = {n: make_table(n, []) for n in (*names, "disagreements", "claims")}
    >>> find_changes(one, previous=one, **rest)["text"].tolist()
    ['Nothing new since the last briefing.']
    """
    check_table(articles, "articles")
    titles = Titles(articles, previous, stories, known)
    if previous is None:
        return make_table("changes", [_first(articles, stories).cells()])
    news = News(articles, check_table(previous, "articles"))
    placed = dict(zip(stories["article_id"], stories["story_id"], strict=True))
    origins = list(_origins(edges, placed, news, titles))
    fates = _fates(follow, stories, Counter(row.story_id for row in origins), titles)
    within = [
        *origins,
        *_differences(disagreements, claims, placed, news, titles),
        *changed_sentences(news, placed, titles),
        *_events(events, event_mentions, placed, news),
    ]
    fresh = {row.story_id for row in fates if row.kind == "new story"}
    told = [*fates, *(row for row in within if row.story_id not in fresh)]
    rows = [*_articles(news, len(origins)), *told] or [
        Row("nothing new", "Nothing new since the last briefing.")
    ]
    return make_table("changes", (row.cells() for row in rows))


def _first(articles: pd.DataFrame, stories: pd.DataFrame) -> Row:
    counts = f"{counted(len(articles), 'article')}, "
    counts += counted(stories["story_id"].nunique(), "story", "stories")
    text = f"The first briefing of this pile: {counts}."
    return Row("first run", text, n_articles=len(articles))


def _articles(news: News, origins: int) -> Iterator[Row]:
    """Count articles that came, changed and went."""
    if news.added:
        counts = counted(len(news.added), "new article")
        text = f"{counts}, {counted(origins, 'new origin')}."
        n = len(news.added)
        yield Row("new articles", text, n_articles=n, n_origins=origins)
    if news.changed:
        text = f"The text of {counted(len(news.changed), 'article')} changed."
        yield Row("articles changed", text, n_articles=len(news.changed))
    if news.gone:
        text = f"{counted(len(news.gone), 'article')} left the pile."
        yield Row("articles gone", text, n_articles=len(news.gone))


_FATES = {  # change of `follow` to kind and sentence
    "new": ("new story", "A new story, told by {n}: {title}"),
    "merged": ("stories merged", "Two stories are one now: {title} and {before}"),
    "split": ("story split", "{title} stands apart now from {before}"),
    "ended": ("story ended", "No article of this story is left: {before}"),
}


def _fates(
    follow: pd.DataFrame,
    stories: pd.DataFrame,
    origins: Mapping[str | None, int],
    titles: Titles,
) -> list[Row]:
    sizes = stories["story_id"].value_counts()
    found = []
    for row in follow[follow["change"].isin(list(_FATES))].to_dict("records"):
        kind, sentence = _FATES[row["change"]]
        now, before = (
            row[name] if isinstance(row[name], str) else None
            for name in ("story_id", "previous_id")
        )
        n = int(sizes.get(now, 0))
        text = sentence.format(
            n=counted(n, "article"),
            title=titles.story(now),
            before=titles.story(before),
        )
        found.append(
            Row(
                kind,
                text,
                now or before,
                before,
                article_id=titles.article_of(now),
                n_articles=n,
                n_origins=origins.get(now, 0) if kind == "new story" else None,
            )
        )
    rank = {kind: number for number, (kind, _) in enumerate(_FATES.values())}
    return sorted(found, key=lambda row: (rank[row.kind], -(row.n_articles or 0)))


def _origins(
    edges: pd.DataFrame, placed: dict[str, str], news: News, titles: Titles
) -> Iterator[Row]:
    """Who says something first in a story and was not heard in it before."""
    heard = edges[edges["head"].str.startswith("origin:")]
    story = heard["article_id"].map(placed)
    new = pd.Series(news.spans(heard), index=heard.index, dtype=bool)
    fresh = new.groupby([story, heard["head"]]).transform("all")
    heard = heard.assign(story_id=story)[fresh.fillna(False).astype(bool)]
    for (story_id, head), shown in heard.groupby(["story_id", "head"]):
        first = shown.sort_values(["article_id", "start"]).iloc[0]
        name = head.removeprefix("origin:")
        yield Row(
            "new origin",
            f"{name} is heard for the first time in {titles.story(story_id)}",
            story_id,
            after=name,
            span=(first["article_id"], int(first["start"]), int(first["end"])),
            n_articles=shown["article_id"].nunique(),
        )


def _events(
    events: pd.DataFrame,
    mentions: pd.DataFrame,
    placed: dict[str, str],
    news: News,
) -> Iterator[Row]:
    """Happenings that only new sentences tell."""
    spans = mentions.drop(columns=["start", "end"]).rename(
        columns={"sentence_start": "start", "sentence_end": "end"}
    )
    spans = spans.assign(new=news.spans(spans))
    old = spans.loc[~spans["new"], "event_id"]
    chosen = events[events["kind"].eq("event") & ~events["event_id"].isin(old)]
    first = spans.drop_duplicates("event_id").set_index("event_id")
    for event in chosen.sort_values(["start", "event_id"]).to_dict("records"):
        at: Any = first.loc[event["event_id"]]
        when = f"{event['start']}: " if isinstance(event["start"], str) else ""
        yield Row(
            "new event",
            f"{when}{' '.join(event['text'].split())}",
            placed.get(at["article_id"]),
            event_id=event["event_id"],
            after=event["start"] if isinstance(event["start"], str) else None,
            span=(at["article_id"], int(at["start"]), int(at["end"])),
            n_articles=int(event["n_articles"]),
        )


def _differences(
    disagreements: pd.DataFrame,
    claims: pd.DataFrame,
    placed: dict[str, str],
    news: News,
    titles: Titles,
) -> Iterator[Row]:
    """Claims that a new sentence tells otherwise than the old ones did."""
    marked = disagreements.assign(new=news.spans(disagreements))
    stories = dict(zip(claims["claim_id"], claims["story_id"], strict=True))
    for _, rows in marked.groupby("disagreement_id"):
        old, new = rows[~rows["new"]], rows[rows["new"]]
        fresh = new[~new["text"].isin(old["text"])]
        if old.empty or fresh.empty:
            continue
        before, at = old.iloc[0], fresh.iloc[0]
        story_id = stories.get(at["claim_id"], placed.get(at["article_id"]))
        yield Row(
            f"changed {at['kind']}",
            f"Told otherwise in {titles.story(story_id)}: "
            f"{_one_line(at['text'])}, before: {_one_line(before['text'])}",
            story_id,
            claim_id=at["claim_id"],
            before=before["text"],
            after=at["text"],
            span=(at["article_id"], int(at["start"]), int(at["end"])),
        )


def _one_line(words: str) -> str:
    return "“" + " ".join(words.split()).strip(' ,“”"') + "”"
