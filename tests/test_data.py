"""The sample and its gold agree with each other. Nothing of nblib is used here.

The loader below is the plainest reading of the format that data/README.md
promises, so that a fault of the package cannot hide a fault of the gold.
"""

import csv
import itertools
import json
import re
from collections import Counter, defaultdict
from datetime import datetime
from pathlib import Path

import pytest

DATA = Path(__file__).parents[1] / "data"
SAMPLE, GOLD = DATA / "sample", DATA / "gold"
SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
SPANISH = "correo-estrecho-0411"
LAYERS = sorted(p.stem for p in GOLD.glob("*.csv"))
SPANS = [
    "credits",
    "event_mentions",
    "claim_mentions",
    "disagreements",
    "timexes",
    "quotes",
    "zones",
]
QUOTED = re.compile(
    r"""“([^”\n]*)(?:”|(?=\n))              # may stay open at a paragraph's end
    | "([^"\n]*)"
    | (?<!\w)‘([^’\n]*(?:’\w[^’\n]*)*)’
    """,
    re.VERBOSE,
)
TIMEX_VALUE = re.compile(
    r"""(PAST|PRESENT|FUTURE)_REF            # nowhere on the calendar
    | P[\dX]+(Y|M|W|D|DE) | PT[\dX]+(H|M|S|NI|EV)
    | [\dX]{4}(-(SU|(0\d|1[0-2]|XX)|W[\dX]{2}(-WE)?))?
    | ([\dX]{4}-[\dX]{2}-[\dX]{2})? (T(\d\d(:\d\d)?|MO|AF|EV|NI))?
    """,
    re.VERBOSE,
)
RUN = 7  # words in a row that would be a sentence of somebody else's


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load_articles():
    """Return the metadata of every article by its id, with its `text`."""
    known = {row["file"]: row for row in rows(SAMPLE / "metadata.csv")}
    articles = {}
    for path in sorted(SAMPLE.glob("*.txt")):
        text, meta = path.read_bytes().decode("utf-8"), known.get(path.name, {})
        if text.startswith("---\n"):
            head, text = text.removeprefix("---\n").split("\n---\n", 1)
            meta = dict(line.split(": ", 1) for line in head.split("\n"))
        if text:
            articles[path.stem] = {**meta, "text": text}
    lines = (SAMPLE / "agency.jsonl").read_text(encoding="utf-8").splitlines()
    for row in [*map(json.loads, lines), *rows(SAMPLE / "briefs.csv")]:
        assert row["id"] not in articles
        articles[row["id"]] = row
    return articles


ARTICLES = load_articles()
TABLES = {name: rows(GOLD / f"{name}.csv") for name in LAYERS}
CLAIMS = {row["claim_id"]: row for row in TABLES["claims"]}
NEWS = [row for row in TABLES["claims"] if row["background"] == "0"]


def words(text):
    return re.findall(r"[^\W_]+", text.casefold())


def runs(text):
    found = words(text)
    return {tuple(found[i : i + RUN]) for i in range(len(found) - RUN + 1)}


def test_there_are_enough_articles():
    assert len(ARTICLES) >= 20


@pytest.mark.parametrize("article_id", ARTICLES)
def test_article_is_a_readable_length(article_id):
    assert 100 <= len(ARTICLES[article_id]["text"].split()) <= 600


def test_one_upload_is_empty():
    empty = [p.name for p in SAMPLE.iterdir() if p.stat().st_size == 0]

    assert empty == ["empty-upload.txt"]


def test_lines_end_in_line_feeds_only():
    files = [p for p in DATA.rglob("*") if p.is_file()]

    assert [p.name for p in files if b"\r" in p.read_bytes()] == []


def test_metadata_rows_have_their_files():
    listed = {row["file"] for row in rows(SAMPLE / "metadata.csv")}

    assert listed <= {p.name for p in SAMPLE.glob("*.txt")}


def test_outlets_are_known_and_named_once():
    names = [row["name"] for row in rows(SAMPLE / "outlets.csv")]
    used = {article.get("outlet") for article in ARTICLES.values()} - {None, ""}

    assert len(names) == len(set(names))
    assert used <= set(names)


def test_one_article_is_not_in_english():
    assert {a.get("language") for a in ARTICLES.values()} >= {"en", "es"}


def test_kinds_of_descent_are_all_there():
    kinds = {row["kind"] for row in TABLES["derivations"]}

    assert kinds >= {
        "verbatim",
        "edited",
        "spun",
        "translated",
        "digest",
        "update",
        "repost",
        "common ancestor",
    }


