"""Both wordings of a passage, with what was changed between marks."""

import pandas as pd

from ..tables import check_table, make_table
from .changes import changed_words

OPENS, CLOSES = "⟦", "⟧"
PLAIN = str.maketrans({OPENS: "[", CLOSES: "]"})


def mark_changes(articles: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """Write out both wordings of each passage, the words that differ between ⟦ and ⟧.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    passages : DataFrame
        The passages table, from `align_passages`.

    Returns
    -------
    DataFrame
        The marked table, a row for each passage in its order: `a, b, kind, words_a,
        words_b, n_changes` and `warning`, what the changes touch (quote, name,
        figure, date).

    Examples
    --------
    >>> from nblib import align_passages, make_articles
    >>> one = "Divers found 14 cracks in the piers of the old bridge on Monday."
    >>> two = "Divers found 17 cracks in the piers of the old bridge on Monday."
    >>> table = make_articles([{"id": "a", "text": one}, {"id": "b", "text": two}])
    >>> pairs = pd.DataFrame({"a": ["a"], "b": ["b"]})
    >>> marked = mark_changes(table, align_passages(table, pairs))
    >>> marked.loc[0, "words_b"]
    'Divers found ⟦17⟧ cracks in the piers of the old bridge on Monday'
    """
    check_table(articles, "articles")
    check_table(passages, "passages")
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    rows = []
    for row in passages.to_dict("records"):
        words = [
            texts[row[side]][row[f"{side}_start"] : row[f"{side}_end"]]
            for side in ("a", "b")
        ]
        changes = changed_words(*words)
        rows.append(
            {key: row[key] for key in ("a", "b", "kind", "warning")}
            | {
                "words_a": _marked(words[0], [(c.a_start, c.a_end) for c in changes]),
                "words_b": _marked(words[1], [(c.b_start, c.b_end) for c in changes]),
                "n_changes": len(changes),
            }
        )
    return make_table("marked", rows)


def _marked(text: str, spans: list[tuple[int, int]]) -> str:
    """Put marks around spans, which come in order, and fold white space."""
    pieces, last = [], 0
    for start, end in spans:
        if start < end:
            pieces += [text[last:start].translate(PLAIN), OPENS]
            pieces += [text[start:end].translate(PLAIN), CLOSES]
            last = end
    return " ".join("".join([*pieces, text[last:].translate(PLAIN)]).split())
