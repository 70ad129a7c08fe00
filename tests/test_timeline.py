"""Events: the right date for the right clause, one event for each happening."""

import json

import numpy as np
import pandas as pd
import pytest
from piles import make_pile

from nblib.articles import make_articles
from nblib.errors import UsageError
from nblib.tables import TABLES, make_table, sort_table
from nblib.timeline import Timeline, attaching, bags, build_timeline, export_timeline

WIRE = (
    "Norrby's harbour was closed on Wednesday after two barges struck the northern "
    "pier, harbour master Ida Holm said on Thursday.\n"
    "The council of Norrby voted on Tuesday for a new crane."
)
OTHER = (
    "Two barges struck the northern pier of Norrby on Wednesday and its harbour was "
    "closed.\n"
    "A choir from Lund sang in the cathedral on Wednesday."
)


@pytest.fixture(scope="module")
def timeline():
    return build_timeline(
        make_articles(
            [
                {"id": "a", "text": WIRE, "published": "2025-04-10"},
                {"id": "b", "text": OTHER, "published": "2025-04-11"},
            ]
        )
    )


def told(timeline, piece):
    """Return the events whose first sentence holds `piece`."""
    return timeline.events[timeline.events["text"].str.contains(piece, regex=False)]


def events_of(timeline, article_id, text, piece):
    place = text.index(piece)
    mine = timeline.mentions[timeline.mentions["article_id"] == article_id]
    hit = (mine["sentence_start"] <= place) & (place < mine["sentence_end"])
    return set(mine.loc[hit, "event_id"])


def test_tables_have_their_columns(timeline):
    assert list(timeline.events.columns) == list(TABLES["events"])
    assert list(timeline.mentions.columns) == list(TABLES["event_mentions"])


def test_an_event_names_the_article_that_tells_it_first(timeline):
    first = timeline.mentions.dropna(subset=["published"]).sort_values("published")
    first = first.groupby("event_id")["article_id"].first()
    named = timeline.events.set_index("event_id")["article_id"]
    assert named.to_dict() == first.to_dict()


def test_a_component_is_read_as_if_it_were_alone():
    third = (
        "The council said the barges belong to one firm. Three were hurt in March.\n"
        "“The pier will be mended,” Ida Holm said on Thursday."
    )
    texts = {"a": WIRE, "b": OTHER, "c": WIRE, "d": third, "e": third, "f": OTHER}
    days = {name: f"2025-04-{10 + 9 * (name in 'df')}" for name in texts}
    days["e"] = "2025-04-11"
    crane = {"id": "g", "text": "A crane of Norrby fell on 15 March 2025."}
    articles = make_articles(
        [*({"id": n, "text": t, "published": days[n]} for n, t in texts.items()), crane]
    )
    component = dict(zip("abcdefg", "aaccaca", strict=True))
    components = pd.DataFrame(component.items(), columns=["article_id", "component_id"])

    def read(some):
        return build_timeline(some, components=components)

    both = read(articles)
    parts = articles.groupby(articles["article_id"].map(component))
    alone = [read(part.reset_index(drop=True)) for _, part in parts]

    for number, name in enumerate(("events", "event_mentions")):
        expected = sort_table(pd.concat(part[number] for part in alone), name)
        pd.testing.assert_frame_equal(both[number], expected)
    assert both.events["event_id"].is_unique
    assert len(build_timeline(articles).events) < len(both.events)


def test_same_happening_in_two_articles_is_one_event(timeline):
    shared = events_of(timeline, "a", WIRE, "two barges") & events_of(
        timeline, "b", OTHER, "Two barges"
    )
    assert len(shared) == 1
    event = timeline.events.set_index("event_id").loc[shared.pop()]
    assert (event["start"], event["finish"], event["granularity"]) == (
        "2025-04-09",
        "2025-04-09",
        "day",
    )
    assert event["n_articles"] == 2


def test_another_happening_of_the_same_day_is_kept_apart(timeline):
    choir = events_of(timeline, "b", OTHER, "A choir")
    assert not choir & events_of(timeline, "b", OTHER, "Two barges")


def test_what_was_said_and_what_happened_have_their_own_days(timeline):
    ids = events_of(timeline, "a", WIRE, "two barges")
    days = timeline.events.set_index("event_id").loc[sorted(ids), ["kind", "start"]]
    assert {tuple(row) for row in days.to_numpy()} == {
        ("event", "2025-04-09"),
        ("statement", "2025-04-10"),
    }


