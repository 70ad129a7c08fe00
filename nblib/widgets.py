"""Move the cut between stories and see the piles change.

Of all the parameters only this one is worth a slider: the rule chooses a cut that is
right for most piles, a reader of this one may want it wider or stricter, and sees at
once what joins and what parts. The slider has one step for each number of stories.
"""

from typing import Any

import pandas as pd

from .briefing import view_stories
from .errors import UsageError
from .stories import cut_curve, find_stories
from .vectors import fit_vectors
from .zones import find_zones


def explore(
    articles: pd.DataFrame,
    *,
    granularity: str = "event",
    zones: pd.DataFrame | None = None,
    rows: int = 20,
) -> Any:
    """Show the stories of a pile below a slider that moves their cut.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    granularity : {"event", "topic"}
        One happening, or all happenings of one subject.
    zones : DataFrame, optional
        The zones table, made when left out.
    rows : int, default 20
        Stories shown.

    Returns
    -------
    ipywidgets.VBox
        Shows itself in JupyterLab; its `cut` is the one that is set, to be passed on
        to `find_stories`.

    Raises
    ------
    UsageError
        If ipywidgets is missing, or `granularity` is neither of the two.
    """
    try:
        import ipywidgets
    except ImportError as error:
        raise UsageError(
            "explore needs the extra explore: pip install 'nblib[explore]'"
        ) from error
    zones = find_zones(articles) if zones is None else zones
    given = {"zones": zones, "vectors": fit_vectors(articles, zones=zones)}
    curve = cut_curve(articles, granularity=granularity, **given)
    steps = _steps(curve)
    slider = ipywidgets.SelectionSlider(
        options=[(f"{row.n_stories} at {row.cut:.3f}", row.cut) for row in steps],
        value=next(row.cut for row in steps if row.chosen),
        description="Stories",
        continuous_update=False,
        layout={"width": "30rem"},
    )
    shown = ipywidgets.HTML()
    box = ipywidgets.VBox([slider, shown])

    def draw(_: Any = None) -> None:
        box.cut = slider.value
        stories = find_stories(
            articles, granularity=granularity, cut=slider.value, **given
        )
        shown.value = view_stories(articles, stories, zones=zones, rows=rows).html

    slider.observe(draw, names="value")
    draw()
    return box


def _steps(curve: pd.DataFrame) -> list[Any]:
    """Return one cut for each number of stories, the chosen one among them."""
    ordered = curve.sort_values(["n_stories", "chosen"], ascending=[True, False])
    return list(ordered.drop_duplicates("n_stories").itertuples())
