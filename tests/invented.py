"""A small invented pile as finished tables, for charts and the briefing.

Every sentence and name is made up. The spans are looked up in the texts, so that
the offsets are right whatever is edited here.
"""

import pandas as pd

from nblib.tables import TABLES, make_table

WIRE = (
    "The road bridge at Port Valen was closed on Monday after cracks were found "
    "in two of its piers, the harbour authority said. Engineers counted 14 cracks. "
    '"No vehicle may cross until the piers are sound," said Ilka Moren, who heads '
    "the authority."
)
EDITED = (
    "The road bridge at Port Valen was shut on Monday after cracks were found in "
    "two of its piers, the harbour authority said. Engineers counted 14 cracks. "
    "Ferries run twice an hour."
)
OWN = (
    "Port Valen's bridge is shut. Our reporter saw 17 cracks on Tuesday. A city "
    "official who asked not to be named said repairs would take nine months. "
    "The harbour authority confirmed that the bridge had been closed on Monday."
)
DIGEST = (
    "In brief: a bridge in Port Valen is closed, the Brine Wire reports. Repairs "
    "could take nine months, according to the Valen Ledger."
)
SPANISH = "El puente de Puerto Valen sigue cerrado al trafico, dice el puerto."
LAKE = "Lake Omber froze over on 3 January, the weather office said."

TEXTS = {
    "brine-1": ("Cracks close Port Valen bridge", "Brine Wire", WIRE),
    "daily-1": ("Port Valen bridge shut", "Daily Quay", EDITED),
    "ledger-1": ("Nine months without a bridge", "Valen Ledger", OWN),
    "digest-1": ("Morning digest", "Omber Digest", DIGEST),
    "costa-1": ("El puente sigue cerrado", "La Costa", SPANISH),
    "lake-1": ("Lake Omber freezes", "Omber Post", LAKE),
}
PUBLISHED = {
    "brine-1": "2031-02-03T09:10:00+00:00",
    "daily-1": "2031-02-03",
    "ledger-1": "2031-02-05",
    "costa-1": "2031-02-05",
    "lake-1": "2031-01-04",
}


def span(article_id, words):
    """Where `words` stand in the article."""
    start = TEXTS[article_id][2].index(words)
    return {"article_id": article_id, "start": start, "end": start + len(words)}


def _articles():
    rows = [
        {
            "article_id": name,
            "title": title,
            "outlet": outlet,
            "published": PUBLISHED.get(name),
            "language": "es" if name == "costa-1" else "en",
            "text": text,
            "file": f"{name}.txt",
        }
        for name, (title, outlet, text) in sorted(TEXTS.items())
    ]
    return make_table("articles", rows)


def _dates():
    rows = [
        {
            "article_id": name,
            "published": PUBLISHED.get(name),
            "basis": "metadata" if name in PUBLISHED else None,
        }
        for name in sorted(TEXTS)
    ]
    return make_table("dates", rows)


def _sentences():
    rows = []
    for name, (_, _, text) in sorted(TEXTS.items()):
        start = 0
        for number, part in enumerate(text.split(". ")):
            end = min(start + len(part) + 1, len(text))
            at = {"article_id": name, "start": start, "end": end}
            rows.append({"sentence_id": f"{name}:s{number:02}", **at})
            start = end + 1
    return make_table("sentences", rows)


def _stories():
    where = {name: ("S2" if name == "lake-1" else "S1") for name in TEXTS}
    near = {"brine-1": 0.9, "daily-1": 0.8}
    rows = [
        {"article_id": name, "story_id": story, "strength": near.get(name, 0.5)}
        for name, story in sorted(where.items())
    ]
    return make_table("stories", rows)


def _terms():
    words = {"S1": ["bridge", "port valen", "cracks"], "S2": ["lake", "omber"]}
    return make_table(
        "story_terms",
        [
            {"story_id": story, "rank": rank, "term": term, "weight": 1 / rank}
            for story, terms in words.items()
            for rank, term in enumerate(terms, 1)
        ],
    )