def test_report_date_stands_beside_the_event_date(timeline):
    assert set(timeline.mentions["published"]) == {"2025-04-10", "2025-04-11"}


def test_mention_spans_its_time_expression(timeline):
    texts = {"a": WIRE, "b": OTHER}
    spans = timeline.mentions.dropna(subset=["start"])
    found = {texts[row.article_id][row.start : row.end] for row in spans.itertuples()}
    assert found == {"Wednesday", "Thursday", "Tuesday"}


def test_counts_follow_the_mentions(timeline):
    articles = timeline.mentions.groupby("event_id")["article_id"].nunique()
    counted = timeline.events.set_index("event_id")["n_articles"]
    assert (counted == articles.reindex(counted.index)).all()
    assert (timeline.events["n_pipelines"] <= timeline.events["n_articles"]).all()


@pytest.mark.parametrize(
    ("text", "start", "finish", "granularity"),
    [
        ("The ferry to Visby sank in March 2024.", "2024-03-01", "2024-03-31", "month"),
        ("The ferry to Visby sank last week.", "2025-03-31", "2025-04-06", "week"),
        ("The ferry to Visby sank in 1988.", "1988-01-01", "1988-12-31", "year"),
        (
            "The ferry to Visby sank on Tuesday night.",
            "2025-04-08",
            "2025-04-08",
            "day",
        ),
    ],
)
def test_coarse_date_stays_coarse(text, start, finish, granularity):
    pile = make_articles([{"id": "a", "text": text, "published": "2025-04-10"}])
    event = build_timeline(pile).events.iloc[0]
    assert (event["start"], event["finish"], event["granularity"]) == (
        start,
        finish,
        granularity,
    )


def test_old_happening_is_background():
    text = "The ferry to Visby sank in March 1994 with all its crew."
    pile = make_articles([{"id": "a", "text": text, "published": "2025-04-10"}])
    assert build_timeline(pile).events["kind"].tolist() == ["background"]


def test_two_days_for_one_happening_are_a_conflict():
    first = "Two barges struck the northern pier of Norrby harbour on April 8, 2025."
    second = "Two barges struck the northern pier of Norrby harbour on April 9, 2025."
    pile = make_articles(
        [
            {"id": "a", "text": first, "published": "2025-04-10"},
            {"id": "b", "text": second, "published": "2025-04-10"},
        ]
    )
    events = build_timeline(pile).events
    assert dict(zip(events["start"], events["conflict"], strict=True)) == {
        "2025-04-08": "2025-04-09",
        "2025-04-09": "2025-04-08",
    }


def test_undated_article_joins_by_what_it_tells():
    undated = "Barges struck the northern pier of Norrby and closed the harbour."
    pile = make_articles(
        [
            {"id": "a", "text": OTHER, "published": "2025-04-10"},
            {"id": "b", "text": undated},
        ]
    )
    mentions = build_timeline(pile).mentions
    joined = mentions[mentions["article_id"] == "b"]
    assert len(joined) == 1
    assert joined["start"].isna().all()
    assert joined["published"].isna().all()


def test_undated_article_alone_dates_nothing():
    pile = make_articles([{"id": "a", "text": WIRE}])
    assert build_timeline(pile).events["start"].isna().all()


def test_ids_come_from_content_and_not_from_position(timeline):
    later = build_timeline(
        make_articles(
            [
                {"id": "b", "text": OTHER, "published": "2025-04-11"},
                {
                    "id": "0",
                    "text": "The choir of Ystad sang in June 2024.",
                    "published": "2025-04-12",
                },
                {"id": "a", "text": WIRE, "published": "2025-04-10"},
            ]
        )
    )
    assert set(timeline.events["event_id"]) <= set(later.events["event_id"])
    assert timeline.events["event_id"].is_unique


def test_order_of_articles_changes_nothing():
    pile = make_articles(
        [
            {"id": "a", "text": WIRE, "published": "2025-04-10"},
            {"id": "b", "text": OTHER, "published": "2025-04-11"},
        ]
    )
    one, two = (
        build_timeline(pile),
        build_timeline(pile.iloc[::-1].reset_index(drop=True)),
    )
    pd.testing.assert_frame_equal(one.events, two.events)
    pd.testing.assert_frame_equal(one.mentions, two.mentions)


