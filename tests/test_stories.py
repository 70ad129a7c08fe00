"""Stories: who belongs together, what it is called, and which id it keeps."""

import numpy as np
import pandas as pd
import pytest
from scipy import sparse
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from nblib import (
    find_stories,
    fit_vectors,
    follow_stories,
    make_articles,
    name_stories,
)
from nblib.errors import SchemaError, UsageError
from nblib.stories import (
    carry_ids,
    cut_curve,
    find_components,
    group_articles,
    keep_labels,
    relate_stories,
    resolve_ids,
    sum_up_stories,
)
from nblib.stories.cut import choose_cut, fit_kinds
from nblib.stories.graph import neighbour_graph
from nblib.stories.likeness import measure_likeness
from nblib.stories.phrases import StoryWords, read_writing
from nblib.stories.tree import cut_tree, grow_tree, resample_heights
from nblib.tables import make_table
from nblib.vectors import common_words, read_tokens, unit_rows

FERRY = [
    "The ferry Santa Rilva sank off Port Varos on Sunday and divers searched its hull "
    "for the eleven missing crew, the Ruritanian coast guard said.",
    "Divers reached the hull of the Santa Rilva, the ferry that sank off Port Varos; "
    "eleven crew members were missing, according to the coast guard of Ruritania.",
    "Port Varos mourned on Monday after the Santa Rilva ferry sank with its crew. The "
    "coast guard of Ruritania sent divers to the hull.",
]
BAKERS = [
    "Bakers in Lundby voted to strike over the price of flour, their union said, and "
    "most ovens of the town stayed cold on Tuesday.",
    "Lundby woke without bread on Tuesday: its bakers' union struck over flour prices.",
]
LONE = ["A telescope in the Atamar desert photographed a comet that nobody had seen."]


def pile(texts, **fields):
    return make_articles(
        {"id": f"a{n}", "text": text, **fields} for n, text in enumerate(texts)
    )


def groups(stories):
    return {frozenset(m) for m in stories.groupby("story_id")["article_id"].agg(list)}


@pytest.fixture(scope="module")
def mixed():
    return pile([*FERRY, *BAKERS, *LONE])


@pytest.fixture(scope="module")
def found(mixed):
    return find_stories(mixed)


def table(**stories):
    rows = [(a, s) for s, articles in stories.items() for a in articles.split()]
    return pd.DataFrame(rows, columns=["article_id", "story_id"])


def test_stories_are_told_apart_and_one_article_may_stand_alone(found):
    assert groups(found) == {
        frozenset(["a0", "a1", "a2"]),
        frozenset(["a3", "a4"]),
        frozenset(["a5"]),
    }


def test_one_story_is_not_split():
    assert find_stories(pile(FERRY))["story_id"].nunique() == 1


def test_a_story_of_one_article_has_no_strength(found):
    alone = found.set_index("article_id").loc["a5"]

    assert pd.isna(alone["strength"])
    assert pd.isna(alone["centrality"])
    rest = found[found["article_id"] != "a5"]
    assert rest["strength"].between(0.5, 1).all()


def test_input_order_changes_nothing(mixed, found):
    shuffled = find_stories(mixed.sample(frac=1, random_state=1))

    pd.testing.assert_frame_equal(shuffled, found)


def test_ids_are_minted_from_the_stories_own_articles(mixed, found):
    fewer = find_stories(mixed[mixed["article_id"] != "a5"])

    assert set(fewer["story_id"]) < set(found["story_id"])


@pytest.mark.parametrize("granularity", ["event", "topic"])
@pytest.mark.parametrize("n", [0, 1, 2])
def test_few_articles_are_no_special_case(granularity, n):
    stories = find_stories(pile(FERRY[:n]), granularity=granularity)

    assert len(stories) == n
    assert stories["story_id"].notna().all()
    curve = cut_curve(pile(FERRY[:n]), granularity=granularity)
    assert curve["chosen"].sum() == min(n, 1)


def test_articles_without_words_stand_alone():
    stories = find_stories(pile(["?!", "...", *FERRY]))

    assert groups(stories) >= {frozenset(["a0"]), frozenset(["a1"])}


