"""Every table is read or made when asked for, and never stale."""

from pathlib import Path

import pandas as pd
import pytest

from nblib import make_articles, open_pile, quote_spans
from nblib.engines import LocalEngine
from nblib.errors import EmptyCorpusError, StorageError, UsageError
from nblib.pile.folder import write_table
from nblib.pile.steps import NAMES

SAMPLE = Path(__file__).parents[1] / "data" / "sample"

ONE = "The night ferry stays in port until Monday, the harbour master said on Friday."
TWO = "A second ferry was sold to a buyer abroad, two clerks said on Saturday."


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(ONE)
    (folder / "b.txt").write_text(TWO)
    (folder / "metadata.csv").write_text(
        "file,published\na.txt,2025-04-10\nb.txt,2025-04-12\n"
    )
    return folder


def test_all_tables_of_the_line_can_be_asked_for(folder):
    pile = open_pile(folder)

    for name in NAMES:
        assert isinstance(getattr(pile, name), pd.DataFrame), name


def test_words_are_cut_once_and_let_go_when_no_table_needs_them(monkeypatch):
    def refuse(articles, **_):
        raise AssertionError(f"words of {len(articles)} articles are cut again")

    def given(tokens, articles, **_):
        return tokens or refuse(articles)

    monkeypatch.setattr("nblib.stories.names.read_article_tokens", refuse)
    for module in ("reuse", "reuse.words"):
        monkeypatch.setattr(f"nblib.{module}.own_tokens", given)
    pile = open_pile(SAMPLE)

    for name in NAMES:
        getattr(pile, name)

    assert len(pile.reuse) > 1
    assert pile._held == {}
    assert len(pile.vectors.article_ids) == len(pile.articles)


@pytest.mark.parametrize(
    ("here", "held"),
    [pytest.param(True, {"words"}, id="here"), pytest.param(False, set(), id="away")],
)
def test_words_of_titles_are_let_go_when_those_of_bodies_are_made(
    folder, monkeypatch, here, held
):
    (folder / "c.txt").write_text(f"{ONE} {TWO}")
    monkeypatch.setattr(LocalEngine, "here", here)
    pile = open_pile(folder)

    for name in ("story_terms", "reuse"):
        getattr(pile, name)

    assert set(pile._held) == held


def test_batches_that_read_words_themselves_make_the_same_tables(folder, monkeypatch):
    for name in ("c", "d"):
        (folder / f"{name}.txt").write_text(f"{ONE} {TWO}")
    given = open_pile(folder)
    reuse, passages = given.reuse, given.passages
    monkeypatch.setattr("nblib.pile.steps.FEW", 0)
    pile = open_pile(folder)

    pd.testing.assert_frame_equal(pile.reuse, reuse)
    pd.testing.assert_frame_equal(pile.passages, passages)
    assert "words" not in pile._held
    assert len(passages)


def test_a_table_that_is_there_is_read_and_not_made(folder, tmp_path):
    first = open_pile(folder, tables_dir=tmp_path / "tables")
    made = first.sentences
    again = open_pile(folder, tables_dir=tmp_path / "tables")
    again._make = None  # whoever calls it now fails

    pd.testing.assert_frame_equal(again.sentences, made)


def test_every_table_is_the_same_after_a_trip_through_its_file(folder, tmp_path):
    kept = open_pile(folder)
    first = open_pile(folder, tables_dir=tmp_path / "tables")
    for name in NAMES:
        getattr(first, name)
    again = open_pile(folder, tables_dir=tmp_path / "tables")
    for name in NAMES:
        pd.testing.assert_frame_equal(getattr(again, name), getattr(kept, name))