def test_empty_pile_gives_empty_tables():
    timeline = build_timeline(make_articles([]))
    assert list(timeline.events.columns) == list(TABLES["events"])
    assert timeline.mentions.empty


def days_of(text, piece, published="2025-04-11"):
    made = build_timeline(
        make_articles([{"id": "a", "text": text, "published": published}])
    )
    ids = events_of(made, "a", text, piece)
    return sorted(made.events.set_index("event_id").loc[sorted(ids), "start"])


def test_a_dateline_dates_the_report_and_not_what_happened():
    text = "NORRBY, April 10 (Coastwire) — Two barges struck the pier on Tuesday."
    assert days_of(text, "barges") == ["2025-04-08"]


def test_the_day_of_saying_does_not_date_what_happened():
    text = "Two barges struck the pier on Tuesday, the port mentioned a day later."
    made = build_timeline(
        make_articles([{"id": "a", "text": text, "published": "2025-04-11"}])
    )
    happened = made.events[made.events["kind"] == "event"]
    assert happened["start"].tolist() == ["2025-04-08"]


def test_what_came_a_week_after_another_happening_is_not_of_its_day():
    text = (
        "Two barges struck the northern pier of Norrby on Tuesday.\n"
        "The two barges struck the northern pier one week after divers found a mine."
    )
    assert "2025-04-08" in days_of(text, "one week after")


HOSTILE = "Bells; bells,\r\nEND:VEVENT\u2028\x00 \\n <b>ö</b> " + "å🛳" * 60


def one_event(**cells):
    row = {"event_id": "e1", "start": "2025-04-08", "finish": "2025-04-09"}
    row |= {
        "granularity": "interval",
        "kind": "event",
        "text": "A barge sank.",
        **cells,
    }
    mention = {"event_id": "e1", "article_id": "a", "sentence_start": 0}
    mention |= {"sentence_end": 13}
    return Timeline(
        make_table("events", [row]), make_table("event_mentions", [mention])
    )


def calendar(tmp_path, timeline, **options):
    """Return the unfolded lines of a calendar, its folded ones checked."""
    data = export_timeline(timeline, tmp_path / "t.ics", **options).read_bytes()
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r") == data.count(b"\r\n")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    return data.decode("utf-8").replace("\r\n ", "").split("\r\n")


def test_json_lines_hold_every_event_with_its_sentences(timeline, tmp_path):
    articles = make_articles([{"id": "a", "text": WIRE}, {"id": "b", "text": OTHER}])
    file = export_timeline(timeline, tmp_path / "t.jsonl", articles=articles)
    rows = [json.loads(line) for line in file.read_text("ascii").splitlines()]

    assert [row["event_id"] for row in rows] == timeline.events["event_id"].tolist()
    assert sum(len(row["mentions"]) for row in rows) == len(timeline.mentions)
    texts = {"a": WIRE, "b": OTHER}
    for mention in (m for row in rows for m in row["mentions"]):
        span = slice(mention["sentence_start"], mention["sentence_end"])
        assert mention["sentence"] == texts[mention["article_id"]][span].strip()


def test_calendar_has_whole_days_and_an_exclusive_end(tmp_path):
    lines = calendar(tmp_path, one_event())
    assert "DTSTART;VALUE=DATE:20250408" in lines
    assert "DTEND;VALUE=DATE:20250410" in lines
    assert "UID:e1@nblib" in lines
    assert "DTSTAMP:20250408T000000Z" in lines


@pytest.mark.parametrize(
    ("as_of", "stamp"),
    [
        ("2025-05-01", "20250501T000000Z"),
        ("2025-05-01T01:30:00+03:00", "20250430T223000Z"),
    ],
)
def test_calendar_is_stamped_with_the_date_given(tmp_path, as_of, stamp):
    assert f"DTSTAMP:{stamp}" in calendar(tmp_path, one_event(), as_of=as_of)


@pytest.mark.parametrize("granularity", ["month", "week", "year", None])
def test_calendar_leaves_out_what_has_no_days(tmp_path, granularity):
    lines = calendar(tmp_path, one_event(granularity=granularity))
    assert not [line for line in lines if line.startswith("BEGIN:VEVENT")]


