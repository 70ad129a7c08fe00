"""One row of evidence for every count."""

import pandas as pd
import pytest

from nblib import count_origins, list_copies, make_articles, trace_origins
from nblib.origins.bodies import describe
from nblib.origins.merging import merge
from nblib.origins.witnesses import is_witness
from nblib.tables import make_table

WIRE = (
    "Danish and Swedish delegations met in Malmo on Wednesday to save the night ferry "
    "between their capitals, two Danish transport officials told Reuters on Thursday. "
    "The cost of new engines for both ships is to be shared, with cheaper cabins for "
    "lorry drivers and a later departure on Sundays from spring."
)
RIVAL = (
    "Sweden and Denmark want to keep a ferry running after dark. A Swedish official "
    "who sat at the table said engines would be paid for by both sides."
)


def pile(**texts):
    return make_articles(
        {"id": name, "text": text, "outlet": f"The {name.title()} Post"}
        for name, text in texts.items()
    )


def count(articles, texts=None):
    """Counts of one claim told by every article from end to end."""
    spans = pd.DataFrame(
        {
            "claim_id": "c",
            "article_id": articles["article_id"],
            "start": 0,
            "end": articles["text"].str.len(),
        }
    )
    row = count_origins(articles, spans).iloc[0]
    return row["n_articles"], row["n_pipelines"], row["n_origins"]


def voices(*pairs):
    return merge([(describe(*voice), pipeline) for voice, pipeline in pairs])


def n_origins(*pairs):
    return len(set(voices(*pairs).values()))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(
            ("the Danish Foreign Ministry", "office"),
            ("a Danish official", "anonymous"),
            1,
            id="an office and its unnamed official",
        ),
        pytest.param(
            ("a Danish official", "anonymous"),
            ("officials in Copenhagen", "anonymous"),
            1,
            id="one state in two words",
        ),
        pytest.param(
            ("a Danish official", "anonymous"),
            ("a Swedish official", "anonymous"),
            2,
            id="two sides",
        ),
        pytest.param(
            ("the Danish Foreign Ministry", "office"),
            ("Denmark's defence ministry", "office"),
            2,
            id="two ministries of one state",
        ),
        pytest.param(
            ("Jo Vestergaard", "person"),
            ("Vestergaard", "person"),
            1,
            id="a surname alone",
        ),
        pytest.param(
            ("Jo Vestergaard", "person"),
            ("Ida Vestergaard", "person"),
            2,
            id="another first name",
        ),
        pytest.param(
            ("the Baltic Ferry Monitor", "organisation"),
            ("BFM", "organisation"),
            1,
            id="initials",
        ),
        pytest.param(
            ("a dock worker", "anonymous"),
            ("a dock worker", "anonymous"),
            2,
            id="unnamed people of two newsrooms",
        ),
        pytest.param(
            ("a regional transport official", "anonymous"),
            ("two Danish officers", "anonymous"),
            2,
            id="a state that is withheld is not the one that is told",
        ),
        pytest.param(
            ("a Danish coast guard officer", "anonymous"),
            ("Danish soldiers", "anonymous"),
            2,
            id="people on duty speak for themselves",
        ),
        pytest.param(
            ("the mayor of Lund", "anonymous"),
            ("the mayor of Malmo", "anonymous"),
            2,
            id="mayors of two towns",
        ),
        pytest.param(
            ("the Danish army", "office"),
            ("a Danish army officer", "anonymous"),
            1,
            id="an office and its officer",
        ),
    ],
)
def test_two_descriptions_are_one_origin_unless_they_contradict(one, other, expected):
    assert n_origins((one, "X"), (other, "Y")) == expected
    assert n_origins((other, "Y"), (one, "X")) == expected


def test_unknown_body_joins_one_of_the_known_and_adds_none():
    assert (
        n_origins(
            (("the Danish Foreign Ministry", "office"), "X"),
            (("Denmark's defence ministry", "office"), "Y"),
            (("a Danish official", "anonymous"), "Z"),
        )
        == 2
    )


