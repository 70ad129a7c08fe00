"""Charts show the numbers they were given. nbval does not compare images."""

import base64
import io
from itertools import combinations, pairwise

import pandas as pd
import pytest
from invented import tables
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from PIL import Image

from nblib.charts import (
    describe_matrix,
    describe_provenance,
    describe_stories,
    describe_timeline,
    label_articles,
    overlap_matrix,
    provenance_graph,
    provenance_part,
    show,
    show_banner,
    side_by_side,
    stories_by_day,
    story_days,
    timeline,
    title_articles,
    to_png,
)
from nblib.errors import SchemaError
from nblib.tables import make_table

HOSTILE = "$5\\x ^ {a \N{CJK UNIFIED IDEOGRAPH-65E5} \x00\x1b\n<b>"


@pytest.fixture(scope="module")
def pile():
    return tables()


@pytest.fixture
def days(pile):
    return story_days(pile["stories"], pile["articles"])


@pytest.fixture
def overlap():
    return make_table("overlap", [{"a": "wire", "b": "blog", "value": 0.9}])


def gids(fig):
    """What the artists of a figure stand for."""
    return [artist.get_gid() for artist in fig.findobj() if artist.get_gid()]


def texts(fig):
    return [text.get_text() for text in fig.axes[0].texts]


# --- stories ------------------------------------------------------------------


def test_days_are_counted_and_the_largest_story_comes_first(days):
    assert list(days["story_id"].unique()) == ["S1", "S2"]
    assert days.groupby("story_id")["n_articles"].sum().to_dict() == {"S1": 5, "S2": 1}
    assert days["label"].iloc[0] == "Cracks close Port Valen bridge"


def test_every_day_of_a_story_has_its_disc(days):
    found = gids(stories_by_day(days))

    assert "S1 2031-02-03 2" in found
    assert "S1 no date 1" in found
    assert len(found) == len(days)


def test_stories_beyond_the_rows_are_counted(days):
    fig = stories_by_day(days, rows=1)

    assert "Not drawn, but in the table: 1 story." in texts(fig)
    assert not any(name.startswith("S2") for name in gids(fig))


def test_description_names_the_largest_story(days):
    said = describe_stories(days)

    assert said.startswith("2 stories in 6 articles.")
    assert "Cracks close Port Valen bridge, has 5 articles" in said
    assert "1 article without a date" in said


# --- matrix -------------------------------------------------------------------


def test_a_pair_fills_its_two_cells(overlap):
    found = gids(overlap_matrix(overlap, measure="share"))

    assert sorted(found) == ["blog | wire | 0.9", "wire | blog | 0.9"]


def test_related_names_stand_side_by_side():
    pairs = [("a", "x", 0.9), ("b", "y", 0.8), ("a", "b", 0.1)]
    rows = [dict(zip(("a", "b", "value"), pair, strict=True)) for pair in pairs]
    fig = overlap_matrix(make_table("overlap", rows), measure="share")
    names = [text for text in texts(fig) if text in "abxy"]

    assert abs(names.index("a") - names.index("x")) == 1
    assert abs(names.index("b") - names.index("y")) == 1


def test_three_hundred_names_show_the_first_and_count_the_rest():
    rows = [{"a": f"a{n}", "b": f"b{n}", "value": 0.5} for n in range(150)]
    fig = overlap_matrix(make_table("overlap", rows), measure="share", rows=30)

    assert "Not drawn, but in the table: 276 names." in texts(fig)
    assert fig.get_size_inches()[1] < 12


# --- provenance ---------------------------------------------------------------


def test_each_edge_of_the_table_is_drawn_once(pile):
    fig = provenance_graph(pile["nodes"], pile["edges"])
    arrows = [name for name in gids(fig) if " > " in name]

    assert len(arrows) == len(pile["edges"])
    assert "article:daily-1 > pipeline:brine copied" in arrows


def test_a_pair_of_nodes_is_drawn_as_its_most_open_kind(pile):
    again = pile["edges"].iloc[[1]].assign(kind="credited")
    edges = pd.concat([pile["edges"], again], ignore_index=True)
    arrows = gids(provenance_graph(pile["nodes"], edges))

    assert "article:daily-1 > pipeline:brine credited" in arrows
    assert "article:daily-1 > pipeline:brine copied" not in arrows