def test_last_day_of_the_calendar_has_no_end(tmp_path):
    lines = calendar(tmp_path, one_event(start="9999-12-31", finish="9999-12-31"))
    assert not [line for line in lines if line.startswith("DTEND")]


def test_hostile_text_stays_one_value(tmp_path):
    lines = calendar(tmp_path, one_event(text=HOSTILE, conflict="2025-04-07"))
    assert [lines.count(f"{word}:VEVENT") for word in ("BEGIN", "END")] == [1, 1]
    [summary] = [line for line in lines if line.startswith("SUMMARY:")]
    assert r"Bells\; bells\, END:VEVENT" in summary
    assert "å🛳" * 60 in summary
    assert "\x00" not in summary
    file = export_timeline(one_event(text=HOSTILE), tmp_path / "t.jsonl")
    [line] = file.read_text("ascii").splitlines()
    assert json.loads(line)["text"] == HOSTILE


def test_empty_timeline_is_written(tmp_path):
    empty = build_timeline(make_articles([]))
    assert export_timeline(empty, tmp_path / "t.jsonl").read_bytes() == b""
    assert calendar(tmp_path, empty)[0] == "BEGIN:VCALENDAR"


@pytest.mark.parametrize(("name", "as_of"), [("t.csv", None), ("t.ics", "yesterday")])
def test_export_refuses_what_it_cannot_write(timeline, tmp_path, name, as_of):
    with pytest.raises(UsageError):
        export_timeline(timeline, tmp_path / name, as_of=as_of)


def test_a_night_is_spoken_of_on_the_next_day():
    text = (
        "Two barges struck the pier of Norrby on Tuesday night.\n"
        'Harbour master Ida Holm said: "No crane is left standing."'
    )
    assert days_of(text, "No crane") == ["2025-04-09"]


def test_a_statement_without_its_day_takes_the_day_told_elsewhere():
    said = (
        "Harbour master Ida Holm said {}that the northern pier of Norrby would need "
        "new cranes and stronger moorings."
    )
    texts = {"a": said.format("on Tuesday "), "b": said.format("")}
    made = build_timeline(
        make_articles(
            [
                {"id": key, "text": text, "published": f"2025-04-{10 + n}"}
                for n, (key, text) in enumerate(texts.items())
            ]
        )
    )
    assert made.events["start"].tolist() == ["2025-04-08"]


def dated_alone(texts, published):
    """Return the timeline of texts published on the same day, None for undated ones."""
    return build_timeline(
        make_articles(
            {"id": key, "text": text, "published": published.get(key)}
            for key, text in texts.items()
        )
    )


def days_in(made, article_id, text, piece):
    days = dict(zip(made.events["event_id"], made.events["start"], strict=True))
    return {days[event] for event in events_of(made, article_id, text, piece)}


def test_weekday_without_a_week_gives_its_day_to_a_week():
    texts = {
        "dated": "The Norrby Post reported last week that divers had inspected three "
        "wrecks off Sandholm before the storm broke.",
        "undated": "On Saturday the Norrby Post reported that divers had inspected "
        "three wrecks off Sandholm before the storm broke.",
    }
    made = dated_alone(texts, {"dated": "2025-04-10"})
    assert made.events["start"].tolist() == ["2025-04-05"]
    assert made.events["granularity"].tolist() == ["day"]


def test_day_without_a_year_joins_the_same_day_told_elsewhere():
    texts = {
        "dated": "Fishermen from Norrby and Sandholm met in the old lighthouse on "
        "Wednesday to settle the quarrel about herring quotas.",
        "undated": "I read with amusement that fishermen met on 9 April about herring.",
    }
    made = dated_alone(texts, {"dated": "2025-04-10"})
    assert days_in(made, "undated", texts["undated"], "fishermen") == {"2025-04-09"}