def test_people_of_whom_nothing_is_told_add_none_beside_those_described():
    vague = ("four people with knowledge of the visits", "anonymous")
    officers = ("two Danish officers", "anonymous")

    assert n_origins((vague, "X"), (officers, "X")) == 1
    assert n_origins((vague, "X"), (officers, "Y")) == 2


def test_a_bare_role_joins_whom_its_newsroom_heard_and_no_stranger():
    dane, swede = (
        ("a Danish official", "anonymous"),
        ("a Swedish official", "anonymous"),
    )
    aide = ("an aide", "anonymous")

    assert n_origins((dane, "X"), (swede, "Y"), (aide, "X")) == 2
    assert n_origins((dane, "X"), (swede, "Y"), (aide, "Z")) == 3
    assert n_origins((dane, "X"), (aide, "Z")) == 1


def names(articles, sentence=None):
    """Pipelines and origins of a claim told by all articles, or by one sentence."""
    spans = pd.DataFrame(
        {
            "claim_id": "c",
            "article_id": articles["article_id"],
            "start": [max(0, t.find(sentence or "")) for t in articles["text"]],
            "end": articles["text"].str.len(),
        }
    )
    row = count_origins(articles, spans).iloc[0]
    return row["pipelines"], row["origins"]


def test_a_garbled_agency_is_the_one_that_the_twin_names():
    told = (
        "Ilka Moren, who keeps a kiosk on the quay, told Reuters by telephone that the "
        "first wave broke the harbour gate shortly before dawn. She had seen the crane "
        "lean over the warehouse roof and fall on two lorries that were parked there. "
        "The fire brigade counted nineteen broken windows and one flooded cellar."
    )
    spun = told.replace("Reuters by telephone", "Boreal Cable by cellphone")

    assert names(pile(a=told, b=spun))[0] == "Reuters"
    assert "Boreal Cable" in names(pile(b=spun))[0]


def test_what_a_newsrooms_own_people_saw_is_an_origin_beside_who_speaks():
    text = (
        "Some 200 people stood at the gate, a harbour policeman said. A Courier "
        "reporter counted a few more once the rain had stopped."
    )
    signed = make_articles([{"id": "a", "text": text, "outlet": "Lund Courier"}])
    other = make_articles([{"id": "a", "text": text, "outlet": "Lund Tribune"}])

    assert names(signed)[1] == "Harbour policeman, to Lund Courier; Lund Courier"
    assert names(other)[1] == "Harbour policeman, to Lund Tribune"


def test_a_text_that_nobody_signed_belongs_to_whose_people_were_there():
    text = "The piers are closed. The Hindustan Times visited both of them on Friday."

    assert names(make_articles([{"id": "a", "text": text}]))[0] == "Hindustan Times"


def test_a_voice_that_says_something_else_in_the_sentence_is_no_origin():
    both = (
        "Jo Vestergaard said the night ferry would stop for good in October, and a "
        "port official said that new cranes were on their way from Gdansk."
    )
    one = "The night ferry will stop in October, Jo Vestergaard said at the quay."

    assert names(pile(a=both, b=one))[1] == "Jo Vestergaard"
    assert len(names(pile(a=both))[1].split("; ")) == 2


def test_an_offer_binds_only_who_makes_it():
    both = (
        "Both Denmark and Chad have offered to help with the dredging of the harbour."
    )
    one = "The Danish government said that it would help with the dredging."

    assert names(pile(a=both, b=one))[1] == "Denmark"


def test_a_spokesperson_is_the_body_that_speaks_wherever_the_pile_says_so():
    office = "The Danish transport ministry said that the night ferry would stop."
    mouth = (
        "The ferry stops, said Jo Vestergaard, a spokesman for the Danish transport "
        "ministry."
    )
    alone = "The night ferry is to stop, Jo Vestergaard said on Friday in Malmo."
    owner = "Ida Moen, who owns the ferry, said that it would stop."

    assert names(pile(a=office, b=mouth))[1] == "Danish transport ministry"
    assert names(pile(a=office, b=mouth, c=alone))[1] == "Danish transport ministry"
    assert len(names(pile(a=office, b=owner))[1].split("; ")) == 2