def _graph():
    layers = {
        "article": {name: outlet for name, (_, outlet, _) in TEXTS.items()},
        "pipeline": {"brine": "Brine Wire", "ledger": "Valen Ledger"},
        "origin": {
            "harbour": "Port Valen harbour authority",
            "city": "unnamed city official",
            "weather": "weather office",
        },
    }
    nodes = [
        {"node_id": f"{layer}:{key}", "layer": layer, "name": name}
        for layer, held in layers.items()
        for key, name in held.items()
    ]
    arrows = [
        ("article:brine-1", "pipeline:brine", "own", None),
        ("article:daily-1", "pipeline:brine", "copied", "The road bridge"),
        ("article:ledger-1", "pipeline:ledger", "own", None),
        ("article:digest-1", "pipeline:brine", "credited", "the Brine Wire reports"),
        ("article:digest-1", "pipeline:ledger", "credited", "the Valen Ledger"),
        ("pipeline:brine", "origin:harbour", "heard", None),
        ("pipeline:ledger", "origin:harbour", "heard", None),
        ("pipeline:ledger", "origin:city", "heard", None),
        ("article:lake-1", "origin:weather", "heard", "the weather office said"),
    ]
    edges = []
    for tail, head, kind, words in arrows:
        row = {"tail": tail, "head": head, "kind": kind}
        if words:
            row |= span(tail.partition(":")[2], words)
        edges.append(row)
    return make_table("nodes", nodes), make_table("edges", edges)


CLAIMS = {
    "C1": (
        "S1",
        "named",
        (4, 2, 1),
        "Brine Wire; Valen Ledger",
        "Port Valen harbour authority",
        [
            ("brine-1", "The road bridge at Port Valen was closed on Monday"),
            ("daily-1", "The road bridge at Port Valen was shut on Monday"),
            ("ledger-1", "the bridge had been closed on Monday"),
            ("digest-1", "a bridge in Port Valen is closed"),
        ],
    ),
    "C2": (
        "S1",
        "anonymous",
        (2, 1, 1),
        "Valen Ledger",
        "unnamed city official",
        [
            ("ledger-1", "repairs would take nine months"),
            ("digest-1", "Repairs could take nine months"),
        ],
    ),
    "C3": (
        "S1",
        None,
        (2, None, None),
        None,
        None,
        [
            ("brine-1", "Engineers counted 14 cracks."),
            ("daily-1", "Engineers counted 14 cracks."),
        ],
    ),
}


def _claims():
    claims, mentions = [], []
    for name, (story, how, counts, newsrooms, origins, said) in CLAIMS.items():
        article, words = said[0]
        claims.append(
            {
                "claim_id": name,
                "story_id": story,
                **span(article, words),
                "text": words,
                "attribution": how,
                **dict(
                    zip(("n_articles", "n_pipelines", "n_origins"), counts, strict=True)
                ),
                "pipelines": newsrooms,
                "origins": origins,
            }
        )
        mentions += [{"claim_id": name, **span(*where)} for where in said]
    return make_table("claims", claims), make_table("claim_mentions", mentions)


def _statements():
    """Whose report and whose word each telling of the first claim is."""
    tellings = [
        ("Brine Wire", "own", "harbour authority"),
        ("Brine Wire", "copied", "harbour authority"),
        ("Valen Ledger", "own", "harbour authority"),
        ("Brine Wire", "digest", None),
    ]
    rows = [
        {**span(*where), "pipeline": newsroom, "basis": basis, "voice": voice}
        for where, (newsroom, basis, voice) in zip(
            CLAIMS["C1"][-1], tellings, strict=True
        )
    ]
    return make_table("statements", rows)


def _disagreements():
    rows = [
        {"disagreement_id": "D1", "claim_id": "C3", "kind": "figure", "text": words}
        | span(article, words)
        for article, words in [
            ("brine-1", "14 cracks"),
            ("daily-1", "14 cracks"),
            ("ledger-1", "17 cracks"),
        ]
    ]
    for row in rows:
        row |= {"n_pipelines": 1, "outlier": row["text"] == "17 cracks"}
    return make_table("disagreements", rows)


