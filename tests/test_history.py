"""Runs can be looked back on, compared and forgotten, from the command line."""

import json
import logging

import pytest

from nblib import cli
from nblib.runs.folders import held
from nblib.runs.ledger import open_ledger
from nblib.runs.recovery import recover
from nblib.tables import make_table

CLAIM = {"n_articles": 2, "n_pipelines": 1, "text": "The dam will hold."}


@pytest.fixture(autouse=True)
def loud():
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def out(tmp_path):
    """Three runs: two stories, then one after they merged, then it grew."""
    runs = [
        ({"a": "s1", "b": "s2"}, [("s1", None, "new"), ("s2", None, "new")], 1),
        ({"a": "s1", "b": "s1"}, [("s1", "s2", "merged")], 1),
        ({"a": "s1", "b": "s1", "c": "s1"}, [("s1", "s1", "continued")], 2),
    ]
    for number, (stories, follow, n_origins) in enumerate(runs, 1):
        run_id = f"{number:04d}-aaaaaaaa"
        tables = tmp_path / "out/runs" / run_id / "tables"
        tables.mkdir(parents=True)
        rows = {
            "stories": [{"article_id": a, "story_id": s} for a, s in stories.items()],
            "articles": [{"article_id": a, "title": f"On {a}"} for a in stories],
            "follow": [
                dict(zip(("story_id", "previous_id", "change"), row, strict=True))
                for row in follow
            ],
            "claims": [
                {"claim_id": "c1", "story_id": "s1", "n_origins": n_origins, **CLAIM}
            ],
        }
        for name, held_rows in rows.items():
            make_table(name, held_rows).to_parquet(tables / f"{name}.parquet")
        facts = {
            "run_id": run_id,
            "articles": [{"article_id": a, "sha256": a} for a in stories],
            "clock": {"started": "then", "finished": "now"},
            "n_articles": len(stories),
            "parameters": {},
            "news": f"{number} new articles",
        }
        (tables.parent / "run.json").write_text(json.dumps(facts))
    (tmp_path / "out/latest").symlink_to(f"runs/{run_id}")
    return tmp_path / "out"


@pytest.fixture
def call(out, capsys):
    def run(*arguments):
        code = cli.main([*arguments, "--out", str(out)])
        return code, *capsys.readouterr()

    return run


def test_history_lists_every_attempt_and_what_it_said(call):
    code, said, _ = call("history")
    _, listed, _ = call("history", "--json")
    attempts = json.loads(listed)

    assert code == 0
    assert "3 new articles" in said
    assert [(row["run_id"], row["kept"], row["latest"]) for row in attempts] == [
        ("0001-aaaaaaaa", True, False),
        ("0002-aaaaaaaa", True, False),
        ("0003-aaaaaaaa", True, True),
    ]


def test_history_can_be_read_while_a_run_is_on(call, out):
    with open_ledger(out) as ledger:
        recover(out, ledger)
    with held(out):
        code, said, _ = call("history")

    assert (code, said.splitlines()[0]) == (0, "3 attempts")


def test_diff_says_what_came_went_and_grew(call):
    _, said, _ = call("diff", "1", "latest", "--json")
    found = json.loads(said)

    assert found["articles"] == {"new": ["c"], "gone": [], "changed": []}
    assert found["stories"]["gone"] == ["s2"]
    [grown] = found["stories"]["grown_or_shrunk"]
    assert grown["n_articles"] == [1, 3]
    [counted] = found["claims"]["counted_otherwise"]
    assert counted["n_origins"] == [1, 2]


def test_diff_for_people_shows_three_counts(call):
    _, said, _ = call("diff", "1", "0003-aaaaaaaa")

    assert "2/1/1" in said
    assert "2/1/2" in said


@pytest.mark.parametrize("asked", ["s1", "s2"])
def test_an_old_id_leads_to_the_story_of_today(call, asked):
    _, said, _ = call("show", asked, "--json")
    told = json.loads(said)

    assert (told["asked_id"], told["story_id"]) == (asked, "s1")
    assert told["state"] == "living"
    assert told["articles"] == ["a", "b", "c"]
    assert [row["n_articles"] for row in told["course"]] == [1, 2, 3]
    assert [row["change"] for row in told["turns"]] == ["new", "merged"]
    assert told["claims"][0]["n_origins"] == 2


def test_show_for_people_names_the_story(call):
    code, said, _ = call("show", "s2")

    assert code == 0
    assert said.splitlines()[:2] == ["s2: living, gone on as s1", "On a"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("diff", "1", "9"), "has no run '9'; the newest are: 0001-aaaaaaaa"),
        (("show", "s9"), "has given the id 's9'"),
    ],
)
def test_what_there_is_not_is_said(call, arguments, message):
    code, _, errors = call(*arguments)

    assert code == 2
    assert message in errors


@pytest.mark.parametrize("command", ["history", "diff a b", "show s", "forget a"])
def test_a_folder_without_runs_is_said(tmp_path, capsys, command):
    code = cli.main([*command.split(), "--out", str(tmp_path / "none")])

    assert code == 2
    assert "has no runs" in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


def test_forget_says_what_went_and_what_stayed(call):
    code, said, errors = call("forget", "a")

    assert code == 2
    assert "removed: run 0001-aaaaaaaa" in said
    assert "run 0003-aaaaaaaa is published and tells of it" in errors
    _, said, _ = call("diff", "latest", "latest", "--json")
    assert json.loads(said)["articles"]["new"] == []
