"""Who is named as the basis of a text, and who is only named."""

import random

import pandas as pd
import pytest

from nblib import make_articles
from nblib.credits import find_credits
from nblib.credits.marks import find_quotations
from nblib.credits.words import TOKEN, read_words
from nblib.errors import SchemaError
from nblib.lexicons import read_lexicon, word_group
from nblib.tables import TABLES, make_table

NEWS = ("agency", "broadcaster", "outlet")


def credits_of(text, **article):
    return find_credits(make_articles([{"id": "a", "text": text, **article}]))


def named(text, kinds=NEWS):
    found = credits_of(text)
    return found.loc[found["kind"].isin(kinds), "name"].tolist()


def surface(text, found):
    return [text[s:e] for s, e in zip(found["start"], found["end"], strict=True)]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Reuters reported on Monday that the dam had leaked.", ["Reuters"]),
        ("The dam had leaked, Reuters reported.", ["Reuters"]),
        ("The dam had leaked, as Reuters first reported.", ["Reuters"]),
        ("According to Reuters, the dam had leaked.", ["Reuters"]),
        ("The dam, Reuters said, had leaked.", ["Reuters"]),
        ("Two engineers told Reuters that the dam had leaked.", ["Reuters"]),
        ("The letter, obtained by ProPublica, names the builder.", ["ProPublica"]),
        ("An engineer quoted by Reuters said the dam leaked.", ["Reuters"]),
        ("She repeated it in an interview with the BBC.", ["BBC"]),
        ("Speaking to the BBC, she said the dam leaked.", ["BBC"]),
        ("On Fox News, she denied that the dam leaked.", ["Fox News"]),
        ('"It leaks," she said on CNN.', ["CNN"]),
        ("The Boston Globe's report on the dam was wrong.", ["Boston Globe"]),
        ("An NBC News/Harbour poll shows the mayor ahead.", ["NBC News"]),
        ("An AP-Harbour poll shows the mayor ahead.", ["Associated Press"]),
        ("The Guardian's Iva Orlo wrote that the dam leaked.", ["The Guardian"]),
        ("A reporter for the Boston Globe saw it leak.", ["Boston Globe"]),
        ("The Boston Globe found forty leaks.", ["Boston Globe"]),
        ("As The Hill put it, the dam is done for.", ["The Hill"]),
        ("He told CNN and the BBC that it leaked.", ["CNN", "BBC"]),
        ("HARBOUR (AP) — The dam had leaked by noon.", ["Associated Press"]),
        ("The dam had leaked. (With inputs from PTI)", ["Press Trust of India"]),
        ("A poll for CBS News shows the mayor ahead.", ["CBS News"]),
        ("The BBC understands that the dam had leaked.", ["BBC"]),
        ("Writing in the Telegraph, she called for a pause.", ["The Telegraph"]),
        ("The dam had leaked, per Reuters.", ["Reuters"]),
        ("A Reuters witness saw the dam leak.", ["Reuters"]),
        ("AFP journalists counted forty leaks.", ["Agence France-Presse"]),
        ("He told Sky Sports the dam leaked.", ["Sky Sports"]),
        ("The letter, which the BBC has seen, names the builder.", ["BBC"]),
        ("Sky News has also seen letters from the builder.", ["Sky News"]),
        ("Sky News has seen a copy of it.", ["Sky News"]),
    ],
)
def test_a_news_organisation_that_the_sentence_rests_on_is_credited(sentence, names):
    assert named(sentence) == names


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor attacked CNN as a nest of liars.",
        "He bought the Boston Globe in 2013 and sold it again.",
        "He worked at CNN for ten years before the flood.",
        "The president's lawyer sued The New York Times.",
        "The Boston Globe endorsed the mayor.",
        "Former CNN anchor Iva Orlo joined the party.",
        "He watches Fox News every night until ten.",
        "People said that the dam would hold.",
        "The Times of the flood were hard times for the valley.",
    ],
)
def test_a_mere_mention_is_no_credit(sentence):
    assert named(sentence) == []


