"""Score event dates on SemEval-2015 Task 4 (`../shared/bench/time/semeval2015_*`).

For each mention of an event that the timelines date to the day: does the timeline
date its sentence so? A sentence that tells of several days counts by the one whose
time expression stands nearest to the word; one that the timeline leaves out counts
as told on the day of the article's first dated happening (of the week, in its lead),
else when published.
`python tests/score_timeline.py` prints the share, and that of the publication date.
"""

import json
import re
from collections import defaultdict
from datetime import date
from pathlib import Path

import pandas as pd

from nblib.articles import make_articles
from nblib.dates import date_articles, with_dates
from nblib.timeline import build_timeline

BENCH = Path(__file__).parents[2] / "shared" / "bench" / "time"
LEAD = 5  # title, date line and three sentences
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def read(name):
    lines = (BENCH / name).read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line.strip()]


def gold_mentions(docs):
    """Yield (article, sentence start, sentence end, place of the word, days)."""
    texts = {doc["article_id"]: doc for doc in docs}
    days = defaultdict(set)
    for timeline in read("semeval2015_timelines.jsonl"):
        for event in timeline["events"]:
            for mention in event["mentions"]:
                days[mention] |= (
                    {event["date"]} if DAY.fullmatch(event["date"]) else set()
                )
    for mention, dates in sorted(days.items()):
        article_id, _, rest = mention.partition("-")
        number, _, word = rest.partition("-")
        if dates and article_id in texts and number.isdigit():
            doc, start = texts[article_id], 0
            for sentence in doc["sentences"][: int(number)]:
                start = doc["text"].index(sentence, start) + len(sentence)
            sentence = doc["sentences"][int(number)]
            start = doc["text"].index(sentence, start)
            place = max(sentence.find(word.replace("_", " ")), 0)
            yield article_id, start, start + len(sentence), start + place, dates


def lead_days(mentions, published, docs):
    """Return, by article, the first dated happening of the week before in its lead."""
    found = {}
    lead = {d["article_id"]: len("\n".join(d["sentences"][:LEAD])) for d in docs}
    mentions = mentions[mentions["sentence_start"] < mentions["article_id"].map(lead)]
    for row in mentions.sort_values(["sentence_start", "start"]).itertuples():
        today = published.get(row.article_id)
        if today and row.granularity == "day" and row.article_id not in found:
            age = date.fromisoformat(today) - date.fromisoformat(row.when)
            if 0 <= age.days <= 7 and not pd.isna(row.start):
                found[row.article_id] = row.when
    return found


def score():
    docs = read("semeval2015_docs.jsonl")
    articles = make_articles(
        {
            "id": d["article_id"],
            "text": d["text"],
            "title": d["title"],
            "language": "en",
        }
        for d in docs
    )
    articles = with_dates(articles, date_articles(articles))
    published = dict(zip(articles["article_id"], articles["published"], strict=True))
    published = {key: day[:10] for key, day in published.items() if not pd.isna(day)}
    timeline = build_timeline(articles)
    events = timeline.events.rename(columns={"start": "when"})
    mentions = timeline.mentions.merge(
        events[["event_id", "when", "granularity", "kind"]]
    )
    lead = lead_days(mentions, published, docs)
    by_article = dict(list(mentions.groupby("article_id")))
    right = base = total = 0
    for article_id, start, end, place, days in gold_mentions(docs):
        told = by_article.get(article_id, mentions.iloc[:0])
        told = told[(told["sentence_start"] < end) & (start < told["sentence_end"])]
        total += 1
        base += published.get(article_id) in days
        usual = lead.get(article_id, published.get(article_id))
        right += answer(told, place, usual) in days
    return {"right": right / total, "publication_date": base / total, "mentions": total}


def answer(told, place, usual):
    own = told[told["start"].notna() & (told["granularity"] == "day")]
    if len(own):
        return own.loc[
            (own["start"] - place).abs().sort_values(kind="stable").index[0], "when"
        ]
    if len(told) and told["start"].isna().all():
        return told.sort_values("kind", kind="stable")["when"].iloc[-1]
    return usual


if __name__ == "__main__":
    print(json.dumps(score()))  # noqa: T201
