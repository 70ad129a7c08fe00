"""Terms, weights and nearest rows."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from nblib import fit_vectors, make_articles
from nblib.vectors import (
    fit_char_vectors,
    nearest,
    neighbours,
    read_texts,
    terms,
    unit_rows,
    words,
)
from nblib.vectors.neighbours import _split_terms


def pile(*texts, **fields):
    return make_articles(
        {"id": f"a{n}", "text": text, **fields} for n, text in enumerate(texts)
    )


def folded(text):
    return [word.folded for word in words(text)]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param("Türkiye", "Turkey", id="name in two languages"),
        pytest.param("Turkiye's", "Turkey", id="without marks, possessive"),
        pytest.param("recognised", "recognized", id="British s"),
        pytest.param("organisations", "organizations", id="British s in a noun"),
        pytest.param("labour", "labor", id="British our"),
        pytest.param("U.N.", "UN", id="dotted initials"),
        pytest.param("1,500", "1500", id="thousands"),
        pytest.param("Kyiv", "Kiev", id="transliteration"),
        pytest.param("ceasefire", "cease-fire", id="one word or two"),
        pytest.param("café", "cafe", id="two forms of a mark"),
    ],
)
def test_outlet_style_folds_away(one, two):
    assert folded(one) == folded(two)


def test_numbers_with_letters_stay_whole():
    assert folded("the 11th of 7.4 and F-16s") == [
        "the",
        "11th",
        "of",
        "74",
        "and",
        "16s",
    ]


@pytest.mark.parametrize(
    "text", ["以色列和土耳其", "การเจรจา", "이스라엘과 터키", "वार्ता शुरू हुई"]
)
def test_words_of_any_script_lead_back_to_the_text(text):
    found = list(words(text))

    assert len(found) > 1
    assert all(text[word.start : word.end] for word in found)


def test_vowel_signs_do_not_break_words():
    assert folded("वार्ता") == ["वार्ता"]


def test_stop_words_are_no_terms():
    assert terms("The talks of the envoys") == ["talks", "envoys", "talks envoys"]


def test_rows_have_length_one_and_follow_the_ids():
    table = pile("Talks began in Baku.", "Talks ended in Baku.", "Olive oil.")
    vectors = fit_vectors(table.iloc[::-1])

    assert vectors.article_ids == ["a0", "a1", "a2"]
    lengths = np.sqrt((vectors.matrix**2).sum(axis=1))
    assert lengths == pytest.approx(1)
    assert vectors.matrix.shape == (3, len(vectors.terms))


def test_order_of_articles_changes_nothing():
    table = pile("Talks began in Baku.", "Talks ended in Baku.", "Olive oil.")
    one, two = fit_vectors(table), fit_vectors(table.sample(frac=1, random_state=3))

    assert one.terms == two.terms
    assert (one.matrix != two.matrix).nnz == 0


def test_without_articles_elsewhere_weights_are_those_of_scikit_learn():
    texts = ["Talks began in Baku.", "Talks on Baku gas began.", "Gas and olive oil."]
    ours = fit_vectors(pile(*texts), elsewhere=0)
    model = TfidfVectorizer(analyzer=terms, sublinear_tf=True, vocabulary=ours.terms)

    theirs = model.fit_transform(texts)

    assert ours.matrix.toarray() == pytest.approx(theirs.toarray(), abs=1e-9)


def test_common_english_weighs_less_than_a_name_in_a_pile_of_two():
    vectors = fit_vectors(pile("government Zorvik", "something else entirely"))
    weights = dict(zip(vectors.terms, vectors.matrix[[0]].toarray()[0], strict=True))

    assert weights["zorvik"] > weights["government"] > 0


def test_other_languages_count_the_pile_alone():
    texts = [f"el acuerdo de paz numero {n} fue firmado en Bakú" for n in range(12)]
    spanish = fit_vectors(pile(*texts, language="es"))

    assert "acuerdo" not in spanish.terms
    assert "11" in spanish.terms


@pytest.mark.parametrize("texts", [(), ("?!",), ("a", "b"), ("the of and",)])
def test_piles_without_terms_have_no_columns(texts):
    vectors = fit_vectors(pile(*texts))

    assert vectors.matrix.shape == (len(texts), 0)
    assert vectors.terms == []


def test_teasers_and_other_boilerplate_weigh_nothing():
    body = "Envoys of both states met in Baku on Friday, an official said.\n"
    table = pile(body, body + "Read next\nA flotilla left Palermo\n")

    vectors = fit_vectors(table)

    assert "flotilla" not in vectors.terms
    assert (vectors.matrix @ vectors.matrix.T)[0, 1] == pytest.approx(1)


def test_a_title_is_read_once():
    text = "Envoys meet in Baku\nThe envoys of both states met on Friday, they said."
    twice = make_articles([{"id": "a", "text": text, "title": "Envoys meet in Baku"}])

    assert read_texts(twice)["a"].count("Envoys meet in Baku") == 1


def test_spun_sentences_are_nearer_than_others():
    rows = fit_char_vectors(
        [
            "Israel has launched hundreds of strikes in Syria.",
            "Hundreds of air strikes have been launched by Israel on Syria.",
            "The bakers of Lund will vote on a strike on Monday.",
        ]
    )
    cosines = (rows @ rows.T).toarray()

    assert cosines[0, 1] > 2 * cosines[0, 2]


@pytest.mark.parametrize("texts", [[], [""], ["?!", ""]])
def test_char_vectors_of_nothing_are_empty(texts):
    assert fit_char_vectors(texts).shape == (len(texts), 0)


def test_components_have_the_vectors_that_they_have_alone():
    english = {"a": "The ferry to Malmo sank.", "b": "The Malmo ferry is to be raised."}
    other = {"c": "Le ferry de Malmo a coulé.", "d": "Ferry de Malmo relevé."}
    records = [{"id": key, "text": text} for key, text in english.items()]
    records += [{"id": k, "text": t, "language": "fr"} for k, t in other.items()]
    pile = make_articles(records)
    components = pd.DataFrame(
        {"article_id": list("abcd"), "component_id": list("aacc")}
    )

    both = fit_vectors(pile, components=components)

    for rows, part in ((slice(0, 2), pile[:2]), (slice(2, 4), pile[2:])):
        alone = fit_vectors(part.reset_index(drop=True))
        columns = np.unique(both.matrix[rows].indices)
        assert [both.terms[column] for column in columns] == alone.terms
        assert both.matrix[rows][:, columns].toarray() == pytest.approx(
            alone.matrix.toarray()
        )
    assert (both.matrix[:2] @ both.matrix[2:].T).nnz == 0


def test_nearest_equals_the_full_table():
    rng = np.random.default_rng(5)
    rows = sparse.csr_array(rng.random((40, 12)) * (rng.random((40, 12)) > 0.6))
    full = (rows @ rows.T).toarray()
    np.fill_diagonal(full, 0)

    found = nearest(rows, k=3)

    assert found.sum(axis=1) == pytest.approx(np.sort(full)[:, -3:].sum(axis=1))
    assert nearest(rows, k=40).toarray() == pytest.approx(full)
    assert (found.toarray() > 0).sum(axis=1).max() == 3


def test_nearest_of_two_sets_keeps_what_is_above_the_least():
    rows = fit_char_vectors(["border talks", "olive oil", "border talk"])

    found = nearest(rows[:2], rows[2:], k=5, least=0.2)

    assert found.shape == (2, 1)
    assert found.nnz == 1


def common_and_rare(n=400):
    """Rows of one common half, and of rare terms that each five share."""
    rng = np.random.default_rng(7)
    common = rng.random((n, 20)) * (rng.random((n, 20)) > 0.5)
    rare = np.zeros((n, n // 5))
    rare[np.arange(n), np.arange(n) // 5] = rng.random(n) + 1
    return unit_rows(sparse.csr_array(np.hstack([common, rare])))


def test_rare_terms_find_the_neighbours_and_all_terms_count():
    rows = common_and_rare()
    full = (rows @ rows.T).toarray()

    found = nearest(rows, k=4, looked_at=50)

    fives = np.arange(400) // 5
    heads, tails = found.nonzero()
    assert (fives[heads] == fives[tails]).all()
    assert found.nnz == 4 * 400
    assert found.toarray()[heads, tails] == pytest.approx(full[heads, tails])


@pytest.mark.parametrize("least", [0.3, 0.6, 0.8])
def test_pairs_out_of_reach_of_the_least_are_no_others_than_those_below_it(least):
    rows = common_and_rare()
    every = nearest(rows, k=4, looked_at=50).toarray()

    found = nearest(rows, k=4, looked_at=50, least=least).toarray()

    assert found == pytest.approx(np.where(every > least, every, 0))
    assert 0 < (found > 0).sum() <= (every > 0).sum()


def test_long_numbers_of_places_are_compared_as_short_ones(monkeypatch):
    """One table with long ones lengthens the other's again in each product."""
    seen = []
    kept = neighbours._nearest

    def noting(rare, rest, own, turned, counted, *options):
        seen.extend(place for t in (rare, rest, turned, counted) for place in places(t))
        return kept(rare, rest, own, turned, counted, *options)

    def places(table):
        return table.indices.dtype, table.indptr.dtype

    monkeypatch.setattr(neighbours, "_nearest", noting)
    rows = common_and_rare()
    long = (rows.data, rows.indices.astype(np.int64), rows.indptr.astype(np.int64))
    found = nearest(sparse.csr_array(long, rows.shape), k=4, looked_at=50)

    assert set(seen) == {np.dtype(np.int32)}
    assert (found != nearest(rows, k=4, looked_at=50)).nnz == 0


