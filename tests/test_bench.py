"""Planted piles are the same everywhere, and their figures are written as measured."""

from collections import Counter

import pytest
from bench_scale import recalls
from piles import make_pile
from write_performance import growth, write


def test_a_pile_is_the_same_for_one_seed_and_another_for_another():
    assert make_pile(60) == make_pile(60)
    assert make_pile(60).records != make_pile(60, seed=1).records


def test_the_truth_names_articles_of_the_pile_and_copies_hold_what_they_say():
    pile = make_pile(100)
    said = {record["article_id"]: record["text"] for record in pile.records}

    assert len(said) == len(pile.stories) == 100
    assert Counter(kind for *_, kind in pile.copies) == dict.fromkeys(
        ("near", "passage", "reworded"), 8
    )
    for original, copy, kind in pile.copies:
        shared = runs(said[original]) & runs(said[copy])
        assert len(shared) >= {"near": 50, "passage": 10, "reworded": 0}[kind]


def runs(text, k=8):
    words = text.split()
    return {tuple(words[i : i + k]) for i in range(len(words) - k + 1)}


def test_recall_is_the_share_of_planted_pairs():
    copies = make_pile(100).copies
    near = [tuple(sorted(copy[:2])) for copy in copies if copy[2] == "near"]
    distinct = set(near[:4])

    found = recalls(100, distinct)

    held = sum(pair in distinct for pair in near) / len(near)
    assert found["recall_near"] == pytest.approx(held)
    assert found["pairs"] == len(distinct)


def test_growth_is_the_exponent_between_the_two_largest_sizes():
    square = {str(n): {"seconds": n * n / 1e6} for n in (10, 1000, 10_000)}

    assert growth(square) == pytest.approx(2.0)
    assert growth({"10": {"seconds": 1.0}}) is None


def test_the_page_shows_each_figure_and_a_dash_for_what_is_missing(tmp_path):
    cost = {"seconds": 2.0, "wall": 3.0, "megabytes": 40.0}
    line = {**cost, "s_zones": 1.5, "s_stories": 0.5}
    figures = {
        "sizes": [100],
        "start-up": {"import pandas": 0.5, "import nblib": 0.1},
        "tasks": {
            "TfidfVectorizer": {"100": {**cost, "seconds": 0.5}},
            "stories": {"100": {**cost, "b_cubed": 0.5, "b_cubed_best_cut": 0.75}},
            "whole line": {"100": {**line, "digest": "d0"}},
            "whole line, dask": {"100": {**cost, "seconds": 0.5, "digest": "d0"}},
            "BERTopic": {},
        },
    }
    write(figures, tmp_path)
    page = (tmp_path / "performance.md").read_text("utf-8")

    assert "| whole line / TfidfVectorizer, seconds | 4.00 | ≤ 25 |" in page
    assert "| stories from text / BERTopic, seconds | – | ≤ 0.01 |" in page
    assert "| 100 | 0.500 | 0.750 |" in page
    assert "workers give the same rows" in page
    assert "spends 25% of" in page
    assert (tmp_path / "performance.svg").stat().st_size > 1000
