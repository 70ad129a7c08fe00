"""News is what no sentence told before, and nothing else."""

import json
import shutil

import pandas as pd
import pytest

from nblib import make_articles, open_pile, read_articles
from nblib.articles import digest_files
from nblib.changes import find_changes
from nblib.changes.updates import pairs
from nblib.tables import MEMORY, make_table

TABLES = ("follow", "known", "edges", "events", "event_mentions", "claims")
NOTE = {"tables": "", "history": [], "cache": "", "read": {}}
FERRY = "The night ferry stays in port until Monday, harbour master Ida Lund said."
SILO = "A grain silo burned down in the old harbour, fire chief Per Holm said."


def changes(now, before, **tables):
    articles = make_articles([{"id": name, "text": text} for name, text in now.items()])
    old = make_articles([{"id": name, "text": text} for name, text in before.items()])
    rest = {name: make_table(name, []) for name in (*TABLES, "disagreements")}
    placed = ({"article_id": name, "story_id": "s1"} for name in sorted(now))
    stories = make_table("stories", placed)
    given = {**rest, "stories": stories} | {
        name: make_table(name, rows) for name, rows in tables.items()
    }
    return find_changes(articles, previous=old, **given)


def test_without_a_run_before_there_is_nothing_to_compare_with():
    articles = make_articles([{"id": "a", "text": FERRY}])
    names = (*TABLES, "disagreements", "stories")
    rest = {name: make_table(name, []) for name in names}

    found = find_changes(articles, previous=None, **rest)

    assert found["kind"].tolist() == ["first run"]
    assert found["n_articles"].tolist() == [1]


def test_the_same_articles_are_nothing_new_whatever_is_found_in_them():
    heard = {"tail": "pipeline:a", "head": "origin:Ida Lund", "kind": "heard"}
    edges = [{**heard, "article_id": "a", "start": 0, "end": 20}]

    assert changes({"a": FERRY}, {"a": FERRY}, edges=edges)["kind"].tolist() == [
        "nothing new"
    ]


def test_articles_that_come_change_and_go_are_counted():
    found = changes({"a": FERRY, "b": SILO}, {"b": f"{SILO} So.", "c": FERRY})

    assert found["kind"].tolist()[:3] == [
        "new articles",
        "articles changed",
        "articles gone",
    ]
    assert found["text"][0] == "1 new article, 0 new origins."


@pytest.mark.parametrize(
    ("articles", "kinds"),
    [
        pytest.param(["b"], ["new articles", "new origin"], id="first heard now"),
        pytest.param(["a", "b"], ["new articles"], id="heard before"),
    ],
)
def test_an_origin_is_new_when_all_that_shows_it_is(articles, kinds):
    edges = [
        {
            "tail": "pipeline:Courier",
            "head": "origin:Ida Lund",
            "kind": "heard",
            "article_id": name,
            "start": 0,
            "end": 20,
        }
        for name in articles
    ]
    found = changes({"a": FERRY, "b": SILO}, {"a": FERRY}, edges=edges)

    assert found["kind"].tolist() == kinds
    assert found["n_origins"][0] == (len(kinds) == 2)


def test_the_fates_of_stories_are_told_under_their_names():
    follow = [
        {"story_id": "s1", "previous_id": "s1", "change": "continued"},
        {"story_id": "s1", "previous_id": "s2", "change": "merged"},
        {"story_id": None, "previous_id": "s3", "change": "ended"},
    ]
    known = [{"article_id": "c", "story_id": "s3"}]
    found = changes({"a": FERRY}, {"a": FERRY, "c": SILO}, follow=follow, known=known)
    fates = found.set_index("kind")

    assert fates.loc["stories merged", "previous_id"] == "s2"
    assert fates.loc["story ended", "story_id"] == "s3"
    assert "A grain silo burned" in fates.loc["story ended", "text"]


def test_a_figure_that_a_new_sentence_tells_otherwise_stands_beside_the_old_one():
    rows = [
        {
            "disagreement_id": "d1",
            "claim_id": "c1",
            "kind": "figure",
            "article_id": name,
            "start": 0,
            "end": 9,
            "text": text,
        }
        for name, text in (("a", "two boats"), ("b", "nine boats"))
    ]
    now = {"a": "two boats sank", "b": "nine boats sank"}
    found = changes(now, {"a": now["a"]}, disagreements=rows).set_index("kind")

    assert found.loc["changed figure", ["before", "after", "article_id"]].tolist() == [
        "two boats",
        "nine boats",
        "b",
    ]


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        ("Two boats of 12 sank.", "Two boats of 14 sank.", "changed figure"),
        ("Two boats sank at sea.", "Two ships sank at sea.", "changed wording"),
    ],
)
def test_an_article_that_was_rewritten_shows_what_changed(before, now, kind):
    found = changes({"a": now}, {"a": before})

    assert found["kind"].tolist() == ["articles changed", kind]
    assert (found["before"][1], found["after"][1]) == (before, now)