def test_articles_that_lead_to_the_same_place_share_a_box_when_many():
    nodes = [
        {"node_id": f"article:{n}", "layer": "article", "name": f"Post {n}"}
        for n in range(300)
    ]
    nodes.append({"node_id": "pipeline:w", "layer": "pipeline", "name": "Wire"})
    edges = [
        {"tail": node["node_id"], "head": "pipeline:w", "kind": "copied"}
        for node in nodes[:-1]
    ]
    fig = provenance_graph(make_table("nodes", nodes), make_table("edges", edges))

    assert "300" in texts(fig)
    assert any(text.startswith("300: Post 0") for text in texts(fig))


def test_a_part_holds_what_its_articles_show(pile):
    articles = pile["articles"][pile["articles"]["article_id"] == "daily-1"]
    nodes, edges = provenance_part(pile["nodes"], pile["edges"], articles)

    assert set(edges["article_id"]) == {"daily-1"}
    assert "Daily Quay" in set(nodes["name"])


def test_description_counts_each_layer(pile):
    said = describe_provenance(pile["nodes"], pile["edges"])

    assert said.startswith("6 articles lead back to 2 newsrooms")
    assert "3 first-hand origins" in said


# --- timeline -----------------------------------------------------------------


def test_events_and_reports_stand_apart(pile):
    found = gids(timeline(pile["events"], pile["event_mentions"]))

    assert "E2 2031-02-04" in found
    reported = [name for name in found if name.startswith("E2 reported")]
    assert reported == [f"E2 reported {pd.Timestamp('2031-02-05').toordinal()}"]


def test_a_date_without_words_is_an_open_disc(pile):
    mentions = pile["event_mentions"].assign(start=pd.NA)
    fig = timeline(pile["events"], mentions)
    discs = [line for line in fig.axes[0].lines if line.get_gid() == "E1 2031-02-03"]

    assert [disc.get_markerfacecolor() for disc in discs] == ["white"]


def test_old_events_stand_at_the_edge_and_new_ones_keep_their_room(pile):
    old = pile["events"].iloc[[0]].assign(event_id="E0", start="1967-06-05")
    events = pd.concat([pile["events"], old], ignore_index=True)
    fig = timeline(events, pile["event_mentions"])
    places = {
        line.get_gid(): line.get_xdata()[0]
        for line in fig.axes[0].lines
        if line.get_gid()
    }

    assert places["E0 1967-06-05"] < places["E3 2031-01-03"]
    assert places["E1 2031-02-03"] - places["E3 2031-01-03"] > 2


def test_events_without_date_or_room_are_counted(pile):
    undated = pile["events"].iloc[[0]].assign(event_id="E9", start=None)
    events = pd.concat([pile["events"], undated], ignore_index=True)
    fig = timeline(events, pile["event_mentions"], rows=1)

    assert "Not drawn, but in the table: 1 event without a date." in texts(fig)
    assert "2 more" in texts(fig)
    dots = {f"E2 {day_of(2031, 2, 4)}", f"E3 {day_of(2031, 1, 3)}"}
    assert dots <= set(gids(fig))


def day_of(*parts):
    return pd.Timestamp(*parts).toordinal()


def test_background_and_figures_are_folded_into_a_note(pile):
    events = pile["events"].assign(kind=["event", "background", "statistic"])
    fig = timeline(events, pile["event_mentions"])

    assert not any(name.startswith(("E2", "E3")) for name in gids(fig))
    assert "Not drawn, but in the table: 1 background event and 1 figure." in texts(fig)


def test_conflicting_days_are_crosses(pile):
    events = pile["events"].assign(conflict=["2031-02-02 2031-02-05", None, None])
    found = gids(timeline(events, pile["event_mentions"]))

    wanted = [f"E1 or {day_of(2031, 2, day)}" for day in (2, 5)]
    assert [name for name in found if " or " in name] == wanted


@pytest.mark.parametrize(
    ("grain", "start", "finish", "name"),
    [
        ("year", "2031-01-01", "2031-12-31", "2031"),
        ("month", "2031-02-01", "2031-02-28", "Feb 2031"),
        ("week", "2031-02-03", "2031-02-09", "week of 3 Feb 2031"),
        ("interval", "2031-02-03", "2031-02-05", "3 Feb 2031 to 5 Feb 2031"),
    ],
)
def test_a_time_is_named_as_coarse_as_it_is_told(pile, grain, start, finish, name):
    events = pile["events"].head(1)
    events = events.assign(granularity=grain, start=start, finish=finish)

    assert name in texts(timeline(events, pile["event_mentions"]))


