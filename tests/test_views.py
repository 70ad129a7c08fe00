"""What shows itself in a notebook says the same as the briefing, and safely."""

import pytest
from invented import span, tables
from IPython.core.formatters import DisplayFormatter
from test_briefing import SCRIPT, Page

from nblib import view_claims, view_evidence, view_passages, view_stories
from nblib.briefing.notebooks import sanitise
from nblib.tables import make_table


@pytest.fixture(scope="module")
def pile():
    return tables()


def views(pile):
    return {
        "passages": view_passages(
            pile["articles"], pile["passages"], reuse=pile["reuse"]
        ),
        "claims": view_claims(
            pile["articles"],
            pile["claims"],
            pile["claim_mentions"],
            statements=pile["statements"],
        ),
        "evidence": view_evidence(
            pile["articles"], pile["claim_mentions"], sentences=pile["sentences"]
        ),
        "stories": view_stories(pile["articles"], pile["stories"]),
    }


def test_passages_stand_side_by_side_with_changed_words_marked(pile):
    made = views(pile)["passages"]

    assert repr(made) == "1 pair of articles"
    assert "<mark>closed</mark>" in made.html
    assert "Edited: Daily Quay takes it from Brine Wire" in Page(made.html).text


def test_a_claim_shows_its_counts_and_its_sentences(pile):
    text = Page(views(pile)["claims"].html).text

    assert "One origin behind all 4 articles: Port Valen harbour authority." in text
    assert "leads to Brine Wire (own report); said by harbour authority" in text
    assert "of them in other stories" not in text


def test_evidence_is_marked_in_its_sentence(pile):
    only = make_table("claim_mentions", [span("ledger-1", "17 cracks")])
    made = view_evidence(pile["articles"], only, sentences=pile["sentences"])
    bare = view_evidence(pile["articles"], only)

    assert "Our reporter saw <mark>17 cracks</mark> on Tuesday." in made.html
    assert "bridge is shut. Our reporter saw <mark>17 cracks</mark>" in bare.html


def test_stories_list_their_articles_by_day(pile):
    text = Page(views(pile)["stories"].html).text

    assert "Cracks close Port Valen bridge 5 articles, 3 to 5 Feb 2031" in text
    assert text.index("Brine Wire, 3 Feb") < text.index("Valen Ledger, 5 Feb")


def test_what_is_not_shown_is_counted(pile):
    made = view_claims(pile["articles"], pile["claims"], pile["claim_mentions"], rows=1)

    assert repr(made) == "3 claims, 1 of them shown"


def test_empty_tables_make_empty_views(pile):
    assert repr(view_stories(pile["articles"], make_table("stories", []))) == (
        "0 stories"
    )
    nothing = view_evidence(pile["articles"], make_table("credits", []))
    assert repr(nothing) == "0 places"


def test_a_notebook_shows_html_and_keeps_plain_text(pile):
    shown, _ = DisplayFormatter().format(views(pile)["stories"])

    assert shown["text/html"].strip().startswith("<style>")
    assert shown["text/plain"] == "2 stories"


def test_strangers_words_stay_words(pile):
    hostile = pile["articles"].assign(title=SCRIPT, outlet=SCRIPT)
    for made in views({**pile, "articles": hostile}).values():
        page = Page(made.html)

        assert not page.all("script", "img", "iframe", "object")


def test_the_page_of_a_notebook_keeps_a_view(pile):
    kept = sanitise(views(pile)["passages"].html)

    assert "<style" not in kept
    assert "<mark>closed</mark>" in kept
    assert 'class="pair"' in kept
