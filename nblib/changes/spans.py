"""Which articles came, went or changed, and which words of theirs are new."""

import pandas as pd


class News:
    """The articles of now beside those of the run before.

    Parameters
    ----------
    articles, previous : DataFrame
        Articles tables.

    Attributes
    ----------
    added, changed, gone : list of str
        Ids of articles, sorted.
    """

    def __init__(self, articles: pd.DataFrame, previous: pd.DataFrame) -> None:
        self.now = dict(zip(articles["article_id"], articles["text"], strict=True))
        self.before = dict(zip(previous["article_id"], previous["text"], strict=True))
        self.added = sorted(self.now.keys() - self.before.keys())
        self.gone = sorted(self.before.keys() - self.now.keys())
        both = sorted(self.now.keys() & self.before.keys())
        self.changed = [name for name in both if self.now[name] != self.before[name]]
        self._fresh = {*self.added, *self.changed}

    def spans(self, table: pd.DataFrame) -> pd.Series:
        """Return for each row (`article_id, start, end`) whether its words are new."""
        places = zip(table["article_id"], table["start"], table["end"], strict=True)
        found = [self._new(*place) for place in places]
        return pd.Series(found, index=table.index, dtype=bool)

    def _new(self, article_id: str, start: int, end: int) -> bool:
        if article_id not in self._fresh:
            return False
        words = self.now[article_id][start:end]
        return words not in self.before.get(article_id, "")
