"""Copies are found by order, not by likeness; kind, way and ancestor are named."""

import random
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from nblib import make_articles
from nblib.errors import SchemaError
from nblib.passages import align_passages
from nblib.reuse import WordTable, find_candidates, find_reuse, score_reuse
from nblib.reuse.features import longest_rises
from nblib.reuse.kinds import count_kinds
from nblib.reuse.words import read_words
from nblib.tables import TABLES, make_table
from nblib.zones import find_zones, split_sentences

WIRE = (
    "The harbour authority of Port Valen closed the old road bridge on Monday after "
    "divers found 14 cracks in two of its piers. Engineers from Lund had warned of "
    "rust in the northern pier since the spring floods of 2029. Ilka Moren, who heads "
    "the authority, ordered every lorry to turn back before the noon tide. Ferries "
    "will carry commuters across the strait every twenty minutes until Easter. "
    "Fishermen complained that the detour doubles their fuel bills. The Ministry "
    "of Works set aside 9 million crowns for steel braces and a new deck. A final "
    "inspection is planned for late October, when the autumn storms begin."
)
SPUN = (
    "Port Valen's harbour body shut the old road bridge on Monday once divers spotted "
    "14 cracks inside two of its piers. Engineers out of Lund had cautioned about rust "
    "within the northern pier ever since the spring floods of 2029. Ilka Moren, leader "
    "of the body, told each lorry to go back ahead of the noon tide. Ferries are going "
    "to take commuters over the strait each twenty minutes till Easter. Fishermen "
    "grumbled that the detour doubles what they pay for fuel. The Ministry of Works "
    "put away 9 million crowns for steel supports plus a fresh deck. A last inspection "
    "is due in late October, as autumn storms start."
)
RIVAL = (
    "Thousands of people in Port Valen walked to work on Tuesday because the road "
    "bridge is shut. Standing by the barrier, baker Tom Asker said he had lost half of "
    "his customers. Our reporter counted only one ferry in an hour. The Ministry of "
    "Works will pay for repairs, but a spokeswoman would not say how much. Students at "
    "the nautical college measured the tilt of the deck themselves last winter and "
    "wrote to the harbour authority, which never replied. Ilka Moren's office declined "
    "to comment on Monday. Divers are expected to return to the piers next week."
)
TOLD = (
    "What a mess! Nobody saw this coming, or did they? The crossing everyone relies on "
    "is shut, and it was divers who found 14 cracks hidden in the piers. It gets "
    "worse: engineers from Lund spoke of rust since the floods of 2029, and no one "
    "listened. Moren ordered lorries to turn back before noon and now offers ferries "
    "every twenty minutes. Until Easter! Think of the fishermen, who say that their "
    "fuel bills double. The ministry found 9 million crowns for braces and a deck. "
    "Will that be enough? Wait for the inspection in October, when the storms begin."
)
FAR = (
    "Olive growers near Samara picked a third less than last year because of the long "
    "drought. Prices at the Tuesday market in Kells doubled to 9 crowns a litre. Jon "
    "Aster, who speaks for the growers' union, asked for a loan at low interest. Two "
    "mills have stopped pressing, and a third works only at night to save power."
)


def pile(**texts):
    return make_articles(
        {"id": name, **(text if isinstance(text, dict) else {"text": text})}
        for name, text in texts.items()
    )


def pairs(*rows):
    return pd.DataFrame(rows, columns=["a", "b"])


def score(articles, a="one", b="two", **options):
    return score_reuse(articles, pairs((a, b)), **options).iloc[0]


@pytest.mark.parametrize(
    ("text", "believed"),
    [
        pytest.param(WIRE, True, id="verbatim"),
        pytest.param(SPUN, True, id="spun"),
        pytest.param(TOLD, True, id="told anew with comment"),
        pytest.param(RIVAL, False, id="second reporter at one event"),
        pytest.param(FAR, False, id="another event"),
    ],
)
def test_copies_are_told_from_second_reports(text, believed):
    assert bool(score(pile(one=WIRE, two=text))["derived"] >= 0.5) is believed