def test_a_topic_is_no_finer_than_its_events(mixed, found):
    topics = find_stories(mixed, granularity="topic").set_index("article_id")

    of_event = topics.loc[found["article_id"], "story_id"].to_numpy()
    assert (
        pd.Series(of_event).groupby(found["story_id"].to_numpy()).nunique() == 1
    ).all()


@pytest.mark.parametrize("cut", [None, 0.9])
def test_topics_hold_whole_stories_of_the_same_tree(mixed, cut):
    stories, topics = group_articles(mixed, cut=cut)
    both = stories.merge(topics, on="article_id")

    pd.testing.assert_frame_equal(stories, find_stories(mixed, cut=cut))
    assert topics["article_id"].tolist() == stories["article_id"].tolist()
    assert (both.groupby("story_id")["topic_id"].nunique() == 1).all()
    assert both["topic_id"].nunique() == 3 <= both["story_id"].nunique()
    assert both["story_id"].nunique() > 3 or cut is None
    first = both.groupby("topic_id")["article_id"].min()
    assert first.tolist() == first.index.tolist()


def test_topics_are_never_finer_than_the_stories(mixed):
    stories, topics = group_articles(mixed, cut=0)

    assert stories["story_id"].nunique() == topics["topic_id"].nunique() == 1


@pytest.mark.parametrize("granularity", ["event", "topic"])
def test_topics_of_one_article_and_of_none(granularity):
    none, one = (group_articles(pile(t), granularity=granularity) for t in ([], LONE))

    assert list(none.topics.columns) == ["article_id", "topic_id"]
    assert none.topics.empty
    assert one.topics.to_numpy().tolist() == [["a0", "a0"]]


def test_topics_and_copies_join_a_component():
    articles = pile(["x"] * 6)
    topics = pd.DataFrame(
        {
            "article_id": [f"a{n}" for n in range(6)] + ["gone"],
            "topic_id": ["a0", "a0", "a2", "a2", "a4", "a5", "a5"],
        }
    )
    pairs = [("a1", "a3", 0.5), ("a3", "a4", 0.49), ("a0", "a5", None)]
    reuse = make_table(
        "reuse", [{"a": a, "b": b, "derived": sure} for a, b, sure in pairs]
    )
    found = find_components(articles[::-1], topics=topics[::-1], reuse=reuse[::-1])

    assert found["article_id"].tolist() == [f"a{n}" for n in range(6)]
    assert found["component_id"].tolist() == ["a0", "a0", "a0", "a0", "a4", "a5"]


def test_no_article_is_in_no_component():
    topics, reuse = make_table("topics", []), make_table("reuse", [])

    assert find_components(pile([]), topics=topics, reuse=reuse).empty
    alone = find_components(pile(LONE), topics=topics, reuse=reuse)
    assert alone.to_numpy().tolist() == [["a0", "a0"]]


def test_distant_dates_keep_alike_reports_apart():
    texts = [
        "Jobless claims in Ruritania fell to 400,000 last week, the ministry said.",
        "Ruritania counted 410,000 new jobless claims last week, its ministry said.",
    ]
    near = [
        {"id": n, "text": t, "published": "2031-05-06"} for n, t in enumerate(texts)
    ]
    far = [near[0], {**near[1], "published": "2031-08-19"}]

    cut = 0.45

    assert find_stories(make_articles(near), cut=cut)["story_id"].nunique() == 1
    assert find_stories(make_articles(far), cut=cut)["story_id"].nunique() == 2


def test_copies_change_nothing_for_the_others(mixed):
    records = mixed.to_dict("records")
    copies = [
        {**records[0], "article_id": f"copy{n}", "text": f"{records[0]['text']} Wire."}
        for n in range(4)
    ]
    before = find_stories(mixed).set_index("article_id")["story_id"]
    after = find_stories(make_articles(records + copies)).set_index("article_id")
    after = after["story_id"]

    assert after[[copy["article_id"] for copy in copies]].nunique() == 1
    pairs = pd.crosstab(before, after[before.index])
    assert (pairs > 0).sum(axis=0).eq(1).all()
    assert (pairs > 0).sum(axis=1).eq(1).all()


