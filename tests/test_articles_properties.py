"""Whatever the bytes and values, reading ends in articles and rejects that hold.

The number of examples is that of a quick look; `tests/soak_readers.py` takes longer.
"""

import json
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nblib import find_zones, make_articles, read_articles, split_sentences
from nblib.articles.decoding import decode
from nblib.articles.fields import clean_url
from nblib.articles.hygiene import (
    BIDI,
    CONTROL,
    HIDDEN,
    LONE_SURROGATE,
    clean_field,
    clean_text,
    locate_original,
)
from nblib.articles.limits import DEFAULT
from nblib.articles.moments import iso_date
from nblib.articles.readers import READERS, reader_for
from nblib.articles.refusal import Refusal
from nblib.zones import zone_text

QUICK = settings(max_examples=40, deadline=None, derandomize=True, database=None)
ODD = st.sampled_from(
    [
        *("\0", "\x1b[31m", "\u00ad", "\u202e", "\ufb01", "e\u0301", "â€™", "\ud800"),
        *("\r\n", "\u2028", "\ufeff", "\u0430bc", "<p>", "---\n", '"', ";", "{"),
    ]
)
TEXTS = st.lists(st.one_of(st.text(max_size=20), ODD), max_size=12).map("".join)
PLAIN = ("text", "markdown", "document", "lines", "table", "compressed", "archive")


def check_refusal(refusal):
    assert refusal.reason
    assert refusal.remedy


@QUICK
@given(st.binary(max_size=300))
def test_bytes_are_text_or_refused(raw):
    try:
        text, notes = decode(raw)
    except Refusal as refusal:
        check_refusal(refusal)
    else:
        assert isinstance(text, str)
        assert all(notes)


@QUICK
@given(TEXTS)
def test_utf8_is_read_as_it_was_written(text):
    raw = LONE_SURROGATE.sub("", text).lstrip("\ufeff").encode()
    try:
        assert decode(raw).text.encode() == raw
    except Refusal:
        assert not raw or CONTROL.search(raw.decode())


@QUICK
@given(TEXTS)
def test_cleaning_is_done_once_and_keeps_the_lines(text):
    clean, notes = clean_text(text)

    assert clean_text(clean)[0] == clean
    for pattern in (CONTROL, BIDI, HIDDEN, LONE_SURROGATE):
        assert not pattern.search(clean)
    assert unicodedata.is_normalized("NFC", clean)
    assert notes or clean == text or "\ufb01" in text
    assert clean.count("\n") == text.count("\n")


@QUICK
@given(TEXTS, st.data())
def test_a_span_of_a_repaired_text_leads_back_to_what_was_read(text, data):
    clean, _ = clean_text(text)
    start = data.draw(st.integers(0, len(clean)))
    end = data.draw(st.integers(start, len(clean)))
    first, last = locate_original(clean, text, start, end)

    assert 0 <= first <= len(text)
    assert 0 <= last <= len(text)
    if clean == text:
        assert (first, last) == (start, end)


@QUICK
@given(TEXTS)
def test_fields_are_one_line_without_control(text):
    field = clean_field(text)

    assert field is None or (field == clean_field(field) and "\n" not in field)
    assert field is None or not CONTROL.search(field)


@QUICK
@given(st.text(max_size=80))
def test_an_address_has_one_form(text):
    for stated in (text, f"https://{text}", f"http://a.example/{text}?utm_x=1&{text}"):
        url = clean_url(stated)
        assert url is None or clean_url(url) == url
        assert url is None or url.startswith(("http://", "https://"))


@QUICK
@given(st.one_of(st.text(max_size=40), st.dates().map(str), st.datetimes().map(str)))
def test_a_date_is_iso_or_missing(stated):
    found = iso_date(stated)

    assert found is None or iso_date(found) == found


@QUICK
@given(st.lists(st.tuples(st.text(max_size=5), TEXTS), max_size=6))
def test_ids_are_distinct_and_do_not_hang_on_the_order(rows):
    records = [{"id": key, "text": text} for key, text in rows]
    table = make_articles(records)

    assert table["article_id"].is_unique
    assert make_articles(records[::-1]).equals(table)
    assert not any(CONTROL.search(value) for value in table["article_id"])


@QUICK
@given(TEXTS)
def test_zones_and_sentences_lie_in_the_text_and_never_overlap(text):
    table = make_articles([{"id": "a", "text": text}])
    zones = find_zones(table)
    sentences = split_sentences(table, zones=zones)
    for spans in (zones, sentences):
        places = list(zip(spans["start"], spans["end"], strict=True))
        assert all(0 <= start < end <= len(table["text"][0]) for start, end in places)
        assert all(one[1] <= two[0] for one, two in pairwise(places))
    assert len(zone_text(table, zones)["a"]) == len(table["text"][0])


@pytest.mark.parametrize("suffix", sorted(s for s in READERS if READERS[s] in PLAIN))
@QUICK
@given(
    raw=st.one_of(
        st.binary(max_size=200), TEXTS.map(lambda text: text.encode("utf-8", "replace"))
    )
)
def test_a_reader_yields_records_or_refusals(suffix, raw):
    check_reader(suffix, raw)


def check_reader(suffix, raw):
    try:
        found = list(reader_for(suffix)(raw, "stem.txt", DEFAULT))
    except Refusal as refusal:
        check_refusal(refusal)
        return
    for place, record in found:
        assert place is None or isinstance(place, str)
        assert isinstance(record, dict | Refusal)
        if isinstance(record, dict):
            assert isinstance(record["article_id"], str)


@QUICK
@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["text", "title", "id", "a"]), inner)
        ),
        max_leaves=8,
    )
)
def test_any_json_is_read_or_refused(value):
    check_reader(".json", json.dumps(value).encode())
    check_reader(".jsonl", json.dumps([value]).encode())


def test_every_file_ends_in_one_of_the_two_tables(tmp_path):
    names = {f"f{number}{suffix}" for number, suffix in enumerate([*READERS, ".xyz"])}
    for name in names:
        (tmp_path / name).write_bytes(b"Words of a clerk, who said so on Friday.\n")
    corpus = read_articles(tmp_path)

    assert {*corpus.articles["file"], *corpus.rejects["file"]} == names