@pytest.mark.parametrize(
    ("text", "piece", "expected"),
    [
        pytest.param(
            "The council of Norrby met in the lighthouse on Wednesday.\n"
            "The meeting came a week after a barge struck the northern pier.",
            "barge",
            "2025-04-02",
            id="back to the clause",
        ),
        pytest.param(
            "The council of Norrby met in the lighthouse on Tuesday.\n"
            "A day after the meeting, divers closed the northern pier.",
            "divers",
            "2025-04-09",
            id="on from the noun",
        ),
        pytest.param(
            "Divers closed the pier on Tuesday.\n"
            "Harbour master Ida Holm had declared a week ago that no crane was safe.",
            "no crane",
            "2025-04-04",
            id="before that",
        ),
        pytest.param(
            "Divers closed the pier, the harbour office confirmed, and cranes will be "
            "brought from Lund, sailors said on Wednesday.",
            "brought",
            "2025-04-09",
            id="beside the second speaker",
        ),
        pytest.param(
            "The harbour office voiced its thanks to the divers on Wednesday.",
            "thanks",
            "2025-04-09",
            id="after what is no sentence",
        ),
    ],
)
def test_time_belongs_to_its_clause(text, piece, expected):
    assert expected in days_of(text, piece)


def test_who_was_there_speaks_on_that_day():
    text = (
        'Mayor Ida Holm said on Monday: "The pier must rest."\n'
        "On Wednesday the minister, standing beside Holm in the harbour, said he would "
        "pay for two cranes.\n"
        'Holm said: "We thank him with all our hearts."'
    )
    assert days_of(text, "We thank") == ["2025-04-09"]


def test_nobody_is_taken_to_have_spoken_after_the_report():
    text = (
        'Mayor Ida Holm said the pier will open on Saturday, "if the cranes hold", and '
        "warned of floods."
    )
    kinds = dated_alone({"a": text}, {"a": "2025-04-10"}).events
    said = kinds[kinds["kind"] == "statement"]
    assert (said["start"] <= "2025-04-10").all()


def test_a_quotation_of_several_sentences_was_said_at_one_time():
    text = (
        'Mayor Ida Holm said on Tuesday: "The pier is safe. The cranes are not. We '
        'will replace every one of them before the winter."\n'
        "The council met on Wednesday."
    )
    assert days_of(text, "replace every") == ["2025-04-08"]


def test_old_events_of_undated_articles_are_background():
    texts = {
        "dated": "Divers closed the northern pier of Norrby on Wednesday.",
        "undated": "The lighthouse of Sandholm burned on 3 May 2019.",
    }
    made = dated_alone(texts, {"dated": "2025-04-10"})
    assert made.events["kind"].tolist() == ["background", "event"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Divers have freed 43 barges this year.", "statistic"),
        ("Some 933,195 people took the ferry this year.", "statistic"),
        ("The quarrel of over 13 years ended this year.", "event"),
        ("Pier T-4 was mended this year.", "event"),
        ("The ferry of 1998 was sold this year.", "event"),
        ("Divers freed 43 barges on Wednesday.", "event"),
    ],
)
def test_a_count_over_a_long_time_is_a_statistic(text, kind):
    kinds = dated_alone({"a": text}, {"a": "2025-04-10"}).events["kind"]
    assert kinds.tolist()[-1:] == [kind]


@pytest.mark.parametrize("published", ["0001-01-03", "9999-12-31"])
def test_ends_of_the_calendar_are_met(published):
    text = (
        "The council met on Monday night. It came 99 weeks after a barge struck the "
        "pier.\n99 weeks after the meeting, divers closed it, Ida Holm said on Friday."
    )
    made = dated_alone({"a": text}, {"a": published})
    assert len(made.events) == made.mentions["event_id"].nunique()


def test_what_suited_no_event_need_not_be_tried_with_the_same_again(monkeypatch):
    pile = make_articles(make_pile(40).records)
    found = build_timeline(pile)
    near, tried = attaching._near, []

    def near_all(*given):
        tried.append(given[-1].any())
        return near(*given[:-1], np.zeros_like(given[-1]))

    monkeypatch.setattr(attaching, "_near", near_all)
    again = build_timeline(pile)

    assert any(tried)
    pd.testing.assert_frame_equal(found.events, again.events)
    pd.testing.assert_frame_equal(found.mentions, again.mentions)


# --- how alike ---------------------------------------------------------------


def bags_of(texts, blocks):
    """Bags of texts that are each one sentence of an article."""
    told = [
        bags.Mention(f"{n}", (0, len(text)), "plain", (0, len(text)), text)
        for n, text in enumerate(texts)
    ]
    said = {mention.article_id: mention.text for mention in told}
    return bags.fill_bags(told, said, blocks)