def test_the_curve_shows_the_cut_that_is_taken(mixed, found):
    curve = cut_curve(mixed)
    chosen = curve[curve["chosen"]].iloc[0]

    assert chosen["n_stories"] == found["story_id"].nunique()
    assert chosen["score"] == pytest.approx(curve["score"].max(), abs=1e-6)
    assert curve["cut"].is_monotonic_increasing
    again = find_stories(mixed, cut=float(chosen["cut"]))
    pd.testing.assert_frame_equal(again, found)


@pytest.mark.parametrize("cut", [-0.1, float("nan")])
def test_a_cut_below_nothing_is_refused(mixed, cut):
    with pytest.raises(UsageError, match=f"got {cut}"):
        find_stories(mixed, cut=cut)


@pytest.mark.parametrize("function", [find_stories, cut_curve])
def test_an_unknown_granularity_is_refused(mixed, function):
    with pytest.raises(UsageError, match="'week'"):
        function(mixed, granularity="week")


def planted(n_stories=40, seed=3):
    """Stories of one to nine reports: words of their own among common English."""
    rng = np.random.default_rng(seed)
    common = sorted(common_words(), key=common_words().get)[200:2000]
    texts, owner = [], []
    for story in range(n_stories):
        own = [f"own{story}x{n}" for n in range(20)]
        for _ in range(rng.integers(1, 10)):
            chosen = [*rng.choice(own, 15), *rng.choice(common, 60)]
            texts.append(" ".join(rng.permutation(chosen)))
            owner.append(story)
    return pile(texts), {f"a{n}": story for n, story in enumerate(owner)}


def agreement(one, two):
    """B-cubed F1 of two groupings of the same items."""
    table = pd.crosstab(pd.Series(one), pd.Series(two)).to_numpy()
    n, rows, columns = table.sum(), table.sum(axis=1), table.sum(axis=0)
    precision = (table**2 / rows[:, None]).sum() / n
    recall = (table**2 / columns).sum() / n
    return 2 * precision * recall / (precision + recall)


@pytest.fixture(scope="module")
def many():
    articles, owner = planted()
    return fit_vectors(articles), articles, owner


@pytest.fixture
def as_in_a_large_pile(monkeypatch):
    monkeypatch.setattr("nblib.stories.graph.HELD", 0)
    monkeypatch.setattr("nblib.stories.graph.SPARED", 0)


def test_a_small_pile_holds_all_pairs(many):
    rows = many[0].matrix
    cosines = (rows @ rows.T).toarray()
    np.fill_diagonal(cosines, 0)

    assert neighbour_graph(rows).toarray() == pytest.approx(cosines, abs=1e-12)


def test_a_small_pile_of_long_articles_holds_all_pairs():
    """Long enough that by their rarest words they would find their topic alone."""
    topic = np.kron(np.eye(10), np.ones((20, 120)))
    common = np.random.default_rng(2).random((200, 700)) < 0.7
    rows = unit_rows(sparse.csr_array(np.hstack([topic, common])))
    cosines = (rows @ rows.T).toarray()
    np.fill_diagonal(cosines, 0)

    assert neighbour_graph(rows).toarray() == pytest.approx(cosines, abs=1e-12)


def test_neighbours_alone_give_the_stories_of_all_pairs(many, request):
    vectors, articles, owner = many
    all_pairs = find_stories(articles, vectors=vectors)["story_id"]
    request.getfixturevalue("as_in_a_large_pile")
    neighbours = find_stories(articles, vectors=vectors)["story_id"]

    assert agreement(all_pairs, neighbours) >= 0.98
    told = [owner[article_id] for article_id in vectors.article_ids]
    assert agreement(neighbours, told) >= 0.95


@pytest.mark.usefixtures("as_in_a_large_pile")
def test_leiden_finds_no_better_partition_than_the_tree(many):
    """Leiden with the constant Potts model, another maker's search for the same."""
    leiden = pytest.importorskip("graspologic_native").leiden_csr
    vectors, articles, _ = many
    likeness = measure_likeness(articles, vectors, dated=True)
    graph, merges = likeness.reports, grow_tree(likeness.reports)
    cut = choose_cut(merges[:, 2], "event").cut
    ours = cut_tree(merges, graph.shape[0], cut)

    _, found = leiden(
        graph.indptr.astype(np.int64),
        graph.indices.astype(np.int32),
        graph.data,
        graph.shape[0],
        resolution=cut,
        use_modularity=False,
        iterations=10,
        seed=1,
    )
    theirs = np.array([found.get(n, -n - 1) for n in range(graph.shape[0])])

    def quality(labels):
        heads, tails = graph.nonzero()
        inside = graph.data[labels[heads] == labels[tails]].sum() / 2
        sizes = np.unique(labels, return_counts=True)[1]
        return inside - cut * (sizes * (sizes - 1) / 2).sum()

    assert agreement(ours, theirs) >= 0.98
    assert quality(ours) >= 0.99 * quality(theirs)


