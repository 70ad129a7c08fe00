"""What was made before is taken again, unless anything that it rests on changed."""

import sqlite3

import pandas as pd
import pytest

from nblib import make_articles
from nblib.engines import LocalEngine
from nblib.pile.batches import run_batches
from nblib.pile.cache import Cache
from nblib.pile.units import article_units
from nblib.tables import make_table
from nblib.zones import find_zones, split_sentences

TEXTS = {
    "a": "The ferry stays in port. Two clerks said so on Friday.",
    "b": "A second ferry was sold.\n\nRead next: boats.",
    "c": "3",
}


class Counting:
    """An engine that counts the articles it is given."""

    def __init__(self):
        self.seen = []

    def map(self, function, calls):
        listed = list(calls)
        self.seen += [name for call in listed for name in call[1]["article_id"]]
        return LocalEngine().map(function, listed)


def pile(**texts):
    return make_articles([{"id": k, "text": v} for k, v in (TEXTS | texts).items()])


@pytest.fixture
def zoned(tmp_path):
    """Find zones with a cache; return them and which articles were looked at."""

    def run(articles, function=find_zones, folder=tmp_path / "cache", **given):
        engine = Counting()
        tables = run_batches(
            function,
            articles,
            given,
            makes=("zones",) if function is find_zones else ("sentences",),
            units=article_units(articles),
            engine=engine,
            cache=Cache(folder),
        )
        return tables[0], engine.seen

    return run


def test_only_what_is_new_is_made(zoned):
    first, seen = zoned(pile())
    again, seen_again = zoned(pile())
    more, seen_more = zoned(pile(b="It was bought.", d="It rained."))

    assert (seen, seen_again, seen_more) == (["a", "b", "c"], [], ["b", "d"])
    pd.testing.assert_frame_equal(first, find_zones(pile()))
    pd.testing.assert_frame_equal(again, first)
    articles = pile(b="It was bought.", d="It rained.")
    pd.testing.assert_frame_equal(more, find_zones(articles))


def test_a_changed_row_of_a_table_before_it_is_a_change(zoned):
    articles = pile()
    zones = find_zones(articles)
    zoned(articles, split_sentences, zones=zones)
    zones.loc[zones["article_id"] == "b", "zone"] = "caption"
    found, seen = zoned(articles, split_sentences, zones=zones)

    assert seen == ["b"]
    pd.testing.assert_frame_equal(found, split_sentences(articles, zones=zones))


def test_a_changed_table_that_is_no_articles_concerns_all(zoned):
    def note(articles, *, outlets):
        zones = split_sentences(articles)
        return zones.assign(sentence_id=outlets["name"].iloc[0])

    for name in ("Courier", "Ledger"):
        outlets = make_table("outlets", [{"name": name}])
        found, seen = zoned(pile(), note, outlets=outlets)
        assert seen == ["a", "b", "c"]
        assert found["sentence_id"].eq(name).all()


@pytest.mark.parametrize("place", [0, 100, 0.5, -200])
def test_a_flipped_byte_only_costs_time(zoned, tmp_path, place):
    expected, _ = zoned(pile())
    [file] = (tmp_path / "cache").iterdir()
    held = bytearray(file.read_bytes())
    at = int(place * len(held)) if isinstance(place, float) else place
    held[at] ^= 0xFF
    file.write_bytes(held)

    for _ in range(3):
        found, seen = zoned(pile())
        pd.testing.assert_frame_equal(found, expected)
    assert seen == []


def test_a_key_may_end_in_any_byte(zoned, monkeypatch):
    keys = [b"1\0", b"2\0\0", b"3"]
    monkeypatch.setattr("nblib.pile.batches.unit_keys", lambda *rest: keys)
    first, _ = zoned(pile())
    again, seen = zoned(pile())

    assert seen == []
    pd.testing.assert_frame_equal(again, first)


def test_every_value_that_was_altered_is_made_again(zoned, tmp_path):
    expected, _ = zoned(pile())
    [file] = (tmp_path / "cache").iterdir()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE made SET value = zeroblob(length(value))")
    connection.close()
    found, seen = zoned(pile())

    assert seen == ["a", "b", "c"]
    pd.testing.assert_frame_equal(found, expected)


def test_a_folder_that_cannot_be_written_holds_nothing(zoned, tmp_path):
    (tmp_path / "file").write_text("")

    found, seen = zoned(pile(), folder=tmp_path / "file/cache")

    assert seen == ["a", "b", "c"]
    pd.testing.assert_frame_equal(found, find_zones(pile()))


def test_what_another_version_made_is_removed(zoned, tmp_path, monkeypatch):
    zoned(pile())
    monkeypatch.setattr("nblib.pile.cache.code_digest", lambda: "another")
    zoned(pile())
    [file] = (tmp_path / "cache").iterdir()
    with sqlite3.connect(file) as connection:
        codes = connection.execute("SELECT code FROM made").fetchall()
    connection.close()

    assert codes == [("another",)] * 3


def test_a_cache_is_private(zoned, tmp_path):
    zoned(pile())

    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0


def test_no_article_at_all_has_the_columns_all_the_same(zoned):
    found, _ = zoned(make_articles([]))

    assert list(found.columns) == ["article_id", "start", "end", "zone", "kind"]
