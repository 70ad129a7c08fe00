"""Files end as articles or as rejects, and nothing is guessed."""

import json

import pytest

from nblib.articles import (
    make_articles,
    read_articles,
    read_outlets,
    require_articles,
)
from nblib.errors import EmptyCorpusError, SchemaError, UsageError

TEXT = "The ferry stayed in port on Friday, two deckhands said."


def write(folder, **files):
    for name, content in files.items():
        file = folder / name.replace("__", "/").replace("_dot_", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def test_id_is_the_relative_path_without_suffix(tmp_path):
    write(tmp_path, a_dot_txt=TEXT, deep__b_dot_txt=TEXT)

    assert read_articles(tmp_path).articles["article_id"].tolist() == ["a", "deep/b"]


def test_text_is_kept_as_read_with_its_line_ends(tmp_path):
    write(tmp_path, a_dot_txt="One line here.\r\nAnother\r\n")

    assert (
        read_articles(tmp_path).articles["text"][0] == "One line here.\r\nAnother\r\n"
    )


def test_front_matter_is_metadata_and_no_text(tmp_path):
    front = "---\ntitle: 'Ferry: a day'\noutlet: Harbour Post\nx: 1\n---\n"
    write(tmp_path, a_dot_txt=front + TEXT)
    row = read_articles(tmp_path).articles.iloc[0]

    assert (row["title"], row["outlet"], row["text"]) == (
        "Ferry: a day",
        "Harbour Post",
        TEXT,
    )


def test_metadata_table_stands_above_the_file(tmp_path):
    write(
        tmp_path,
        a_dot_txt=f"---\noutlet: Wrong\n---\n{TEXT}",
        metadata_dot_csv="file,outlet,published\na.txt,Harbour Post,2025-04-10\n",
    )
    row = read_articles(tmp_path).articles.iloc[0]

    assert (row["outlet"], row["published"]) == ("Harbour Post", "2025-04-10")


def test_metadata_can_name_the_id(tmp_path):
    write(
        tmp_path, a_dot_txt=TEXT, metadata_dot_csv="file,article_id\na.txt,ferry-one\n"
    )

    assert read_articles(tmp_path).articles["article_id"].tolist() == ["ferry-one"]


def test_rows_of_jsonl_and_csv_are_articles(tmp_path):
    write(
        tmp_path,
        a_dot_jsonl=json.dumps({"id": 1, "text": TEXT}) + "\n\n{broken\n[1]\n",
        b_dot_csv=f'id,title,text\nx,NA,"{TEXT}"\ny,t,\n',
    )
    corpus = read_articles(tmp_path)

    assert corpus.articles["article_id"].tolist() == ["1", "x"]
    assert corpus.articles["title"].tolist()[1] == "NA"
    assert corpus.rejects["place"].tolist() == ["line 3", "line 4", "row 2"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"", "empty file", id="empty"),
        pytest.param(b" \n\t", "no text", id="blank"),
        pytest.param(b"12 34 .", "no usable words", id="no words"),
        pytest.param(b"\x89PNG\x00\x00", "binary", id="binary"),
        pytest.param(b"%PDF-1.7\n", "PDF", id="pdf"),
    ],
)
def test_a_file_without_text_is_rejected_with_reason_and_remedy(
    tmp_path, content, reason
):
    write(tmp_path, a_dot_txt=content)
    rejects = read_articles(tmp_path).rejects

    assert rejects["reason"][0].startswith(reason)
    assert rejects["remedy"][0]


def test_another_kind_of_file_is_rejected(tmp_path):
    write(tmp_path, a_dot_docx=TEXT)

    assert "docx" in read_articles(tmp_path).rejects["reason"][0]