def test_same_words_in_another_order_count_for_less():
    words = SPUN.replace(".", "").split()
    random.Random(0).shuffle(words)
    shuffled = ". ".join(" ".join(words[i : i + 14]) for i in range(0, len(words), 14))

    spun, mixed = (score(pile(one=WIRE, two=text)) for text in (SPUN, shuffled))

    assert mixed["derived"] < 0.5 < spun["derived"]
    assert mixed["containment"] == pytest.approx(spun["containment"], abs=0.1)


def count_details(text):
    articles = pile(one=text)
    zones = find_zones(articles)
    sentences = split_sentences(articles, zones=zones)
    return int(count_kinds(read_words(articles, zones, sentences)).details.sum())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("Then Mira Okoro met the drivers of Lund.", 3, id="names"),
        pytest.param(
            "Angry Drivers Blame Careless Officials After Shocking Find of 14 Cracks!",
            1,
            id="headline",
        ),
        pytest.param(
            "Now they only say the Bridge. Once it was a bridge like others in Lund.",
            1,
            id="begins small elsewhere",
        ),
    ],
)
def test_capitals_alone_make_no_name(text, names):
    assert count_details(text) == names


def test_one_common_quotation_is_no_copy():
    quote = (
        '"We will not open this crossing to a single car before the braces hold, and '
        'whoever asks me to do so has never stood below a moving pier at night," '
    )
    one = (
        "Ilka Moren spoke to the council in Port Valen for an hour. "
        + quote
        + "she said."
    )
    one += " Councillors from three parties asked about costs and about school buses."
    two = "A baker near the barrier wept as shops closed early. " + quote
    two += "the head of the authority told reporters. He counts on summer tourists."

    found = score(pile(one=one, two=two))

    assert found["runs"] > 0.3
    assert found["derived"] < 0.5


def test_a_table_without_rare_words_is_still_known_as_copied():
    rows = " ".join(
        f"Round {n}: Lund beat Kells {n % 5} to {n % 3}." for n in range(30)
    )

    assert score(pile(one=rows, two=f"{rows} That is all."))["derived"] > 0.9


def test_score_is_the_same_either_way_round_and_in_any_pile():
    small = pile(one=WIRE, two=SPUN)
    large = pile(one=WIRE, two=SPUN, other=RIVAL, far=FAR, again=WIRE)

    here, there = score(small), score(large, "two", "one")

    assert here["derived"] == there["derived"]


def test_rows_come_in_the_order_of_the_pairs():
    table = pairs(("two", "far"), ("one", "two"), ("two", "far"))

    scored = score_reuse(pile(one=WIRE, two=SPUN, far=FAR), table)

    assert scored[["a", "b"]].to_numpy().tolist() == table.to_numpy().tolist()
    assert list(scored.columns) == list(TABLES["reuse"])


def test_too_short_is_unmeasured_with_its_reason():
    found = score(pile(one=WIRE, two="The bridge is shut."))

    assert pd.isna(found["derived"])
    assert "content words" in found["reason"]


def test_unknown_article_is_named():
    with pytest.raises(SchemaError, match="nowhere"):
        score_reuse(pile(one=WIRE), pairs(("one", "nowhere")))


def word_table(articles):
    zones = find_zones(articles)
    return WordTable(
        read_words(articles, zones, split_sentences(articles, zones=zones))
    )


@pytest.mark.parametrize("function", [score_reuse, align_passages])
def test_words_of_more_articles_give_the_same_rows(function):
    articles = pile(wire=WIRE, spun=SPUN, rival=RIVAL)
    every = pairs(*combinations(["wire", "spun", "rival"], 2))
    words = word_table(pile(wire=WIRE, spun=SPUN, rival=RIVAL, told=TOLD, far=FAR))

    found = function(articles, every, words=words)

    assert len(found)
    pd.testing.assert_frame_equal(found, function(articles, every))


