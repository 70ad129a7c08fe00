"""What two articles tell, and where they differ."""

import pytest

from nblib import find_claims, make_articles

FERRY = "The night ferry to Malmo stays in port until Monday, the harbour master said."
OTHER = "Bakers in the old town have raised the price of rye bread for a second time."


def claims_of(*texts, **fields):
    return find_claims(
        make_articles(
            {"id": name, "text": text, "outlet": f"Post {name}", **fields}
            for name, text in zip("abcdefgh", texts, strict=False)
        )
    )


def test_a_claim_stands_in_two_articles_or_more():
    found = claims_of(f"{FERRY} {OTHER}", FERRY)

    assert found.claims["text"].tolist() == [FERRY]
    assert found.claims["n_articles"].tolist() == [2]
    assert found.mentions["article_id"].tolist() == ["a", "b"]


def test_id_is_the_same_whatever_stands_beside_it():
    one = claims_of(FERRY, FERRY).claims["claim_id"]
    other = claims_of(f"{OTHER} {FERRY}", FERRY).claims["claim_id"]

    assert one.tolist() == other.tolist()


@pytest.mark.parametrize(
    ("text", "attribution"),
    [
        pytest.param(
            "The ferry stays in port until Monday, the Danish Transport Ministry said.",
            "on record",
            id="an office",
        ),
        pytest.param(
            "The night ferry to Malmo stays in port until Monday, an official said.",
            "anonymous",
            id="nobody named",
        ),
        pytest.param(
            "The night ferry to Malmo stays in port until Monday morning at the least.",
            "unattributed",
            id="nobody at all",
        ),
    ],
)
def test_attribution_says_on_what_record_a_claim_stands(text, attribution):
    assert claims_of(text, text).claims["attribution"].tolist() == [attribution]


def test_figures_of_one_thing_that_differ_are_shown_side_by_side():
    found = claims_of(
        "Police held 234 suspects in five towns on Tuesday, the governor said.",
        "Police held 243 suspects in five towns on Tuesday, the governor said.",
    )

    assert found.disagreements["kind"].tolist() == ["figure", "figure"]
    assert found.disagreements["text"].str.extract(r"(\d+)")[0].tolist() == [
        "234",
        "243",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("at least 230 suspects", "234 suspects", id="a bound that holds"),
        pytest.param("234 suspects", "234 suspects", id="the same figure"),
        pytest.param("234 suspects", "90 cars", id="figures of other things"),
    ],
)
def test_figures_that_agree_are_no_disagreement(one, other):
    frame = "Police held {} in five towns on Tuesday, the governor said there."
    found = claims_of(frame.format(one), frame.format(other))

    assert found.disagreements.empty


DAYS = (
    "The new quay of the old harbour town opens to ferries, freighters and yachts on "
    "{} April, the harbour master told reporters, with music, speeches and free soup."
)


def test_days_that_an_edit_changed_are_shown():
    found = claims_of(DAYS.format(12), DAYS.format(14), published="2025-04-02")

    assert found.disagreements["kind"].tolist() == ["date", "date"]
    assert found.disagreements["text"].tolist() == ["12 April", "14 April"]


def test_the_day_of_a_statement_is_not_held_against_that_of_the_event():
    found = claims_of(
        "Danish and Swedish ministers met in Malmo on Wednesday about the night ferry.",
        "Ministers of Sweden and Denmark met on a night ferry, one said on Thursday.",
        published="2025-04-11",
    )

    assert found.claims["n_articles"].tolist() == [2]
    assert found.disagreements.empty


def test_words_of_one_utterance_that_differ_are_shown():
    frame = "“This is a {} line for every crew in the port,” the harbour master said."
    found = claims_of(frame.format("red"), frame.format("crimson"))

    assert set(found.disagreements["kind"]) == {"wording"}