COVERAGE = [
    pytest.param(
        "Mayor Ilka Moren told a packed hall on Tuesday that the ferry would be saved. "
        "“We will not let the last boat sail,” she said.",
        "Ilka Moren has promised to keep the ferry going. “We will not let the last "
        "boat sail,” the mayor of Lund declared on Tuesday night.",
        (2, 1),
        id="one speech heard by two newsrooms",
    ),
    pytest.param(
        "COPENHAGEN (Reuters) - Denmark will close the strait to tankers, a Danish "
        "defence ministry official told reporters on Thursday.",
        "COPENHAGEN (AP) — The strait is to be shut, according to an official at "
        "Denmark's Defense Ministry, who spoke on condition of anonymity.",
        (2, 1),
        id="one briefing described in two ways",
    ),
    pytest.param(
        "The crane in the harbour fell on two lorries before dawn. Nobody was hurt.",
        "Two lorries were crushed early on Monday when a crane toppled over in Lund.",
        (2, 2),
        id="rivals that name nobody",
    ),
    pytest.param(
        "Police said that three men were arrested in Lund on Sunday night.",
        "Three men were arrested on Sunday, police spokesman Per Dahl told the town.",
        (2, 1),
        id="a force and its spokesman",
    ),
    pytest.param(
        "The Baltic Watch counted 43 spills this year, its director, Ida Holm, said.",
        "There were 43 spills this year, according to the Baltic Watch.",
        (2, 1),
        id="an organisation and its head",
    ),
    pytest.param(
        "The ferry firm is for sale, two people familiar with the matter told Reuters.",
        "A buyer for the ferries is sought, people briefed on it told Bloomberg.",
        (2, 2),
        id="unnamed people of two agencies",
    ),
    pytest.param(
        "The firm will cut 200 jobs, Reuters reported, citing three people with "
        "knowledge of the plan.",
        "Some 200 jobs are to go at the ferry firm, according to Reuters.",
        (1, 1),
        id="two newsrooms that pass on an agency",
    ),
    pytest.param(
        "A resident of the quay, Ida Holm, said she saw the crane fall before dawn.",
        "The crane came down at five, said Peder Lund, who was mending nets nearby.",
        (2, 2),
        id="two witnesses",
    ),
]


@pytest.mark.parametrize(("one", "other", "expected"), COVERAGE)
def test_independent_coverage_counts_newsrooms_and_origins_apart(one, other, expected):
    assert count(pile(a=one, b=other))[1:] == expected
    assert count(pile(b=one, a=other))[1:] == expected


def test_who_was_told_stays_so_in_the_sentences_after():
    text = (
        "Jo Vestergaard told CNN on Friday that the ferry would stop. “We have no "
        "engines and no crew,” Vestergaard said."
    )

    assert names(pile(a=text))[0] == "CNN"


def test_an_exact_copy_adds_an_article_and_nothing_else():
    assert count(pile(a=WIRE)) == (1, 1, 1)
    assert count(pile(a=WIRE, b=WIRE)) == (2, 1, 1)


def test_a_copy_that_lost_its_credit_still_leads_to_it():
    lost = WIRE.replace(" told Reuters on Thursday", " said on Thursday")

    assert count(pile(a=WIRE, b=lost)) == (2, 1, 1)


def test_another_newsroom_with_another_side_counts_twice():
    assert count(pile(a=WIRE, b=RIVAL)) == (2, 2, 2)


def test_order_of_articles_changes_nothing():
    articles = pile(a=WIRE, b=RIVAL, c=WIRE)
    turned = articles.iloc[::-1].reset_index(drop=True)

    for one, other in zip(trace_origins(articles), trace_origins(turned), strict=True):
        pd.testing.assert_frame_equal(one, other)


def test_every_edge_has_its_sentence():
    graph = trace_origins(pile(a=WIRE, b=RIVAL))

    assert set(graph.edges["tail"]) | set(graph.edges["head"]) == set(
        graph.nodes["node_id"]
    )
    assert graph.edges[["article_id", "start", "end"]].notna().all(axis=None)


def test_a_newsroom_that_names_nobody_is_the_origin_itself():
    text = "The night ferry between the two capitals was full on Friday."

    assert count(pile(a=text)) == (1, 1, 1)
    layers = trace_origins(pile(a=text)).nodes["layer"].tolist()
    assert sorted(layers) == ["article", "origin", "pipeline"]