def test_photo_credits_and_teasers_are_none():
    text = (
        "The dam had leaked since Monday, officials of the district said.\n"
        "A worker looks at the dam in Harbour, June 4, 2024. (AP Photo/Iva Orlo)\n"
        "The wall was closed on Tuesday and the road below it stayed empty.\n"
        "Read next\n"
        "Reuters reported that a fair opened."
    )
    assert named(text) == []


def test_credit_lines_and_lists_of_reports_are_credits():
    text = (
        "The dam had leaked since Monday and nobody had seen it before.\n"
        "Sources\n"
        "- Dam leaks above the town, The Jerusalem Post.\n"
        "- Town under the dam is emptied, Reuters.\n"
    )
    assert named(text) == ["Jerusalem Post", "Reuters"]
    line = "The dam had leaked since Monday.\nReuters contributed to this report."
    assert credits_of(line)["cue"].tolist() == ["credit line"]


@pytest.mark.parametrize(
    ("sentence", "name", "kind", "suspect"),
    [
        (
            "The dam leaks, the Related Press information company said.",
            "Related Press information company",
            "agency",
            "Associated Press",
        ),
        (
            "The Harbour Gazette reported that the dam leaked.",
            "Harbour Gazette",
            "outlet",
            None,
        ),
        (
            "The news site Dammbruch reported that the dam leaked.",
            "Dammbruch",
            "outlet",
            None,
        ),
    ],
)
def test_unlisted_names_are_kept_as_written(sentence, name, kind, suspect):
    found = credits_of(sentence)
    row = found[found["kind"].isin(NEWS)].iloc[0]

    assert (row["name"], row["kind"]) == (name, kind)
    assert (None if pd.isna(row["suspect"]) else row["suspect"]) == suspect


def test_the_piles_own_outlets_stand_above_the_lexicon():
    own = make_table(
        "outlets",
        [
            {"name": "Quaynote", "kind": "agency", "aliases": "QN", "family": "Quay"},
            {"name": "Reuters of Quay", "kind": "outlet", "aliases": "Reuters"},
        ],
    )
    text = "QN reported that it rained. Reuters reported that it did not."
    articles = make_articles([{"id": "a", "text": text}])

    assert find_credits(articles, outlets=own)["name"].tolist() == [
        "Quaynote",
        "Reuters of Quay",
    ]


def test_a_name_with_its_article_is_found_in_small_letters_too():
    outlets = make_table("outlets", [{"name": "The Quay", "kind": "outlet"}])
    table = make_articles([{"id": "a", "text": "The pier leaks, the Quay reported."}])
    found = find_credits(table, outlets=outlets)
    assert found["name"].tolist() == ["The Quay"]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. J. Orlo's aide met Lt. Ade; the U.S. envoy (of Valen) left.",
        "“No,” said\u00a0Ms. Orlo ,\nwho  spoke at 5 p.m. – twice…",
        "Old-town’s AP-Harbour story,said  Orlo",
        " ",
    ],
)
def test_words_are_the_same_whether_read_piece_by_piece_or_as_a_whole(text):
    words = read_words(text, 0, len(text))
    assert "".join(word.text for word in words) == "".join(text.split())
    tokens = [match.span() for match in TOKEN.finditer(text)]
    cuts = {cut for span in tokens for cut in span}
    assert cuts <= {cut for word in words for cut in (word.start, word.end)}
    for word in words:
        assert text[word.start : word.end] == word.text


def test_a_short_name_means_the_outlet_named_in_full_before():
    text = "The Boston Globe reported a leak. The mayor told the Globe that he slept."
    assert named(text) == ["Boston Globe", "Boston Globe"]


def test_who_is_heard_through_a_newsroom_has_depth_two():
    text = "An engineer told Reuters that the dam leaks. The mayor denied it leaks."
    found = credits_of(text).set_index("name")

    assert found["depth"].to_dict() == {"engineer": 2, "Reuters": 1, "mayor": 1}
    assert found.loc["engineer", "via"] == "Reuters"
    assert pd.isna(found.loc["mayor", "via"])


