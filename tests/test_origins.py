"""One row of evidence for every count."""

import pandas as pd
import pytest

from nblib import count_origins, make_articles, trace_origins
from nblib.origins.bodies import describe
from nblib.origins.merging import merge

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