@pytest.mark.parametrize("layer", SPANS)
def test_surface_is_the_text_at_its_offsets(layer):
    wrong = [
        row
        for row in TABLES[layer]
        if ARTICLES[row["article_id"]]["text"][int(row["start"]) : int(row["end"])]
        != row["surface"]
        or not row["surface"].strip()
    ]

    assert wrong == []


@pytest.mark.parametrize("layer", ["passages", "hard_sentences"])
def test_both_surfaces_are_the_texts_at_their_offsets(layer):
    for row in TABLES[layer]:
        for side in "ab":
            text = ARTICLES[row[side]]["text"]
            surface = text[int(row[f"{side}_start"]) : int(row[f"{side}_end"])]
            assert surface == row[f"{side}_surface"] == surface.strip() != "", row


@pytest.mark.parametrize("layer", LAYERS)
def test_rows_are_distinct(layer):
    counted = Counter(tuple(row.values()) for row in TABLES[layer])

    assert [row for row, n in counted.items() if n > 1] == []


@pytest.mark.parametrize(
    ("layer", "key"),
    [
        ("stories", "article_id"),
        ("published", "article_id"),
        ("events", "event_id"),
        ("claims", "claim_id"),
    ],
)
def test_ids_are_unique(layer, key):
    ids = [row[key] for row in TABLES[layer]]

    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("layer", "column", "known"),
    [
        ("credits", "article_id", ARTICLES),
        ("derivations", "derived", ARTICLES),
        ("derivations", "from", {*ARTICLES, ""}),
        ("pairs", "a", ARTICLES),
        ("pairs", "b", ARTICLES),
        ("disagreements", "article_id", ARTICLES),
        ("timexes", "article_id", {a for a in ARTICLES if a != SPANISH}),
        ("quotes", "article_id", {a for a in ARTICLES if a != SPANISH}),
        ("event_mentions", "article_id", ARTICLES),
        ("event_mentions", "event_id", {row["event_id"] for row in TABLES["events"]}),
        ("claim_mentions", "article_id", ARTICLES),
        ("claim_mentions", "claim_id", CLAIMS),
        ("claim_origins", "claim_id", CLAIMS),
        ("claims", "story", {row["story"] for row in TABLES["stories"]}),
    ],
)
def test_references_resolve(layer, column, known):
    assert {row[column] for row in TABLES[layer]} <= set(known)


@pytest.mark.parametrize("layer", ["stories", "published"])
def test_every_article_has_its_row(layer):
    assert [row["article_id"] for row in TABLES[layer]] == list(
        dict.fromkeys(row["article_id"] for row in TABLES["stories"])
    )
    assert {row["article_id"] for row in TABLES[layer]} == set(ARTICLES)


def test_every_event_is_mentioned():
    mentioned = {row["event_id"] for row in TABLES["event_mentions"]}

    assert mentioned == {row["event_id"] for row in TABLES["events"]}


@pytest.mark.parametrize(
    ("layer", "column", "allowed"),
    [
        ("published", "basis", "metadata text unknown"),
        ("pairs", "shares_text", "0 1"),
        ("derivations", "credited", "yes no"),
        (
            "credits",
            "kind",
            "agency outlet broadcaster person office anonymous document organisation",
        ),
        ("credits", "depth", "1 2"),
        ("credits", "real", "0 1"),
        ("events", "granularity", "day week month year interval ongoing undated"),
        ("events", "kind", "event statement statistic background"),
        ("claim_origins", "kind", "pipeline origin"),
        ("disagreements", "kind", "figure date name place attribution wording"),
        ("disagreements", "control", "0 1"),
        ("timexes", "type", "DATE TIME DURATION SET"),
        ("timexes", "level", "core vague"),
        ("quotes", "scare", "0 1"),
        ("passages", "kind", "verbatim edited reworded"),
        ("zones", "zone", "body title heading caption boilerplate"),
    ],
)
def test_labels_are_of_the_announced_kinds(layer, column, allowed):
    assert {row[column] for row in TABLES[layer]} <= set(allowed.split())


def test_all_that_stands_in_quotation_marks_is_a_quote_or_a_scare_row():
    marked = {
        (article_id, *found.span(found.lastindex))
        for article_id, article in ARTICLES.items()
        for found in QUOTED.finditer(article["text"])
        if article_id != SPANISH
    }
    labelled = [
        (row["article_id"], int(row["start"]), int(row["end"]))
        for row in TABLES["quotes"]
        if row["kind"] != "indirect"
    ]

    assert len(marked) >= 60
    assert sorted(labelled) == sorted(marked)


def test_quotes_have_kind_speaker_and_utterance_and_scare_rows_none():
    for row in TABLES["quotes"]:
        if row["scare"] == "1":
            assert {row[c] for c in ("kind", "speaker", "utterance")} == {""}, row
        else:
            assert row["kind"] in ("direct", "mixed", "indirect"), row
            assert row["speaker"], row
            assert row["utterance"], row


