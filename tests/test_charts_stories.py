"""The tree above the cut and the curve of cuts show the numbers they were given."""

import pandas as pd
import pytest

from nblib.charts import (
    cut_lines,
    describe_cuts,
    describe_tree,
    neighbouring_cuts,
    story_tree,
)
from nblib.errors import SchemaError
from nblib.tables import make_table

NAMES = ["A bridge", "A ferry", "$5\\x {b", "A lake"]


@pytest.fixture
def joins():
    rows = [
        ("join 1", "S1", "S2", 0.12),
        ("join 2", "join 1", "S3", 0.05),
        ("join 3", "join 2", "S4", 0.004),
    ]
    names = ("branch", "first", "second", "likeness")
    return make_table(
        "story_joins", (dict(zip(names, row, strict=True)) for row in rows)
    )


@pytest.fixture
def days():
    rows = (
        {"story_id": f"S{n}", "label": label, "n_articles": 5 - n}
        for n, label in enumerate(NAMES, 1)
    )
    return make_table("story_days", rows)


@pytest.fixture
def cuts():
    rows = [(0.05, 0.7, 2), (0.1, 0.8, 3), (0.15, 0.9, 5), (0.3, 0.6, 9)]
    names = ("cut", "score", "n_stories")
    return make_table(
        "cuts",
        (
            {**dict(zip(names, row, strict=True)), "chosen": row[0] == 0.15}
            for row in rows
        ),
    )


def gids(fig):
    return [artist.get_gid() for artist in fig.findobj() if artist.get_gid()]


def texts(fig):
    return [text.get_text() for text in fig.axes[0].texts]


def test_a_join_stands_at_its_likeness(joins, days):
    fig = story_tree(joins, days, cut=0.15)

    assert gids(fig) == ["S1 S2 0.120", "join 1 S3 0.050"]
    lines = {line.get_gid(): line.get_xdata() for line in fig.axes[0].lines}
    assert lines["S1 S2 0.120"][1] > lines["join 1 S3 0.050"][1]


def test_stories_that_are_not_drawn_are_counted_and_bridged(joins, days):
    rows = [{"story_id": s, "label": s, "n_articles": 1} for s in ("S1", "S3", "S2")]
    fig = story_tree(joins, make_table("story_days", rows), cut=0.15, rows=2)

    assert "Not drawn, but in the table: 1 story." in texts(fig)
    assert gids(fig) == ["S1 S3 0.050"]


def test_no_line_of_the_tree_crosses_another(days):
    rows = [("j1", "S1", "S4", 0.12), ("j2", "S2", "S3", 0.1), ("j3", "j1", "j2", 0.05)]
    names = ("branch", "first", "second", "likeness")
    table = make_table(
        "story_joins", (dict(zip(names, row, strict=True)) for row in rows)
    )

    lines = story_tree(table, days, cut=0.15).axes[0].lines
    spans = [sorted(line.get_ydata()) for line in lines if line.get_gid()]

    assert spans[0][-1] < spans[1][0] or spans[1][-1] < spans[0][0]


def test_a_pile_of_one_story_or_none_has_a_tree():
    one = [{"story_id": "S1", "label": "A bridge", "n_articles": 1}]
    none = make_table("story_joins", [])

    assert gids(story_tree(none, make_table("story_days", one), cut=0.15)) == []
    assert gids(story_tree(none, make_table("story_days", []), cut=0.15)) == []
    assert describe_tree(none, make_table("story_days", [])).startswith("No two")


def test_the_chosen_cut_is_marked_with_its_numbers(cuts):
    fig = cut_lines(cuts)

    assert gids(fig) == ["chosen score 0.150 0.9", "chosen n_stories 0.150 5"]
    assert "5 at 0.150" in texts(fig)


def test_a_curve_without_a_choice_is_drawn_and_told():
    empty = make_table("cuts", [])

    assert gids(cut_lines(empty)) == []
    assert describe_cuts(empty) == "No cut was chosen."
    assert neighbouring_cuts(empty).empty


def test_neighbouring_cuts_differ_in_stories_and_hold_the_chosen_one(cuts):
    twice = pd.concat([cuts, cuts.assign(cut=cuts["cut"] + 0.01, chosen=False)])

    near = neighbouring_cuts(twice, steps=1)

    assert near["n_stories"].tolist() == [3, 5, 9]
    assert near["chosen"].tolist() == [False, True, False]
    assert near.loc[1, "cut"] == 0.15


def test_a_missing_column_is_named(joins, days, cuts):
    with pytest.raises(SchemaError, match="likeness"):
        story_tree(joins.drop(columns="likeness"), days, cut=0.1)
    with pytest.raises(SchemaError, match="score"):
        cut_lines(cuts.drop(columns="score"))
