"""Lines are labelled, nothing is deleted, offsets stay true."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nblib import find_site_lines, find_zones, make_articles, split_sentences
from nblib.zones import zone_text
from nblib.zones.forms import CAPTIONS, FORMS

PROSE = "The harbour master closed two berths on Friday, a clerk said."
MORE = "Fishing boats will use the northern quay until the work is done."


def zones_of(*lines):
    text = "\n".join(lines)
    table = find_zones(make_articles([{"id": "a", "text": text}]))
    return [
        (text[row["start"] : row["end"]], row["zone"], row["kind"])
        for row in table.to_dict("records")
    ]


def labels(*lines):
    return [zone for _, zone, _ in zones_of(*lines)]


def kinds(*lines):
    return [kind for _, _, kind in zones_of(*lines)]


def test_every_line_with_text_has_one_row():
    assert [line for line, _, _ in zones_of("  A title here ", "", PROSE)] == [
        "A title here",
        PROSE,
    ]


def test_title_and_headings_stand_above_prose():
    assert labels("Berths close in the old harbour", PROSE, "What now", MORE) == [
        "title",
        "body",
        "heading",
        "body",
    ]


def test_teasers_last_until_prose_resumes():
    page = (PROSE, "Read next", "11:52", PROSE, "14:00", "Fair", MORE, "Leave a reply")

    assert kinds(*page)[1:] == ["teaser"] * 6 + ["comment form"]


def test_a_list_of_links_inside_an_article_does_not_swallow_the_rest():
    page = (PROSE, "Related articles", "A fair in May", PROSE, MORE, PROSE)

    assert labels(*page) == ["body", "boilerplate", "boilerplate", *["body"] * 3]


def test_page_head_is_no_body():
    page = (
        "Wednesday, April 16, 2025",
        "Top 5 This Week",
        "A long title for a day",
        PROSE,
        MORE,
    )

    assert labels(*page) == ["boilerplate", "boilerplate", "title", "body", "body"]
    assert kinds(*page)[0] == "page date"


@pytest.mark.parametrize(
    "caption",
    [
        "Boats in the old harbour, April 3, 2025. (Ana Duro/Harbour News)",
        "The mayor speaks to clerks on the quay. (Harbour News Photo/Ana Duro, File)",
        "Photo: the quay at night",
        "Boats in the old harbour on Monday. Photograph: Ana Duro/Harbour News",
    ],
)
def test_photo_captions_are_told_by_their_credit(caption):
    assert labels(PROSE, caption, MORE) == ["body", "caption", "body"]


def test_a_wire_tag_is_no_caption():
    assert labels(f"{PROSE} (HN)", MORE) == ["body", "body"]


def test_credit_line_and_list_of_reports_are_told_apart_from_body():
    page = (
        PROSE,
        "Harbour News staff contributed to this report.",
        "Sources",
        "- A title, X.",
        "- B, Y.",
    )

    assert kinds(*page) == [
        "paragraph",
        "credit line",
        "heading",
        "list of reports",
        "list of reports",
    ]


def test_sources_that_speak_are_prose():
    assert labels(PROSE, "Sources said the quay would open. Nobody denied it.") == [
        "body",
        "body",
    ]


def test_a_site_phrase_in_a_long_sentence_is_the_writers_own():
    line = (
        "The regulator said on Friday that every shop which tells its visitors that "
        "it uses cookies to count them must also offer a plain way to refuse, and that "
        "fines would follow from June for those who hide it behind four pages or more."
    )

    assert labels(line) == ["body"]


def test_a_text_of_short_lines_alone_is_its_own_body():
    assert labels("only a few words", "and a few more") == ["body", "body"]


def test_an_article_of_site_lines_alone_has_no_body():
    assert "body" not in labels("spot_img", "Related Posts", "Read next")


@pytest.mark.parametrize(
    ("line", "zone", "kind"),
    [
        ("By Maya Salt in Duran and Omar Reed", "boilerplate", "byline"),
        ("(CW)", "boilerplate", "credit line"),
        ("* * *", "boilerplate", "rule"),
        ("The writer was for years a pilot in the old port.", "boilerplate", None),
        ("5 min read", "boilerplate", "reading time"),
        ("Share | Tweet | Print", "boilerplate", "share bar"),
        ("Todos los derechos reservados.", "boilerplate", "site footer"),
        ("Lea también: una feria abre en mayo", "boilerplate", "teaser"),
        ("The views expressed are the author's own.", "boilerplate", "disclaimer"),
        ("Support independent journalism from 3 a month", "boilerplate", None),
        ("Ana Duro/Harbour News", "caption", "photo credit"),
        ("[File: Ana Duro/Harbour News]", "caption", "photo caption"),
        ("“Nobody sleeps in this port.” ― Ana Duro", "body", "quotation"),
        ("The big picture: ferries run late in every spring.", "body", "paragraph"),
        ("By Friday the port was open again.", "body", "paragraph"),
        ("© 2025 Harbour Post", "boilerplate", "site footer"),
        ("(With inputs from PTI)", "boilerplate", "credit line"),
        ("Source: Reuters", "boilerplate", "credit line"),
        ("_Reporting by Ana Duro_", "boilerplate", "credit line"),
        ("Copyediting by Ana Duro", "boilerplate", "credit line"),
        ("The bank stopped underwriting by the spring.", "body", "paragraph"),
        ("Boats in the port [Ana Duro/Harbour News]", "caption", "photo caption"),
        ("WRITER: Maya Salt", "boilerplate", "byline"),
        (
            "Correction: An earlier version of this story gave the wrong year.",
            "boilerplate",
            "editor's note",
        ),
        (
            "This article was amended on 3 April to correct the name of the quay.",
            "boilerplate",
            "editor's note",
        ),
        (
            "Disclaimer: This story was published from a wire feed without changes.",
            "boilerplate",
            "disclaimer",
        ),
        (
            "If you or someone you know needs help, call the helpline on 0000.",
            "boilerplate",
            "help note",
        ),
        ("Media contact: Maya Salt, 0000", "boilerplate", "site footer"),
        ("The correction: rents fell in May by a tenth.", "body", "paragraph"),
        ("He was asked for more information about the old quay.", "body", "paragraph"),
    ],
)
def test_a_line_is_told_by_its_form(line, zone, kind):
    found = zones_of(PROSE, line, MORE)[1]

    assert found[1] == zone
    assert kind in (None, found[2])


@pytest.mark.parametrize(
    "form",
    [form for form in (*CAPTIONS, *FORMS) if form.mark],
    ids=lambda form: form.kind,
)
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_the_mark_of_a_form_stands_in_all_that_it_fits(form, data):
    assert form.mark in data.draw(st.from_regex(form.pattern, fullmatch=form.whole))


def test_questions_head_the_parts_of_a_text_made_of_them():
    page = (PROSE, "Why this port?", MORE, "Who will pay?", PROSE)

    assert labels(*page) == ["body", "heading", "body", "heading", "body"]
    assert labels(*page[:3]) == ["body"] * 3


DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday")


def pages(*lines, outlet="Harbour Post"):
    return make_articles(
        {
            "id": day,
            "outlet": outlet,
            "text": "\n".join(line.format(day=day) for line in lines),
        }
        for day in DAYS
    )


def test_what_a_site_repeats_is_its_own_and_not_the_articles():
    table = pages(
        "On {day} a ship of the {day} line came in.", "The Post every morning"
    )
    zones = find_zones(table)

    assert find_site_lines(table)["line"].tolist() == ["the post every morning"]
    assert zones["kind"].tolist() == ["paragraph", "site line"] * len(DAYS)


def test_lines_that_versions_of_one_text_share_are_no_site_lines():
    table = pages(PROSE, MORE, "What now", PROSE.replace("two", "three"), "At {day}")

    assert find_site_lines(table).empty


def test_zones_of_an_article_are_its_own_when_site_lines_are_handed_in():
    table = pages(
        "On {day} a ship of the {day} line came in.", "The Post every morning"
    )
    lines = find_site_lines(table)
    alone = find_zones(table[table["article_id"] == "Monday"], site_lines=lines)

    assert alone["kind"].tolist() == ["paragraph", "site line"]


def test_zone_text_keeps_length_and_line_ends():
    table = make_articles([{"id": "a", "text": f"{PROSE}\r\nRead next\n11:52"}])
    text = zone_text(table, find_zones(table))["a"]

    assert len(text) == len(table["text"][0])
    assert text.split() == PROSE.split()
    assert text.count("\n") == 2


def test_zone_text_can_keep_a_kind():
    page = f"{PROSE}\nHarbour News staff contributed to this report."
    table = make_articles([{"id": "a", "text": page}])

    assert zone_text(table, find_zones(table), kinds=("credit line",))["a"] == page


def sentences_of(text, **fields):
    table = make_articles([{"id": "a", "text": text, **fields}])
    return [text[row.start : row.end] for row in split_sentences(table).itertuples()]


@pytest.mark.parametrize("blank", ["\u00a0", "\u2009", "\u3000"])
@pytest.mark.parametrize("language", ["en", "fr", "tr"])
def test_a_wide_blank_before_a_stop_is_read_as_a_blank(blank, language):
    told = "The port chose plan B{}. It was late. Nobody knew why."
    plain = sentences_of(told.format(" "), language=language)

    found = sentences_of(told.format(blank), language=language)

    assert len(found) > 1
    assert [sentence.replace(blank, " ") for sentence in found] == plain


def test_sentences_never_cross_paragraphs():
    assert sentences_of(f"{PROSE}\n{MORE}") == [PROSE, MORE]


def test_abbreviations_do_not_end_a_sentence():
    text = "Gov. A. B. Orhun met Dr. Salt in the U.S. on Jan. 5. They agreed."

    assert sentences_of(text) == [text[:-13], "They agreed."]


def test_a_paragraph_broken_into_lines_is_read_on():
    text = (
        "The harbour master closed two berths and asked\nthe clerks to wait. They did."
    )

    assert len(sentences_of(text)) == 2


def test_bullets_are_sentences_without_their_mark():
    assert sentences_of(f"{PROSE}\n- {MORE}")[1] == MORE


def test_ids_count_within_the_article():
    table = make_articles([{"id": "a", "text": f"{PROSE} {MORE}"}])

    assert split_sentences(table)["sentence_id"].tolist() == ["a:s01", "a:s02"]


def test_empty_pile_has_no_zones_and_no_sentences():
    table = make_articles([])

    assert find_zones(table).empty
    assert split_sentences(table).empty