def test_speakers_are_whole_words_in_the_paragraph_of_their_quote_or_beside_it():
    for row in TABLES["quotes"]:
        if not row["speaker_start"]:
            assert not row["speaker_end"], row
            continue
        text = ARTICLES[row["article_id"]]["text"]
        start, end = int(row["speaker_start"]), int(row["speaker_end"])
        span = sorted((start, end, int(row["start"]), int(row["end"])))
        assert re.fullmatch(r"\b\w.*\w\b", text[start:end]), row
        assert not text[start - 1].isalnum(), row
        assert not text[end].isalnum(), row
        assert text[span[0] : span[-1]].count("\n\n") <= 1, row


def test_an_utterance_has_one_speaker_but_for_the_slip_of_the_digest():
    speakers = defaultdict(set)
    for row in TABLES["quotes"]:
        speakers[row["utterance"]].add(row["speaker"])

    assert {u: s for u, s in speakers.items() if len(s) > 1} == {
        "tdm-work-goes-on": {"Turkish Defence Ministry", "Turkish Foreign Ministry"}
    }


def test_known_dates_agree_with_the_metadata():
    for row in TABLES["published"]:
        stated = ARTICLES[row["article_id"]].get("published") or ""
        if row["basis"] == "metadata":
            assert row["published"] == stated
        else:
            assert stated == ""
        assert bool(row["earliest"]) == bool(row["latest"])
        for value in (row["published"], row["earliest"], row["latest"]):
            assert not value or datetime.fromisoformat(value)


def test_event_intervals_run_forward():
    for row in TABLES["events"]:
        if row["start"] and row["finish"]:
            start, finish = map(datetime.fromisoformat, (row["start"], row["finish"]))
            assert start <= finish, row
        assert (row["granularity"] == "day") <= (row["start"] == row["finish"] != "")
        assert (row["granularity"] == "undated") == (not row["start"])


def test_pairs_are_unordered_and_within_a_story():
    story = {row["article_id"]: row["story"] for row in TABLES["stories"]}
    pairs = [frozenset((row["a"], row["b"])) for row in TABLES["pairs"]]

    assert all(len(pair) == 2 and len({story[a] for a in pair}) == 1 for pair in pairs)
    assert len(pairs) == len(set(pairs))


def test_pairs_hold_every_descent_and_enough_hard_negatives():
    shared = {
        frozenset((r["a"], r["b"])) for r in TABLES["pairs"] if r["shares_text"] == "1"
    }
    parents = {
        frozenset((r["derived"], r["from"])) for r in TABLES["derivations"] if r["from"]
    }

    assert parents <= shared
    assert sum(r["shares_text"] == "0" for r in TABLES["pairs"]) >= 40


def test_claim_counts_are_the_counts_of_their_rows():
    articles, named, leads = defaultdict(set), defaultdict(set), defaultdict(set)
    for row in TABLES["claim_mentions"]:
        articles[row["claim_id"]].add(row["article_id"])
        for kind in ("pipeline", "origin"):
            names = filter(None, row[f"{kind}s"].split(";"))
            leads[row["claim_id"], kind].update(names)
    for row in TABLES["claim_origins"]:
        named[row["claim_id"], row["kind"]].add(row["name"])

    assert leads == named
    for claim_id, row in CLAIMS.items():
        assert int(row["n_articles"]) == len(articles[claim_id]) >= 2
        assert int(row["n_pipelines"]) == len(named[claim_id, "pipeline"]) >= 1
        assert int(row["n_origins"]) == len(named[claim_id, "origin"]) >= 1


def test_claims_are_balanced_in_thirds():
    sizes = Counter(min(3, int(row["n_origins"])) for row in NEWS)

    assert len(NEWS) >= 60
    assert all(0.28 <= sizes[n] / len(NEWS) <= 0.39 for n in (1, 2, 3))


def test_counts_of_articles_and_pipelines_mislead():
    """An exam that counting articles or pipelines passes would be no exam."""
    for count in ("n_articles", "n_pipelines"):
        right = sum(row[count] == row["n_origins"] for row in NEWS)
        assert right < len(NEWS) / 2


def test_disagreements_have_two_wordings_and_controls_exist():
    wordings, controls = defaultdict(set), set()
    for row in TABLES["disagreements"]:
        wordings[row["disagreement_id"]].add(row["surface"])
        controls.add(row["control"])

    assert [d for d, found in wordings.items() if len(found) < 2] == []
    assert controls == {"0", "1"}