def test_what_is_looked_at_bounds_the_work():
    rows = common_and_rare()

    rare, rest = _split_terms(rows, rows, 50)

    frequency = np.bincount(rows.indices)
    looked_at = (rare > 0) @ frequency
    assert looked_at.max() <= 50
    assert (rare + rest - rows).nnz == 0
    one_at_least, _ = _split_terms(rows, rows, 0)
    assert (np.diff(one_at_least.indptr) == 1).all()


def test_nearest_of_nothing_is_empty():
    assert nearest(sparse.csr_array((0, 0))).shape == (0, 0)


def test_blocks_give_each_part_of_a_pile_the_vectors_it_has_alone():
    one = ["Divers searched for the ferry.", "The ferry was found by divers."]
    two = ["Divers voted on the ferry.", "Bakers voted on flour.", "Flour is dear."]
    together = fit_char_vectors([*one, *two], blocks=[0, 0, 1, 1, 1])
    cosines = (together @ together.T).toarray()
    assert not cosines[:2, 2:].any()
    for part, texts in ((cosines[:2, :2], one), (cosines[2:, 2:], two)):
        alone = fit_char_vectors(texts)
        assert np.allclose(part, (alone @ alone.T).toarray(), atol=1e-12)


@pytest.mark.parametrize("number", [1, 2, 3, 5, 9, 40])
def test_pairs_that_are_compared_once_have_the_cosines_of_all(number, monkeypatch):
    rng = np.random.default_rng(number)
    rows = unit_rows(sparse.random_array((number, 30), density=0.3, rng=rng).tocsr())
    once = nearest(rows, k=3, least=0.1)
    monkeypatch.setattr("nblib.vectors.neighbours.PAIRS", 0)

    assert (once.toarray() == nearest(rows, k=3, least=0.1).toarray()).all()