def test_the_report_is_the_newsrooms_and_those_it_cites_stand_behind_it():
    text = (
        "Reuters said on Monday that the dam leaked. The dam was sold, "
        "the report said, citing two people familiar with the matter."
    )
    found = credits_of(text)

    assert found["name"].tolist() == [
        "Reuters",
        "Reuters",
        "people familiar with the matter",
    ]
    assert found["depth"].tolist() == [1, 1, 2]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mayor Iva Orlo said it held. She added it was new.", ["Iva Orlo"] * 2),
        ("Iva Orlo came. Orlo said that it held.", ["Iva Orlo"]),
        ("A Danish official said it held. The official denied it leaked.",
         ["Danish official"] * 2),
        ("Harbour ministry sources said it held. One of the sources said it leaked.",
         ["Harbour ministry sources"] * 2),
        ("Two aides and Mayor Iva Orlo said that it held.", ["aides", "Iva Orlo"]),
        ("Sweden and Denmark said that it held.", ["Sweden", "Denmark"]),
        ("Danish and Thai officials said it held.", ["Danish and Thai officials"]),
        ("Orlo's office said it held.", ["Orlo's office"]),
        ("Denmark closed the gate. It said that it held.", ["Denmark"]),
    ],
)  # fmt: skip
def test_speakers_keep_their_words_and_pronouns_point_back(text, names):
    found = credits_of(text)
    assert found["name"].tolist() == names


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Iva Orlo said it held.", "person"),
        ("A Danish official said it held.", "anonymous"),
        ("A spokesman for the ministry said it held.", "anonymous"),
        ("The foreign ministry said it held.", "office"),
        ("A study said it held.", "document"),
        ("According to the Harbour Observatory for Dams, it held.", "organisation"),
        ("Denmark said it held.", "state"),
        ("It reportedly held.", "hearsay"),
        ("The dam is said to be new.", "hearsay"),
        ("Local media reports said that it held.", "hearsay"),
    ],
)
def test_kinds(text, kind):
    assert credits_of(text)["kind"].tolist() == [kind]


def test_what_would_be_said_and_what_is_thought_is_no_credit():
    assert credits_of("The mayor would say that it held.").empty
    assert credits_of("The mayor praised the dam.").empty


def test_spans_are_the_names_in_the_text():
    text = "“It leaks,” said Mayor Iva Orlo. Reuters reported the same."
    found = credits_of(text)

    assert surface(text, found) == ["Mayor Iva Orlo", "Reuters"]
    cues = [
        text[s:e] for s, e in zip(found["cue_start"], found["cue_end"], strict=True)
    ]
    assert cues == ["said", "reported"]


# --- odd input ---------------------------------------------------------------


def test_no_article_no_row():
    found = find_credits(make_articles([]))
    assert list(found.columns) == list(TABLES["credits"])
    assert found.empty


def test_a_language_known_not_to_be_english_is_left_alone():
    text = "Reuters reported that the dam leaked, said the mayor."
    assert credits_of(text, language="de").empty
    assert len(credits_of(text, language="en")) == len(credits_of(text))


def test_a_missing_column_is_named():
    with pytest.raises(SchemaError, match="text"):
        find_credits(pd.DataFrame({"article_id": ["a"]}))


def test_order_of_input_changes_nothing():
    records = [
        {"id": name, "text": f"{name} Orlo told Reuters that it rained."}
        for name in ("Iva", "Ben", "Tom")
    ]
    forward = find_credits(make_articles(records))
    backward = find_credits(make_articles(records[::-1]))

    pd.testing.assert_frame_equal(forward, backward)


def test_any_salad_of_marks_and_words_is_read():
    bits = ["“", "”", "‘", "'", '"', "''", "«", "»", " said ", " Orlo ", "—", "(", ")",
            ", ", ". ", "\n", ":", " who ", " told Reuters ", " according to ", " the ",
            "’s ", " adding that ", " and ", "U.S. ", "e\u0301", " by "]  # fmt: skip
    pick = random.Random(7)
    for _ in range(60):
        text = "".join(pick.choice(bits) for _ in range(60)) + "x"
        found = credits_of(text)
        assert (found["start"] < found["end"]).all()