def test_a_sentence_of_other_words_took_nobodys_place():
    assert list(pairs("It rained all day.", "Nine ships left the port.")) == []


def test_events_that_old_sentences_tell_are_no_news():
    events = [
        {"event_id": name, "start": "2025-04-10", "kind": "event", "text": name}
        for name in ("old", "new")
    ]
    mentions = [
        {"event_id": e, "article_id": a, "sentence_start": 0, "sentence_end": 20}
        for e, a in (("old", "a"), ("old", "b"), ("new", "b"))
    ]
    tables = {"events": events, "event_mentions": mentions}
    for event in events:
        event["n_articles"] = 1
    found = changes({"a": FERRY, "b": SILO}, {"a": FERRY}, **tables)

    assert found["event_id"].dropna().tolist() == ["new"]
    assert found["text"].iloc[-1] == "2025-04-10: new"


# --- through the pile ------------------------------------------------------------


@pytest.fixture
def runs(tmp_path):
    """Tables of two runs, the second of which knows of the first."""
    folder = tmp_path / "articles"
    folder.mkdir()

    def run(number, articles):
        for file in folder.iterdir():
            file.unlink()
        for name, text in articles.items():
            (folder / f"{name}.txt").write_text(text)
        tables = tmp_path / str(number)
        tables.mkdir()
        before = tmp_path / str(number - 1)
        note = {
            "tables": str(before) if number > 1 else "",
            "history": [],
            "cache": "",
            "read": {},
        }
        if number > 1:
            note["history"] = pd.read_parquet(before / "follow.parquet").to_dict(
                "records"
            )
        (tables / MEMORY).write_text(json.dumps(note).replace("NaN", "null"))
        pile = open_pile(folder, tables_dir=tables)
        assert len(pile.known)
        return pile

    return run


def test_a_story_keeps_its_id_when_its_first_article_leaves(runs):
    more = f"{FERRY} Nobody knows whether the ferry sails on Tuesday, she said."
    first = runs(1, {"a": FERRY, "b": more})
    second = runs(2, {"b": more, "c": SILO})

    [lasting] = first.stories["story_id"].unique()
    placed = dict(zip(second.stories.article_id, second.stories.story_id, strict=True))
    assert placed["b"] == lasting
    assert placed["c"] != lasting
    kinds = second.changes["kind"].tolist()
    assert kinds[:3] == ["new articles", "articles gone", "new story"]


def test_the_same_pile_again_is_nothing_new(runs):
    runs(1, {"a": FERRY, "b": SILO})

    assert runs(2, {"a": FERRY, "b": SILO}).changes["kind"].tolist() == ["nothing new"]


def test_a_story_that_stayed_keeps_its_name(runs, tmp_path):
    first = runs(1, {"a": FERRY})
    first.story_summaries.assign(terms="ship").to_parquet(
        tmp_path / "1/story_summaries.parquet"
    )

    assert runs(2, {"a": FERRY}).story_summaries["terms"].tolist() == ["ship"]


def test_what_was_read_before_is_not_read_again(tmp_path):
    pile, tables, read = (tmp_path / name for name in ("pile", "tables", "read"))
    for folder in (pile, tables, read):
        folder.mkdir()
    (pile / "a.txt").write_text("The ferry stays in port, two clerks said.")
    corpus = read_articles(pile)
    corpus.articles.assign(note="read before").to_parquet(read / "articles.parquet")
    corpus.rejects.to_parquet(read / "rejects.parquet")
    for inputs, expected in (("other bytes", [None]), (None, ["read before"])):
        given = {"folder": str(read), "inputs": inputs or digest_files(pile)}
        (tables / MEMORY).write_text(json.dumps({**NOTE, "read": given}))
        found = open_pile(pile, tables_dir=tables).articles["note"]
        assert found.astype(object).where(found.notna(), None).tolist() == expected
        shutil.rmtree(tables)
        tables.mkdir()
