"""Each kind of file becomes articles with what it states of itself."""

import gzip
import io
import json

import pandas as pd
import pytest
from badcorpus import S1, S2, P, page, rss, zipped_as

from nblib import read_articles
from nblib.articles import Limits, locate_original
from nblib.articles.refusal import Refusal
from nblib.articles.worker import Worker

HEAD = """<title>Berths close | Harbour Post</title>
<meta property="og:site_name" content="Harbour Post">
<meta name="author" content="A. Duro">
<meta property="article:published_time" content="2025-04-10T08:00:00+03:00">
<link rel="canonical" href="https://Post.example/a?utm_source=x#top">"""
BODY = f"""<nav><a href="/">Home</a></nav><article><h1>Berths close</h1>{P}
<p>A clerk told <a href="https://wire.example/1?fbclid=9">Coast Wire</a> so on
Friday.</p>
</article><footer><p>Subscribe now</p></footer>"""
PAGE = f'<!doctype html><html lang="en"><head>{HEAD}</head><body>{BODY}</body></html>'


def read(tmp_path, name, content):
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    corpus = read_articles(tmp_path)
    assert corpus.rejects.empty, corpus.rejects.to_dict("records")
    return corpus.articles


def test_a_page_gives_body_metadata_and_links(tmp_path):
    row = read(tmp_path, "a.html", PAGE).iloc[0]
    link = json.loads(row["links"])[0]

    assert row["title"] == "Berths close"
    assert row["outlet"] == "Harbour Post"
    assert row["author"] == "A. Duro"
    assert row["published"] == "2025-04-10T08:00:00+03:00"
    assert row["published_basis"] == "page metadata"
    assert row["url"] == "https://post.example/a"
    assert row["language"] == "en"
    assert "Subscribe" not in row["text"]
    assert "Home" not in row["text"]
    assert row["text"][link["start"] : link["end"]] == "Coast Wire"
    assert link["url"] == "https://wire.example/1"