@pytest.mark.parametrize("function", [score_reuse, align_passages])
def test_words_that_lack_an_article_are_refused(function):
    articles = pile(wire=WIRE, spun=SPUN, zone=FAR)
    words = word_table(pile(wire=WIRE, spun=SPUN))

    with pytest.raises(SchemaError, match="words lack article zone"):
        function(articles, pairs(("wire", "spun"), ("wire", "zone")), words=words)


def test_empty_tables_in_empty_table_out():
    empty = make_table("articles", [])

    assert find_candidates(empty).empty
    assert find_reuse(empty).empty
    assert score_reuse(empty, pairs()).empty
    assert list(find_reuse(empty).columns) == list(TABLES["reuse"])


def test_one_article_has_no_pair():
    assert find_reuse(pile(one=WIRE)).empty


def test_find_returns_believed_pairs_once_whatever_the_order():
    texts = {"wire": WIRE, "spun": SPUN, "rival": RIVAL, "far": FAR}

    found = find_reuse(pile(**texts))
    turned = find_reuse(pile(**dict(reversed(texts.items()))))

    assert found[["a", "b"]].to_numpy().tolist() == [["spun", "wire"]]
    pd.testing.assert_frame_equal(found, turned)


def test_find_and_score_agree():
    articles = pile(wire=WIRE, spun=SPUN, rival=RIVAL)

    found = find_reuse(articles)

    pd.testing.assert_frame_equal(found, score_reuse(articles, found[["a", "b"]]))


def test_a_pair_alone_gives_the_row_that_it_has_among_many():
    texts = {"wire": WIRE, "spun": SPUN, "rival": RIVAL, "told": TOLD, "far": FAR}
    articles = pile(**texts, short="The bridge is shut.")
    credits = make_table(
        "credits", [credit(name, "Brine Wire", "agency") for name in ("wire", "told")]
    )
    every = pairs(*combinations(articles["article_id"], 2))

    many = score_reuse(articles, every, credits=credits)

    for row in range(len(every)):
        pair = every.iloc[[row]]
        held = articles[articles["article_id"].isin(pair.to_numpy()[0])]
        one = score_reuse(held, pair, credits=credits)
        expected = many.iloc[[row]].reset_index(drop=True)
        pd.testing.assert_frame_equal(one, expected)


def test_rows_are_the_same_however_many_pairs_are_scored_in_one_call(monkeypatch):
    articles = pile(wire=WIRE, spun=SPUN, rival=RIVAL, told=TOLD, far=FAR)
    every = pairs(*combinations(articles["article_id"], 2))
    together = score_reuse(articles, every)

    monkeypatch.setattr("nblib.reuse.PAIRS", 3)

    pd.testing.assert_frame_equal(score_reuse(articles, every), together)


def test_rows_are_the_same_however_many_articles_are_looked_at_at_a_time(monkeypatch):
    articles = pile(wire=WIRE, empty="...", spun=SPUN, rival=RIVAL, told=TOLD, far=FAR)
    every = pairs(*combinations(articles["article_id"], 2))
    together = score_reuse(articles, every), align_passages(articles, every)

    monkeypatch.setattr("nblib.reuse.words.TOGETHER", 1)

    pd.testing.assert_frame_equal(score_reuse(articles, every), together[0])
    pd.testing.assert_frame_equal(align_passages(articles, every), together[1])
    assert together[1]["a"].nunique() > 1


def test_those_believed_are_scored_as_among_all():
    texts = {"wire": WIRE, "spun": SPUN, "rival": RIVAL, "told": TOLD, "far": FAR}
    articles = pile(**texts, short="The bridge is shut.")
    every = pairs(*combinations(articles["article_id"], 2))

    scored = score_reuse(articles, every)
    believed = score_reuse(articles, every, only_believed=True)

    expected = scored[(scored["derived"] >= 0.5).fillna(False)]
    pd.testing.assert_frame_equal(believed, expected.reset_index(drop=True))
    assert 0 < len(believed) < len(scored)


