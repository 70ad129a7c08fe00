"""What two articles tell, and where they differ."""

import pandas as pd
import pytest

from nblib import (
    Provenance,
    align_passages,
    find_claims,
    find_quotes,
    find_reuse,
    find_stories,
    find_zones,
    list_wordings,
    make_articles,
    measure_hygiene,
    trace_origins,
)
from nblib.claims.names import read_posts
from nblib.claims.numbers import find_numbers
from nblib.claims.sliced import slice_tokens
from nblib.lexicons import read_lexicon, split_cell
from nblib.tables import make_table, sort_table
from nblib.vectors import read_article_tokens, read_tokens

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


def test_two_articles_that_tell_one_sentence_apart_have_two_ids():
    pile = make_articles({"id": name, "text": FERRY} for name in "abcd")
    components = pd.DataFrame(
        {"article_id": list("abcd"), "component_id": list("aacc")}
    )

    found = find_claims(pile, components=components).claims

    assert found["text"].tolist() == [FERRY, FERRY]
    assert found["claim_id"].is_unique


@pytest.fixture(scope="module")
def two_components():
    """Tables of a pile, and its components: two reports of a flood, of each twice."""
    quote = "“This is a {} line for every crew in the port,” Iva Orlo said on Monday."
    dead = "The flood killed {} people in the Vellin villages, the police said."
    texts = {
        "a": f"{ONE} {dead.format('four')} {quote.format('red')}",
        "b": f"{OTHER_TEXT} {dead.format('six')} {quote.format('crimson')} {FERRY}",
        "c": f"{quote.format('red')} {FERRY} {ONE} {dead.format('nine')}",
        "d": f"{FERRY} {ONE} {quote.format('scarlet')} {dead.format('ten')} {OTHER}",
        "e": f"{OTHER_TEXT} {quote.format('red')} {dead.format('nine')} {FERRY}",
    }
    articles = make_articles({"id": name, "text": t} for name, t in texts.items())
    components = pd.DataFrame(
        {"article_id": list("abcde"), "component_id": list("aaccc")}
    )
    passages = align_passages(articles, find_reuse(articles)[["a", "b"]])
    tables = {
        "passages": passages,
        "stories": find_stories(articles),
        "quotes": find_quotes(articles, passages=passages, components=components),
    }
    return articles, components, tables, trace_origins(articles, passages=passages)


def cut_tables(pile, component):
    """The articles of a component, and the rows that tell of these alone."""
    articles, components, tables, origins = pile
    own = components.loc[components["component_id"] == component, "article_id"]

    def of_component(table):
        sides = [name for name in ("article_id", "a", "b") if name in table]
        return table[table[sides].isin(set(own)).all(axis=1)].reset_index(drop=True)

    cut = {name: of_component(table) for name, table in tables.items()}
    statements = origins._replace(statements=of_component(origins.statements))
    return of_component(articles), cut, statements


def test_wordings_that_are_given_change_no_claim(two_components):
    articles, components, tables, origins = two_components
    known = {**tables, "origins": origins, "components": components}
    words = list_wordings(
        articles, quotes=tables["quotes"], origins=origins, components=components
    )

    made = find_claims(articles, **known)
    given = find_claims(articles, **known, wordings=words)

    for one, other in zip(made, given, strict=True):
        pd.testing.assert_frame_equal(one, other)


ODD = (
    "Ida Holm, D-N.Y., said so. The U.S. envoy paid 1,500.5 crowns: A.B.C. won.",
    "ปี2024 กรุงเทพ ห้าคน. 東京で会談。会談は金曜日。",
    "One_two three__four 5-6 7.8.9.10, e\u03013 naïve \ud800 Türkiye’s a.b.c...",
    "",
)


