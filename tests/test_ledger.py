"""The ledger remembers every attempt and agrees with `latest` after any kill."""

import json
import sqlite3

import pytest

from nblib.errors import StorageError
from nblib.runs.folders import latest_facts, run_folders
from nblib.runs.keeping import forget_article, keep_runs
from nblib.runs.ledger import DAMAGED, LEDGER, open_ledger
from nblib.runs.recovery import recover
from nblib.runs.schema import STEPS
from nblib.tables import make_table


def a_run(number, **cells):
    return {
        "number": number,
        "run_id": f"{number:04d}-aaaaaaaa",
        "exit_code": 0,
        "started": "then",
        "finished": "now",
        **cells,
    }


def found(*articles, follow=()):
    """What a run found: each article with its text's hash and its story."""
    inputs = [
        dict(zip(("article_id", "sha256", "story_id"), article, strict=True))
        for article in articles
    ]
    turns = [
        dict(zip(("story_id", "previous_id", "change"), row, strict=True))
        for row in follow
    ]
    return {"inputs": inputs, "stories": [], "claims": [], "follow": turns}


def write_run(out, number, *articles, published=True):
    """A run folder as a run leaves it, without notebooks."""
    run_id = f"{number:04d}-aaaaaaaa"
    tables = out / "runs" / run_id / "tables"
    tables.mkdir(parents=True)
    stories = [{"article_id": name, "story_id": "s1"} for name in articles]
    make_table("stories", stories).to_parquet(tables / "stories.parquet")
    texts = [{"article_id": name, "text": name} for name in articles]
    make_table("articles", texts).to_parquet(tables / "articles.parquet")
    facts = {
        "run_id": run_id,
        "articles": [{"article_id": name, "sha256": name} for name in articles],
        "clock": {"started": "then", "finished": "now"},
        "n_articles": len(articles),
    }
    (tables.parent / "run.json").write_text(json.dumps(facts))
    if published:
        (out / "latest").unlink(missing_ok=True)
        (out / "latest").symlink_to(f"runs/{run_id}")


def statuses(out):
    with open_ledger(out) as ledger:
        return [(row["run_id"], row["status"]) for row in ledger.attempts()]


def test_what_holds_over_many_runs_is_written_once(tmp_path):
    with open_ledger(tmp_path) as ledger:
        ledger.prepare(a_run(1), found(("a", "x", "s1"), ("b", "x", "s1")))
        ledger.prepare(a_run(2), found(("a", "x", "s1"), ("b", "y", "s1")))
        rows = ledger.rows("SELECT * FROM inputs")
        before, after = ledger.at("inputs", 1), ledger.at("inputs", 2)

    assert len(rows) == 3
    assert [row["sha256"] for row in before] == ["x", "x"]
    assert [row["sha256"] for row in after] == ["x", "y"]


def test_a_story_that_just_goes_on_leaves_no_row(tmp_path):
    first = [("s1", None, "new")]
    ended = [(None, "s1", "ended")]
    on = [("s1", "s1", "continued")]
    with open_ledger(tmp_path) as ledger:
        for number, follow in enumerate([first, on, ended, on, on], 1):
            ledger.prepare(a_run(number), found(follow=follow))
        past = [row["change"] for row in ledger.past()]

    assert past == ["new", "ended", "continued"]


@pytest.mark.parametrize(
    ("moved", "expected"),
    [
        pytest.param(True, "published", id="killed after latest moved"),
        pytest.param(False, None, id="killed before latest moved"),
    ],
)
def test_a_run_that_was_killed_while_publishing_is_finished_or_undone(
    tmp_path, moved, expected
):
    write_run(tmp_path, 1, "a")
    with open_ledger(tmp_path) as ledger:
        recover(tmp_path, ledger)
    write_run(tmp_path, 2, "a", "b", published=moved)
    with open_ledger(tmp_path) as ledger:
        ledger.prepare(a_run(2), found(("a", "a", "s1"), ("b", "b", "s1")))
    with open_ledger(tmp_path) as ledger:
        recover(tmp_path, ledger)
        kept = [row["article_id"] for row in ledger.at("inputs", 2)]

    assert dict(statuses(tmp_path)).get("0002-aaaaaaaa") == expected
    assert dict(statuses(tmp_path))["0001-aaaaaaaa"] == "published"
    assert kept == (["a", "b"] if moved else ["a"])
    assert len(run_folders(tmp_path)) == (2 if moved else 1)


@pytest.mark.parametrize("harm", ["lost", "damaged"])
def test_a_ledger_that_is_gone_is_read_in_from_the_runs(tmp_path, harm):
    write_run(tmp_path, 1, "a")
    write_run(tmp_path, 2, "a", "b")
    if harm == "damaged":
        (tmp_path / LEDGER).write_bytes(b"not a data base" * 100)
    with open_ledger(tmp_path) as ledger:
        recover(tmp_path, ledger)
        at = [len(ledger.at("inputs", number)) for number in (1, 2)]

    assert [status for _, status in statuses(tmp_path)] == ["published", "published"]
    assert at == [1, 2]
    assert (tmp_path / DAMAGED).exists() == (harm == "damaged")


def test_a_ledger_of_a_newer_version_is_left_alone(tmp_path):
    with sqlite3.connect(tmp_path / LEDGER) as connection:
        connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    connection.close()

    with (
        pytest.raises(StorageError, match="install a newer nblib"),
        open_ledger(tmp_path),
    ):
        pass


def test_the_ledger_is_private(tmp_path):
    with open_ledger(tmp_path):
        pass

    assert (tmp_path / LEDGER).stat().st_mode & 0o077 == 0


def test_older_runs_go_and_the_published_one_stays(tmp_path):
    for number in (1, 2, 3):
        write_run(tmp_path, number, "a")
    keep_runs(tmp_path, 2)

    assert [f.name[:4] for f in run_folders(tmp_path)] == ["0002", "0003"]
    keep_runs(tmp_path, 1)
    assert latest_facts(tmp_path)["run_id"] == "0003-aaaaaaaa"


def test_an_article_is_forgotten_but_for_what_is_published(tmp_path):
    write_run(tmp_path, 1, "a", "secret")
    write_run(tmp_path, 2, "a", "secret")
    write_run(tmp_path, 3, "a")
    (tmp_path / ".cache").mkdir()
    with open_ledger(tmp_path) as ledger:
        recover(tmp_path, ledger)

    forgotten = forget_article(tmp_path, "secret")

    assert forgotten.kept == []
    assert forgotten.removed[:2] == ["run 0001-aaaaaaaa", "run 0002-aaaaaaaa"]
    assert not (tmp_path / ".cache").exists()
    assert b"secret" not in (tmp_path / LEDGER).read_bytes()


def test_what_cannot_be_forgotten_is_said(tmp_path):
    write_run(tmp_path, 1, "secret")

    [kept] = forget_article(tmp_path, "secret").kept

    assert "run 0001-aaaaaaaa is published" in kept