def test_found_are_the_believed_of_the_candidates():
    articles = pile(wire=WIRE, spun=SPUN, rival=RIVAL, told=TOLD, far=FAR)

    candidates = find_candidates(articles)

    assert (candidates["a"] < candidates["b"]).all()
    assert not candidates.duplicated().any()
    pd.testing.assert_frame_equal(
        find_reuse(articles), score_reuse(articles, candidates, only_believed=True)
    )


def test_a_rewording_without_a_run_is_a_candidate():
    kept = "cracks divers harbour bridge piers engineers ferries Valen Monday Easter"
    one = " the ".join(kept.split())
    two = " of a ".join(kept.split())

    found = find_candidates(pile(one=one, two=two, far=FAR))

    assert found.to_numpy().tolist() == [["one", "two"]]


def test_a_formula_makes_no_candidates(monkeypatch):
    monkeypatch.setattr("nblib.reuse.candidates.KNOWN", 2)
    formula = "Visit our harbour desk for more ferry news every Monday morning."
    told = ("Flour is dear in Kells.", "Two goats won a race.", "Rain fell on Lund.")
    texts = {f"n{k}": f"{text} {formula}" for k, text in enumerate(told)}

    assert find_candidates(pile(**texts)).empty
    assert len(find_candidates(pile(**dict(list(texts.items())[:2])))) == 1


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], []),
        ([[]], [0]),
        ([[3, 1, 2], [], [5, 4, 3, 2], [1, 2, 3]], [2, 0, 1, 3]),
    ],
)
def test_longest_rises_are_found_for_all_rows_at_once(rows, expected):
    lengths = np.array([len(row) for row in rows], dtype=np.int64)
    places = np.array([place for row in rows for place in row], dtype=np.int64)

    assert longest_rises(lengths, places).tolist() == expected


def test_boilerplate_is_no_shared_text():
    chrome = "\nRead next\n11:52\n" + FAR + "\n12:40\n" + FAR
    found = score(pile(one=WIRE + chrome, two=RIVAL + chrome))

    assert found["derived"] < 0.5


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        pytest.param(WIRE, "verbatim", id="verbatim"),
        pytest.param(WIRE.replace("Monday", "Tuesday"), "verbatim", id="one word"),
        pytest.param(
            WIRE[: len(WIRE) // 2] + SPUN[len(SPUN) // 2 :], "edited", id="half"
        ),
        pytest.param(SPUN, "reworded", id="spun"),
        pytest.param(" ".join(SPUN.split()[:45]) + ".", "summarised", id="digest"),
    ],
)
def test_relation_names_the_kind(text, relation):
    found = score(pile(one=WIRE, two=text))

    assert found["relation"] == relation


@pytest.mark.parametrize(
    ("one", "two", "direction"),
    [
        ("2031-02-03", "2031-02-04", "a>b"),
        ("2031-02-04", "2031-02-03", "b>a"),
        ("2031-02-03", "2031-02-03", "unknown"),
        ("2031-02-03T08:00:00+00:00", "2031-02-03T09:30:00+00:00", "a>b"),
        ("2031-02-03T11:00:00+03:00", "2031-02-03T09:30:00+00:00", "a>b"),
        ("2031-02-03", "2031-02-03T09:30:00+00:00", "unknown"),
        ("2031-02-03", None, "unknown"),
    ],
)
def test_the_later_comes_from_the_earlier(one, two, direction):
    articles = pile(
        one={"text": WIRE, "published": one}, two={"text": SPUN, "published": two}
    )

    assert score(articles)["direction"] == direction


def test_an_undated_digest_comes_from_what_it_sums_up():
    digest = " ".join(SPUN.split()[:45]) + "."

    assert score(pile(one=WIRE, two=digest))["direction"] == "a>b"


def credit(article_id, name, kind, start=0):
    row = {"article_id": article_id, "name": name, "kind": kind, "start": start}
    return {**row, "end": start + 1, "cue": "reported", "depth": 1}


def test_a_shared_agency_is_the_common_ancestor():
    credits = make_table(
        "credits", [credit(name, "Brine Wire", "agency") for name in ("one", "two")]
    )

    found = score(pile(one=WIRE, two=SPUN), credits=credits)

    assert (found["relation"], found["ancestor"]) == ("common ancestor", "Brine Wire")
    assert found["direction"] == "unknown"


