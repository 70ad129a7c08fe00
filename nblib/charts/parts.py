"""From the tables of the line to those of a chart: chosen rows, readable names."""

import pandas as pd

from ..tables import check_table, make_table
from .labels import clipped, label_articles

TITLE_LENGTH = 120


def title_articles(
    articles: pd.DataFrame, *, zones: pd.DataFrame | None = None
) -> dict[str, str]:
    """Return what each article is called.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    zones : DataFrame, optional
        The zones table, for titles that stand in the text.

    Returns
    -------
    dict of str to str
        `article_id` to its title, else the title in its text, else its first words.

    Examples
    --------
    >>> rows = [{"article_id": "a", "text": "Cracks were found. Nobody was hurt."}]
    >>> title_articles(make_table("articles", rows))
    {'a': 'Cracks were found. Nobody was hurt.'}
    """
    check_table(articles, "articles")
    text = dict(zip(articles["article_id"], articles["text"], strict=True))
    called = {name: clipped(" ".join(words.split())) for name, words in text.items()}
    if zones is not None:
        inside = check_table(zones, "zones")
        inside = inside[inside["zone"] == "title"].drop_duplicates("article_id")
        for row in inside.itertuples():
            called[row.article_id] = " ".join(
                text[row.article_id][row.start : row.end].split()
            )
    given = articles.dropna(subset=["title"])
    called |= dict(zip(given["article_id"], given["title"], strict=True))
    return {name: clipped(words, TITLE_LENGTH) for name, words in called.items()}


def story_days(
    stories: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    zones: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Count each story's articles by day.

    Parameters
    ----------
    stories, articles : DataFrame
        The tables of those names.
    zones : DataFrame, optional
        The zones table, for titles that stand in the text.

    Returns
    -------
    DataFrame
        The `story_days` table, largest story first; a story bears the title of its
        most central article.

    Examples
    --------
    >>> article = {"article_id": "a", "title": "A bridge", "published": "2031-02-03"}
    >>> articles = make_table("articles", [{**article, "text": "It is shut."}])
    >>> stories = make_table("stories", [{"article_id": "a", "story_id": "S1"}])
    >>> story_days(stories, articles).values.tolist()
    [['S1', 'A bridge', '2031-02-03', 1]]
    """
    check_table(stories, "stories")
    titles = title_articles(articles, zones=zones)
    days = articles.set_index("article_id")["published"].str[:10]
    rows = stories.dropna(subset=["story_id"])
    rows = rows.assign(day=rows["article_id"].map(days))
    ordered = rows.sort_values(["centrality", "article_id"], ascending=[False, True])
    middle = ordered.drop_duplicates("story_id").set_index("story_id")["article_id"]
    sizes = rows["story_id"].value_counts()
    counts = rows.groupby(["story_id", "day"], dropna=False).size()
    held = [
        {
            "story_id": story,
            "label": titles[middle[story]],
            "day": None if pd.isna(day) else day,
            "n_articles": int(number),
        }
        for (story, day), number in counts.items()
    ]
    held.sort(key=lambda row: (-sizes[row["story_id"]], row["story_id"]))
    return make_table("story_days", held)


def provenance_part(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    articles: pd.DataFrame,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the part of the provenance graph that rests on some articles.

    Parameters
    ----------
    nodes, edges : DataFrame
        The tables of those names.
    articles : DataFrame
        The articles to keep; their nodes bear the outlet's name.

    Returns
    -------
    tuple of DataFrame
        Nodes and edges.

    Examples
    --------
    >>> nodes = [{"node_id": "article:a", "layer": "article", "name": "a"}]
    >>> articles = [{"article_id": "a", "outlet": "Daily Quay", "text": "Shut."}]
    >>> part, _ = provenance_part(
    ...     make_table("nodes", nodes),
    ...     make_table("edges", []),
    ...     make_table("articles", articles),
    ... )
    >>> part["name"].tolist()
    ['Daily Quay']
    """
    check_table(nodes, "nodes")
    check_table(edges, "edges")
    kept = edges[edges["article_id"].isin(articles["article_id"])]
    labels = {f"article:{k}": v for k, v in label_articles(articles).items()}
    ends = nodes[nodes["node_id"].isin([*kept["tail"], *kept["head"], *labels])]
    names = ends["node_id"].map(labels).fillna(ends["name"])
    return ends.assign(name=names), kept
