"""Events: the right date for the right clause, one event for each happening."""

import pandas as pd
import pytest

from nblib.articles import make_articles
from nblib.tables import TABLES
from nblib.timeline import build_timeline

WIRE = (
    "Norrby's harbour was closed on Wednesday after two barges struck the northern "
    "pier, harbour master Ida Holm said on Thursday.\n"
    "The council of Norrby voted on Tuesday for a new crane."
)
OTHER = (
    "Two barges struck the northern pier of Norrby on Wednesday and its harbour was "
    "closed.\n"
    "A choir from Lund sang in the cathedral on Wednesday."
)


@pytest.fixture(scope="module")
def timeline():
    return build_timeline(
        make_articles(
            [
                {"id": "a", "text": WIRE, "published": "2025-04-10"},
                {"id": "b", "text": OTHER, "published": "2025-04-11"},
            ]
        )
    )


def told(timeline, piece):
    """Return the events whose first sentence holds `piece`."""
    return timeline.events[timeline.events["text"].str.contains(piece, regex=False)]


def events_of(timeline, article_id, text, piece):
    place = text.index(piece)
    mine = timeline.mentions[timeline.mentions["article_id"] == article_id]
    hit = (mine["sentence_start"] <= place) & (place < mine["sentence_end"])
    return set(mine.loc[hit, "event_id"])


def test_tables_have_their_columns(timeline):
    assert list(timeline.events.columns) == list(TABLES["events"])
    assert list(timeline.mentions.columns) == list(TABLES["event_mentions"])


def test_same_happening_in_two_articles_is_one_event(timeline):
    shared = events_of(timeline, "a", WIRE, "two barges") & events_of(
        timeline, "b", OTHER, "Two barges"
    )
    assert len(shared) == 1
    event = timeline.events.set_index("event_id").loc[shared.pop()]
    assert (event["start"], event["finish"], event["granularity"]) == (
        "2025-04-09",
        "2025-04-09",
        "day",
    )
    assert event["n_articles"] == 2


def test_another_happening_of_the_same_day_is_kept_apart(timeline):
    choir = events_of(timeline, "b", OTHER, "A choir")
    assert not choir & events_of(timeline, "b", OTHER, "Two barges")


def test_what_was_said_and_what_happened_have_their_own_days(timeline):
    ids = events_of(timeline, "a", WIRE, "two barges")
    days = timeline.events.set_index("event_id").loc[sorted(ids), ["kind", "start"]]
    assert {tuple(row) for row in days.to_numpy()} == {
        ("event", "2025-04-09"),
        ("statement", "2025-04-10"),
    }


def test_report_date_stands_beside_the_event_date(timeline):
    assert set(timeline.mentions["published"]) == {"2025-04-10", "2025-04-11"}


def test_mention_spans_its_time_expression(timeline):
    texts = {"a": WIRE, "b": OTHER}
    spans = timeline.mentions.dropna(subset=["start"])
    found = {texts[row.article_id][row.start : row.end] for row in spans.itertuples()}
    assert found == {"Wednesday", "Thursday", "Tuesday"}


def test_counts_follow_the_mentions(timeline):
    articles = timeline.mentions.groupby("event_id")["article_id"].nunique()
    counted = timeline.events.set_index("event_id")["n_articles"]
    assert (counted == articles.reindex(counted.index)).all()
    assert (timeline.events["n_pipelines"] <= timeline.events["n_articles"]).all()


@pytest.mark.parametrize(
    ("text", "start", "finish", "granularity"),
    [
        ("The ferry to Visby sank in March 2024.", "2024-03-01", "2024-03-31", "month"),
        ("The ferry to Visby sank last week.", "2025-03-31", "2025-04-06", "week"),
        ("The ferry to Visby sank in 1988.", "1988-01-01", "1988-12-31", "year"),
        (
            "The ferry to Visby sank on Tuesday night.",
            "2025-04-08",
            "2025-04-08",
            "day",
        ),
    ],
)
def test_coarse_date_stays_coarse(text, start, finish, granularity):
    pile = make_articles([{"id": "a", "text": text, "published": "2025-04-10"}])
    event = build_timeline(pile).events.iloc[0]
    assert (event["start"], event["finish"], event["granularity"]) == (
        start,
        finish,
        granularity,
    )


def test_old_happening_is_background():
    text = "The ferry to Visby sank in March 1994 with all its crew."
    pile = make_articles([{"id": "a", "text": text, "published": "2025-04-10"}])
    assert build_timeline(pile).events["kind"].tolist() == ["background"]


def test_two_days_for_one_happening_are_a_conflict():
    first = "Two barges struck the northern pier of Norrby harbour on April 8, 2025."
    second = "Two barges struck the northern pier of Norrby harbour on April 9, 2025."
    pile = make_articles(
        [
            {"id": "a", "text": first, "published": "2025-04-10"},
            {"id": "b", "text": second, "published": "2025-04-10"},
        ]
    )
    events = build_timeline(pile).events
    assert dict(zip(events["start"], events["conflict"], strict=True)) == {
        "2025-04-08": "2025-04-09",
        "2025-04-09": "2025-04-08",
    }


def test_undated_article_joins_by_what_it_tells():
    undated = "Barges struck the northern pier of Norrby and closed the harbour."
    pile = make_articles(
        [
            {"id": "a", "text": OTHER, "published": "2025-04-10"},
            {"id": "b", "text": undated},
        ]
    )
    mentions = build_timeline(pile).mentions
    joined = mentions[mentions["article_id"] == "b"]
    assert len(joined) == 1
    assert joined["start"].isna().all()
    assert joined["published"].isna().all()


def test_undated_article_alone_dates_nothing():
    pile = make_articles([{"id": "a", "text": WIRE}])
    assert build_timeline(pile).events["start"].isna().all()


def test_ids_come_from_content_and_not_from_position(timeline):
    later = build_timeline(
        make_articles(
            [
                {"id": "b", "text": OTHER, "published": "2025-04-11"},
                {
                    "id": "0",
                    "text": "The choir of Ystad sang in June 2024.",
                    "published": "2025-04-12",
                },
                {"id": "a", "text": WIRE, "published": "2025-04-10"},
            ]
        )
    )
    assert set(timeline.events["event_id"]) <= set(later.events["event_id"])
    assert timeline.events["event_id"].is_unique


def test_order_of_articles_changes_nothing():
    pile = make_articles(
        [
            {"id": "a", "text": WIRE, "published": "2025-04-10"},
            {"id": "b", "text": OTHER, "published": "2025-04-11"},
        ]
    )
    one, two = (
        build_timeline(pile),
        build_timeline(pile.iloc[::-1].reset_index(drop=True)),
    )
    pd.testing.assert_frame_equal(one.events, two.events)
    pd.testing.assert_frame_equal(one.mentions, two.mentions)


def test_empty_pile_gives_empty_tables():
    timeline = build_timeline(make_articles([]))
    assert list(timeline.events.columns) == list(TABLES["events"])
    assert timeline.mentions.empty
