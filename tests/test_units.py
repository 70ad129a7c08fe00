"""Units: what each sees and owns, and that no batch or cache can tell."""

import gc

import pandas as pd
import pyarrow as pa
import pytest

from nblib import make_articles
from nblib.engines import LocalEngine
from nblib.pile.batches import run_batches
from nblib.pile.cache import Cache
from nblib.pile.units import article_units, component_units, pair_units
from nblib.tables import make_table

PILE = make_articles([{"id": name, "text": f"Text {name}."} for name in "abcdef"])
PAIRS = make_table("pairs", [{"a": a, "b": b} for a, b in ("ac", "ae", "cd", "ef")])
COMPONENTS = make_table(
    "components",
    [
        {"article_id": name, "component_id": of}
        for name, of in zip("abcdef", "abaaae", strict=True)
    ],
)


def seen(units):
    ids = PILE["article_id"]
    places = zip(units.names, units.seen.groups(), strict=True)
    return {name: "".join(ids.iloc[rows]) for name, rows in places if rows}


def test_each_kind_of_unit_sees_its_articles():
    assert seen(article_units(PILE)) == {name: name for name in "abcdef"}
    assert seen(pair_units(PILE, pairs=PAIRS)) == {
        "a": "ace",
        "c": "cd",
        "e": "ef",
    }
    assert seen(component_units(PILE, components=COMPONENTS)) == {
        "a": "acde",
        "b": "b",
        "e": "f",
    }


def told(articles, *, pairs, log):
    """Say of each pair which articles were at hand."""
    names = "".join(articles["article_id"])
    log.append(names)
    assert set(pairs["a"]) | set(pairs["b"]) <= set(names)
    return make_table("reuse", pairs.to_dict("records"))


@pytest.mark.parametrize("size", [1, 2, 99])
def test_pairs_are_done_with_their_articles_alone(size, tmp_path):
    log = []

    def run(pairs):
        made = run_batches(
            lambda articles, pairs: told(articles, pairs=pairs, log=log),
            PILE,
            {"pairs": pairs},
            makes=("reuse",),
            units=pair_units(PILE, pairs=pairs),
            engine=LocalEngine(),
            cache=Cache(tmp_path),
            size=size,
        )
        return made[0][["a", "b"]]

    pd.testing.assert_frame_equal(run(PAIRS), PAIRS)
    assert log == {1: ["ace", "cd", "ef"], 2: ["acde", "ef"], 99: ["acdef"]}[size]
    log.clear()
    more = pd.concat([PAIRS, make_table("pairs", [{"a": "c", "b": "f"}])])
    more = more.sort_values(["a", "b"], ignore_index=True)
    pd.testing.assert_frame_equal(run(more), more)
    assert log == ["cdf"]


def counted(articles, *, components, log):
    """Make a claim of each component, told by its articles."""
    log.append("".join(articles["article_id"]))
    groups = components.groupby("component_id")["article_id"]
    rows = [
        {"claim_id": f"c{name}", "article_id": min(ids), "n_articles": len(ids)}
        for name, ids in groups
    ]
    return make_table("claims", rows)


@pytest.mark.parametrize("size", [1, 99])
def test_components_are_never_cut_and_come_in_the_order_of_the_table(size, tmp_path):
    log = []

    def run(articles):
        made = run_batches(
            lambda articles, components: counted(
                articles, components=components, log=log
            ),
            articles,
            {"components": COMPONENTS},
            makes=("claims",),
            units=component_units(articles, components=COMPONENTS),
            engine=LocalEngine(),
            cache=Cache(tmp_path),
            size=size,
        )
        return made[0][["claim_id", "n_articles"]].to_numpy().tolist()

    assert run(PILE) == [["ca", 4], ["cb", 1], ["ce", 1]]
    assert log == (["acde", "b", "f"] if size == 1 else ["abcdef"])
    log.clear()
    changed = PILE.assign(text=PILE["text"].where(PILE["article_id"] != "b", "New."))
    assert run(changed) == [["ca", 4], ["cb", 1], ["ce", 1]]
    assert log == ["b"]


def test_the_collector_rests_in_a_batch_and_no_longer():
    seen = []

    def fail(articles):
        seen.append(gc.isenabled())
        raise ValueError("no rows")

    with pytest.raises(ValueError, match="no rows"):
        run_batches(
            fail,
            PILE,
            {},
            makes=("zones",),
            units=article_units(PILE),
            engine=LocalEngine(),
        )

    assert seen == [False]
    assert gc.isenabled()


def test_a_table_of_many_batches_is_in_one_piece():
    def copied(articles):
        return make_table(
            "sentences",
            [
                {"article_id": name, "sentence_id": name, "start": 0, "end": 1}
                for name in articles["article_id"]
            ],
        )

    (made,) = run_batches(
        copied,
        PILE,
        {},
        makes=("sentences",),
        units=article_units(PILE),
        engine=LocalEngine(),
        size=1,
    )

    assert made["article_id"].tolist() == list("abcdef")
    columns = pa.Table.from_pandas(made, preserve_index=False).columns
    assert {column.num_chunks for column in columns} == {1}
