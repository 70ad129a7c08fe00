"""The words that a span covers."""

import pandas as pd


def quote_spans(articles: pd.DataFrame, spans: pd.DataFrame) -> pd.DataFrame:
    """Return `spans` with the words that they cover, in a column `sentence`.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    spans : DataFrame
        Has `article_id, start, end`.

    Examples
    --------
    >>> from nblib import make_articles
    >>> pile = make_articles([{"id": "a", "text": "Talks began. They ended."}])
    >>> spans = pd.DataFrame({"article_id": ["a"], "start": [13], "end": [24]})
    >>> quote_spans(pile, spans)["sentence"].tolist()
    ['They ended.']
    """
    text = dict(zip(articles["article_id"], articles["text"], strict=True))
    places = zip(spans["article_id"], spans["start"], spans["end"], strict=True)
    quoted = [" ".join(text[a][start:end].split()) for a, start, end in places]
    return spans.assign(sentence=pd.Series(quoted, index=spans.index, dtype="str"))
