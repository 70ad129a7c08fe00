"""The slider of stories: one step a number of stories, and what it shows."""

import sys

import pytest
from invented import tables

from nblib import explore, find_stories, make_articles
from nblib.errors import UsageError


@pytest.fixture(scope="module")
def articles():
    return tables()["articles"]


@pytest.fixture(scope="module")
def box(articles):
    return explore(articles)


def test_it_opens_at_the_cut_that_the_rule_chooses(articles, box):
    by_rule = find_stories(articles)["story_id"].nunique()

    assert box.children[0].label.startswith(f"{by_rule} at ")
    assert f"{by_rule} stor" in box.children[1].value


def test_a_stricter_cut_shows_more_stories(articles, box):
    slider, shown = box.children
    slider.index = len(slider.options) - 1

    number = find_stories(articles, cut=box.cut)["story_id"].nunique()
    assert number >= 2
    assert f"{number} stories" in shown.value


def test_titles_are_shown_as_text():
    hostile = make_articles([{"id": "a", "title": "<img src=x>", "text": "A ferry."}])

    assert "&lt;img src=x&gt;" in explore(hostile).children[1].value


def test_without_widgets_the_error_says_what_to_install(articles, monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)

    with pytest.raises(UsageError, match="nblib\\[explore\\]"):
        explore(articles)
