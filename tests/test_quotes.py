"""Who said what, in which words, and which wordings are one utterance."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nblib import find_credits, find_speech, join_utterances, make_articles
from nblib.credits.words import Sieve
from nblib.quotes import find_attributions, find_quotes
from nblib.tables import TABLES, make_table, sort_table


def quotes_of(text, **article):
    return find_quotes(make_articles([{"id": "a", "text": text, **article}]))


def said(text):
    found = quotes_of(text)
    return [
        (row["kind"], text[row["start"] : row["end"]], row["speaker"])
        for row in found.to_dict("records")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It holds,” Iva Orlo said.", [("direct", "“It holds,”", "Iva Orlo")]),
        ('"It holds," said Iva Orlo.', [("direct", '"It holds,"', "Iva Orlo")]),
        ("Iva Orlo said: “It holds.”", [("direct", "“It holds.”", "Iva Orlo")]),
        ("Iva Orlo said, “It holds.”", [("direct", "“It holds.”", "Iva Orlo")]),
        (
            "“Does it hold?” Iva Orlo asked.",
            [("direct", "“Does it hold?”", "Iva Orlo")],
        ),
        (
            "“It holds,” Iva Orlo said, “and it will.”",
            [("direct", "“It holds,” Iva Orlo said, “and it will.”", "Iva Orlo")],
        ),
        (
            "“It holds,” Iva Orlo said. “It always did and will.”",
            [
                (
                    "direct",
                    "“It holds,” Iva Orlo said. “It always did and will.”",
                    "Iva Orlo",
                )
            ],
        ),
        (
            "Iva Orlo said that it “holds and will hold.”",
            [("mixed", "that it “holds and will hold.”", "Iva Orlo")],
        ),
        ("Iva Orlo said it holds.", [("indirect", "it holds", "Iva Orlo")]),
        ("It holds, Iva Orlo said.", [("indirect", "It holds,", "Iva Orlo")]),
        (
            "According to Iva Orlo, it holds.",
            [("indirect", "it holds", "Iva Orlo")],
        ),
        ("It holds, according to Iva Orlo.", [("indirect", "It holds", "Iva Orlo")]),
        (
            "Iva Orlo told the council on Friday that it holds.",
            [("indirect", "that it holds", "Iva Orlo")],
        ),
        (
            "The report found that it holds.",
            [("indirect", "that it holds", "report")],
        ),
        (
            "Iva Orlo, the mayor, said it holds, adding that she checked.",
            [
                ("indirect", "it holds", "Iva Orlo"),
                ("indirect", "that she checked", "Iva Orlo"),
            ],
        ),
        (
            "Iva Orlo said it holds and warned that it may not.",
            [
                ("indirect", "it holds", "Iva Orlo"),
                ("indirect", "that it may not", "Iva Orlo"),
            ],
        ),
        (
            "Iva Orlo accused the builder of fraud.",
            [("indirect", "fraud", "Iva Orlo")],
        ),
        (
            "“The wall is dry and safe.” — Iva Orlo",
            [("direct", "“The wall is dry and safe.”", "Iva Orlo")],
        ),
    ],
)
def test_frames(text, expected):
    assert said(text) == expected


@pytest.mark.parametrize(
    "marks",
    ["“”", '""', "‘’", "''", "«»", "»«", "‹›", "„“", "„”", "‚‘", "「」", "『』"],
)
def test_marks_of_every_style_hold_speech(marks):
    opening, closing = marks
    text = f"{opening}The wall holds well,{closing} said Iva Orlo, the mayor."
    [(kind, words, speaker)] = said(text)

    assert (kind, speaker) == ("direct", "Iva Orlo")
    assert words == f"{opening}The wall holds well,{closing}"


@pytest.mark.parametrize("marks", [("``", "''"), (",,", "''"), ("''", "''")])
def test_doubled_marks_hold_speech(marks):
    text = f"{marks[0]}The wall holds well,{marks[1]} said Iva Orlo, the mayor."
    [(kind, _, speaker)] = said(text)

    assert (kind, speaker) == ("direct", "Iva Orlo")


def test_speech_inside_speech_is_told_from_it():
    text = "“He told me ‘go home’ and I went,” Iva Orlo said."
    kind, words, speaker = said(text)[0]

    assert (kind, words, speaker) == ("direct", text[:34], "Iva Orlo")


def test_an_apostrophe_closes_nothing():
    text = "‘The mayor’s wall isn’t dry,’ Iva Orlo said."
    assert said(text) == [("direct", text[:29], "Iva Orlo")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The statement said the wall was dry.", "statement"),
        ("A report by the council warned that it was wet.", "report by the council"),
        ("The ministry confirmed that the wall was dry.", "ministry"),
        ("According to a council report, the wall is wet.", "council report"),
    ],
)
def test_statements_reports_and_offices_speak(text, speaker):
    assert [row[2] for row in said(text)] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “wall of joy” was opened in May.",
        "They sang “The Red Ship” twice and went home.",
        "The dam was said to be new.",
        "The mayor's saying was old.",
        "The recently announced plan was dropped.",
    ],
)
def test_scare_quotes_titles_and_nouns_are_no_speech(text):
    assert said(text) == []


def test_quoted_words_of_a_long_clause_get_a_row_of_their_own():
    text = (
        "The council held “open talks” about the wall and the road below it, "
        "Iva Orlo said."
    )
    found = quotes_of(text)

    assert [text[s:e] for s, e in zip(found["start"], found["end"], strict=True)] == [
        "The council held “open talks” about the wall and the road below it,",
        "“open talks”",
    ]
    assert set(found["kind"]) == {"mixed"}


@pytest.mark.parametrize(
    ("text", "speaker", "mention"),
    [
        ("Iva Orlo came. She said it holds.", "Iva Orlo", "She"),
        ("Mayor Iva Orlo came. “It holds,” Orlo said.", "Iva Orlo", "Orlo"),
        (
            "A Danish official came and said it leaks. “It holds,” the official added.",
            "Danish official",
            "the official",
        ),
        ("Iva Orlo, who said it holds, left.", "Iva Orlo", "who"),
    ],
)
def test_the_mention_is_the_nearest_and_the_name_is_resolved(text, speaker, mention):
    row = quotes_of(text).iloc[-1]

    assert row["speaker"] == speaker
    assert text[row["speaker_start"] : row["speaker_end"]] == mention


def test_speech_that_runs_over_paragraphs_keeps_its_speaker():
    text = "Iva Orlo spoke at length:\n\n“It holds well.\n\n“It will hold,” she said."
    found = quotes_of(text)

    assert found["kind"].tolist() == ["direct", "direct"]
    assert found["speaker"].tolist() == ["Iva Orlo", "Iva Orlo"]


def test_a_line_broken_inside_a_quotation_is_one_quotation():
    text = "“The wall is dry.\nIt will hold,” Iva Orlo said."
    assert said(text) == [("direct", "“The wall is dry.\nIt will hold,”", "Iva Orlo")]


def test_a_label_inside_the_marks_of_a_transcript_names_the_speaker():
    text = "They met on air.\n\n“ORLO: Why did you build that wall so late?”\n"
    row = quotes_of(text).iloc[-1]

    assert row["speaker"] == "Orlo"
    assert text[row["speaker_start"] : row["speaker_end"]] == "ORLO"


def test_a_participle_that_leads_a_sentence_in_is_not_its_subject():
    text = "Chastened by the vote, Iva Orlo changed her plan, promising that it holds."
    assert [row[2] for row in said(text)] == ["Iva Orlo"]


def test_heading_before_a_colon_is_no_speaker():
    assert said("The wall and the road: It rained on both for days on end.") == []


def test_who_speaks_may_stay_open():
    row = quotes_of("He said that it holds.").iloc[0]
    assert pd.isna(row["speaker"])
    assert row["speaker_start"] == 0


# --- one utterance -----------------------------------------------------------

ONE = "“We will go on building the wall until the spring,” Iva Orlo said on Monday."
SPUN = "“We shall proceed constructing the wall until the spring,” Iva Orlo stated."
OTHER = "“The road is a matter for the county alone,” Iva Orlo said on Monday."
SAME_WORDS = "“We will go on building the wall until the spring,” Ben Ravn said."


def ids(*texts):
    records = [{"id": f"a{n}", "text": text} for n, text in enumerate(texts)]
    found = find_quotes(make_articles(records))
    return found.groupby("article_id")["utterance_id"].first().tolist()


def test_renderings_of_one_utterance_share_an_id():
    one, spun, other = ids(ONE, SPUN, OTHER)

    assert one == spun
    assert other != one


def test_two_people_do_not_share_a_short_sentence():
    one, two = ids("“It will hold,” Iva Orlo said.", "“It will hold,” Ben Ravn said.")
    assert one != two


def test_a_long_sentence_is_one_utterance_whoever_is_said_to_have_said_it():
    one, two = ids(ONE, SAME_WORDS)
    assert one == two


def test_states_keep_unnamed_speakers_apart():
    one, two = ids(
        "“We will hold the line,” a Danish official said on Monday in Harbour.",
        "“We will hold the line,” a Swedish official said on Monday in Harbour.",
    )
    assert one != two


def test_like_sentences_carry_unlike_words():
    one, two = ids(
        "Mayor Iva Orlo warned on Monday that the old wall was “a peril to Harbour.”",
        "Mayor Iva Orlo said on Monday that the old wall was a “hazard for Harbour”.",
    )
    assert one == two


def test_speech_in_aligned_sentences_is_paired_in_its_order():
    one = "The wall is dry, Iva Orlo said, adding that the road is wet."
    spun = "That wall has no water in it, Iva Orlo stated, adding that paths drip."
    articles = make_articles([{"id": "a", "text": one}, {"id": "b", "text": spun}])
    aligned = {"a": "a", "b": "b", "a_start": 0, "a_end": len(one), "b_start": 0}
    aligned |= {"b_end": len(spun), "kind": "reworded", "similarity": 0.5}
    found = join_utterances(
        articles, find_speech(articles), passages=make_table("passages", [aligned])
    )
    first, second = (
        found[found["article_id"] == name]["utterance_id"].tolist() for name in "ab"
    )

    assert first == second
    assert len(set(first)) == 2


def test_speech_between_two_aligned_passages_is_one_utterance():
    one = (
        "The wall is old. “It leaks from every joint,” Iva Orlo said. The road is wet."
    )
    spun = (
        "That wall is aged. “Water is coming in all over,” Iva Orlo stated. Paths drip."
    )
    articles = make_articles([{"id": "a", "text": one}, {"id": "b", "text": spun}])
    spans = [((0, 16), (0, 18)), ((61, len(one)), (67, len(spun)))]
    aligned = [
        {"a": "a", "b": "b", "a_start": a, "a_end": b, "b_start": c, "b_end": d}
        for (a, b), (c, d) in spans
    ]
    found = join_utterances(
        articles, find_speech(articles), passages=make_table("passages", aligned)
    )

    assert found["utterance_id"].nunique() == 1


def test_speech_of_an_article_depends_on_that_article_alone():
    alone = find_speech(make_articles([{"id": "a", "text": ONE}]))
    records = [{"id": "b", "text": SPUN}, {"id": "a", "text": ONE}]
    beside = find_speech(make_articles(records))

    pd.testing.assert_frame_equal(alone, beside[beside["article_id"] == "a"])


def pile(**texts):
    return make_articles([{"id": name, "text": text} for name, text in texts.items()])


def test_ids_do_not_depend_on_the_pile_or_its_order():
    alone = find_quotes(pile(a=ONE))["utterance_id"].tolist()
    for beside in (pile(a=ONE, b=OTHER), pile(b=OTHER, a=ONE), pile(a=ONE, b=ONE)):
        found = find_quotes(beside)
        assert found.loc[found["article_id"] == "a", "utterance_id"].tolist() == alone


def test_a_component_is_read_as_if_it_were_alone():
    parts = [pile(a=ONE, b=SPUN, e=OTHER), pile(c=ONE, d=OTHER, f=SAME_WORDS)]
    articles = pd.concat(parts, ignore_index=True)
    components = pd.DataFrame(
        {"article_id": list("abecdf"), "component_id": list("aaaccc")}
    )
    passages = make_table(
        "passages",
        [
            {"a": a, "b": b, "a_start": 0, "a_end": 60, "b_start": 0, "b_end": 60}
            for a, b in ("ab", "ac", "bd")
        ],
    )

    def joined(some):
        return join_utterances(
            some, find_speech(some), passages=passages, components=components
        )

    both, alone = joined(articles), [joined(part) for part in parts]

    expected = sort_table(pd.concat(alone), "quotes")
    pd.testing.assert_frame_equal(both, expected)
    assert not set(alone[0]["utterance_id"]) & set(alone[1]["utterance_id"])
    everything = join_utterances(articles, find_speech(articles))
    assert everything["utterance_id"].nunique() < both["utterance_id"].nunique()


# --- odd input ---------------------------------------------------------------


def test_no_article_no_row():
    found = find_quotes(make_articles([]))
    assert list(found.columns) == list(TABLES["quotes"])
    assert found.empty


def test_a_language_known_not_to_be_english_is_left_alone():
    assert quotes_of("“Es hält,” sagte Iva Orlo.", language="de").empty


def test_passages_may_be_given():
    articles = make_articles([{"id": "a", "text": ONE}, {"id": "b", "text": SPUN}])
    passages = make_table(
        "passages",
        [
            {
                "a": "a",
                "b": "b",
                "a_start": 0,
                "a_end": len(ONE),
                "b_start": 0,
                "b_end": len(SPUN),
                "kind": "reworded",
                "similarity": 0.6,
            }
        ],
    )
    found = find_quotes(articles, passages=passages)
    assert found["utterance_id"].nunique() == 1


@pytest.mark.parametrize(
    "text",
    [
        "“Never closed, Iva Orlo said.",
        "Never opened,” Iva Orlo said.",
        "“““““ ””” said ''' said",
        "said",
        ": “”",
        "“ ” said",
        "who who who said that that that",
        "\u201c" * 500 + " Orlo said",
    ],
)
def test_unbalanced_and_empty_marks_are_no_error(text):
    found = quotes_of(text)
    assert (found["start"] < found["end"]).all()


@given(st.text(alphabet="“”‘’\"'«»„,. \nSaidhe wall", max_size=60))
@settings(max_examples=60, deadline=None)
def test_no_run_of_marks_is_an_error(text):
    found = quotes_of(f"{text} Iva Orlo said.")

    assert (found["start"] < found["end"]).all()
    assert (found["end"] <= len(text) + 15).all()


def test_a_sentence_before_that_ends_in_a_comma_names_nobody():
    found = quotes_of("To Lund,\n\n“The ferry sails at noon and stays for a week.”")

    assert found["speaker"].isna().all()
    assert len(found) == 1


@pytest.mark.parametrize("names", [[], ["Dam Board"]], ids=["lexicon", "own outlets"])
def test_credits_and_speech_of_one_reading_are_those_of_two(names):
    outlets = make_table(
        "outlets", [{"name": name, "kind": "agency"} for name in names]
    )
    articles = make_articles(
        [
            {"id": "b", "text": "Iva Orlo told the Dam Board: “It holds.”\n(Reuters)"},
            {
                "id": "a",
                "text": "“We left,” the Dam Board said. It added that it rained.",
            },
            {"id": "c", "text": "Der Damm hält, sagte Iva Orlo.", "language": "de"},
        ]
    )

    credits, speech = find_attributions(articles, outlets=outlets)

    pd.testing.assert_frame_equal(credits, find_credits(articles, outlets=outlets))
    pd.testing.assert_frame_equal(speech, find_speech(articles))
    assert len(credits)
    assert len(speech)


ODD_WORDS = (
    *("Reuters", "AP-Harbour", "the", "The", "Dam", "Board", "Orlo:", "Orlo's", "Iva"),
    *("said", "SAİD", "ſaid", "according to", "per", "reportedly", "is said to", "it"),
    *("news agency", "outlet's", "its claim", "J.", "Mr.", "U.S.", "he", "put", "out"),
    *(
        "\u00a0",
        "\n",
        ". ",
        ", ",
        "?",
        "“",
        "”",
        "'",
        " – ",
        "-",
        "rain",
        "in",
        "doubt",
    ),
)


@given(st.lists(st.sampled_from(ODD_WORDS), max_size=25))
@settings(max_examples=150, deadline=None)
def test_no_sentence_is_held_back_that_tells_something(words):
    articles = make_articles([{"id": "a", "text": f"{' '.join(words)} It rained."}])
    outlets = make_table("outlets", [{"name": "Dam Board", "kind": "agency"}])
    found = find_attributions(articles, outlets=outlets)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sieve, "passes", lambda sieve, pieces: True)
        every = find_attributions(articles, outlets=outlets)

    for one, other in zip(found, every, strict=True):
        pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        ("The dam, aides say, will hold.", "The dam, aides say, will hold", "aides"),
        ("The clerk, according to police, fled.", None, "police"),
        (
            "The dam leaked in May, the survey found.",
            "The dam leaked in May,",
            "survey",
        ),
        ("Forty dams leak, data showed on Monday.", "Forty dams leak,", "data"),
        ("The court heard Iva Orlo had fled.", "Iva Orlo had fled", "court"),
        ("Iva Orlo had fled, the inquest heard.", "Iva Orlo had fled,", "inquest"),
        ("Per the indictment, the clerk fled.", "the clerk fled", "indictment"),
        ("The judge wrote the ban “cannot hold”.", "the ban “cannot hold”", "judge"),
        ("One of them, Iva Orlo, told AFP they had fled.", "they had fled", "Iva Orlo"),
    ],
)
def test_speech_of_courts_papers_and_inserted_speakers(text, content, speaker):
    [(_, found, who)] = said(text)
    assert found == (content or text.rstrip("."))
    assert who == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Iva Orlo heard that the dam was gone.",
        "The court heard the case in May.",
        "He earns ten crowns per day, per child.",
        "The mayor, Per Olsson, left the dam on Monday.",
    ],
)
def test_hearing_is_telling_only_in_a_court_and_per_is_a_name_too(text):
    assert said(text) == []


def test_a_noun_behind_according_to_is_no_verb():
    text = "According to court documents filed in May, the clerk fled."
    assert said(text) == [("indirect", "the clerk fled", "court documents")]


def test_a_clause_behind_a_noun_has_its_own_subject():
    found = quotes_of("The bid was rigged, a charge the minister denied in May.")
    assert not found["speaker"].fillna("").str.contains("charge").any()


def test_a_short_sentence_goes_on_with_what_was_said():
    text = "“It holds and it will,” said Iva Orlo. “It will.”"
    assert said(text) == [("direct", text, "Iva Orlo")]