PAGES = {
    "plain": PAGE,
    "divs only": page(f"<div>{S1}</div><div>{S2}</div>".replace("\n", "<br>")),
    "a table": page(f"{P}<table><tr><td>Berth</td><td>closed</td></tr></table>"),
    "a list": page(f"{P}<ul><li>One ferry stays</li><li>Two leave</li></ul>"),
    "quotes": page(f"{P}<blockquote><p>We will meet again, she said.</p></blockquote>"),
    "no article element": PAGE.replace("article>", "div>"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_no_worse_than_trafilatura_does_alone(tmp_path, name):
    from trafilatura import extract

    ours = read(tmp_path, "a.html", PAGES[name])["text"][0].split()
    default = extract(PAGES[name], include_comments=False).split()

    assert ours == default


@pytest.mark.parametrize(
    ("markup", "published", "basis"),
    [
        (
            '<script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", '
            '"datePublished": "2025-04-10T06:00:00Z"}]}</script>',
            "2025-04-10T06:00:00+00:00",
            "page metadata",
        ),
        (
            '<link rel="canonical" href="https://a.example/2025/04/10/talks">',
            "2025-04-10",
            "page address",
        ),
        ('<meta name="date" content="10/04/2025">', None, None),
    ],
)
def test_the_date_of_a_page_has_its_basis(tmp_path, markup, published, basis):
    row = read(tmp_path, "a.html", page(P, markup)).astype(object).iloc[0]

    assert [
        None if pd.isna(v) else v for v in row[["published", "published_basis"]]
    ] == [
        published,
        basis,
    ]


def test_feeds_of_both_kinds_are_read(tmp_path):
    item = (
        f"<title>Talks</title><link>https://a.example/1</link><guid>g1</guid>"
        f"<pubDate>Thu, 10 Apr 2025 08:00:00 +0300</pubDate>"
        f"<description>{S1}</description>"
    )
    table = read(tmp_path, "a.rss", rss(item))

    assert table["article_id"].tolist() == ["g1"]
    assert table["outlet"].tolist() == ["Harbour Post"]
    assert table["published"].tolist() == ["2025-04-10T08:00:00+03:00"]


def test_parquet_keeps_its_times(tmp_path):
    held = io.BytesIO()
    rows = {
        "headline": ["T"],
        "body": [S1],
        "date": [pd.Timestamp("2025-04-10T08:00Z")],
    }
    pd.DataFrame(rows).to_parquet(held)
    row = read(tmp_path, "a.parquet", held.getvalue()).iloc[0]

    assert row["article_id"] == "a-1"
    assert row["title"] == "T"
    assert row["published"] == "2025-04-10T08:00:00+00:00"


def test_markdown_gives_its_words_and_keeps_what_was_read(tmp_path):
    said = "Two **clerks** [told AP](https://ap.example/x)."
    text = f"---\nauthor: A. Duro\n---\n# Talks\n\n{said}\n"
    row = read(tmp_path, "a.md", text).iloc[0]
    link = json.loads(row["links"])[0]

    assert row["title"] == "Talks"
    assert row["author"] == "A. Duro"
    assert "Two clerks told AP." in row["text"]
    assert row["text"][link["start"] : link["end"]] == "told AP"
    assert "**clerks**" in row["original"]


def test_an_archive_names_its_articles_by_their_place(tmp_path):
    raw = zipped_as({"x/a.txt": S1, "b.jsonl": json.dumps({"text": S2})})
    table = read(tmp_path, "pile.zip", raw)

    assert table["article_id"].tolist() == ["pile/b-1", "pile/x/a"]
    assert table["file"].tolist() == ["pile.zip/b.jsonl", "pile.zip/x/a.txt"]


def test_gzip_is_the_file_inside(tmp_path):
    table = read(tmp_path, "a.txt.gz", gzip.compress(S1.encode(), mtime=0))

    assert table["article_id"].tolist() == ["a"]
    assert table["text"].tolist() == [S1]


def test_tables_find_their_separator(tmp_path):
    for number, mark in enumerate(",;\t|"):
        row = mark.join(["1", '"Two, met; here | now"', "2025-04-10"])
        (tmp_path / f"{number}.csv").write_text(
            f"{mark.join(['id', 'text', 'date'])}\n{row}\n"
        )
    table = read_articles(tmp_path).articles

    assert table["text"].tolist() == ["Two, met; here | now"] * 4
    assert table["published"].tolist() == ["2025-04-10"] * 4


@pytest.mark.parametrize(
    ("front", "outlet"),
    [
        ("url: https://www.reuters.com/world/x", "Reuters"),
        ("url: https://news.example/x", "news.example"),
        ("x: 1", "Harbour Post"),
        ("outlet: Coast Wire", "Coast Wire"),
    ],
)
def test_the_outlet_is_stated_or_certain(tmp_path, front, outlet):
    text = f"---\n{front}\n---\n{S1}\n© 2025 Harbour Post. All rights reserved.\n"

    assert read(tmp_path, "a.txt", text)["outlet"].tolist() == [outlet]


def test_what_is_unknown_stays_unknown(tmp_path):
    row = read(tmp_path, "a.txt", S1).iloc[0]

    assert row[["title", "outlet", "published", "url", "author"]].isna().all()


def test_the_text_as_read_is_kept_and_spans_lead_back(tmp_path):
    text = S1 + S2.replace("talks", "ta\u00adlks")
    row = read(tmp_path, "a.txt", text).iloc[0]
    start = row["text"].index("talks")
    first, last = locate_original(row["text"], row["original"], start, start + 5)

    assert row["original"] == text
    assert text[first:last] == "ta\u00adlks"


def test_a_clean_text_has_no_original(tmp_path):
    assert read(tmp_path, "a.txt", S1)["original"].isna().all()


def test_a_hanging_parser_is_ended_and_the_next_file_read():
    with Worker(Limits(seconds=0.0)) as worker:
        with pytest.raises(Refusal, match="took longer than 0 s"):
            list(worker.read(S1.encode() * 100_000, ".jsonl", "a"))
        worker.limits = Limits()
        found = list(worker.read(json.dumps({"text": S1}).encode(), ".jsonl", "b"))

    assert found[0][1]["text"] == S1


def test_progress_is_told_for_each_file(tmp_path):
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(S1)
    told = []
    read_articles(tmp_path, progress=lambda done, files: told.append((done, files)))

    assert told == [(1, 3), (2, 3), (3, 3)]


def test_reading_loads_no_parser_for_plain_text():
    import subprocess
    import sys

    code = (
        "import sys, tempfile, pathlib, nblib;"
        "d = pathlib.Path(tempfile.mkdtemp()); (d / 'a.txt').write_text('They met.');"
        "nblib.read_articles(d); print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()

    assert not {"trafilatura", "lxml", "ftfy", "defusedxml"} & set(loaded)
