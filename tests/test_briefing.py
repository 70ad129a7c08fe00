"""The briefing says what the tables say, and lets nothing else in."""

import html.parser
import json
import re
from itertools import pairwise

import nbformat
import pandas as pd
import pytest
from invented import PUBLISHED, span, tables
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from nblib.briefing import convert_notebook, write_briefing
from nblib.briefing.claims import main_first, stand_alone
from nblib.briefing.cuts import Cuts
from nblib.briefing.evidence import Shelf
from nblib.briefing.notebooks import sanitise
from nblib.briefing.reading import read_run
from nblib.briefing.stories import show_story
from nblib.charts import describe_stories, show, stories_by_day, story_days
from nblib.errors import SchemaError
from nblib.tables import make_table

SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


def save_run(folder, held, facts=None):
    (folder / "tables").mkdir(parents=True, exist_ok=True)
    for name, table in held.items():
        table.to_parquet(folder / "tables" / f"{name}.parquet", index=False)
    if facts is not None:
        (folder / "run.json").write_text(json.dumps(facts))
    return folder


def save_figure(folder, held, name="stories"):
    """An executed notebook with one figure, as `show` leaves it."""
    shown = {}
    days = story_days(held["stories"], held["articles"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "IPython.display.display",
            lambda data, **rest: shown.update(data=data, metadata=rest["metadata"]),
        )
        show(stories_by_day(days), describe_stories(days), name=name)
    output = new_output("display_data", **shown)
    node = new_notebook(cells=[new_code_cell("show()", outputs=[output])])
    (folder / "notebooks").mkdir(parents=True, exist_ok=True)
    nbformat.write(node, folder / "notebooks" / "02_stories.ipynb")


class Page(html.parser.HTMLParser):
    """Tags with their attributes, and the words outside them."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words, self.quiet = [], [], False
        self.feed(text)
        self.text = " ".join("".join(self.words).split())

    def handle_starttag(self, tag, attrs):
        self.quiet = tag == "style"
        if tag in ("td", "dd", "li", "p"):
            self.words.append(" ")
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        self.quiet = False

    def handle_data(self, data):
        if not self.quiet:
            self.words.append(data)

    def all(self, *names):
        return [attrs for tag, attrs in self.tags if tag in names]


@pytest.fixture(scope="module")
def held():
    return tables()


@pytest.fixture(scope="module")
def page(held, tmp_path_factory):
    folder = save_run(tmp_path_factory.mktemp("run"), held)
    save_figure(folder, held)
    return Page(write_briefing(folder).read_text("utf-8"))


def brief(folder, held, facts=None):
    return Page(write_briefing(save_run(folder, held, facts)).read_text("utf-8"))


# --- what it says -------------------------------------------------------------


def test_first_lines_count_the_pile_and_answer(page):
    assert "6 articles from 6 outlets" in page.text
    assert "1 without a date" in page.text
    assert "1 in a language that is not read" in page.text
    assert "1 rejected" in page.text
    assert (
        "6 articles tell 2 stories: 1 told by several articles, 1 by one" in page.text
    )
    assert (
        "One origin behind all 4 articles: Port Valen harbour authority." in page.text
    )


def test_the_answer_says_why(page):
    assert (
        "Of the articles that tell it, two report it themselves, one sums up the "
        "reports of others and one has the words of another report without credit."
        in page.text
    )
    assert "Of its 3 claims, none have two origins or more." in page.text


def test_each_count_has_its_names_and_its_sentences(page):
    assert "Told by 4 articles" in page.text
    assert "Gathered by 2 newsrooms Brine Wire and Valen Ledger" in page.text
    assert "First said by 1 origin Port Valen harbour authority" in page.text
    assert (
        "leads to Brine Wire (same words as its report, no credit); said by harbour "
        "authority" in page.text
    )
    assert "4 sentences that tell it" in page.text
    assert "a bridge in Port Valen is closed" in page.text


def test_what_is_missing_is_unmeasured_never_zero(page):
    assert (
        "Told by 2 articles, gathered by an unmeasured number of newsrooms, first said "
        "by an unmeasured number of origins." in page.text
    )
    assert "date unknown" in page.text


def test_doubts_are_told_in_words_that_fit_their_number(page):
    assert "2 of 3 claims rest on a single origin" in page.text
    assert "1 of 3 claims rests on unnamed voices alone" in page.text
    assert "1 article repeats another newsroom's words and nowhere credit" in page.text
    assert "1 article has no known date; relative dates in it stay open" in page.text
    assert "1 article is in a language whose credits" in page.text
    assert "1 file or row was rejected" in page.text
    assert "convert it to one of .txt, .jsonl, .csv" in page.text


def test_wordings_stand_side_by_side_with_who_has_them(page):
    assert "Figures differ" in page.text
    assert "2 wordings in 3 articles" in page.text
    assert "Brine Wire and Daily Quay" in page.text


def test_a_wording_that_stands_alone_is_marked(page):
    assert "17 cracks alone with it" in page.text
    assert "14 cracks alone with it" not in page.text
    assert "Valen Ledger (1 newsroom)" in page.text


def test_attribution_stands_with_each_article_and_each_outlet(page):
    assert "1 outlet lets more unnamed than named voices speak" in page.text
    assert "Valen Ledger 2 of 3 2 of 2 1" in page.text
    assert "Nine months without a bridge 5 Feb 2031 (basis: metadata)" in page.text


def story_of(tmp_path, held):
    """Return the story S1 as a run of the tables `held` shows it."""
    run = read_run(save_run(tmp_path, held))
    return show_story(run.figures, Cuts(run.tables), Shelf(run.tables), "S1", 1)


def test_a_cut_keeps_the_order_of_the_table_and_skips_what_it_lacks(held):
    cuts = Cuts(held)
    names = ["lake-1", "nowhere", "brine-1", "lake-1"]

    found = cuts.rows("articles", "article_id", names)
    assert found["article_id"].tolist() == ["brine-1", "lake-1"]
    assert cuts.records("articles", "article_id", ["nowhere"]) == []
    assert list(cuts.rows("articles", "article_id", [])) == list(held["articles"])


def test_a_disagreement_stands_in_the_story_of_its_claim_else_of_its_article(held):
    placed = [("D1", "C1", "lake-1"), ("D2", "gone", "lake-1"), ("D3", None, "brine-1")]
    columns = ("disagreement_id", "claim_id", "article_id")
    rows = [dict(zip(columns, row, strict=True)) for row in placed]
    cuts = Cuts(held | {"disagreements": make_table("disagreements", rows)})

    def of(story):
        found = cuts.rows("disagreements", "story_id", [story])
        return found["disagreement_id"].tolist()

    assert (of("S1"), of("S2")) == (["D1", "D3"], ["D2"])


def test_voices_that_nobody_measured_are_unmeasured(held, tmp_path):
    story = story_of(tmp_path, held)
    voices = {row["anchor"]: row["voices"] for row in story["articles"]}

    assert voices["article-ledger-1"] == "2 of 3"
    assert voices["article-costa-1"] == "unmeasured"


def test_changed_words_of_a_copy_are_marked(held, tmp_path):
    text = write_briefing(save_run(tmp_path, held)).read_text("utf-8")

    assert "<mark>closed</mark>" in text
    assert "<mark>shut</mark>" in text
    assert "Edited: Daily Quay takes it from Brine Wire" in Page(text).text


def test_every_link_leads_to_something_on_the_page(page):
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    targets = [a["href"][1:] for a in page.all("a") if a["href"].startswith("#")]

    assert len(ids) == len(set(ids))
    assert targets
    assert set(targets) <= set(ids)


def test_a_figure_stands_in_the_page_with_its_finding(page):
    [image] = page.all("img")

    assert image["src"].startswith("data:image/png;base64,")
    assert image["alt"].startswith("2 stories in 6 articles.")


def test_the_main_claim_is_the_widest_and_then_the_nearest_to_the_top(held):
    late = held["claims"].iloc[[0]].assign(claim_id="C0", start=500, n_origins=9)
    claims = pd.concat([late, held["claims"]], ignore_index=True)

    assert main_first(claims)["claim_id"].tolist()[:2] == ["C1", "C0"]


def test_a_claim_says_how_many_of_its_articles_tell_other_stories(held, tmp_path):
    there = held["stories"].assign(
        story_id=held["stories"]["story_id"].mask(
            held["stories"]["article_id"] == "digest-1", "S2"
        )
    )
    page = brief(tmp_path, {**held, "stories": there})

    assert "Told by 4 articles 1 of them in other stories Gathered by" in page.text


# --- what is new ----------------------------------------------------------------


def changes(*rows):
    return make_table("changes", rows)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (None, "New First briefing of this pile: nothing to compare with. Told"),
        (changes(), "New Nothing new since the last briefing. Told"),
        (
            changes({"kind": "nothing new", "text": "Nothing new since 3 Feb 2031."}),
            "New Nothing new since 3 Feb 2031. Told",
        ),
    ],
    ids=["first", "empty", "told so"],
)
def test_without_a_change_the_page_says_so(held, tmp_path, given, said):
    rest = {name: table for name, table in held.items() if name != "changes"}
    page = brief(tmp_path, rest if given is None else {**rest, "changes": given})

    assert said in page.text


def test_changes_come_first_in_their_order_and_lead_to_what_changed(held, tmp_path):
    found = changes(
        {"kind": "new origin", "story_id": "S1", "claim_id": "C2", "text": "A mayor."},
        {"kind": "new story", "story_id": "S1", "text": "A bridge."},
        {"kind": "new articles", "text": "4 new articles, 1 new origin."},
        *({"kind": "new event", "text": f"Event {n}."} for n in range(5)),
    )
    page = brief(tmp_path, {**held, "changes": found})
    targets = [a["href"] for a in page.all("a")]

    assert "New origin: A mayor." in page.text
    assert "New articles: 4 new articles, 1 new origin." in page.text
    assert "4 more changes" in page.text
    assert targets[1:3] == ["#claim-C2", "#story-1"]


# --- the summary ----------------------------------------------------------------


def summary_of(tmp_path, held):
    return story_of(tmp_path, held)["summary"]


def test_a_story_is_summed_up_in_its_own_sentences_in_time_order(held, tmp_path):
    found = summary_of(tmp_path, held)
    texts = "\n".join(held["articles"]["text"])

    assert [item["target"] for item in found] == ["claim-C1", "claim-C3", "claim-C2"]
    assert [item["support"] for item in found] == [
        "4 articles, 1 origin",
        "2 articles, unmeasured origins",
        "2 articles, 1 origin",
    ]
    assert all(item["text"] in texts for item in found)


def test_a_summary_says_nothing_twice(held, tmp_path):
    claims, told = held["claims"], held["claim_mentions"]
    again = claims.iloc[[0]].assign(claim_id="C9", n_origins=9, start=900)
    more = told[told["claim_id"] == "C1"].assign(claim_id="C9")
    twice = {
        **held,
        "claims": pd.concat([claims, again]),
        "claim_mentions": pd.concat([told, more]),
    }

    assert len(summary_of(tmp_path, twice)) == 3


def test_a_claim_is_shown_by_a_sentence_that_needs_no_other(held):
    shelf = Shelf(held)
    claim = {"text": "He said the bridge was shut."}
    places = [tuple(span("brine-1", "Engineers counted 14 cracks.").values())]

    assert stand_alone(claim, places, shelf) == "Engineers counted 14 cracks."
    assert stand_alone(claim, [], shelf) == claim["text"]


def test_the_sentence_shown_is_most_like_the_others_and_no_copy(held):
    told = [
        ("ledger-1", "Our reporter saw 17 cracks on Tuesday."),
        ("daily-1", "The road bridge at Port Valen was shut on Monday"),
        ("brine-1", "The road bridge at Port Valen was closed on Monday"),
    ]
    places = [tuple(span(*where).values()) for where in told]
    shown = stand_alone({"text": "They closed the bridge."}, places, Shelf(held))

    assert shown == told[2][1]


def test_a_claim_with_more_origins_than_the_widest_told_stands_beside_it(
    held, tmp_path
):
    def page_with(origins):
        claims = held["claims"].copy()
        claims.loc[claims["claim_id"] == "C3", ["n_origins", "origins"]] = origins
        return brief(tmp_path, {**held, "claims": claims}).text

    assert "Best supported" in page_with([3, "Ilka Moren; City; Harbour"])
    assert "Best supported" not in page_with([1, "Ilka Moren"])


def test_stories_beyond_those_shown_are_counted(held, tmp_path, monkeypatch):
    monkeypatch.setattr("nblib.briefing.page.MOST_STORIES", 0)
    page = brief(tmp_path, held)

    assert "And 1 more story of several articles, in the tables of the run" in page.text


def test_title_and_command_come_from_the_run(held, tmp_path):
    facts = {
        "run_id": "0001-abc",
        "fingerprint": "f" * 64,
        "as_of": "2031-02-05",
        "articles_dir": "/somewhere/pile one",
        "parameters": {"title": "Bridges; and <lakes>", "seed": 3},
        "versions": {"nblib": "0.1.0"},
    }
    page = brief(tmp_path, held, facts)

    assert "Bridges; and <lakes>" in page.text
    assert "nblib run 'pile one' -p seed 3 -p title 'Bridges; and <lakes>'" in page.text
    assert "/somewhere" not in page.text
    assert "as of 5 Feb 2031" in page.text


def test_a_run_without_tables_still_makes_a_page(tmp_path):
    page = brief(tmp_path, {})

    assert "0 articles tell 0 stories" in page.text
    assert "Nothing in the tables of this run calls for a warning." in page.text


def test_one_article_corroborates_nothing(held, tmp_path):
    one = held["articles"]["article_id"] == "lake-1"
    some = {
        name: table[table["article_id"] == "lake-1"] if "article_id" in table else table
        for name, table in held.items()
    }
    for name in ("reuse", "passages", "rejects", "events", "nodes", "edges"):
        some[name] = held[name].head(0)
    page = brief(tmp_path, {**some, "articles": held["articles"][one]})

    assert "1 article tells 1 story; no story is told by two articles." in page.text


def test_a_table_without_its_columns_is_refused(held, tmp_path):
    broken = {**held, "claims": held["claims"].drop(columns="n_origins")}

    with pytest.raises(SchemaError, match="n_origins"):
        write_briefing(save_run(tmp_path, broken))


def test_the_same_run_gives_the_same_bytes(held, tmp_path):
    save_run(tmp_path, held)
    first = write_briefing(tmp_path).read_bytes()
    shuffled = {
        name: table.sample(frac=1, random_state=1)
        for name, table in held.items()
        if name not in ("story_days", "overlap", "changes")
    }
    save_run(tmp_path, shuffled)

    assert write_briefing(tmp_path).read_bytes() == first


# --- what it lets in ----------------------------------------------------------


@pytest.fixture(scope="module")
def hostile(held):
    """Tables in which every text of strangers tries to break out."""
    made = dict(held)
    made["articles"] = held["articles"].assign(
        title=SCRIPT,
        outlet=held["articles"]["outlet"] + SCRIPT,
        url="javascript:alert(3)",
    )
    for name, columns in {
        "claims": ("text", "pipelines", "origins"),
        "nodes": ("name",),
        "disagreements": ("text", "kind"),
        "rejects": ("file", "reason"),
        "events": ("text",),
        "story_terms": ("term",),
        "reuse": ("relation", "ancestor"),
        "dates": ("basis",),
    }.items():
        made[name] = held[name].assign(**dict.fromkeys(columns, SCRIPT))
    return made


def test_strangers_texts_stay_text(hostile, tmp_path):
    page = brief(tmp_path, hostile, {"parameters": {"title": SCRIPT}})

    assert not page.all("script", "iframe", "object", "embed", "form", "input", "link")
    assert "<script>alert(1)</script>" in page.text
    assert all(a["src"].startswith("data:image/png") for a in page.all("img"))
    assert not any(name.startswith("on") for _, attrs in page.tags for name in attrs)


def test_links_lead_to_the_web_or_to_the_page_and_tell_it_nothing(held, tmp_path):
    addresses = iter(
        [
            "https://example.org/a",
            "javascript:x()",
            "//example.org",
            "ftp://x.org/",
            "http://[broken",
            "data:text/html,x",
        ]
    )
    urls = [next(addresses) for _ in range(len(held["articles"]))]
    page = brief(tmp_path, {**held, "articles": held["articles"].assign(url=urls)})
    outside = [a for a in page.all("a") if not a["href"].startswith("#")]

    assert [a["href"] for a in outside] == ["https://example.org/a"]
    assert all(a["rel"] == "noreferrer noopener" for a in outside)


def test_the_policy_stands_first_and_the_page_has_its_landmarks(page):
    names = [tag for tag, _ in page.tags]
    after_head = page.tags[names.index("head") + 1]

    assert after_head[1]["http-equiv"] == "Content-Security-Policy"
    assert after_head[1]["content"] == (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    )
    assert page.all("html")[0]["lang"] == "en"
    assert {"header", "main", "footer"} <= set(names)


def test_headings_go_down_one_step_at_a_time(page):
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_tables_of_facts_have_captions_and_heads(page):
    names = [tag for tag, _ in page.tags if tag in ("table", "caption")]

    assert names == ["table", "caption"] * (len(names) // 2)
    assert all(th.get("scope") in ("col", "row") for th in page.all("th"))


def test_evidence_says_when_its_article_has_no_date(page):
    assert "digest-1" not in PUBLISHED
    assert "Omber Digest, date unknown" in page.text


# --- notebooks ----------------------------------------------------------------


@pytest.fixture
def notebook(tmp_path):
    table = '<table class="dataframe"><tr><th>a</th></tr></table><script>x()</script>'
    cells = [
        new_markdown_cell(
            "# Which <script>alert(1)</script> stories?\n\n[a](javascript:x)"
        ),
        new_code_cell(
            "print('<b>')",
            outputs=[
                new_output("stream", text="<img src=x onerror=y()>"),
                new_output("execute_result", {"text/html": table, "text/plain": "a"}),
                new_output("display_data", {"text/plain": "<script>z()</script>"}),
                new_output("display_data", {"application/javascript": "alert(4)"}),
                new_output("display_data", {"image/svg+xml": "<svg onload=alert(5)/>"}),
                new_output(
                    "display_data",
                    {"image/png": "iVBORw0KGgo="},
                    metadata={"image/png": {"alt": 'A "finding" <b>'}},
                ),
            ],
        ),
    ]
    path = tmp_path / "n.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    return path


def test_a_notebook_becomes_a_page_that_runs_nothing(notebook, tmp_path):
    convert_notebook(notebook, tmp_path / "n.html")
    page = Page((tmp_path / "n.html").read_text("utf-8"))

    assert not page.all("script", "svg")
    assert [image["alt"] for image in page.all("img")] == ['A "finding" <b>']
    assert page.all("table")
    assert "<img src=x onerror=y()>" in page.text
    assert "print('<b>')" in page.text
    assert all(not a.get("href", "").startswith("javascript") for a in page.all("a"))
    assert page.tags[2][1]["http-equiv"] == "Content-Security-Policy"


def test_conversion_gives_the_same_bytes(notebook, tmp_path):
    made = []
    for name in ("one.html", "two.html"):
        convert_notebook(notebook, tmp_path / name)
        made.append((tmp_path / name).read_bytes())

    assert made[0] == made[1]


def test_a_page_holds_nothing_of_the_notebook_converted_before_it(notebook, tmp_path):
    other = new_notebook(cells=[new_markdown_cell("# Ferries")])
    other.metadata["language_info"] = {"name": "text", "pygments_lexer": "text"}
    nbformat.write(other, tmp_path / "other.ipynb")
    made = []
    for given in (notebook, tmp_path / "other.ipynb", notebook):
        convert_notebook(given, tmp_path / "page.html")
        made.append((tmp_path / "page.html").read_bytes())

    assert made[0] == made[2] != made[1]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ('<a href="https://x.org">a</a>', 'href="https://x.org"'),
        ('<a href="../other.html">a</a>', "<a rel="),
        ('<img src="http://x.org/a.png" alt="a">', '<img alt="a">'),
        ('<p style="background:url(//x.org)">a</p>', "<p>a</p>"),
        ('<iframe src="//x.org"></iframe>', ""),
    ],
)
def test_sanitiser_keeps_what_is_known(given, kept):
    assert kept in sanitise(given)


def test_spans_of_the_invented_pile_are_true():
    assert span("lake-1", "Lake")["end"] == 4