@pytest.mark.parametrize("step", [1, 2, 7, 99])
def test_words_of_a_stretch_are_those_that_it_has_by_itself(step):
    pile = make_articles(
        {"id": name, "text": t} for name, t in zip("dcba", ODD, strict=True)
    )
    text = dict(zip(pile["article_id"], pile["text"], strict=True))
    spans = sorted(
        (name, at, min(len(own), at + step))
        for name, own in text.items()
        for at in range(0, len(own), step)
    )
    parts = [text[name][start:end] for name, start, end in spans]
    zones = find_zones(pile)

    found = slice_tokens(spans, parts, read_article_tokens(pile, zones=zones), zones)
    alone = read_tokens(parts)

    for one, other in zip(found[2:], alone[2:], strict=True):
        assert one.tolist() == other.tolist()
    assert [found.vocabulary[code] for code in found.codes] == [
        alone.vocabulary[code] for code in alone.codes
    ]


@pytest.mark.parametrize("given", [True, False], ids=["components", "none"])
def test_a_component_is_compared_as_if_it_were_alone(two_components, given):
    articles, components, tables, origins = two_components
    whole = find_claims(articles, **tables, origins=origins, components=components)
    alone = []
    for name in "ac":
        own, cut, statements = cut_tables(two_components, name)
        named = components if given else None
        alone.append(find_claims(own, **cut, origins=statements, components=named))

    for n, name in enumerate(("claims", "claim_mentions", "disagreements")):
        expected = sort_table(pd.concat(part[n] for part in alone), name)
        pd.testing.assert_frame_equal(whole[n], expected)
    assert set(whole.disagreements["kind"]) >= {"figure", "wording"}
    assert whole.claims["claim_id"].is_unique


def test_wordings_of_a_component_are_those_it_has_alone(two_components):
    articles, components, tables, origins = two_components
    whole = list_wordings(
        articles, quotes=tables["quotes"], origins=origins, components=components
    )
    alone = []
    for name in "ac":
        own, cut, statements = cut_tables(two_components, name)
        alone.append(list_wordings(own, quotes=cut["quotes"], origins=statements))

    expected = sort_table(pd.concat(alone), "wordings")
    pd.testing.assert_frame_equal(whole, expected)
    assert len(whole) == 4


def test_other_words_for_one_thing_bring_two_sentences_together():
    found = claims_of(
        "Four soldiers were killed when a missile struck the airport of Vellin.",
        "The raid on the airbase in Vellin left four troopers dead.",
    )

    assert found.claims["n_articles"].tolist() == [2]


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


def test_a_string_of_digits_is_no_figure():
    assert not list(find_numbers("Serial " + "9" * 1000 + " boats"))


def test_only_digits_are_followed_by_the_letter_of_a_scale():
    told = "I am at home at 5 am, with $6m and 12k tiles."

    assert [n.value for n in find_numbers(told)] == [5, 6_000_000, 12_000]


@pytest.mark.parametrize(
    ("told", "value"),
    [("Thırty men", 30), ("THİRTY MEN", 30), ("a mıllıon men", 10**6), ("ſix men", 6)],
)
def test_a_figure_is_read_in_the_letters_that_it_is_found_in(told, value):
    assert [n.value for n in find_numbers(told)] == [value]


def test_what_begins_in_a_stretch_set_apart_is_no_figure():
    told = "On 9 April 12 men came."

    assert [n.value for n in find_numbers(told, apart=[(3, 10)])] == [12]


def test_an_article_counts_only_with_a_scale():
    told = "A dozen boats, half a million tiles, an hour, half an hour, a million."

    assert [n.value for n in find_numbers(told)] == [12, 500_000, 1_000_000]
    assert not list(find_numbers("A brillion, a tillion"))  # no words of a scale


def test_a_post_and_its_holder_stand_in_one_line():
    told = "Danish Interior\nMinister Iva Orlo\nThe Danish Labour Minister\nJo Reth"
    whole = "It rained.\nThe Danish Labour Minister Jo Reth left. He sang.\nEnd."

    assert read_posts("a", told) == {}
    assert [
        (post, holder.name, whole[holder.start : holder.end])
        for post, holder in read_posts("a", whole).items()
    ] == [("Denmark labour minister", "Jo Reth", "Jo Reth")]


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