@pytest.mark.parametrize("change", ["article", "metadata", "as_of"])
def test_tables_of_another_pile_are_never_used(folder, tmp_path, change):
    tables = tmp_path / "tables"
    assert len(open_pile(folder, tables_dir=tables).articles) == 2
    if change == "article":
        (folder / "c.txt").write_text(TWO)
    elif change == "metadata":
        (folder / "metadata.csv").write_text("file,published\na.txt,2025-04-11\n")
    as_of = "2025-04-11" if change == "as_of" else ""
    pile = open_pile(folder, tables_dir=tables, as_of=as_of)

    assert pile.articles.equals(open_pile(folder, as_of=as_of).articles)


def test_tables_of_a_published_run_are_never_removed(folder, tmp_path):
    tables = tmp_path / "run" / "tables"
    made = open_pile(folder, tables_dir=tables).articles
    (tmp_path / "run" / "run.json").write_text("{}")

    assert open_pile(folder, tables_dir=tables).articles.equals(made)
    with pytest.raises(UsageError, match="published run"):
        open_pile(folder, tables_dir=tables, as_of="2025-04-11")
    assert (tables / "articles.parquet").exists()


def test_as_of_is_the_newest_known_publication_date(folder):
    assert open_pile(folder).as_of == "2025-04-12"


def test_articles_after_as_of_are_rejects_with_a_reason(folder):
    pile = open_pile(folder, as_of="2025-04-11")

    assert pile.articles["article_id"].tolist() == ["a"]
    assert pile.rejects["reason"].tolist() == [
        "published 2025-04-12, after as_of 2025-04-11"
    ]
    assert pile.as_of == "2025-04-11"


def test_without_any_date_as_of_is_unknown(tmp_path):
    (tmp_path / "a.txt").write_text("The ferry stayed in port, two clerks said.")

    assert open_pile(tmp_path).as_of is None


@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"as_of": "10/04/2025"}, id="no ISO date"),
        pytest.param({"granularity": "week"}, id="no granularity"),
    ],
)
def test_a_wrong_option_is_named_with_its_value(folder, options):
    with pytest.raises(UsageError, match=next(iter(options.values()))):
        open_pile(folder, **options)


def test_a_missing_folder_and_an_empty_one_are_errors(tmp_path):
    with pytest.raises(UsageError, match="nowhere"):
        open_pile(tmp_path / "nowhere")
    with pytest.raises(EmptyCorpusError):
        _ = open_pile(tmp_path).articles


def test_a_folder_that_cannot_hold_tables_is_an_error(folder, tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(StorageError, match="tables_dir"):
        open_pile(folder, tables_dir=tmp_path / "file")


def test_an_unknown_table_is_no_attribute(folder):
    with pytest.raises(AttributeError, match="no table 'storys'"):
        _ = open_pile(folder).storys


@pytest.mark.parametrize("size", [1, 3, 256])
def test_batches_of_any_size_give_the_rows_of_the_whole(size, check_divided):
    check_divided(open_pile(SAMPLE), LocalEngine(), size)


def test_spans_are_quoted_on_one_line():
    articles = make_articles([{"id": "a", "text": "One\n line. Two."}])
    spans = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [10]}, index=[7])

    assert quote_spans(articles, spans)["sentence"].to_dict() == {7: "One line."}


def test_a_long_table_is_a_folder_of_parts_that_reads_as_one(tmp_path):
    table = pd.DataFrame({"n": range(5), "name": list("abcde")})
    file = tmp_path / "long.parquet"
    for _ in range(2):  # as when two kernels write it at once
        write_table(table, file, rows=2)

    assert [part.name for part in sorted(file.iterdir())] == [
        "part-00000.parquet",
        "part-00001.parquet",
        "part-00002.parquet",
    ]
    pd.testing.assert_frame_equal(pd.read_parquet(file), table)
    assert list(tmp_path.iterdir()) == [file]


def test_parts_of_another_pile_are_removed(folder, tmp_path):
    tables = tmp_path / "tables"
    tables.mkdir()
    write_table(pd.DataFrame({"n": range(5)}), tables / "zones.parquet", rows=2)
    open_pile(folder, tables_dir=tables)

    assert not (tables / "zones.parquet").exists()