def test_links_out_of_the_folder_are_refused(tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text(TEXT)
    (tmp_path / "pile").mkdir()
    (tmp_path / "pile" / "a.txt").symlink_to(outside)
    (tmp_path / "pile" / "b.txt").symlink_to(tmp_path / "gone.txt")
    reasons = read_articles(tmp_path / "pile").rejects["reason"].tolist()

    assert reasons == ["link leaves the folder", "link leaves the folder"]


def test_hidden_files_and_tables_are_no_articles(tmp_path):
    write(
        tmp_path,
        _dot_hidden=TEXT,
        metadata_dot_csv="file\n",
        outlets_dot_csv="name,kind,aliases,domain,family\nHarbour Post,outlet,HP,,\n",
    )
    corpus = read_articles(tmp_path)

    assert corpus.articles.empty
    assert corpus.rejects.empty
    assert read_outlets(tmp_path)["name"].tolist() == ["Harbour Post"]


def test_missing_paths_are_named(tmp_path):
    with pytest.raises(UsageError, match="nowhere"):
        read_articles(tmp_path / "nowhere")
    with pytest.raises(UsageError, match=r"meta\.csv"):
        read_articles(tmp_path, metadata=tmp_path / "meta.csv")


@pytest.mark.parametrize("content", [b"\x00\xff\x01", b"outlet,kind\nA,agency\n"])
def test_a_broken_list_of_outlets_is_named(tmp_path, content):
    write(tmp_path, outlets_dot_csv=content)

    with pytest.raises(UsageError, match=r"outlets\.csv"):
        read_outlets(tmp_path)


def test_an_empty_folder_is_no_pile(tmp_path):
    with pytest.raises(EmptyCorpusError, match="none found"):
        require_articles(read_articles(tmp_path), tmp_path)


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        pytest.param("2025-04-10", "2025-04-10", id="date"),
        pytest.param("2025-04-10T08:00:00Z", "2025-04-10T08:00:00+00:00", id="zone"),
        pytest.param(
            "Thu, 10 Apr 2025 08:00:00 +0300", "2025-04-10T08:00:00+03:00", id="feed"
        ),
    ],
)
def test_published_is_iso(stated, kept):
    table = make_articles([{"id": "a", "text": TEXT, "published": stated}])

    assert table["published"].tolist() == [kept]


@pytest.mark.parametrize(
    "stated", ["2025-02-29", "10/04/2025", "yesterday", "0000-00-00"]
)
def test_a_date_that_is_not_understood_stays_missing_with_a_note(stated):
    row = make_articles([{"id": "a", "text": TEXT, "published": stated}]).iloc[0]

    assert row[["published"]].isna().all()
    assert stated in row["note"]


def test_an_id_on_two_texts_is_made_distinct_whatever_the_order():
    records = [{"id": "1", "text": TEXT}, {"id": 1, "text": TEXT + " No one else did."}]
    table = make_articles(records)

    assert table["article_id"].is_unique
    assert table["note"].str.contains("2 records").all()
    assert make_articles(records[::-1]).equals(table)


def test_the_same_record_twice_stays_twice():
    table = make_articles([{"id": "1", "text": TEXT}] * 2)

    assert table["article_id"].is_unique


@pytest.mark.parametrize(
    ("record", "said"),
    [
        pytest.param({"text": TEXT}, "no article_id", id="no id"),
        pytest.param({"id": "a"}, "text is no string", id="no text"),
    ],
)
def test_a_record_without_id_or_text_is_refused(record, said):
    with pytest.raises(SchemaError, match=said):
        make_articles([record])


def test_language_is_found_when_the_text_decides():
    spanish = "El transbordador se quedó en el puerto el viernes, dijo el capitán."
    table = make_articles([{"id": "a", "text": TEXT}, {"id": "b", "text": spanish}])

    assert table["language"].tolist() == ["en", "es"]


def test_half_a_character_is_replaced_with_a_note_and_offsets_hold():
    table = make_articles([{"id": "a", "title": "\ud800", "text": f"\udfff{TEXT}"}])

    assert table["text"].tolist() == [f"\ufffd{TEXT}"]
    assert "1 broken characters replaced" in table["note"][0]
    assert table["text"][0].encode()