ONE = (
    "The Vellin river burst its banks in the Orlo valley on Monday night. Rescue teams "
    "from Harbour reached the Vellin villages by boat. The Orlo valley has not seen "
    "such water since the old weir was built."
)
OTHER_TEXT = (
    "Water from the Vellin river poured through the Orlo valley after the banks broke. "
    "Boats were sent to the Vellin villages from Harbour. Nobody in the Orlo valley "
    "remembers a flood like it."
)


def differing(one, other, days=("2025-04-10", "2025-04-10")):
    """Disagreements of two reports of one flood, with what they tell besides."""
    texts = (f"{one} {ONE}", f"{OTHER_TEXT} {other}")
    pile = make_articles(
        {"id": name, "text": text, "published": day}
        for name, text, day in zip("ab", texts, days, strict=True)
    )
    return find_claims(
        pile,
        passages=make_table("passages", []),
        stories=make_table(
            "stories", [{"article_id": name, "story_id": "s"} for name in "ab"]
        ),
        origins=Provenance(
            *(make_table(n, []) for n in ("nodes", "edges", "statements"))
        ),
    ).disagreements


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        pytest.param(
            "Four people were killed in the flood, the police said.",
            "The flood left six people dead, according to the fire service.",
            "figure",
            id="the dead",
        ),
        pytest.param(
            "At least 40 people were injured when the bridge fell.",
            "Nurses counted 32 injured people after the bridge collapsed.",
            "figure",
            id="fewer than at least",
        ),
        pytest.param(
            "Police arrested 17 protesters outside the county hall.",
            "Officers detained 24 demonstrators in front of the county hall.",
            "figure",
            id="arrests in other words",
        ),
        pytest.param(
            "The talks between the mayor and the millers lasted two hours.",
            "The mayor and the millers met for five hours, a clerk said.",
            "figure",
            id="how long it lasted",
        ),
        pytest.param(
            "Two firefighters died when the mill roof fell in.",
            "Three firemen died under the roof of the mill, a nurse said.",
            "figure",
            id="one sort of people",
        ),
        pytest.param(
            "The new bridge will cost $40 million, the county said.",
            "The county put the price of the new bridge at $55 million.",
            "figure",
            id="money",
        ),
        pytest.param(
            "Surgeons postponed 60 operations because of the flood.",
            "Because of the flood 95 operations were postponed.",
            "figure",
            id="next to one verb",
        ),
        pytest.param(
            "One patient died while waiting for a boat.",
            "Two patients died waiting for a boat, a relative said.",
            "figure",
            id="one and two",
        ),
        pytest.param(
            "The next round of talks is planned for 3 May.",
            "A second meeting will be held on 10 May, a miller said.",
            "date",
            id="when the next one is",
        ),
        pytest.param(
            "Engineer Ludovit Hanak called the weir unsafe.",
            "The weir is unsafe, said engineer Ludovit Hannak of Harbour.",
            "name",
            id="two spellings",
        ),
        pytest.param(
            "Danish Interior Minister Iva Holm visited the valley.",
            "Danish Interior Minister Marta Ravn toured the valley.",
            "name",
            id="two holders of a post",
        ),
    ],
)
def test_reports_in_their_own_words_are_held_against_each_other(one, other, kind):
    found = differing(one, other)

    assert found["kind"].tolist() == [kind, kind]
    assert found["article_id"].tolist() == ["a", "b"]
    assert found["value"].nunique() == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            "Four people were killed in the flood, the police said.",
            "At least three people were killed in the flood, a nurse said.",
            id="a bound that holds",
        ),
        pytest.param(
            "More than 100 houses were damaged.",
            "Some 120 houses were damaged by the water.",
            id="about right",
        ),
        pytest.param(
            "Four people were killed in the flood, the police said.",
            "The flood of 1954 killed 31 people in the valley.",
            id="another time",
        ),
        pytest.param(
            "Four people were killed in the flood.",
            "Rains killed nine people in Tarnow last week.",
            id="another place",
        ),
        pytest.param(
            "Four people were killed in the flood, the police said.",
            "The flood injured nine people, the police said.",
            id="another event",
        ),
        pytest.param(
            "Four soldiers were killed in the flood.",
            "Two children were killed in the flood.",
            id="other people",
        ),
        pytest.param(
            "Two of the four dead were children, the police said.",
            "Four people died in the flood, the police said.",
            id="a part",
        ),
        pytest.param(
            "Police arrested 17 protesters on Monday.",
            "Police have arrested 90 protesters in total since January.",
            id="a day against all",
        ),
        pytest.param(
            "Five more people were arrested on Tuesday.",
            "Police arrested 17 people in all.",
            id="more",
        ),
        pytest.param(
            "Some 900 homes had no power on Monday.",
            "About 300 homes had no power by Thursday.",
            id="two days",
        ),
        pytest.param(
            "The mayor, Iva Holm, 54, wept.",
            "Her deputy, Marta Ravn, 61, did not weep.",
            id="ages of two",
        ),
        pytest.param(
            "The 34-year-old nurse was arrested.",
            "The 51-year-old doctor was arrested.",
            id="ages of two trades",
        ),
        pytest.param(
            "Nurses earn $3,000 a month.",
            "Doctors earn $9,000 a month.",
            id="pay of two",
        ),
        pytest.param(
            "A nurse with 20 years of service wept.",
            "A doctor with 11 years of service laughed.",
            id="years of two",
        ),
        pytest.param(
            "The navy held 12 smugglers and 11 sailors.",
            "The navy held 23 smugglers on two boats.",
            id="a sum",
        ),
        pytest.param(
            "Tom Holm owns the mill.", "Tomas Holm owns the mill.", id="a short form"
        ),
        pytest.param(
            "Iva Holm rang the bell.",
            "Ida Holm rang the bell. Iva Holm did not.",
            id="two people of one name",
        ),
        pytest.param(
            "The ferry sails on 3 May, the mayor said on Monday.",
            "The ferry sails on 3 May, a miller said on Tuesday.",
            id="days of statements",
        ),
        pytest.param(
            "“We will rebuild,” the mayor, Iva Holm, said.",
            "“We will rebuild the weir,” Iva Holm, the mayor, said.",
            id="an excerpt",
        ),
    ],
)
def test_what_only_looks_like_a_difference_is_not_reported(one, other):
    assert differing(one, other).empty


