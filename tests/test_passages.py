"""Twin sentences are found however respelled; what was changed is marked."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from nblib import make_articles
from nblib.errors import SchemaError
from nblib.passages import align_passages, changed_words, mark_changes
from nblib.passages.changes import list_changes
from nblib.passages.replaced import find_replaced
from nblib.passages.sequences import Matches, Spans, match_in_order
from nblib.passages.words import in_order, read_tokens
from nblib.tables import TABLES, make_table

LEAD = "Divers found 14 cracks in two piers of the old road bridge on Monday night."
RUST = "Engineers from Lund had warned of rust in the northern pier since the spring."
SAID = '"No lorry may cross before the braces hold," Ilka Moren told the town council.'
FERRY = (
    "Ferries will carry commuters across the strait every twenty minutes until Easter."
)
WIRE = " ".join((LEAD, RUST, SAID, FERRY))


def articles(**texts):
    return make_articles({"id": name, "text": text} for name, text in texts.items())


def align(one, two):
    pair = pd.DataFrame({"a": ["one"], "b": ["two"]})
    return align_passages(articles(one=one, two=two), pair)


def linked(found, one, two):
    return [
        (one[row.a_start : row.a_end], two[row.b_start : row.b_end])
        for row in found.itertuples()
    ]


def test_a_verbatim_copy_is_aligned_sentence_by_sentence():
    found = align(WIRE, WIRE)

    assert set(found["kind"]) == {"verbatim"}
    assert found["changed"].isna().all()
    assert all(here == there for here, there in linked(found, WIRE, WIRE))
    assert len(found) == 4


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        pytest.param(LEAD, "verbatim", id="same words"),
        pytest.param(LEAD.replace("old road", "ageing"), "edited", id="light edit"),
        pytest.param(
            "14 fissures were spotted by divers in a pair of piers of the ageing "
            "bridge for cars this Monday night.",
            "reworded",
            id="respelled",
        ),
    ],
)
def test_kind_says_how_much_was_kept(sentence, kind):
    two = " ".join((sentence, RUST, SAID, FERRY))

    found = align(WIRE, two)

    assert kind in set(found["kind"])
    assert any(here[:6] == "Divers" for here, _ in linked(found, WIRE, two))


def test_blocks_may_move():
    two = " ".join((SAID, FERRY, LEAD, RUST))

    pairs = linked(align(WIRE, two), WIRE, two)

    assert len(pairs) == 4
    assert all(here == there for here, there in pairs)


def test_names_and_titles_alone_link_nothing():
    title = "Harbour Authority Director Ilka Moren"
    one = f"{title} opened a flower show in Kells on Sunday afternoon. {FERRY}"
    two = f"A thief stole nine bicycles, but {title} got hers back. {RUST}"

    assert align(one, two).empty


def test_unrelated_texts_have_no_passage():
    assert align(LEAD + " " + RUST, "Olive prices doubled. Two mills closed.").empty


def test_rows_follow_the_pairs_and_turn_with_them():
    table = articles(one=WIRE, two=WIRE, far="Olive prices doubled. Mills closed.")
    pairs = pd.DataFrame([("two", "one"), ("far", "one")], columns=["a", "b"])

    found = align_passages(table, pairs)

    assert set(zip(found["a"], found["b"], strict=True)) == {("two", "one")}
    assert list(found.columns) == list(TABLES["passages"])


def test_empty_in_empty_out():
    found = align_passages(make_table("articles", []), make_table("pairs", []))

    assert found.empty
    assert list(found.columns) == list(TABLES["passages"])


def test_unknown_article_is_named():
    with pytest.raises(SchemaError, match="nowhere"):
        align_passages(
            articles(one=WIRE), pd.DataFrame({"a": ["one"], "b": ["nowhere"]})
        )


@pytest.mark.parametrize(
    ("old", "new", "warning"),
    [
        pytest.param(
            "braces hold", "braces stand", "quote", id="inside quotation marks"
        ),
        pytest.param("14 cracks", "17 cracks", "figure", id="figure"),
        pytest.param("on Monday", "on Tuesday", "date", id="day"),
        pytest.param("from Lund", "from Kells", "name", id="name"),
        pytest.param("old road", "ageing car", None, id="style"),
        pytest.param("every twenty", "each twenty", None, id="function word"),
    ],
)
def test_changes_that_alter_what_is_said_are_warned_of(old, new, warning):
    found = align(WIRE, WIRE.replace(old, new))

    assert found["warning"].dropna().tolist() == ([warning] if warning else [])
    assert new.split()[0 if warning is None else -1] in " ".join(
        found["changed"].dropna()
    ) or new.split()[0] in " ".join(found["changed"].dropna())


@pytest.mark.parametrize(
    ("one", "two", "expected"),
    [
        pytest.param("", "", [], id="empty"),
        pytest.param("The talks began.", "The talks began!", [], id="punctuation"),
        pytest.param("They organised it.", "They organized it.", [], id="spelling"),
        pytest.param(
            "a red line",
            "a crimson line",
            [("red", "crimson", "replaced")],
            id="one word",
        ),
        pytest.param(
            "Talks began.",
            "Technical talks began.",
            [("", "Technical", "added")],
            id="more",
        ),
        pytest.param(
            "Long talks began.", "Talks began.", [("Long", "", "removed")], id="less"
        ),
        pytest.param(
            "", "Talks began.", [("", "Talks began", "added")], id="from nothing"
        ),
    ],
)
def test_changed_words_give_places_in_both_texts(one, two, expected):
    found = [
        (one[c.a_start : c.a_end], two[c.b_start : c.b_end], c.kind)
        for c in changed_words(one, two)
    ]

    assert found == expected


def test_changes_are_marked_in_both_wordings_and_marks_of_the_text_are_not():
    texts = {
        "a": "Divers found 14 cracks in the ⟦old⟧ piers of the bridge on Monday.",
        "b": "Divers found 17 cracks in the ⟦old⟧ piers of the bridge on Monday.",
    }
    pile = make_articles([{"id": key, "text": text} for key, text in texts.items()])
    pairs = pd.DataFrame({"a": ["a"], "b": ["b"]})

    marked = mark_changes(pile, align_passages(pile, pairs))

    assert marked.loc[0, "words_a"].startswith("Divers found ⟦14⟧ cracks in the [old]")
    assert marked.loc[0, ["n_changes", "warning"]].tolist() == [1, "figure"]
    assert mark_changes(pile, align_passages(pile, pairs.head(0))).empty


WALLS = "Last week storms broke three harbour walls in one night."
NETS = "Boats left a week after storms had broken three harbour walls overnight."
TOWN = (
    "The town of Lund has asked for stone from the quarry at Kells. Its mayor wants a "
    "vote before the summer and a loan from the county bank."
)
SEA = (
    "Fishermen in Valen went back to sea on Monday with patched nets. Ilka Moren, who "
    "owns two trawlers, said that prices had doubled at the market."
)


def passages_of(one, two):
    pile = make_articles([{"id": "a", "text": one}, {"id": "b", "text": two}])
    return align_passages(pile, pd.DataFrame({"a": ["a"], "b": ["b"]}))


def test_one_sentence_in_other_words_proves_nothing_between_independent_reports():
    assert passages_of(f"{WALLS} {TOWN}", f"{NETS} {SEA}").empty
    assert passages_of(WALLS, NETS)["kind"].tolist() == ["reworded"]


def test_a_sentence_taken_word_for_word_is_a_passage_between_any_two_reports():
    found = passages_of(f"{WALLS} {TOWN}", f"{SEA} {WALLS}")

    assert found["kind"].tolist() == ["verbatim"]


def test_the_passages_of_a_pair_depend_on_its_two_articles_alone():
    texts = {
        "wire": WIRE,
        "turned": " ".join((SAID, FERRY, LEAD.replace("old road", "ageing"), RUST)),
        "part": f"{WALLS} {RUST} {TOWN}",
        "far": f"{NETS} {SEA}",
        "blank": "",
    }
    pile = articles(**texts)
    pairs = pd.DataFrame(combinations(texts, 2), columns=["a", "b"])

    among_many = align_passages(pile, pairs)

    alone = [
        align_passages(pile[pile["article_id"].isin([a, b])], pairs.iloc[[row]])
        for row, (a, b) in enumerate(pairs.to_numpy().tolist())
    ]
    pd.testing.assert_frame_equal(
        among_many, pd.concat([part for part in alone if len(part)], ignore_index=True)
    )
    assert among_many[["a", "b"]].drop_duplicates().shape[0] >= 2


def test_an_article_is_not_aligned_with_itself():
    pair = pd.DataFrame({"a": ["one"], "b": ["one"]})

    assert align_passages(articles(one=WIRE), pair).empty


def test_many_sequences_are_matched_as_each_alone():
    dice = np.random.default_rng(0)
    sizes = dice.integers(1, 40, (60, 2))
    ones, twos = ([dice.integers(0, 9, n) for n in side] for side in sizes.T)
    weights = [dice.choice([0.1, 0.5, 1.0], len(one)) for one in ones]
    spans = [Spans(np.cumsum(many) - many, many) for many in sizes.T]

    found = match_in_order(
        *spans, (np.concatenate(ones), np.concatenate(twos)), np.concatenate(weights)
    )

    for row, (one, two, weight) in enumerate(zip(ones, twos, weights, strict=True)):
        own = found.pair == row
        places = np.stack(
            [found.one - spans[0].begin[row], found.two - spans[1].begin[row]]
        )
        alone = in_order([*map(str, one)], [*map(str, two)], weight.tolist())
        assert [tuple(place) for place in places[:, own].T.tolist()] == alone


@pytest.mark.parametrize("seed", range(8))
def test_what_was_replaced_in_bulk_is_what_was_passage_by_passage(seed):
    rng = np.random.default_rng(seed)
    words = read_tokens("Rain fell on the old pier until the last ferry had left it.")
    sizes = rng.integers(1, len(words), (2, 6))
    same = [
        np.sort([rng.permutation(n)[:many] for n in pair]).T.tolist()
        for pair in sizes.T.tolist()
        for many in [rng.integers(0, min(pair) + 1)]
    ]
    begin = 100 * np.arange(6)
    held = [(n, 100 * n + i, 100 * n + j) for n in range(6) for i, j in same[n]]
    matches = Matches(*np.array(held, dtype=np.int64).reshape(-1, 3).T)
    asked = rng.random(6) < 0.8

    found = find_replaced(
        Spans(begin, sizes[0]), Spans(begin, sizes[1]), matches, asked
    )

    expected = []
    for n in np.flatnonzero(asked).tolist():
        sides = [words[:many] for many in sizes[:, n]]
        for change in list_changes(*sides, same[n]):
            if change.kind == "replaced":
                expected.append((n, change.a_start, change.b_start))
    starts = [token.start for token in words]
    assert expected == [
        (place, starts[a % 100], starts[b % 100])
        for place, a, b in zip(
            found.place.tolist(),
            found.one.begin.tolist(),
            found.two.begin.tolist(),
            strict=True,
        )
    ]
