"""Tokens, counts and character n-grams equal what is made word by word."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from nblib import (
    find_candidates,
    find_stories,
    find_zones,
    fit_vectors,
    make_articles,
    name_stories,
)
from nblib.errors import SchemaError
from nblib.tables import make_table
from nblib.vectors import (
    fit_char_vectors,
    read_article_tokens,
    read_tokens,
    terms,
    words,
)
from nblib.vectors.counts import count_terms
from nblib.zones import zone_text

ODD = (
    "Ferries run. Ferries run late, U.S. envoys said at 5:30 p.m. on 1,500 piers.",
    *("以色列和土耳其 met in Türkiye", "การเจรจา", "cease-fire", "ﬁn", "", "?!", "a"),
    *("İstanbul'da buluştu", "line\none\r\ntwo", "x\x00y", "वार्ता शुरू हुई"),
)
TEXTS = st.lists(st.one_of(st.sampled_from(ODD), st.text(max_size=40)), max_size=6)


def listed(tokens):
    """(folded, start, end) of every word, text by text."""
    rows = [
        (tokens.vocabulary[code], start, end)
        for code, start, end in zip(
            *(column.tolist() for column in (tokens.codes, tokens.starts, tokens.ends)),
            strict=True,
        )
    ]
    cuts = tokens.bounds.tolist()
    return [rows[begin:end] for begin, end in pairwise(cuts)]


@given(TEXTS)
def test_tokens_are_the_words_of_each_text(texts):
    tokens = read_tokens(texts)

    assert listed(tokens) == [[tuple(word) for word in words(text)] for text in texts]
    assert tokens.vocabulary == sorted(set(tokens.vocabulary))


def test_texts_that_are_cut_in_batches_are_those_of_one(monkeypatch):
    whole = read_tokens(ODD)
    monkeypatch.setattr("nblib.vectors.tokens.TOGETHER", 10)

    assert listed(read_tokens(ODD)) == listed(whole)


@pytest.mark.parametrize("copies", [1, 2, 40])
def test_counts_are_those_of_scikit_learn(copies):
    rng = np.random.default_rng(copies)
    texts = [" ".join(rng.choice(list(ODD), 6)) for _ in range(copies)]
    counts = count_terms(read_tokens(texts))
    model = CountVectorizer(analyzer=terms)
    theirs = model.fit_transform(texts).toarray()
    names = model.get_feature_names_out().tolist()
    held = [
        column
        for column, name in enumerate(names)
        if " " not in name or (theirs[:, column] > 0).sum() > 1
    ]

    assert counts.terms == [names[column] for column in held]
    assert counts.paired.tolist() == [" " in name for name in counts.terms]
    assert (counts.matrix.toarray() == theirs[:, held]).all()


def test_words_between_unspaced_letters_stand_where_they_are_written():
    text = "On 2031年4月9日 they met"

    figures = [(w.folded, text[w.start : w.end]) for w in words(text) if w.folded < "a"]

    assert figures == [("2031", "2031"), ("4", "4"), ("9", "9")]


def test_character_vectors_are_those_of_scikit_learn():
    texts = [text for text in ODD if any(words(text))] + ["The ferries ran, they ran."]
    folded = [" ".join(word.folded for word in words(text)) for text in texts]
    model = TfidfVectorizer(
        analyzer="char_wb", ngram_range=(3, 5), lowercase=False, sublinear_tf=True
    )

    theirs = model.fit_transform(folded).toarray()
    found = fit_char_vectors(texts).toarray()

    assert found @ found.T == pytest.approx(theirs @ theirs.T, abs=1e-12)


def test_ngrams_of_the_same_words_are_one_column():
    found = fit_char_vectors(["dams hold", "dams hold", "dam"])

    assert found.shape[1] == 4  # of "dam" and "dams", of either alone, and of "hold"
    assert (found @ found.T).toarray()[0, 1] == pytest.approx(1)


@pytest.fixture(scope="module")
def pile():
    wire = "The ferry Santa Rilva sank off Port Varos on Sunday, divers said."
    records = [
        {"id": "b", "title": "Ferry sinks", "text": f"{wire}\nRead next\nAnother day."},
        {"id": "a", "title": "Santa Rilva", "text": f"Santa Rilva\n{wire} It was old."},
        {"id": "c", "text": "Olive growers picked a third less in the drought."},
    ]
    return make_articles(records)


def test_words_of_bodies_are_those_of_the_body_alone(pile):
    zones = find_zones(pile)
    read = read_article_tokens(pile, zones=zones)
    bodies = zone_text(pile, zones)

    held = listed(read.body())
    alone = listed(read_tokens([bodies[name] for name in read.article_ids]))

    assert read.article_ids == ["a", "b", "c"]
    assert held == alone
    assert sum(map(len, held)) < len(read.tokens.codes)


def test_an_empty_zone_hides_no_body_that_begins_where_it_stands(pile):
    zones = find_zones(pile)
    end = len(pile.set_index("article_id").loc["b", "text"])
    row = {"article_id": "b", "start": end, "end": end, "zone": "body"}
    empty = make_table("zones", [row | {"kind": "paragraph"}])

    read = read_article_tokens(pile, zones=pd.concat([zones, empty]))

    assert listed(read.body()) == listed(read_article_tokens(pile, zones=zones).body())


def test_words_that_are_given_make_the_same_tables(pile):
    tokens = read_article_tokens(pile)
    stories = find_stories(pile)

    pd.testing.assert_frame_equal(
        find_candidates(pile, tokens=tokens), find_candidates(pile)
    )
    pd.testing.assert_frame_equal(
        name_stories(pile, stories, tokens=tokens), name_stories(pile, stories)
    )
    given, made = fit_vectors(pile, tokens=tokens), fit_vectors(pile)
    assert given.terms == made.terms
    assert (given.matrix != made.matrix).nnz == 0


@pytest.mark.parametrize("function", [fit_vectors, find_candidates])
@pytest.mark.parametrize(("left_out", "kept"), [("b", ""), ("", "b")])
def test_words_of_fewer_or_more_articles_are_refused(pile, function, left_out, kept):
    tokens = read_article_tokens(pile[pile["article_id"] != left_out])

    with pytest.raises(SchemaError, match="differ in b"):
        function(pile[pile["article_id"] != kept], tokens=tokens)


def test_the_last_of_two_articles_of_one_id_is_read(pile):
    twice = pd.concat([pile.assign(text="No."), pile], ignore_index=True)
    zones = find_zones(pile)
    read, once = (read_article_tokens(table, zones=zones) for table in (twice, pile))

    assert read.article_ids == once.article_ids
    assert listed(read.body()) == listed(once.body())


def test_words_of_other_articles_are_refused(pile):
    tokens = read_article_tokens(pile[pile["article_id"] != "b"])

    with pytest.raises(SchemaError, match="tokens lack article b"):
        name_stories(pile, find_stories(pile), tokens=tokens)
