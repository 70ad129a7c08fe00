"""Engines give the same rows, whatever becomes of their workers."""

import json
import os
import signal
import threading
import time

import pandas as pd
import pytest
from piles import make_pile

import nblib
from nblib.engines import DaskEngine, LocalEngine, make_engine
from nblib.errors import UsageError
from nblib.pile.batches import run_batches
from nblib.pile.units import article_units
from nblib.stories import group_articles
from nblib.timexes import find_date_orders, find_timexes

pytestmark = pytest.mark.filterwarnings("ignore")


def workers(number):
    distributed = pytest.importorskip("distributed")
    return distributed.LocalCluster(
        n_workers=number, threads_per_worker=1, dashboard_address=None
    )


@pytest.fixture(scope="module")
def cluster():
    with workers(2) as started:
        yield started


@pytest.fixture
def lonely():
    with workers(1) as started:
        yield started


@pytest.fixture(scope="module")
def articles():
    return nblib.make_articles(make_pile(40).records)


def slow(number):
    time.sleep(0.1)
    return number * number


def slow_place(number):
    time.sleep(0.1)
    return os.getpid()


def slow_sum(number, other):
    time.sleep(0.1)
    return number + other


def other_code():
    return str(os.getpid())  # another one in each process


def timexes(articles, engine, size):
    given = {"date_orders": find_date_orders(articles)}
    made = run_batches(
        find_timexes,
        articles,
        given,
        makes=("timexes",),
        units=article_units(articles),
        engine=engine,
        size=size,
    )
    return made[0]


@pytest.mark.parametrize("size", [1, 7, 256])
def test_rows_are_the_same_for_any_number_of_batches(articles, size):
    whole = find_timexes(articles)

    pd.testing.assert_frame_equal(timexes(articles, LocalEngine(), size), whole)


def test_dask_gives_the_bytes_of_local(cluster, articles, tmp_path):
    engine = DaskEngine(cluster.scheduler_address)
    for name, made in (
        ("local", timexes(articles, LocalEngine(), 256)),
        ("dask", timexes(articles, engine, 9)),
    ):
        made.to_parquet(tmp_path / name, index=False)
    engine.close()

    assert (tmp_path / "dask").read_bytes() == (tmp_path / "local").read_bytes()


def map_and_kill(cluster, *calls, **shared):
    """What an engine returns one of whose workers is killed in mid-run."""
    engine = DaskEngine(cluster.scheduler_address)
    victim = next(iter(cluster.workers.values())).pid
    killer = threading.Timer(0.5, os.kill, (victim, signal.SIGKILL))
    killer.start()
    made = engine.map(*calls, **shared)
    killer.join()
    engine.close()
    return made


def test_a_worker_killed_in_mid_run_costs_no_row(cluster):
    made = map_and_kill(cluster, slow, [(number,) for number in range(30)])

    assert made == [number * number for number in range(30)]


def test_what_calls_share_may_die_with_the_last_worker(lonely):
    made = map_and_kill(lonely, slow_sum, [(n,) for n in range(12)], shared=(4,))

    assert made == [n + 4 for n in range(12)]


def test_calls_that_share_nothing_outlive_the_last_worker(lonely):
    made = map_and_kill(lonely, slow_place, [(n,) for n in range(12)])

    assert os.getpid() not in made


def test_what_calls_share_comes_after_what_is_theirs(cluster):
    calls, shared = [(7,), (9,)], (4,)
    engine = DaskEngine(cluster.scheduler_address)

    made = engine.map(divmod, calls, shared=shared)

    engine.close()
    assert made == LocalEngine().map(divmod, calls, shared=shared) == [(1, 3), (2, 1)]


def test_a_large_batch_goes_without_a_word(cluster, recwarn):
    engine = DaskEngine(cluster.scheduler_address)

    assert engine.map(len, [(b"x" * 11_000_000,)]) == [11_000_000]

    engine.close()
    assert not [w for w in recwarn if "large graph" in str(w.message)]