def test_timex_values_are_well_formed_and_fit_their_types():
    for row in TABLES["timexes"]:
        value = row["value"]
        assert value, row
        assert TIMEX_VALUE.fullmatch(value), row
        assert row["mod"] in ("", "APPROX", "LESS_THAN", "MORE_THAN", "START", "END")
        assert not value.endswith("_REF") or row["level"] == "vague"
        lasting = value[0] == "P" and not value.endswith("_REF")
        clock = not lasting and not value.endswith("_REF") and "T" in value
        assert lasting == (row["type"] in ("DURATION", "SET")), row
        assert clock == (row["type"] == "TIME"), row


def test_timexes_do_not_overlap_and_hold_every_weekday_and_year():
    """What nobody can miss is the check that no article was skipped."""
    spans = defaultdict(list)
    for row in TABLES["timexes"]:
        spans[row["article_id"]].append((int(row["start"]), int(row["end"])))
    named = re.compile(
        r"\b((Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(19|20)\d\d"
        r"|yesterday|today|overnight|midnight)\b"
    )

    for article_id in ARTICLES.keys() - {SPANISH}:
        own = sorted(spans[article_id])
        assert own
        assert all(b[0] >= a[1] for a, b in itertools.pairwise(own))
        for found in named.finditer(ARTICLES[article_id]["text"]):
            assert any(s <= found.start() and found.end() <= e for s, e in own), found


def test_passages_are_there_for_the_pairs_that_share_text_and_for_no_other():
    shared = {
        (row["a"], row["b"]): row["relation"]
        for row in TABLES["pairs"]
        if row["shares_text"] == "1"
    }
    aligned = {(row["a"], row["b"]) for row in TABLES["passages"]}

    assert aligned <= set(shared)
    assert {shared[pair] for pair in set(shared) - aligned} == {"digest"}


def test_verbatim_passages_are_those_with_one_surface():
    for row in TABLES["passages"]:
        same = row["a_surface"] == row["b_surface"]
        assert same == (row["kind"] == "verbatim"), row


def test_passages_of_a_pair_keep_their_order_and_do_not_overlap():
    spans = defaultdict(list)
    for row in TABLES["passages"]:
        keys = ("a_start", "a_end", "b_start", "b_end")
        spans[row["a"], row["b"]].append([int(row[key]) for key in keys])

    for found in spans.values():
        for one, other in itertools.pairwise(sorted(found)):
            assert one[1] <= other[0]
            assert one[3] <= other[2]


def test_hard_sentences_are_many_and_of_articles_that_share_no_text():
    shares = {
        frozenset((row["a"], row["b"])): row["shares_text"] for row in TABLES["pairs"]
    }
    story = {row["article_id"]: row["story"] for row in TABLES["stories"]}

    assert len(TABLES["hard_sentences"]) >= 30
    for row in TABLES["hard_sentences"]:
        assert row["why"]
        if story[row["a"]] == story[row["b"]]:
            assert shares[frozenset((row["a"], row["b"]))] == "0", row
        else:
            assert frozenset((row["a"], row["b"])) not in shares, row


@pytest.mark.parametrize("article_id", ARTICLES)
def test_every_line_has_its_zone(article_id):
    lines = [
        (found.start(), found.end())
        for found in re.finditer(r"\S[^\n]*(?<=\S)", ARTICLES[article_id]["text"])
    ]
    zones = [row for row in TABLES["zones"] if row["article_id"] == article_id]

    assert [(int(row["start"]), int(row["end"])) for row in zones] == lines
    assert all(row["kind"] for row in zones)
    assert "body" in {row["zone"] for row in zones}


@pytest.mark.parametrize(
    ("layer", "side"),
    [
        ("quotes", ""),
        ("claim_mentions", ""),
        ("event_mentions", ""),
        ("passages", "a"),
        ("passages", "b"),
    ],
)
def test_what_is_told_lies_in_the_body(layer, side):
    body = defaultdict(list)
    for row in TABLES["zones"]:
        if row["zone"] == "body":
            body[row["article_id"]].append((int(row["start"]), int(row["end"])))

    prefix = f"{side}_" if side else ""
    for row in TABLES[layer]:
        start, end = int(row[f"{prefix}start"]), int(row[f"{prefix}end"])
        lines = body[row[side or "article_id"]]
        assert any(s <= start and end <= e for s, e in lines), row


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seeds are not beside the checkout")
def test_no_wording_of_the_seeds():
    theirs = set().union(*(runs(p.read_text("utf-8")) for p in SEEDS.glob("*.txt")))
    shared = {
        article_id: " ".join(run)
        for article_id, article in ARTICLES.items()
        for run in runs(article["text"]) & theirs
    }

    assert theirs
    assert shared == {}