# --- who a phrase means ------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The dam holds, a Dutch diplomat told the Herald.", ["Dutch diplomat"]),
        ("Ana Ribera, a clerk of works, said engineers fear frost.", ["Ana Ribera"]),
        ("An aide who asked for anonymity said the dam leaks.", ["aide"]),
        ("Somebody said the dam leaks.", []),
        ("The two mayors discussed the dam.", []),
        ("OSLO — President Iva Orlo stood up, warning that it leaks.", ["Iva Orlo"]),
        ("It leaks. The engineer, Iva Orlo, said so herself.", ["Iva Orlo"]),
        ("The Harbour Office said it holds. It leaks, the statement said.", None),
    ],
)
def test_speakers_have_clean_names(text, names):
    found = credits_of(text)
    voices = found.loc[~found["kind"].isin(NEWS), "name"].tolist()
    assert voices == (["Harbour Office"] * 2 if names is None else names)


def test_what_points_back_means_the_one_so_described():
    text = (
        "A port official and two Danish officers said it holds. "
        "It leaks, the port official said. It will not, one of the officers said."
    )
    assert credits_of(text)["name"].tolist() == [
        "port official",
        "Danish officers",
        "port official",
        "Danish officers",
    ]


def test_the_same_broadcaster_is_the_one_before():
    text = (
        "Channel Fjord reported that it holds. The same broadcaster said that it leaks."
    )
    own = make_table("outlets", [{"name": "Channel Fjord", "kind": "broadcaster"}])
    articles = make_articles([{"id": "a", "text": text}])
    found = find_credits(articles, outlets=own)
    assert found["name"].tolist() == ["Channel Fjord"] * 2


def test_who_is_retold_stands_deeper():
    text = "An aide said Iva Orlo told ministers that it leaks."
    found = credits_of(text).set_index("name")["depth"]
    assert found["aide"] == 1
    assert found["Iva Orlo"] == 2


def test_a_reporter_who_asks_is_no_basis():
    text = "The question was put by a reporter for Reuters."
    assert named(text) == []


# --- parts -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “yes”.", ["“yes”"]),
        ('He said "yes" and "no".', ['"yes"', '"no"']),
        ("He said ''yes'' twice.", ["''yes''"]),
        ("Er sagte „ja“ und »nein«.", ["„ja“", "»nein«"]),
        ("Il dit « oui ».", ["« oui »"]),
        ("He's the dogs' friend.", []),
        ("“A ‘b’ c” d", ["“A ‘b’ c”"]),
        ("“One “two” three” four", ["“One “two” three”"]),
        ("“Never closed. He said “this” though.", ["“this”"]),
        ("It closed” before it opened.", []),
        ("“It goes on\n“and ends.”", ["“It goes on", "“and ends.”"]),
        ("“It goes on\nand ends.” Yes.", ["“It goes on\nand ends.”"]),
    ],
)
def test_quotation_marks_pair(text, quoted):
    paragraphs, start = [], 0
    for line in text.split("\n"):
        paragraphs.append((start, start + len(line)))
        start += len(line) + 1
    found = find_quotations(text, paragraphs)
    assert [text[q.start : q.end] for q in found] == quoted


def test_lexicons_hold_what_their_columns_promise():
    outlets = read_lexicon("outlets")
    assert len(outlets) >= 500
    assert len({row["name"] for row in outlets}) == len(outlets)
    assert {row["kind"] for row in outlets} == set(NEWS)
    assert all(row["takes"] for row in read_lexicon("reporting_verbs"))
    assert "who" in word_group("subordinate")