def test_an_error_of_a_call_is_that_of_the_function(cluster):
    engine = DaskEngine(cluster.scheduler_address)
    with pytest.raises(ZeroDivisionError):
        engine.map(divmod, [(4, 2), (1, 0)])
    engine.close()


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch):
    distributed = pytest.importorskip("distributed")

    def refuse(address, timeout):
        raise OSError("timed out")

    monkeypatch.setattr(distributed, "Client", refuse)
    with pytest.raises(UsageError, match=r"127\.0\.0\.1:9;"):
        DaskEngine("tcp://127.0.0.1:9").map(slow, [(1,)])


def test_workers_with_other_code_are_refused(cluster, monkeypatch):
    monkeypatch.setattr("nblib.engines.dask.code_digest", other_code)
    engine = DaskEngine(cluster.scheduler_address)

    with pytest.raises(UsageError, match="another version of nblib"):
        engine.map(abs, [(-1,)])
    engine.close()


@pytest.mark.parametrize("given", [("cloud", ""), ("local", "tcp://127.0.0.1:9")])
def test_a_wrong_choice_of_engine_is_refused(given):
    name, scheduler = given
    with pytest.raises(UsageError):
        make_engine(name, scheduler=scheduler)


@pytest.mark.parametrize(
    "arguments",
    [["--scheduler", "tcp://127.0.0.1:9"], ["--engine", "cloud"]],
    ids=["scheduler without dask", "no such engine"],
)
def test_the_command_line_refuses_a_wrong_engine(tmp_path, arguments):
    from nblib.cli import main

    (tmp_path / "a.txt").write_text("Ferries ran on Friday.", encoding="utf-8")
    try:
        code = main(["run", str(tmp_path), *arguments])
    except SystemExit as left:
        code = left.code

    assert code == 2


def test_a_pile_asks_the_engine_that_the_environment_names(tmp_path, monkeypatch):
    monkeypatch.setenv("NBLIB_ENGINE", "dask")
    monkeypatch.setenv("NBLIB_SCHEDULER", "tcp://127.0.0.1:9")

    engine = nblib.open_pile(tmp_path).engine

    assert isinstance(engine, DaskEngine)
    assert engine.scheduler == "tcp://127.0.0.1:9"


def test_every_step_that_is_divided_is_the_same_on_workers(
    cluster, tmp_path, check_divided
):
    for record in make_pile(24).records:
        held = {**record, "id": record["article_id"]}
        (tmp_path / f"{record['article_id']}.json").write_text(json.dumps(held))
    pile = nblib.open_pile(tmp_path)
    engine = DaskEngine(cluster.scheduler_address)
    check_divided(pile, engine, 5)
    engine.close()
    assert len(pile.reuse) > 1
    assert len(pile.passages) > 1
    assert len(pile.claims) > 1


def test_what_sees_the_whole_pile_is_the_same_in_parts_on_workers(
    cluster, articles, monkeypatch
):
    zones = nblib.find_zones(articles)
    here = seen_whole(articles, zones, None)
    monkeypatch.setattr("nblib.vectors.tokens.TASK", 5000)  # characters
    monkeypatch.setattr("nblib.vectors.neighbours.PAIRS", 400)
    engine = DaskEngine(cluster.scheduler_address)
    there = seen_whole(articles, zones, engine)
    engine.close()

    assert here[0].terms == there[0].terms
    assert (here[0].matrix != there[0].matrix).nnz == 0
    for one, other in zip(here[1:], there[1:], strict=True):
        pd.testing.assert_frame_equal(one, other)
    assert len(here[3]) > 1


def seen_whole(articles, zones, engine):
    vectors = nblib.fit_vectors(articles, zones=zones, engine=engine)
    groups = group_articles(articles, zones=zones, vectors=vectors, engine=engine)
    pairs = nblib.find_candidates(articles, zones=zones, engine=engine)
    return vectors, groups.stories, groups.topics, pairs