@pytest.mark.usefixtures("as_in_a_large_pile")
def test_no_number_of_copies_hides_what_else_is_alike(mixed):
    records = mixed.to_dict("records")
    copies = [{**records[0], "article_id": f"copy{n}"} for n in range(130)]

    stories = find_stories(make_articles(records + copies)).set_index("article_id")

    assert stories.loc[["a0", "a1", "a2", "copy9"], "story_id"].nunique() == 1
    assert stories["strength"].dropna().gt(0.5).all()


def test_of_two_copies_the_one_without_additions_is_nearer_to_other_reports():
    extra = " Subscribe to the harbour letter for tide tables and cruise offers."
    texts = [FERRY[0] + extra, FERRY[0], FERRY[1]]
    articles = make_articles({"id": f"a{n}", "text": t} for n, t in enumerate(texts))

    stories = find_stories(articles, cut=0).set_index("article_id")

    assert stories.loc["a1", "centrality"] > stories.loc["a0", "centrality"]


def test_the_cut_hangs_on_no_single_article():
    articles, _ = planted(8)
    cuts = []
    for left_out in articles["article_id"].head(4):
        curve = cut_curve(articles[articles["article_id"] != left_out])
        cuts.append(curve.loc[curve["chosen"], "cut"].iloc[0])

    assert max(cuts) / min(cuts) < 1.15


def test_stories_and_what_lies_next_to_them(mixed, found):
    joins, fits = relate_stories(mixed, found)

    assert joins["likeness"].is_monotonic_decreasing
    named = [*joins["first"], *joins["second"]]
    assert set(found["story_id"]) & set(named) == set(found["story_id"])
    assert len(named) == len(set(named))
    assert set(fits["article_id"]) == set(mixed["article_id"])
    assert fits["strength"].is_monotonic_increasing or fits["strength"].isna().any()
    assert (fits["next_id"] != fits["story_id"]).all()
    alone = fits.set_index("article_id").loc["a5"]
    assert pd.isna(alone["own"])


def test_fits_are_the_means_that_stories_are_made_by(mixed, found):
    fits = relate_stories(mixed, found).fits.set_index("article_id")
    held = found.set_index("article_id")

    near = fits["own"].dropna()
    assert near.tolist() == held.loc[near.index, "centrality"].tolist()
    both = fits.dropna(subset=["own", "other"])
    share = both["own"] / (both["own"] + both["other"])
    assert share.to_numpy(float) == pytest.approx(
        both["strength"].to_numpy(float), abs=1e-4
    )


def test_nothing_lies_next_to_nothing():
    empty = pile([])
    joins, fits = relate_stories(empty, find_stories(empty))

    assert joins.empty
    assert fits.empty


def test_the_tree_is_that_of_another_maker_from_the_full_table():
    rng = np.random.default_rng(11)
    points = rng.random((60, 4))
    likeness = points @ points.T
    np.fill_diagonal(likeness, 0)

    ours = grow_tree(sparse.csr_array(likeness))
    full = linkage(squareform(5 - likeness, checks=False), "average")

    assert ours[:, 2] == pytest.approx(5 - full[:, 2])
    for height in np.quantile(ours[:, 2], [0.1, 0.5, 0.9]):
        one = cut_tree(ours, 60, height - 1e-9)
        two = fcluster(full, 5 - height + 1e-9, "distance")
        assert len(set(zip(one, two, strict=True))) == len(set(one)) == len(set(two))