def test_description_says_from_when_to_when(pile):
    said = describe_timeline(pile["events"], pile["event_mentions"])

    assert said.startswith("3 dated events, from 3 Jan 2031 to 4 Feb 2031.")


# --- all of them --------------------------------------------------------------

EMPTY = {
    "stories": lambda: stories_by_day(make_table("story_days", [])),
    "matrix": lambda: overlap_matrix(make_table("overlap", []), measure="share"),
    "provenance": lambda: provenance_graph(
        make_table("nodes", []), make_table("edges", [])
    ),
    "timeline": lambda: timeline(
        make_table("events", []), make_table("event_mentions", [])
    ),
}


@pytest.mark.parametrize("name", EMPTY)
def test_an_empty_table_makes_an_empty_chart(name):
    assert to_png(EMPTY[name]()).startswith(b"\x89PNG")


def test_empty_tables_are_described():
    assert describe_stories(make_table("story_days", [])) == "No story to show."
    nothing = describe_matrix(make_table("overlap", []), what="article")
    assert nothing == "No pair of articles overlaps."
    graph = describe_provenance(make_table("nodes", []), make_table("edges", []))
    assert "no known newsroom" in graph
    events = make_table("events", []), make_table("event_mentions", [])
    assert describe_timeline(*events) == "No event has a date."


def test_missing_column_is_named(overlap, days):
    with pytest.raises(SchemaError, match="value"):
        overlap_matrix(overlap.drop(columns="value"), measure="share")
    with pytest.raises(SchemaError, match="day"):
        stories_by_day(days.drop(columns="day"))


def test_names_are_never_read_as_formulas_and_missing_glyphs_are_told(days):
    fig = stories_by_day(days.assign(label=HOSTILE))

    assert to_png(fig).startswith(b"\x89PNG")
    assert any(text.startswith("$5\\x ^ {a") for text in texts(fig))
    assert not any("\x00" in text for text in texts(fig))


def test_a_character_without_glyph_becomes_a_box_with_a_note(monkeypatch, days):
    from nblib.charts import style

    monkeypatch.setattr(style, "has_glyph", lambda character: character != "B")
    fig = stories_by_day(days.assign(label="A Bridge"))

    assert "A \N{WHITE SQUARE}ridge" in texts(fig)
    assert any("no font here has this character" in text for text in texts(fig))


def test_pictures_are_the_same_bytes_without_program_name_or_date(pile):
    made = [to_png(timeline(pile["events"], pile["event_mentions"])) for _ in range(2)]

    assert made[0] == made[1]
    with Image.open(io.BytesIO(made[0])) as picture:
        assert not picture.text


def test_pictures_keep_their_inks(pile):
    png = to_png(timeline(pile["events"], pile["event_mentions"]))
    with Image.open(io.BytesIO(png)) as picture:
        colours = {colour for _, colour in picture.convert("RGB").getcolors(100_000)}

    for ink in ((0, 114, 178), (192, 79, 0)):
        assert (
            min(
                sum(map(abs, (r - ink[0], g - ink[1], b - ink[2])))
                for r, g, b in colours
            )
            < 12
        )


def test_shown_figure_carries_alt_text_and_name(monkeypatch, days):
    shown = {}
    monkeypatch.setattr(
        "IPython.display.display", lambda data, **rest: shown.update(data, **rest)
    )
    show(stories_by_day(days), "A finding.", name="stories")

    assert shown["text/plain"] == "A finding."
    assert base64.b64decode(shown["image/png"]).startswith(b"\x89PNG")
    assert shown["metadata"]["image/png"]["alt"] == "A finding."
    assert shown["metadata"]["image/png"]["name"] == "stories"


def test_labels_are_all_different(pile):
    twice = pd.concat([pile["articles"], pile["articles"].assign(article_id="x")])
    twice["article_id"] = [f"{name}-{n}" for n, name in enumerate(twice["article_id"])]
    labels = label_articles(twice)

    assert len(set(labels.values())) == len(twice)


def test_a_title_inside_the_text_is_found(pile):
    zones = make_table(
        "zones", [{"article_id": "lake-1", "start": 0, "end": 10, "zone": "title"}]
    )
    untitled = pile["articles"].assign(title=None)

    assert title_articles(untitled, zones=zones)["lake-1"] == "Lake Omber"