def test_a_count_of_people_that_grew_by_the_next_days_is_news_and_no_contradiction():
    told = (
        "Four people were killed in the flood, the police said.",
        "Nine people were killed in the flood, the police said.",
    )

    assert len(differing(*told)) == 2
    assert differing(*told, days=("2025-04-10", "2025-04-13")).empty
    assert len(differing(*told[::-1], days=("2025-04-10", "2025-04-13"))) == 2


def test_an_article_that_sets_two_figures_against_each_other_is_shown():
    found = claims_of(
        "Police said that six people were killed. A medic, Iva Holm, reported four.",
        OTHER,
    ).disagreements

    assert found["text"].tolist() == ["six people", "four"]


def test_the_value_that_one_article_has_alone_is_marked():
    frame = "Police held {} suspects in five towns on Tuesday, the governor said there."
    found = claims_of(*(frame.format(n) for n in (234, 234, 243))).disagreements

    assert found["value"].tolist() == ["234", "234", "243"]
    assert found["outlier"].tolist() == [False, False, True]
    assert set(found["unit"]) == {"suspects"}


def test_words_given_to_two_bodies_differ_in_attribution():
    said = "“We have laid the first stone of a long wall,” {} official said on Monday."
    found = claims_of(
        said.format("a Danish Foreign Ministry"),
        said.format("a Danish Defence Ministry"),
    ).disagreements

    assert set(found["kind"]) == {"attribution"}
    assert found["value"].str.split().str[1].tolist() == ["Foreign", "Defence"]