def test_parts_of_a_small_pile_are_grown_alike():
    rng = np.random.default_rng(5)
    likeness = np.triu(rng.random((30, 30)) * (rng.random((30, 30)) < 0.2), 1)
    graph = sparse.csr_array(likeness + likeness.T)

    heights = resample_heights(graph)

    drawn = np.random.default_rng(0)
    for found in heights:
        part = np.sort(drawn.choice(30, 24, replace=False))
        assert found == pytest.approx(grow_tree(graph[part][:, part])[:, 2])
    assert len(heights) == 20


def test_shares_of_merges_add_up():
    assert fit_kinds(np.array([])).share.sum() == pytest.approx(1)
    assert fit_kinds(np.log([0.4, 0.03])).share.sum() == pytest.approx(1)


# --- names -------------------------------------------------------------------


def named(articles, **options):
    stories = find_stories(articles)
    terms = name_stories(articles, stories, **options)
    return {
        frozenset(stories.loc[stories["story_id"] == story, "article_id"]): list(held)
        for story, held in terms.groupby("story_id")["term"]
    }


def test_terms_are_what_a_reader_would_call_the_story(mixed):
    terms = named(mixed)

    assert {"Santa Rilva", "Port Varos"} <= set(terms[frozenset(["a0", "a1", "a2"])])
    assert "Lundby" in terms[frozenset(["a3", "a4"])]


def test_terms_are_ranked_and_stand_in_the_text(mixed, found):
    terms = name_stories(mixed, found)

    every = " ".join(mixed["text"])
    assert all(term in every for term in terms["term"])
    for _, held in terms.groupby("story_id"):
        assert held["rank"].tolist() == list(range(1, len(held) + 1))
        assert held["weight"].is_monotonic_decreasing
        assert held["weight"].iloc[0] == 1


def test_no_term_repeats_another(mixed, found):
    for _, held in name_stories(mixed, found).groupby("story_id"):
        parts = [set(term.casefold().split()) for term in held["term"]]
        for i, one in enumerate(parts):
            assert not any(one <= two for j, two in enumerate(parts) if i != j)


def test_outlets_are_no_terms():
    texts = [f"{text} The Varos Courier has learned more. Reuters." for text in FERRY]
    articles = pile(texts, outlet="Varos Courier")
    outlets = pd.DataFrame(
        [{"name": "Rilva Wire", "kind": "agency", "aliases": "Santa Rilva"}],
        columns=["name", "kind", "aliases", "domain", "family"],
    )

    terms = {term for held in named(articles).values() for term in held}
    fewer = {t for held in named(articles, outlets=outlets).values() for t in held}

    assert not any("Courier" in term or "Reuters" in term for term in terms)
    assert "Santa Rilva" in terms - fewer


def test_names_of_nothing():
    empty = pile([])

    assert name_stories(empty, find_stories(empty)).empty


# --- what stands behind a story ----------------------------------------------


TOLD = "The ferry stays off Port Varos, Ruritania's coast guard told"


def test_a_story_is_summed_up_by_days_outlets_and_origins():
    records = [
        {"id": "a", "text": f"{TOLD} Reuters.", "outlet": "Varos Courier"},
        {"id": "b", "text": f"{TOLD} Agence France-Presse.", "outlet": "Rilva Times"},
        {"id": "c", "text": LONE[0]},
    ]
    days = ["2031-02-05", "2031-02-03", None]
    articles = make_articles(
        {**r, "published": day} for r, day in zip(records, days, strict=True)
    )
    stories = table(ferry="a b", comet="c").assign(
        strength=[0.8, 0.6, None], centrality=[0.3, 0.4, None]
    )

    first, alone = sum_up_stories(articles, stories).to_dict("records")

    assert first["story_id"] == "ferry"
    assert (first["first"], first["last"]) == ("2031-02-03", "2031-02-05")
    assert (first["n_articles"], first["n_outlets"]) == (2, 2)
    assert first["n_pipelines"] == 2
    assert first["n_origins"] >= 1
    assert first["central"] == "b"
    assert first["strength"] == pytest.approx(0.7)
    assert "Port Varos" in first["terms"].split("; ")
    assert pd.isna(alone["first"])
    assert pd.isna(alone["n_outlets"])
    assert pd.isna(alone["strength"])


