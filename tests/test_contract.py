"""Every public function: columns, types, no article, one article, any order."""

import pandas as pd
import pytest

import nblib
from nblib.errors import SchemaError
from nblib.tables import TABLES

ONE = "The ferry will stay in port until Monday, Mayor Ana Duro told Harbour News."
TWO = (
    "Harbour News reported on Friday that the ferry will stay in port until Monday. "
    "“Nobody asked us,” a deckhand said. Two berths were closed on March 3, 2025."
)
PAIRS = pd.DataFrame({"a": ["a"], "b": ["b"]}, dtype="str")
SPANS = pd.DataFrame(
    {"claim_id": ["c"], "article_id": ["a"], "start": [0], "end": [len(ONE)]}
)


def articles(*texts):
    return nblib.make_articles(
        {"id": name, "text": text, "published": "2025-03-07", "outlet": f"Post {name}"}
        for name, text in zip("abcdefgh", texts, strict=False)
    )


TABLES_OF = {
    "date_articles": (nblib.date_articles, ["dates"]),
    "with_dates": (
        lambda a: nblib.with_dates(a, nblib.date_articles(a)),
        ["articles"],
    ),
    "find_zones": (nblib.find_zones, ["zones"]),
    "split_sentences": (nblib.split_sentences, ["sentences"]),
    "find_timexes": (nblib.find_timexes, ["timexes"]),
    "find_credits": (nblib.find_credits, ["credits"]),
    "find_quotes": (nblib.find_quotes, ["quotes"]),
    "find_stories": (nblib.find_stories, ["stories"]),
    "find_reuse": (nblib.find_reuse, ["reuse"]),
    "trace_origins": (nblib.trace_origins, ["nodes", "edges", "statements"]),
    "build_timeline": (nblib.build_timeline, ["events", "event_mentions"]),
    "find_claims": (
        nblib.find_claims,
        ["claims", "claim_mentions", "disagreements"],
    ),
    "name_stories": (
        lambda a: nblib.name_stories(a, nblib.find_stories(a)),
        ["story_terms"],
    ),
}
OF_PAIRS = {
    "score_reuse": (nblib.score_reuse, "reuse"),
    "align_passages": (nblib.align_passages, "passages"),
}
EACH = pytest.mark.parametrize(
    ("function", "names"), TABLES_OF.values(), ids=TABLES_OF.keys()
)
EACH_OF_PAIRS = pytest.mark.parametrize(
    ("function", "name"), OF_PAIRS.values(), ids=OF_PAIRS.keys()
)


def tables(result):
    return [result] if isinstance(result, pd.DataFrame) else list(result)


def check(result, names):
    for table, name in zip(tables(result), names, strict=True):
        for column, kind in TABLES[name].items():
            assert str(table[column].dtype) == kind, f"{name}.{column}"


@EACH
def test_columns_and_types_hold_without_an_article(function, names):
    result = function(articles())

    check(result, names)
    assert all(table.empty for table in tables(result))


@EACH
def test_columns_and_types_hold_for_one_article(function, names):
    check(function(articles(ONE)), names)


@EACH
def test_columns_and_types_hold_for_a_pile(function, names):
    check(function(articles(ONE, TWO, ONE)), names)


@EACH
def test_order_of_articles_has_no_part_in_the_result(function, names):
    pile = articles(ONE, TWO, ONE + " Nobody else spoke.")
    turned = pile.iloc[::-1].reset_index(drop=True)

    for one, other in zip(
        tables(function(pile)), tables(function(turned)), strict=True
    ):
        order = list(one.columns)
        pd.testing.assert_frame_equal(
            one.sort_values(order, ignore_index=True),
            other.sort_values(order, ignore_index=True),
        )


@EACH
def test_a_table_without_its_columns_is_refused(function, names):
    with pytest.raises(SchemaError, match="articles"):
        function(pd.DataFrame({"article_id": ["a"]}))


@EACH
def test_another_language_is_no_error(function, names):
    check(function(articles("El transbordador no sale hoy del puerto viejo.")), names)


@EACH_OF_PAIRS
def test_pairs_keep_their_order(function, name):
    pile = articles(ONE, TWO, ONE)
    pairs = pd.DataFrame({"a": ["c", "a", "b"], "b": ["a", "b", "c"]}, dtype="str")
    result = function(pile, pairs)

    check(result, [name])
    if name == "reuse":
        assert result[["a", "b"]].to_numpy().tolist() == pairs.to_numpy().tolist()
        assert result["derived"].dropna().between(0, 1).all()


@EACH_OF_PAIRS
def test_no_pair_gives_no_row(function, name):
    result = function(articles(ONE), PAIRS[:0])

    check(result, [name])
    assert result.empty


def test_vectors_have_a_row_for_each_article():
    vectors = nblib.fit_vectors(articles(ONE, TWO))

    assert vectors.matrix.shape == (2, len(vectors.terms))
    assert list(vectors.article_ids) == ["a", "b"]
    assert nblib.fit_vectors(articles()).matrix.shape == (0, 0)


def test_origins_are_counted_for_every_claim_given():
    counts = nblib.count_origins(articles(ONE, TWO), SPANS)

    check(counts, ["counts"])
    assert counts["claim_id"].tolist() == ["c"]
    assert (counts[["n_articles", "n_pipelines", "n_origins"]] >= 1).all(axis=None)


def test_claims_that_meet_no_sentence_are_unmeasured():
    counts = nblib.count_origins(articles(ONE), SPANS.assign(start=900, end=950))

    assert counts[["n_pipelines", "n_origins"]].isna().all(axis=None)


def test_stories_are_followed_from_run_to_run():
    before = nblib.find_stories(articles(ONE, TWO))
    follow = nblib.follow_stories(before, before)

    check(follow, ["follow"])
    assert set(follow["change"]) == {"continued"}


def test_evidence_spans_lie_inside_their_articles():
    pile = articles(ONE, TWO, ONE)
    length = dict(zip(pile["article_id"], pile["text"].str.len(), strict=True))
    for function, names in TABLES_OF.values():
        for table, name in zip(tables(function(pile)), names, strict=True):
            if {"article_id", "start", "end"} <= set(
                table.columns
            ) and name != "events":
                spans = table.dropna(subset=["start", "end"])
                assert (spans["start"] < spans["end"]).all(), name
                assert (spans["end"] <= spans["article_id"].map(length)).all(), name