def test_a_ministry_without_a_name_is_the_one_named_before():
    said = "“We have laid the first stone of a long wall,” {} official said on Monday."
    found = claims_of(
        said.format("a Danish Foreign Ministry"),
        "The Danish Foreign Ministry met the press. " + said.format("a ministry"),
    ).disagreements

    assert found.empty


def test_disagreements_do_not_depend_on_the_order_of_articles():
    frame = "Police held {} suspects in five towns on Tuesday, the governor said there."
    records = [{"id": n, "text": frame.format(n)} for n in ("12", "17", "19")]
    one, other = (
        find_claims(make_articles(held)).disagreements
        for held in (records, records[::-1])
    )

    pd.testing.assert_frame_equal(one, other)


def test_words_of_one_utterance_that_differ_are_shown():
    frame = "“This is a {} line for every crew in the port,” the harbour master said."
    found = claims_of(frame.format("red"), frame.format("crimson"))

    assert set(found.disagreements["kind"]) == {"wording"}


def test_a_word_that_one_article_has_alone_makes_it_the_outlier():
    frame = "“This is a {} line for every crew in the port,” the harbour master said."
    pile = make_articles(
        {"id": name, "text": frame.format(word)}
        for name, word in zip("abc", ("red", "crimson", "red"), strict=True)
    )
    found = list_wordings(pile)

    assert found["n_articles"].tolist() == [2, 1]
    assert found["changed"].tolist()[1] == "red → crimson"
    assert found["outlier"].tolist() == [False, True]


def hygiene_of(*records):
    pile = make_articles(records)
    told = find_claims(pile)
    return measure_hygiene(pile, claims=told.claims, claim_mentions=told.mentions)


def test_hygiene_counts_who_speaks_unnamed():
    text = "“It holds,” an aide said. “It does not,” said Iva Holm, the mayor."
    row = hygiene_of({"id": "a", "text": text, "outlet": "Post"}).iloc[0]

    assert (row["n_speech"], row["n_attributed"], row["n_anonymous"]) == (2, 2, 1)
    assert row["anonymous"] == 0.5


def test_hearsay_is_bare_where_the_sentence_credits_nobody():
    text = "The dam is reportedly cracked. It allegedly leaks, the mayor's office said."
    row = hygiene_of({"id": "a", "text": text}).iloc[0]

    assert (row["n_hearsay"], row["n_bare_hearsay"]) == (2, 1)


def test_claims_of_one_origin_are_counted_for_each_article_that_tells_them():
    text = "The ferry stays until Monday, the Danish Transport Ministry said."
    found = hygiene_of({"id": "a", "text": text}, {"id": "b", "text": text})

    assert found["n_claims"].tolist() == [1, 1]
    assert found["single_origin"].tolist() == [1.0, 1.0]


def test_an_outlet_adds_up_its_articles_and_says_what_was_not_read():
    found = hygiene_of(
        {"id": "a", "text": "“It holds,” an aide said.", "outlet": "Post"},
        {
            "id": "b",
            "text": "“Es hält”, sagte sie.",
            "outlet": "Post",
            "language": "de",
        },
    )
    german, post = found[found["name"] == "b"], found[found["scope"] == "outlet"]

    assert german["n_speech"].isna().all()
    assert german["unmeasured"].tolist() == ["1 not read, in de"]
    assert post["n_speech"].tolist() == [1]
    assert post["unmeasured"].tolist() == ["1 not read, in de"]


def test_shares_without_a_denominator_are_missing():
    row = hygiene_of({"id": "a", "text": "The dam holds."}).iloc[0]

    assert pd.isna(row["anonymous"])
    assert pd.isna(row["single_origin"])


def test_no_article_gives_empty_tables():
    found = find_claims(make_articles([]))

    assert all(table.empty for table in found)
    assert list_wordings(make_articles([])).empty
    assert hygiene_of().empty


def test_a_word_of_the_lexicon_has_one_concept():
    held = [w for row in read_lexicon("concepts") for w in split_cell(row["words"])]
    repeated = sorted({word for word in held if held.count(word) > 1})

    assert repeated == []