def test_labels_change_only_when_the_story_does(mixed, found):
    before = sum_up_stories(mixed, found)
    now = before.assign(terms="x", central="y")
    now.loc[0, "members"] = "other"

    kept = keep_labels(before, now)

    assert kept.loc[0, "terms"] == "x"
    assert kept.loc[1:, "terms"].equals(before.loc[1:, "terms"])
    assert kept.loc[1:, "central"].equals(before.loc[1:, "central"])


def test_nothing_is_summed_up_of_an_empty_pile():
    empty = pile([])

    assert sum_up_stories(empty, find_stories(empty)).empty


# --- ids that last -----------------------------------------------------------


def changes(previous, current, **options):
    follow = follow_stories(previous, current, **options)
    return {
        (
            None if pd.isna(row.story_id) else row.story_id,
            None if pd.isna(row.previous_id) else row.previous_id,
            row.change,
        )
        for row in follow.itertuples()
    }


@pytest.mark.parametrize(
    ("previous", "current", "expected"),
    [
        pytest.param(
            {"p": "a b"}, {"c": "a b x"}, {("c", "p", "continued")}, id="grown"
        ),
        pytest.param(
            {"p": "a b c"},
            {"c": "a b", "d": "c"},
            {("c", "p", "continued"), ("d", "p", "split")},
            id="split: the larger part goes on",
        ),
        pytest.param(
            {"p": "a b", "q": "c"},
            {"c": "a b c"},
            {("c", "p", "continued"), ("c", "q", "merged")},
            id="merged: the larger goes on",
        ),
        pytest.param(
            {"p": "a"},
            {"c": "x"},
            {("c", None, "new"), (None, "p", "ended")},
            id="nothing shared",
        ),
        pytest.param({}, {"c": "x"}, {("c", None, "new")}, id="first run"),
        pytest.param({"p": "a"}, {}, {(None, "p", "ended")}, id="empty run"),
        pytest.param({}, {}, set(), id="nothing at all"),
    ],
)
def test_what_became_of_each_story(previous, current, expected):
    assert changes(table(**previous), table(**current)) == expected


def test_stories_that_share_no_article_are_matched_by_their_texts():
    articles = pile([FERRY[0], FERRY[1], LONE[0]])

    found = changes(table(p="a0"), table(c="a1", d="a2"), articles=articles)

    assert found == {("c", "p", "continued"), ("d", None, "new")}


def test_an_id_is_carried_when_an_older_article_turns_up():
    carried = carry_ids(table(p="b c"), table(fresh="a b c", other="x")).stories

    assert dict(carried.to_numpy()) == {"a": "p", "b": "p", "c": "p", "x": "other"}


def test_no_id_is_given_to_another_story():
    articles = pile([*FERRY, *BAKERS])
    first = find_stories(articles[articles["article_id"] == "a0"])
    minted = first["story_id"].iloc[0]
    grown = carry_ids(first, table(whole="a0 a1 a2")).stories
    # the story of a0 alone would be minted the id that the larger part now bears
    parted = carry_ids(grown, table(**{minted: "a0", "rest": "a1 a2"})).stories

    assert set(grown["story_id"]) == {minted}
    assert set(parted.loc[parted["article_id"] != "a0", "story_id"]) == {minted}
    assert minted not in set(parted.loc[parted["article_id"] == "a0", "story_id"])


class Ledger:
    """What a ledger does with the three tables, run by run."""

    def __init__(self):
        self.known, self.history = table(), carry_ids(table(), table()).changes

    def run(self, **stories):
        done = carry_ids(self.known, table(**stories), history=self.history)
        self.known = done.known
        self.history = pd.concat([self.history, done.changes])
        return dict(done.stories[["article_id", "story_id"]].to_numpy())

    def ask(self, *ids):
        resolved = resolve_ids(self.history, ids)
        return [
            (None if pd.isna(row.story_id) else row.story_id, row.state)
            for row in resolved.itertuples()
        ]


def test_any_old_id_is_resolved_after_merges_splits_and_an_end():
    ledger = Ledger()
    ledger.run(p="a b c", q="d e", r="f")
    ledger.run(x="a b c d e", r="f")
    ledger.run(y="a b c", z="d e")
    assert ledger.ask("p", "q", "r") == [
        ("p", "living"),
        ("p", "living"),
        ("r", "ended"),
    ]
    ledger.run(w="k")

    assert ledger.ask("p", "q", "r", "w", "never") == [
        ("p", "ended"),
        ("p", "ended"),
        ("r", "ended"),
        ("w", "living"),
        (None, "unknown"),
    ]