def test_a_text_may_end_in_the_word_that_makes_a_newsroom():
    text = "An opinion poll published by Ethnos newspaper"

    assert find_credits(make_articles([{"id": "a", "text": text}])) is not None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "A Danish official, in a message to reporters, drew a line.",
            ["Danish official"],
        ),
        ("Jo Vestergaard styled himself as a friend of the port.", ["Jo Vestergaard"]),
        ("Jo Vestergaard has put himself forward as a go-between.", ["Jo Vestergaard"]),
        ("The mayor put it more plainly: “We have a table.”", ["mayor"]),
        ("Jo Vestergaard hid himself as rain fell.", []),
        ("The bridge, in a letter of 1920 the pride of Lund, fell.", []),
        ("To put it mildly, the ferry was late.", []),
    ],
)
def test_a_stance_in_public_needs_no_verb_of_saying(text, names):
    assert credits_of(text)["name"].tolist() == names


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (
            "Jo Orlo, who speaks for the Lund Port Board, said it held.",
            "Lund Port Board",
        ),
        ("Jo Orlo, a spokesman for the port board, said it held.", "port board"),
        ("“No,” said Jo Orlo, chief spokeswoman of the army.", "army"),
        ("Danish army spokesman Jo Orlo said it held.", "Danish army"),
        ("The ministry's spokeswoman, Jo Orlo, said it held.", "ministry"),
        ("A spokesman for the Lund ferry, Jo Orlo, said it held.", "Lund ferry"),
        ("The Baltic Watch, its head, Jo Orlo, said, is poor.", "Baltic Watch"),
        ("Jo Orlo, founder of the Baltic Watch, said it held.", "Baltic Watch"),
        ("The Port Watch met. “Yes,” said Jo Orlo of the group.", None),
        (
            "The Port Watch met. The group's spokesman Jo Orlo wept, he said.",
            "Port Watch",
        ),
        ("Jo Orlo, a baker in Lund, said it held.", None),
        ("Jo Orlo told a spokesman for the army that he said no.", None),
    ],
)
def test_a_spokespersons_body_is_told(text, body):
    found = credits_of(text)
    told = found.loc[found["name"] == "Jo Orlo", "body"].tolist()

    assert [value if isinstance(value, str) else None for value in told] == [body]


def test_a_body_whose_initials_are_a_word_speaks():
    assert credits_of("Forty are ill, the WHO said.")["name"].tolist() == ["WHO"]


@pytest.mark.parametrize(
    ("sentence", "span"),
    [
        ("Harbour's semi-official Tasnim news agency quoted an aide.", "Tasnim"),
        ("It was confirmed by state broadcaster TRT an hour later.", "TRT"),
    ],
)
def test_a_credit_spans_the_name_and_not_what_stands_beside_it(sentence, span):
    found = credits_of(sentence)
    assert span in surface(sentence, found[found["kind"].isin(NEWS)])


@pytest.mark.parametrize(
    "sentence",
    [
        "Reuters has not independently verified the footage.",
        "CNN has not seen the letter.",
        "AFP couldn't verify the footage.",
        "Reuters didn’t verify the footage.",
        "The footage could not immediately be independently verified by AFP.",
    ],
)
def test_what_a_newsroom_could_not_check_does_not_rest_on_it(sentence):
    assert named(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    ["The BBC has seen its income fall.", "CNN had seen ratings drop in May."],
)
def test_what_befell_a_newsroom_is_nothing_that_it_has_seen(sentence):
    assert named(sentence) == []


def test_what_else_is_denied_does_not_bear_on_what_a_newsroom_has_seen():
    assert named("The letter was not signed but seen by Reuters.") == ["Reuters"]


@pytest.mark.parametrize("apostrophe", ["'", "’"])
def test_an_auxiliary_is_one_with_either_apostrophe(apostrophe):
    text = f"Iva Orlo says the dam won{apostrophe}t hold."
    assert credits_of(text)["name"].tolist() == ["Iva Orlo"]
    text = f"Jo Reth denied that aides didn{apostrophe}t recommend a new dam."
    assert credits_of(text)["name"].tolist() == ["Jo Reth", "aides"]