def test_wordings_stand_side_by_side_with_nothing_that_could_run():
    row = {
        "a": "one",
        "b": "two",
        "words_a": "a ⟦red⟧ line <script>x()</script>",
        "words_b": "a ⟦crimson⟧ line",
        "warning": "quote",
    }
    page = side_by_side(make_table("marked", [row]), {"one": "Daily <Quay>"})

    assert page.count("<mark>") == page.count("</mark>") == 2
    assert "<script>" not in page
    assert "Daily &lt;Quay&gt;" in page
    assert "<td>quote</td>" in page


@pytest.mark.parametrize("lines", [["3 articles <b>"], []])
def test_a_banner_shows_its_cases_or_that_there_are_none(lines, capsys):
    show_banner(lines, head="One origin", clear="All is well")

    shown = capsys.readouterr().out
    assert ("One origin" in shown) == bool(lines)
    assert ("All is well" in shown) == (not lines)


# --- few rows, many rows ------------------------------------------------------


def many_days(rows):
    held = [
        {
            "story_id": f"S{n}",
            "label": f"A road bridge at Port Valen was closed for the {n}. time",
            "day": f"2031-02-{1 + n % 28:02}",
            "n_articles": 1 + n % 9,
        }
        for n in range(rows)
    ]
    return stories_by_day(make_table("story_days", held))


def many_pairs(rows):
    names = [f"Port Valen Morning Ledger {n}" for n in range(rows)]
    pairs = [{"a": a, "b": b, "value": 0.9} for a, b in pairwise(names)]
    return overlap_matrix(make_table("overlap", pairs), measure="shared words")


def many_tellers(rows):
    nodes, edges = [], []
    for n in range(rows):
        room, origin = f"pipeline:{n % 40}", f"origin:{n % 60}"
        for layer, node in zip(
            ("article", "pipeline", "origin"),
            (f"article:{n}", room, origin),
            strict=True,
        ):
            nodes.append({"node_id": node, "layer": layer, "name": f"Ledger {node}"})
        edges.append({"tail": f"article:{n}", "head": room, "kind": "credited"})
        edges.append({"tail": room, "head": origin, "kind": "heard"})
    table = make_table("nodes", nodes).drop_duplicates("node_id")
    return provenance_graph(table, make_table("edges", edges))


def many_events(rows):
    events = [
        {
            "event_id": f"E{n}",
            "start": f"2031-{1 + n % 12:02}-{1 + n % 28:02}",
            "granularity": "day",
            "text": f"The {n}. crack was found in a pier of the bridge at Port Valen.",
            "n_articles": 2,
            "n_pipelines": 1 + n % 3,
            "n_origins": 1 + n % 3,
        }
        for n in range(rows)
    ]
    return timeline(make_table("events", events), make_table("event_mentions", []))


@pytest.mark.parametrize("rows", [3, 30, 300])
@pytest.mark.parametrize("draw", [many_days, many_pairs, many_tellers, many_events])
def test_words_stay_on_the_sheet_and_off_each_other(draw, rows):
    fig = draw(rows)
    renderer = FigureCanvasAgg(fig).get_renderer()
    boxes = [
        (text.get_text(), text.get_window_extent(renderer))
        for text in fig.axes[0].texts
        if text.get_text().strip()
    ]
    sheet = fig.bbox

    for words, box in boxes:
        assert box.x0 >= -1, words
        assert box.x1 <= sheet.x1 + 1, words
        assert box.y0 >= -1, words
        assert box.y1 <= sheet.y1 + 1, words
    for (words, one), (others, other) in combinations(boxes, 2):
        wide = min(one.x1, other.x1) - max(one.x0, other.x0)
        high = min(one.y1, other.y1) - max(one.y0, other.y0)
        assert wide < 2 or high < 3, f"{words!r} lies on {others!r}"
    assert fig.get_figheight() < 20  # inches; what is left out is counted below


@pytest.mark.parametrize("draw", [many_days, many_pairs, many_tellers, many_events])
def test_grey_print_loses_no_word(draw):
    fig = draw(30)
    for text in fig.axes[0].texts:
        red, green, blue = to_rgb(text.get_color())
        grey = 0.2126 * red + 0.7152 * green + 0.0722 * blue
        assert grey < 0.45 or text.get_color() == "white", text.get_text()