def test_pairs_found_together_are_those_found_one_by_one(monkeypatch):
    monkeypatch.setattr(bags, "PRODUCTS", 500)
    chance = np.random.default_rng(3)
    words = [f"{letter}{letter}{letter}" for letter in "bcdfghjk"]
    blocks = chance.integers(0, 2, 60)
    filled = bags_of([" ".join(chance.choice(words, 3)) for _ in range(60)], blocks)
    first = chance.integers(0, 100, 60)
    days = bags.Days(first, first + chance.choice([0, 3, 80], 60))

    table = filled.tabulate([[n] for n in range(60)])
    near = bags.find_near(
        table[:40], table, 0.3, (bags.Days(*(d[:40] for d in days)), days)
    )

    held = [filled.put_together([n]) for n in range(60)]
    expected = [
        (one, two)
        for one in range(40)
        for two in range(60)
        if blocks[one] == blocks[two]
        and bags.alike(held[one], held[two]) >= 0.3
        and days.first[one] <= days.last[two]
        and days.first[two] <= days.last[one]
    ]
    assert list(zip(near.first.tolist(), near.second.tolist(), strict=True)) == expected
    assert 40 < len(expected) < 1200
    for one, two, cosine in zip(*near, strict=True):
        assert cosine == pytest.approx(bags.alike(held[one], held[two]), abs=1e-11)


def test_words_put_together_weigh_as_if_told_in_one_go():
    apart = ["barge ferry pier", "ferry diver", "mayor"]
    blocks = np.zeros(3, dtype=np.int64)
    filled = bags_of(apart, blocks)

    both = filled.put_together([0, 1])
    table = filled.tabulate([[0, 1], [2]])

    weighed = filled.weights[both.columns] * np.sqrt([1, 1, 2, 1])
    assert both.values == pytest.approx(weighed / np.linalg.norm(weighed))
    assert table[[0]].indices.tolist() == both.columns.tolist()
    assert table[[0]].data == pytest.approx(both.values)
    assert bags.alike(both, filled.put_together([2])) == 0.0


def test_sentence_before_counts_half_and_only_where_the_own_words_are_silent():
    text = "The ferry sank. It sank fast."
    told = bags.Mention("a", (16, 29), "plain", (16, 29), "", before=(0, 15))

    filled = bags.fill_bags([told], {"a": text}, np.zeros(1, dtype=np.int64))

    words = dict(
        zip(("fast", "ferry", "sank"), filled.counts.toarray()[0], strict=True)
    )
    assert words == {"fast": bags.OWN, "ferry": bags.BEFORE, "sank": bags.OWN}


# --- what need not be compared -----------------------------------------------

SHUFFLED = (
    "Two barges struck the northern pier of Norrby on Wednesday.",
    "The pier of Norrby was struck by two barges, and divers searched it.",
    "The barges that struck the pier were loaded with gravel, an official said.",
    "Harbour master Ida Holm said on Thursday that the pier will stay closed.",
    "The pier will stay closed, Holm said.",
    "The council voted in March for a new crane, a clerk said.",
    "A new crane was voted for by the council.",
    "The harbour of Norrby was closed last week.",
    "The pier was closed on Friday, following the collision of two barges at night.",
    "On Wednesday night the barges struck, and the harbour was closed.",
)


def shuffled_pile():
    """Articles that tell the same happenings with dates and without."""
    chance = np.random.default_rng(5)
    days = [None, "2025-04-10", "2025-04-11", "2025-04-18"]
    return make_articles(
        {
            "id": f"{n:02}",
            "text": " ".join(chance.choice(SHUFFLED, 4, replace=False)),
            "published": days[chance.integers(len(days))],
        }
        for n in range(30)
    )


def test_pairs_that_are_left_out_would_not_have_joined(monkeypatch):
    pile, near = shuffled_pile(), attaching._near
    spared = build_timeline(pile)

    def all_pairs(events, mentions):
        yield np.arange(len(mentions)), np.arange(len(events))

    monkeypatch.setattr(attaching, "_of_kind", all_pairs)
    monkeypatch.setattr(
        attaching, "_near", lambda *given: near(*given[:-1], given[-1] & False)
    )
    tried = build_timeline(pile)

    assert spared.mentions["start"].isna().sum() > 20
    pd.testing.assert_frame_equal(tried.events, spared.events)
    pd.testing.assert_frame_equal(tried.mentions, spared.mentions)
