"""Throw thousands of invented files at each reader, mutated from whole ones.

Too long for every day; `python tests/soak_readers.py [EXAMPLES]` reads them in the
process that reads hostile files, and fails when one of them breaks it, hangs it or
comes to anything but records and refusals.
"""
# ruff: noqa: T201

import gzip
import json
import sys
import time

import badcorpus
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nblib.articles.limits import Limits
from nblib.articles.readers import READERS
from nblib.articles.refusal import Refusal
from nblib.articles.worker import Worker

FEED = badcorpus.rss(f"<title>T</title><description>{badcorpus.FLAT}</description>")
WHOLE = {
    "text": f"---\ntitle: T\n---\n{badcorpus.S1}".encode(),
    "markdown": b"# T\n\n**Two** people [said](https://a.example) so on Friday.\n",
    "page": badcorpus.page(badcorpus.P, '<meta name="author" content="A">').encode(),
    "document": json.dumps(
        {"articles": [{"title": "T", "text": "They met."}]}
    ).encode(),
    "lines": badcorpus.lines({"id": 1, "text": badcorpus.S1}).encode(),
    "table": b"id,title,text\n1,T,They met on Friday.\n2,U,Nobody came.\n",
    "feed": FEED.encode(),
    "compressed": gzip.compress(badcorpus.S1.encode(), mtime=0),
    "archive": badcorpus.zipped(a__txt=badcorpus.S1, b__md=badcorpus.S2),
}
BROKEN = ("its parser broke down", "took longer")


def parquet():
    import io

    import pandas as pd

    held = io.BytesIO()
    pd.DataFrame({"id": ["a"], "text": [badcorpus.S1]}).to_parquet(held)
    return held.getvalue()


def mutated(whole: bytes) -> "st.SearchStrategy[bytes]":
    """Whole files with pieces cut, doubled, overwritten or put in."""
    place = st.integers(0, len(whole))
    change = st.tuples(place, st.integers(0, 40), st.binary(max_size=12), place)

    def apply(changes: list[tuple[int, int, bytes, int]]) -> bytes:
        raw = whole
        for start, length, piece, origin in changes:
            copied = piece or raw[origin : origin + length]
            raw = raw[:start] + copied + raw[start + length :]
        return raw

    return st.lists(change, max_size=8).map(apply)


def main(examples: int = 2000) -> int:
    """Return how many of the readers broke."""
    broken = 0
    wholes = {**WHOLE, "parquet": parquet()}
    with Worker(Limits(seconds=5)) as worker:
        for suffix, reader in READERS.items():
            if suffix != next(s for s, name in READERS.items() if name == reader):
                continue
            began = time.monotonic()
            failure = soak(worker, suffix, wholes[reader], examples)
            spent = time.monotonic() - began
            print(f"{reader:10s} {spent:6.1f} s {failure or 'holds'}", flush=True)
            broken += failure is not None
    return broken


def soak(worker: Worker, suffix: str, whole: bytes, examples: int) -> str | None:
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(mutated(whole) | st.binary(max_size=400))
    def reads(raw: bytes) -> None:
        try:
            for _, found in worker.read(raw, suffix, "stem.txt"):
                assert isinstance(found, dict | Refusal)
        except Refusal as refusal:
            if refusal.reason.startswith(BROKEN):
                raise AssertionError(refusal.reason) from refusal

    try:
        reads()
    except AssertionError as error:
        return str(error).splitlines()[0]
    return None


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
