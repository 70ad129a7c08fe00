"""Figures of quality on data/gold, each from public functions alone.

`python tests/measure.py` prints them; tests/test_quality.py holds the floors.
"""

import csv
import json
import re
from collections import defaultdict
from functools import cache
from itertools import combinations
from pathlib import Path

import pandas as pd

import nblib
import nblib.zones

ROOT = Path(__file__).parents[1]
GOLD = ROOT / "data" / "gold"
NEWS = ("agency", "outlet", "broadcaster")
STEM = 4  # letters
SAME_SPEECH = 0.3  # shared part of two spans of one stretch of speech
PRONOUNS = ("he", "she", "it", "they")


def gold(name):
    """Rows of one layer."""
    with (GOLD / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def pile():
    """The sample, with every table made once."""
    return nblib.open_pile(ROOT / "data" / "sample")


def b_cubed(found, labels):
    """F1 of a clustering; both arguments map items to groups."""
    groups, classes = defaultdict(set), defaultdict(set)
    for item, label in labels.items():
        groups[found[item]].add(item)
        classes[label].add(item)
    shared = {i: len(groups[found[i]] & classes[labels[i]]) for i in labels}
    p = sum(shared[i] / len(groups[found[i]]) for i in labels) / len(labels)
    r = sum(shared[i] / len(classes[labels[i]]) for i in labels) / len(labels)
    return 2 * p * r / (p + r)


def stories():
    """B-cubed F1 of stories and of topics."""
    rows = gold("stories")
    topics = nblib.find_stories(pile().articles, granularity="topic")
    figures = {}
    for key, table in (("story", pile().stories), ("topic", topics)):
        found = dict(zip(table["article_id"], table["story_id"], strict=True))
        labels = {row["article_id"]: row[key] for row in rows}
        figures[f"{key}_f1"] = b_cubed(found, labels)
    return figures


def published():
    """Share of articles whose date is right, or rightly unknown."""
    found = dict(
        zip(pile().articles["article_id"], pile().articles["published"], strict=True)
    )
    right = []
    for row in gold("published"):
        date = found[row["article_id"]]
        right.append(
            (date if isinstance(date, str) else "")[:10] == row["published"][:10]
        )
    return {"published_right": sum(right) / len(right)}


def pairs():
    """Share of pairs on the right side of one half."""
    rows = gold("pairs")
    table = pd.DataFrame([(r["a"], r["b"]) for r in rows], columns=["a", "b"])
    p = pile()
    scored = nblib.score_reuse(
        p.articles, table, zones=p.zones, sentences=p.sentences, credits=p.credits
    )
    believed = scored["derived"].fillna(0) >= 0.5
    labels = [row["shares_text"] == "1" for row in rows]
    right = [bool(b) == label for b, label in zip(believed, labels, strict=True)]
    return {"pairs_right": sum(right) / len(right)}


def credits():
    """Credits of news organisations found, and traps taken."""
    spans = defaultdict(list)
    table = pile().credits
    for row in table[table["kind"].isin(NEWS)].to_dict("records"):
        spans[row["article_id"]].append((row["start"], row["end"]))
    hit = defaultdict(list)
    articles = pile().articles
    homes = dict(zip(articles["article_id"], articles["outlet"], strict=True))
    for row in gold("credits"):
        start, end = int(row["start"]), int(row["end"])
        met = any(s < end and start < e for s, e in spans[row["article_id"]])
        if row["real"] == "0":
            newsroom = homes.get(row["article_id"])
            hit["own" if row["name"] == newsroom else "trap"].append(met)
        elif row["kind"] in NEWS:
            hit["real"].append(met)
    return {
        "credits_found": sum(hit["real"]) / len(hit["real"]),
        "credit_traps_taken": sum(hit["trap"]) / len(hit["trap"]),
        "own_newsroom_named": sum(hit["own"]) / len(hit["own"]),
    }


def speakers():
    """Speakers of the gold found and rightly named; our speakers that meet a row."""
    spoken = pile().articles["language"].fillna("en") == "en"
    english = set(pile().articles["article_id"][spoken])
    ours, wanted = defaultdict(list), defaultdict(list)
    for row in pile().credits.to_dict("records"):
        ours[row["article_id"]].append(row)
    found, named, met = [], [], []
    for row in gold("credits"):
        if row["article_id"] in english:
            span = int(row["start"]), int(row["end"])
            wanted[row["article_id"]].append(span)
            if row["real"] == "1" and row["kind"] not in NEWS:
                said = [
                    r
                    for r in ours[row["article_id"]]
                    if r["start"] < span[1]
                    and span[0] < r["end"]
                    and r["kind"] not in NEWS
                ]
                found.append(bool(said))
                named.append(any(same_name(r["name"], row["name"]) for r in said))
    for key in english:
        for row in ours[key]:
            pronoun = pile().articles.set_index("article_id")["text"][key]
            pronoun = pronoun[row["start"] : row["end"]].lower() in PRONOUNS
            if row["kind"] not in (*NEWS, "hearsay") and not pronoun:
                met.append(
                    any(s < row["end"] and row["start"] < e for s, e in wanted[key])
                )
    return {
        "speakers_found": sum(found) / len(found),
        "speakers_named_right": sum(named) / len(named),
        "speakers_in_gold": sum(met) / len(met),
    }


def same_name(one, two):
    """Whether one name holds the words of the other, folded."""
    one, two = (
        {
            word[:STEM]  # Syria's, Syrian
            for word in re.findall(r"\w\w+", n.casefold().partition("(")[0])
            if word != "the"
        }
        for n in (one.replace(".", ""), two.replace(".", ""))
    )
    return one <= two or two <= one


def origins():
    """Claims whose origins and pipelines are counted right, by number of origins."""
    spans = pd.DataFrame(gold("claim_mentions"))[
        ["claim_id", "article_id", "start", "end"]
    ]
    spans = spans.astype({"start": int, "end": int})
    counts = nblib.count_origins(pile().articles, spans, origins=pile().origins)
    counts = counts.set_index("claim_id")
    right = defaultdict(list)
    for row in gold("claims"):
        if row["background"] == "1":
            continue
        found = counts.loc[row["claim_id"]]
        n = int(row["n_origins"])
        right[("one", "two", "three_or_more")[min(n, 3) - 1]].append(
            found["n_origins"] == n
        )
        right["pipelines"].append(found["n_pipelines"] == int(row["n_pipelines"]))
    return {
        f"origins_{key}": sum(map(bool, rows)) / len(rows)
        for key, rows in right.items()
    }


def timexes():
    """Core expressions found, and values right, by the true dates of publication."""
    articles = pile().articles
    true = {row["article_id"]: row["published"] or None for row in gold("published")}
    dates = articles["article_id"].map(true).astype(articles["published"].dtype)
    table = nblib.find_timexes(articles.assign(published=dates), zones=pile().zones)
    spans = defaultdict(list)
    for row in table.to_dict("records"):
        spans[row["article_id"]].append((row["start"], row["end"], row["value"]))
    found, right = [], []
    for row in gold("timexes"):
        if row["level"] != "core":
            continue
        start, end = int(row["start"]), int(row["end"])
        met = [t for t in spans[row["article_id"]] if t[0] < end and start < t[1]]
        best = max(met, key=lambda t: min(end, t[1]) - max(start, t[0]), default=None)
        found.append(best is not None)
        values = {row["value"], *filter(None, row["alt"].split(";"))}
        right.append(best is not None and best[2] in values)
    return {
        "timexes_found": sum(found) / len(found),
        "timex_values_right": sum(right) / len(right),
    }


def passages():
    """Passages found and right, and look-alike sentences linked."""
    rows, alike = gold("passages"), gold("hard_sentences")
    pairs = pd.DataFrame([(r["a"], r["b"]) for r in rows + alike], columns=["a", "b"])
    p = pile()
    found = nblib.align_passages(
        p.articles,
        pairs.drop_duplicates(ignore_index=True),
        zones=p.zones,
        sentences=p.sentences,
    )
    links = defaultdict(list)
    for link in found.to_dict("records"):
        links[link["a"], link["b"]].append(link)
    copied = defaultdict(list)
    for row in rows:
        copied[row["a"], row["b"]].append(row)
    linked = [link for pair in copied for link in links[pair]]
    return {
        "passages_found": share(
            any(map(covers(row), links_of(row, links))) for row in rows
        ),
        "passages_right": share(
            any(touches(row)(link) for row in copied[link["a"], link["b"]])
            for link in linked
        ),
        "look_alikes_linked": share(
            any(map(covers(row), links_of(row, links))) for row in alike
        ),
    }


def share(values):
    """Share of true values."""
    held = list(values)
    return sum(held) / len(held)


def links_of(row, links):
    """Passages found between the two articles of a row."""
    return links[row["a"], row["b"]]


def shared(row, link, side):
    """Characters of a gold span that a passage covers, and the span's length."""
    start, end = int(row[f"{side}_start"]), int(row[f"{side}_end"])
    met = min(end, link[f"{side}_end"]) - max(start, link[f"{side}_start"])
    return max(0, met), end - start


def covers(row):
    """Whether a passage covers half of both spans of a gold row."""

    def test(link):
        met = [shared(row, link, side) for side in "ab"]
        return all(2 * part >= whole for part, whole in met)

    return test


def touches(row):
    """Whether a passage touches both spans of a gold row."""
    return lambda link: all(shared(row, link, side)[0] for side in "ab")


def events():
    """Share of day-dated mentions whose sentence is given the right day."""
    days = {
        r["event_id"]: r["start"] for r in gold("events") if r["granularity"] == "day"
    }
    table = pile().event_mentions.merge(
        pile().events[["event_id", "start"]], on="event_id", suffixes=("", "_day")
    )
    found = defaultdict(list)
    for row in table.to_dict("records"):
        found[row["article_id"]].append(
            (row["sentence_start"], row["sentence_end"], row["start_day"])
        )
    right = [
        any(
            s < int(row["end"])
            and int(row["start"]) < e
            and day == days[row["event_id"]]
            for s, e, day in found[row["article_id"]]
        )
        for row in gold("event_mentions")
        if row["event_id"] in days
    ]
    return {"mentions_dated_right": sum(right) / len(right)}


def disagreements():
    """Disagreements found, and controls reported as one."""
    wanted, control = defaultdict(list), {}
    for row in gold("disagreements"):
        key = row["disagreement_id"]
        control[key] = row["control"] == "1"
        wanted[key].append(
            (row["article_id"], int(row["start"]), int(row["end"]), row["kind"])
        )
    reported = defaultdict(list)
    for row in pile().disagreements.to_dict("records"):
        reported[row["disagreement_id"]].append(row)
    met = {
        key: any(agree(values, rows) for rows in reported.values())
        for key, values in wanted.items()
    }
    real = [key for key in met if not control[key]]
    true = [any(agree(wanted[key], rows) for key in real) for rows in reported.values()]
    return {
        "disagreements_found": share(met[key] for key in real),
        "disagreements_true": share(true),
        "controls_reported": sum(met[key] for key in met if control[key]),
    }


def agree(values, rows):
    """Whether reported rows touch two differing wordings of a gold disagreement."""
    touched = [
        any(
            (row["article_id"], row["kind"]) == (article_id, kind)
            and row["start"] < end
            and start < row["end"]
            for row in rows
        )
        for article_id, start, end, kind in values
    ]
    return sum(touched) > 1


def utterances():
    """Renderings of one utterance joined; joined pairs that are of one."""
    found = defaultdict(list)
    for row in pile().quotes.to_dict("records"):
        found[row["article_id"]].append(row)
    held = []
    for row in gold("quotes"):
        start, end = int(row["start"]), int(row["end"])
        near = [(shared_part(start, end, q), q) for q in found[row["article_id"]]]
        best = max(near, key=lambda one: one[0], default=(0, None))
        if row["scare"] == "0":
            name = best[1]["utterance_id"] if best[0] >= SAME_SPEECH else None
            held.append((row["article_id"], row["utterance"], name))
    pairs = [
        (one[1] == other[1], one[2] == other[2] and one[2] is not None)
        for one, other in combinations(held, 2)
        if one[0] != other[0]
    ]
    return {
        "utterances_joined": share(joined for same, joined in pairs if same),
        "utterances_one": share(same for same, joined in pairs if joined),
    }


def shared_part(start, end, quote):
    """What a gold span shares with a quote, of what either covers."""
    met = min(end, quote["end"]) - max(start, quote["start"])
    return met / (max(end, quote["end"]) - min(start, quote["start"]))


def zones():
    """Share of characters of the gold's body that is kept, and of its site's cut."""
    texts = nblib.zones.zone_text(pile().articles, pile().zones)
    held = defaultdict(lambda: [0, 0])
    for row in gold("zones"):
        span = texts[row["article_id"]][int(row["start"]) : int(row["end"])]
        held[row["zone"]][0] += len("".join(span.split()))
        held[row["zone"]][1] += len("".join(row["surface"].split()))
    return {
        "body_kept": held["body"][0] / held["body"][1],
        "boilerplate_cut": 1 - held["boilerplate"][0] / held["boilerplate"][1],
    }


MEASURES = (
    zones,
    stories,
    published,
    pairs,
    credits,
    speakers,
    origins,
    timexes,
    passages,
    events,
    disagreements,
    utterances,
)

if __name__ == "__main__":
    for measure in MEASURES:
        print(json.dumps({k: round(float(v), 3) for k, v in measure().items()}))  # noqa: T201
