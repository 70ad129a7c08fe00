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


def show_around(
    articles: pd.DataFrame, spans: pd.DataFrame, *, room: int = 60
) -> pd.DataFrame:
    """Return `spans` with their words in context, in a column `around`.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    spans : DataFrame
        Has `article_id, start, end`.
    room : int, default 60
        Characters shown on either side, cut at words.

    Examples
    --------
    >>> from nblib import make_articles
    >>> pile = make_articles([{"id": "a", "text": "The dam held two hours longer."}])
    >>> spans = pd.DataFrame({"article_id": ["a"], "start": [13], "end": [22]})
    >>> show_around(pile, spans, room=9)["around"].tolist()
    ['dam held [two hours] longer.']
    """
    text = dict(zip(articles["article_id"], articles["text"], strict=True))
    places = zip(spans["article_id"], spans["start"], spans["end"], strict=True)
    shown = [
        _around(text[key], int(start), int(end), room) for key, start, end in places
    ]
    return spans.assign(around=pd.Series(shown, index=spans.index, dtype="str"))


def _around(text: str, start: int, end: int, room: int) -> str:
    first, last = max(0, start - room), min(len(text), end + room)
    left, right = text[first:start], text[end:last]
    if first and not text[first - 1].isspace():
        left = left.partition(" ")[2]
    if last < len(text) and not text[last].isspace():
        right = right.rpartition(" ")[0]
    return " ".join(f"{left}[{text[start:end]}]{right}".split())