def test_copies_that_name_their_basis_are_listed_apart():
    lost = WIRE.replace(" told Reuters on Thursday", " said on Thursday")

    copies = list_copies(trace_origins(pile(a=WIRE, b=lost)).statements)

    assert copies[["article_id", "pipeline", "credited"]].to_numpy().tolist() == [
        ["b", "Reuters", False],
        ["a", "Reuters", True],
    ]
    assert list_copies(trace_origins(pile(a=RIVAL)).statements).empty


@pytest.mark.parametrize(
    ("sentence", "seen"),
    [
        ("This\u00a0 reporter counted nine buses.", True),
        ("Our own team counted nine buses.", True),
        ("THİS REPORTER COUNTED NINE BUSES.", True),
        ("A reporter counted nine buses, and his team left.", False),
        ("This reporting team member left.", False),
    ],
)
def test_a_newsroom_saw_what_its_own_people_tell(sentence, seen):
    assert is_witness(sentence, None) is seen


def test_a_copy_is_shown_by_its_first_sentence():
    leads = [(9, 20, "copied"), (3, 8, "copied"), (3, 8, "credited")]
    own = [("x", "Daily Quay", 0, 2, "own"), ("x", "Daily Quay", 3, 8, "copied")]
    names = ("article_id", "pipeline", "start", "end", "basis")
    rows = [("x", "Brine Wire", *lead) for lead in leads] + own
    table = make_table("statements", [dict(zip(names, r, strict=True)) for r in rows])

    (copy,) = list_copies(table).to_dict("records")

    assert copy["pipeline"] == "Brine Wire"
    assert (copy["start"], copy["end"], copy["n_sentences"]) == (3, 8, 2)
    assert copy["credited"]
    assert list_copies(table[:0]).empty


def test_many_claims_are_counted_as_each_alone():
    articles = pile(a=WIRE, b=RIVAL, c="Nothing is told by anybody.")
    end = len(RIVAL)
    spans = pd.DataFrame(
        [
            ("all", "a", 0, 10_000),
            ("all", "b", 5, 9),
            ("begins", "a", 0, 1),
            ("ends", "b", end - 1, end + 9),
            ("after", "b", end, end + 9),
            ("nowhere", "x", 0, 5),
        ],
        columns=["claim_id", "article_id", "start", "end"],
    )
    traced = trace_origins(articles)
    together = count_origins(articles, spans, origins=traced)
    alone = [
        count_origins(articles, rows, origins=traced)
        for _, rows in spans.groupby("claim_id")
    ]

    pd.testing.assert_frame_equal(together, pd.concat(alone, ignore_index=True))
    counts = together.set_index("claim_id")["n_pipelines"]
    assert counts[["all", "begins", "ends"]].tolist() == [2, 1, 1]
    assert counts[["after", "nowhere"]].isna().all()


def test_components_are_traced_as_if_each_were_alone():
    lost = WIRE.replace(" told Reuters on Thursday", " said on Thursday")
    other = (
        "The Danish transport ministry said on Friday that the bridge will be painted. "
        "A Danish official called the colour a surprise."
    )
    parts = [pile(b=WIRE, d=lost), pile(a=other, c=RIVAL)]
    articles = pd.concat(parts).sort_values("article_id", ignore_index=True)
    components = pd.DataFrame(
        {"article_id": list("abcd"), "component_id": list("abab")}
    )

    both = trace_origins(articles, components=components)
    alone = [trace_origins(part) for part in parts]

    for name, keys in (
        ("statements", ["article_id", "start"]),
        ("edges", ["article_id", "start"]),
        ("nodes", ["node_id"]),
    ):
        rows = pd.concat([getattr(one, name) for one in alone])
        expected = rows.drop_duplicates().sort_values(keys, kind="stable")
        found = getattr(both, name).sort_values(keys, kind="stable")
        pd.testing.assert_frame_equal(
            found.reset_index(drop=True), expected.reset_index(drop=True)
        )
    together = trace_origins(articles).nodes
    assert len(together) < len(both.nodes)