def _hygiene():
    counts = ("n_speech", "n_attributed", "n_anonymous", "n_claims", "n_single_origin")
    measured = {
        ("article", "ledger-1"): (3, 3, 2, 2, 2),
        ("article", "lake-1"): (1, 0, 0, 0, 0),
        ("outlet", "Valen Ledger"): (3, 3, 2, 2, 2),
        ("outlet", "Brine Wire"): (2, 2, 0, 2, 1),
    }
    rows = [
        {"scope": scope, "name": name, "n_bare_hearsay": 1}
        | dict(zip(counts, numbers, strict=True))
        for (scope, name), numbers in measured.items()
    ]
    rows.append({"scope": "article", "name": "costa-1", "unmeasured": "language es"})
    return make_table("hygiene", rows)


def _reuse():
    pairs = [
        ("brine-1", "daily-1", 0.97, "edited", "a>b"),
        ("brine-1", "digest-1", 0.41, "summary", None),
    ]
    columns = ("a", "b", "derived", "relation", "direction")
    rows = [dict(zip(columns, pair, strict=True)) for pair in pairs]
    cut = [len(text.split(". ")[0]) + 1 for text in (WIRE, EDITED)]
    passage = {
        "a": "brine-1",
        "b": "daily-1",
        "a_start": 0,
        "a_end": cut[0],
        "b_start": 0,
        "b_end": cut[1],
        "kind": "edited",
        "similarity": 0.93,
    }
    return make_table("reuse", rows), make_table("passages", [passage])


def _timeline():
    events = [
        ("E1", "2031-02-03", "day", WIRE.split(". ")[0] + ".", (4, 2, 1)),
        (
            "E2",
            "2031-02-04",
            "day",
            "Our reporter saw 17 cracks on Tuesday.",
            (1, 1, 1),
        ),
        ("E3", "2031-01-03", "day", LAKE, (1, 1, 1)),
    ]
    said = [
        ("E1", "brine-1", WIRE.split(". ")[0] + ".", "on Monday"),
        ("E1", "daily-1", EDITED.split(". ")[0] + ".", "on Monday"),
        ("E2", "ledger-1", "Our reporter saw 17 cracks on Tuesday.", "on Tuesday"),
        ("E3", "lake-1", LAKE, "on 3 January"),
    ]
    rows = []
    for event, article, sentence, when in said:
        where = span(article, sentence)
        rows.append(
            {
                "event_id": event,
                "sentence_start": where["start"],
                "sentence_end": where["end"],
                **span(article, when),
                "published": PUBLISHED[article],
            }
        )
    heads = [
        {
            "event_id": event,
            "start": day,
            "finish": day,
            "granularity": grain,
            "text": text,
            **dict(
                zip(("n_articles", "n_pipelines", "n_origins"), counts, strict=True)
            ),
        }
        for event, day, grain, text, counts in events
    ]
    return make_table("events", heads), make_table("event_mentions", rows)


def tables() -> dict[str, pd.DataFrame]:
    """Every table of the pile by its name."""
    made = {name: make_table(name, []) for name in TABLES}
    rejects = [
        {
            "file": "scan.pdf",
            "reason": "kind .pdf is not read",
            "remedy": "convert it to one of .txt, .jsonl, .csv",
        }
    ]
    made |= {
        "articles": _articles(),
        "rejects": make_table("rejects", rejects),
        "dates": _dates(),
        "sentences": _sentences(),
        "stories": _stories(),
        "story_terms": _terms(),
        "statements": _statements(),
        "disagreements": _disagreements(),
        "hygiene": _hygiene(),
    }
    made["nodes"], made["edges"] = _graph()
    made["claims"], made["claim_mentions"] = _claims()
    made["reuse"], made["passages"] = _reuse()
    made["events"], made["event_mentions"] = _timeline()
    return made