def test_a_story_that_was_away_comes_back_as_itself_and_ends_once():
    ledger = Ledger()
    ledger.run(p="a b", q="c")
    ledger.run(q="c")
    ledger.run(q="c")
    assert ledger.history["change"].tolist().count("ended") == 1

    assert ledger.run(other="a b", q="c") == {"a": "p", "b": "p", "c": "q"}
    assert ledger.ask("p") == [("p", "living")]


def test_an_id_that_merged_away_does_not_live_again():
    ledger = Ledger()
    ledger.run(p="a b c", q="d e")
    ledger.run(p="a b c", q="d")
    ledger.run(x="a b c d")

    found = ledger.run(x="a b c d", q="e")

    assert found["a"] == "p"
    assert found["e"] not in {"p", "q"}
    assert ledger.ask("q") == [("p", "living")]


def test_an_id_of_long_ago_is_not_given_again():
    ledger = Ledger()
    ledger.run(p="a")
    ledger.run(x="b")

    assert ledger.run(p="z")["z"] not in {"p", "x"}


def test_a_missing_column_is_named():
    with pytest.raises(
        SchemaError, match="previous stories: missing columns: story_id"
    ):
        follow_stories(pd.DataFrame(columns=["article_id"]), table(c="a"))


WRITTEN = [
    "The Port-Varos ferry sank. Ferry crews of the Varos Courier waited.",
    "Divers accused Ruritania; the Port Varos ferry sank twice.",
]


@pytest.fixture(scope="module")
def written():
    courier = {"varos": {("varos", "courier")}}
    tokens = read_tokens(WRITTEN)
    bare = frozenset({"twice"})
    return StoryWords(WRITTEN, tokens, np.array([0, 0]), courier, bare)


def read(written, phrases):
    words = written.tokens.vocabulary
    return {
        (story, *(words[code] for code in key)): (n, times, name, surface)
        for story, key, n, times, name, surface in zip(
            phrases.story.tolist(),
            phrases.words.tolist(),
            phrases.n_articles.tolist(),
            phrases.times.tolist(),
            phrases.name.tolist(),
            phrases.surface,
            strict=True,
        )
    }


def test_phrases_are_those_of_two_articles_however_written(written):
    one, two, three, four = (read(written, p) for p in written.phrases())

    assert one == {
        (0, "ferry"): (2, 3, False, "ferry"),
        (0, "port"): (2, 2, True, "Port"),
        (0, "sank"): (2, 2, False, "sank"),
        (0, "varos"): (2, 2, True, "Varos"),
    }
    assert two[0, "port", "varos"] == (2, 2, True, "Port Varos")
    assert (0, "varos", "ferry") in two
    assert list(three) == [(0, "port", "varos", "ferry"), (0, "varos", "ferry", "sank")]
    assert list(four) == [(0, "port", "varos", "ferry", "sank")]


def test_writing_is_read_alike_in_parts_of_any_size(monkeypatch):
    texts = [*WRITTEN, "", "Jo-Ann waited.", "Ruritania"]
    tokens = read_tokens(texts)
    together = read_writing(texts, tokens)

    monkeypatch.setattr("nblib.stories.phrases.TOGETHER", 1)
    apart = read_writing(texts, tokens)

    for one, two in zip(together, apart, strict=True):
        assert one.tolist() == two.tolist()
    assert len(together.before) == len(tokens.codes)


def test_phrases_of_a_lone_article_are_its_names_and_single_words():
    text = "Divers accused Ruritania of the waiting. Port Varos waited for news twice."
    tokens = read_tokens([text])
    pile_of_one = StoryWords([text], tokens, np.array([0]), {}, frozenset({"twice"}))
    one, two, *longer = (read(pile_of_one, p) for p in pile_of_one.phrases())

    assert set(two) == {(0, "port", "varos")}
    assert (0, "ruritania") in one
    assert (0, "twice") not in one
    assert longer == [{}, {}]
