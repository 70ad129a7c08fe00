"""The zones table, and each article's text with other zones blanked out."""

import re
from collections.abc import Collection
from typing import Any

import pandas as pd

from ..tables import check_table, make_table
from .labels import label_lines
from .site_lines import find_site_lines, site_lines_of

SEEN = re.compile(r"[^\r\n]")


def find_zones(
    articles: pd.DataFrame, *, site_lines: pd.DataFrame | None = None
) -> pd.DataFrame:
    r"""Label every line of every article with its zone.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    site_lines : DataFrame, optional
        Lines that outlets put on every page, from `find_site_lines` over the whole
        pile; made from these articles when left out. With it, the zones of an article
        depend on that article alone.

    Returns
    -------
    DataFrame
        One row per line that is not blank: `article_id, start, end, zone, kind`.
        `zone` is body, title, heading, caption or boilerplate; `kind` says which
        (paragraph, bullet, teaser, comment form, credit line, list of reports, …).

    Examples
    --------
    >>> from nblib import make_articles
    >>> text = "Talks began on Friday.\nRead next\n11:52\nA fair opened in May."
    >>> find_zones(make_articles([{"id": "a", "text": text}]))["kind"].tolist()
    ['paragraph', 'teaser', 'teaser', 'teaser']
    """
    check_table(articles, "articles")
    if site_lines is None:
        site_lines = find_site_lines(articles)
    repeated = site_lines_of(check_table(site_lines, "site_lines"))
    rows: list[dict[str, Any]] = []
    columns = ("article_id", "text", "title", "outlet")
    for article_id, text, title, outlet in zip(
        *(articles[name].tolist() for name in columns), strict=True
    ):
        own = repeated.get(outlet if isinstance(outlet, str) else "", ())
        rows += (
            {
                "article_id": article_id,
                "start": line.start,
                "end": line.end,
                "zone": line.zone,
                "kind": line.kind,
            }
            for line in label_lines(text, title, own)
        )
    return make_table("zones", rows)


def zone_text(
    articles: pd.DataFrame,
    zones: pd.DataFrame,
    keep: Collection[str] = ("body",),
    kinds: Collection[str] = (),
) -> dict[str, str]:
    r"""Return each article's text with all other zones blanked out.

    Parameters
    ----------
    articles, zones : DataFrame
        The tables of those names.
    keep : collection of str, default ("body",)
        Zones that stay.
    kinds : collection of str, default ()
        Kinds that stay whatever their zone.

    Returns
    -------
    dict of str to str
        By `article_id`; each text has its length and its line ends, so that
        offsets hold.

    Examples
    --------
    >>> from nblib import make_articles
    >>> table = make_articles([{"id": "a", "text": "Yes, they met.\nRead next"}])
    >>> zone_text(table, find_zones(table))
    {'a': 'Yes, they met.\n         '}
    """
    kept: dict[str, list[tuple[int, int]]] = {}
    chosen = zones["zone"].isin(list(keep)) | zones["kind"].isin(list(kinds))
    rows = zones.loc[chosen, ["article_id", "start", "end"]]
    for key, *span in zip(*(rows[name].tolist() for name in rows), strict=True):
        kept.setdefault(key, []).append((span[0], span[1]))
    return {
        article_id: _blank(text, kept.get(article_id, []))
        for article_id, text in zip(
            articles["article_id"].tolist(), articles["text"].tolist(), strict=True
        )
    }


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    pieces, position = [], 0
    for start, end in sorted(spans):
        pieces += [SEEN.sub(" ", text[position:start]), text[start:end]]
        position = end
    return "".join([*pieces, SEEN.sub(" ", text[position:])])
