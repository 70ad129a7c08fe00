"""A change before it is a row of a table, and what its story is called."""

from dataclasses import dataclass
from typing import Any

import pandas as pd

LONGEST = 90  # characters of a title within a sentence


@dataclass(frozen=True)
class Row:
    """One change; the fields are the columns of the table `changes`."""

    kind: str
    text: str
    story_id: str | None = None
    previous_id: str | None = None
    claim_id: str | None = None
    event_id: str | None = None
    article_id: str | None = None
    span: tuple[str, int, int] | None = None  # article, start, end
    before: str | None = None
    after: str | None = None
    n_articles: int | None = None
    n_origins: int | None = None

    def cells(self) -> dict[str, Any]:
        """Return the row as `make_table` takes it."""
        cells = {name: value for name, value in vars(self).items() if name != "span"}
        if self.span:
            cells |= dict(zip(("article_id", "start", "end"), self.span, strict=True))
        return cells


class Titles:
    """What stories are called: by their most central article.

    Stories of the run before that are gone are called by one of their articles.
    """

    def __init__(
        self,
        articles: pd.DataFrame,
        previous: pd.DataFrame | None,
        stories: pd.DataFrame,
        known: pd.DataFrame,
    ) -> None:
        both = [articles] if previous is None else [previous, articles]
        self._words: dict[str, str] = {}
        for table in both:
            named = table["title"].fillna(table["text"])
            self._words |= dict(zip(table["article_id"], named, strict=True))
        order = stories.sort_values(
            ["centrality", "article_id"], ascending=[False, True], na_position="last"
        )
        last = known[known["article_id"].isin(list(self._words))]
        names = pd.concat([order[["story_id", "article_id"]], last])
        names = names.drop_duplicates("story_id")
        self._first = dict(zip(names["story_id"], names["article_id"], strict=True))
        self._now = set(articles["article_id"])

    def story(self, story_id: str | None) -> str:
        """Return what the story is called, in quotation marks."""
        article_id = self._first.get(story_id or "")
        if article_id is None:
            return "a story whose articles are gone"
        words = " ".join(self._words[article_id].split())
        if len(words) > LONGEST:
            words = f"{words[:LONGEST].rsplit(' ', 1)[0]}…"
        return f"“{words}”"

    def article_of(self, story_id: str | None) -> str | None:
        """Return the article of now that the story is called by."""
        article_id = self._first.get(story_id or "")
        return article_id if article_id in self._now else None


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number with its word.

    Examples
    --------
    >>> counted(1, "article"), counted(0, "story", "stories")
    ('1 article', '0 stories')
    """
    return f"{count} {one if count == 1 else many or one + 's'}"
