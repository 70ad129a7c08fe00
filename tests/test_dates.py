"""Publication dates from texts: what is known, what is narrowed, what stays unknown."""

import pandas as pd
import pytest

from nblib.articles import make_articles
from nblib.dates import date_articles, with_dates
from nblib.tables import TABLES

BODY = (
    "The harbour of Norrby was closed on {day} after two barges had struck its "
    "northern pier, captain Ida Holm said on {said}.\n"
    "The harbour lost its crane, and nobody was hurt."
)


def dated(*records):
    return date_articles(make_articles(records)).set_index("article_id")


def one(text, **fields):
    return dated({"id": "a", "text": text, **fields}).loc["a"]


def test_given_date_stays():
    row = one("Anything was said on Monday.", published="2025-04-10T08:00:00+00:00")
    assert row["published"] == "2025-04-10T08:00:00+00:00"
    assert row["basis"] == "metadata"


def test_date_line_under_the_title_is_the_date():
    text = "Harbour closed\nApril 10, 2025\n" + BODY.format(
        day="Wednesday", said="Thursday"
    )
    row = one(text)
    assert (row["published"], row["basis"]) == ("2025-04-10", "date line")
    assert text[row["start"] : row["end"]] == "April 10, 2025"


@pytest.mark.parametrize(
    ("url", "published", "earliest"),
    [
        ("https://example.org/2025/04/10/harbour", "2025-04-10", "2025-04-10"),
        ("https://example.org/2025/04/harbour", None, "2025-04-01"),
        ("https://example.org/story-123456", None, None),
    ],
)
def test_address_tells_the_day_or_the_month(url, published, earliest):
    row = one("The harbour lost its crane in a storm, the captain said.", url=url)
    assert (None if pd.isna(row["published"]) else row["published"]) == published
    assert (None if pd.isna(row["earliest"]) else row["earliest"]) == earliest


def test_weekday_alone_leaves_the_week_open():
    row = one(BODY.format(day="Wednesday", said="Thursday"))
    assert pd.isna(row["published"])
    assert row["weekday"] == "XXXX-WXX-4"


def test_page_date_photo_date_and_weekday_leave_one_day():
    text = (
        "Friday, April 18, 2025\nTop Stories\n\n"
        "Harbour of Norrby closed after barges strike its pier\n\n"
        + BODY.format(day="Wednesday", said="Thursday")
        + "\n\nThe pier after the accident, on April 15, 2025. (Photo: Ida Holm)\n"
    )
    row = one(text)
    assert row["published"] == "2025-04-17"
    assert "page date" in row["basis"]
    assert "weekday" in row["basis"]


def test_page_date_is_never_the_publication_date_by_itself():
    text = (
        "Friday, April 18, 2025\nTop Stories\n\n"
        "Harbour of Norrby closed after barges strike\n\n"
        "Two barges had struck the northern pier, and the harbour lost its crane.\n"
    )
    row = one(text)
    assert pd.isna(row["published"])
    assert row["latest"] == "2025-04-18"


DATELINE = (
    "NORRBY, April 10 (Agency) - The harbour was closed on Wednesday, captain Ida "
    "Holm said on Thursday.\nIts crane had been lost in December 2024."
)


def test_dateline_without_year_needs_a_bound_on_either_side():
    row = one(DATELINE)
    assert pd.isna(row["published"])
    assert row["earliest"] == "2025-04-10"


def test_dateline_without_year_and_page_date_are_one_day():
    page = "Sunday, April 13, 2025\nTop Stories\n\nHarbour of Norrby closed again\n\n"
    row = one(page + DATELINE)
    assert row["published"] == "2025-04-10"
    assert "dateline" in row["basis"]


def test_text_without_any_time_is_unknown():
    row = one("The harbour lost its crane, the captain said. Nobody was hurt.")
    assert row["basis"] == "unknown"
    assert row[["published", "earliest", "latest", "weekday"]].isna().all()


def test_pile_gives_the_week_of_the_same_happening():
    known = {
        "id": "a",
        "text": BODY.format(day="Wednesday", said="Thursday"),
        "published": "2025-04-10",
    }
    other = {
        "id": "b",
        "text": "Captain Ida Holm said on Thursday that nobody knew the cause.\n"
        "On Wednesday two barges struck the northern pier of Norrby, and its harbour "
        "was closed.",
    }
    rows = dated(known, other)
    assert rows.loc["b", "published"] == "2025-04-10"
    assert "pile" in rows.loc["b", "basis"]


def test_another_happening_on_the_same_weekday_gives_nothing():
    known = {
        "id": "a",
        "text": BODY.format(day="Wednesday", said="Thursday"),
        "published": "2025-04-10",
    }
    other = {
        "id": "b",
        "text": "A choir from Lund sang for refugees on Thursday, its conductor said.",
    }
    assert pd.isna(dated(known, other).loc["b", "published"])


def test_coming_dates_bound_nothing():
    row = one("The bridge will open in May 2031, and the mayor expects crowds by 2032.")
    assert pd.isna(row["earliest"])


def test_dates_fill_what_is_missing_and_nothing_else():
    pile = make_articles(
        [
            {
                "id": "a",
                "text": "Harbour closed\nApril 10, 2025\nThe harbour was closed.",
            },
            {"id": "b", "text": "The choir sang.", "published": "2024-01-02"},
        ]
    )
    filled = with_dates(pile, date_articles(pile))
    assert filled["published"].tolist() == ["2025-04-10", "2024-01-02"]
    assert pile["published"].isna().tolist() == [True, False]


def test_empty_pile_gives_the_empty_table():
    assert list(date_articles(make_articles([])).columns) == list(TABLES["dates"])


def test_order_of_articles_changes_nothing():
    pile = make_articles(
        [
            {
                "id": "a",
                "text": BODY.format(day="Wednesday", said="Thursday"),
                "published": "2025-04-10",
            },
            {"id": "b", "text": BODY.format(day="Wednesday", said="Thursday")},
        ]
    )
    pd.testing.assert_frame_equal(
        date_articles(pile), date_articles(pile.iloc[::-1].reset_index(drop=True))
    )


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_no_error(day):
    text = (
        "The harbour board met the ferry crews in the customs house on Thursday about "
        "berths, wages and night shifts, two clerks said on Friday."
    )
    records = [{"id": "a", "text": text, "published": day}, {"id": "b", "text": text}]

    assert len(date_articles(make_articles(records))) == 2


def test_weekday_sharpens_the_end_of_an_interval_without_a_beginning():
    text = (
        "Wednesday, April 16, 2025\nHome\nNews\nSubscribe\n\nHarbour shut\n\n"
        "Two barges struck the northern pier of Norrby on Wednesday, harbour master "
        "Ida Holm said on Thursday.\n\nLeave a comment\n"
    )
    row = date_articles(make_articles([{"id": "a", "text": text}])).iloc[0]
    assert (row["latest"], row["basis"]) == ("2025-04-10", "page date + weekday")
    assert pd.isna(row["published"])
    assert pd.isna(row["earliest"])