def test_a_text_that_credits_the_others_newsroom_comes_from_it():
    credits = make_table("credits", [credit("one", "Brine Wire", "agency")])
    articles = pile(
        one={"text": SPUN, "published": "2031-02-01"},
        two={"text": WIRE, "outlet": "Brine Wire", "published": "2031-02-05"},
    )

    found = score(articles, credits=credits)

    assert found["relation"] == "reworded"
    assert found["direction"] == "b>a"
    assert pd.isna(found["ancestor"])


def test_a_copy_of_an_agencys_item_has_no_ancestor_beyond_it():
    passed_on = [credit(name, "Salt Press", "agency", 300) for name in ("one", "two")]
    item = {**credit("one", "Brine Wire", "agency"), "cue": "dateline"}
    articles = pile(
        one={"text": WIRE, "outlet": "Brine Wire", "published": "2031-02-01"},
        two={"text": SPUN, "outlet": "Valen Echo", "published": "2031-02-02"},
    )

    found = score(articles, credits=make_table("credits", [*passed_on, item]))

    assert (found["relation"], found["direction"]) == ("reworded", "a>b")
    assert pd.isna(found["ancestor"])


def test_a_tag_for_the_whole_text_goes_before_a_credit_inside_it():
    passed_on = [credit(name, "Salt Press", "agency", 300) for name in ("one", "two")]
    tag = {**credit("one", "Brine Wire", "agency"), "cue": "wire tag"}

    found = score(
        pile(one=WIRE, two=SPUN), credits=make_table("credits", [*passed_on, tag])
    )

    assert found["ancestor"] == "Brine Wire"


def test_a_credit_in_a_sentence_that_the_other_text_lacks_names_no_ancestor():
    own = "The price of eels fell by half at Kells, traders said."
    credits = make_table("credits", [credit("two", "Salt Press", "agency", len(SPUN))])

    found = score(pile(one=WIRE, two=f"{SPUN} {own}"), credits=credits)

    assert found["relation"] == "reworded"
    assert pd.isna(found["ancestor"])


def test_a_credit_alone_is_no_copy():
    credits = make_table(
        "credits", [credit(name, "Brine Wire", "agency") for name in ("one", "two")]
    )

    assert score(pile(one=WIRE, two=FAR), credits=credits)["derived"] < 0.5


def test_a_garbled_name_counts_as_the_likely_one():
    rows = [
        credit("one", "Brine Wire", "agency"),
        {**credit("two", "Salt Cable", "agency"), "suspect": "Brine Wire"},
    ]

    found = score(pile(one=WIRE, two=SPUN), credits=make_table("credits", rows))

    assert found["ancestor"] == "Brine Wire"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Die Hafenbehörde von Port Valen sperrte am Montag die alte Brücke, "
            "nachdem Taucher 14 Risse in zwei Pfeilern gefunden hatten. Ingenieure aus "
            "Lund hatten seit den Fluten von 2029 vor Rost gewarnt. Die Fähren "
            "verkehren bis Ostern alle zwanzig Minuten über die Meerenge.",
            id="German",
        ),
        pytest.param(
            "पुल सोमवार को बंद कर दिया गया क्योंकि गोताखोरों को दो खंभों में चौदह दरारें मिलीं। "
            "इंजीनियरों ने बाढ़ के बाद से जंग की चेतावनी दी थी। नाव हर बीस मिनट में चलेगी।",
            id="Hindi",
        ),
        pytest.param(
            "周一港务局关闭了旧公路桥因为潜水员在两个桥墩上发现了十四条裂缝。"
            "工程师自从春季洪水以来一直警告桥墩生锈。渡轮每二十分钟运送一次乘客直到复活节。",
            id="Chinese",
        ),
    ],
)
def test_other_languages_are_compared_too(text):
    found = score(pile(one=text, two=text))

    assert found["derived"] >= 0.5
    assert found["relation"] == "verbatim"
