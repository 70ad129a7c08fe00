"""Time expressions: what is found, and what it means against the publication date."""

import re
from collections import Counter
from importlib.resources import files

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nblib.articles import make_articles
from nblib.errors import SchemaError
from nblib.tables import TABLES
from nblib.timexes import find_timexes
from nblib.timexes.calendars import is_value
from nblib.timexes.grammar import BEHIND, rules
from nblib.timexes.holidays import easter
from nblib.timexes.registry import READINGS
from nblib.timexes.tokens import lexicon


def read(text, published="2025-04-10"):
    """Return (text, value) of the expressions; the date is a Thursday."""
    table = find_timexes(
        make_articles(
            [{"id": "a", "text": text, "published": published, "language": "en"}]
        )
    )
    return [tuple(row) for row in table[["text", "value"]].to_numpy()]


def value(text, published="2025-04-10"):
    found = read(text, published)
    assert len(found) == 1, found
    return found[0][1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry sailed on Thursday.", "2025-04-10"),
        ("The ferry sailed on Wednesday.", "2025-04-09"),
        ("The ferry sailed on Friday.", "2025-04-04"),
        ("The ferry sailed last Thursday.", "2025-04-03"),
        ("The ferry will sail next Friday.", "2025-04-11"),
        ("The ferry will be mended by Friday.", "2025-04-11"),
        ("The ferry was mended by Friday.", "2025-04-04"),
        ("The ferry sailed on Wednesday last week.", "2025-04-02"),
        ("The ferry sailed yesterday.", "2025-04-09"),
        ("The ferry sailed on April 3.", "2025-04-03"),
        ("The ferry sailed on 3 April 2024.", "2024-04-03"),
        ("The ferry sailed on Saturday, April 5, 2025.", "2025-04-05"),
        ("The ferry sailed in December.", "2024-12"),
        ("The ferry will sail in December.", "2025-12"),
        ("The ferry sank in late October 2023.", "2023-10"),
        ("The ferry sailed last week.", "2025-W14"),
        ("The ferry sailed this month.", "2025-04"),
        ("The ferry has sailed 43 times this 12 months.", "2025"),
        ("Sales fell in the fourth quarter.", "2024-Q4"),
        ("Sales fell in the first quarter of 2024.", "2024-Q1"),
        ("Sales fell in Q3 2024.", "2024-Q3"),
        ("The ferry was built in 1974.", "1974"),
        ("The ferry was built in the 1970s.", "197"),
        ("The chapel is from the 11th century.", "10"),
        ("The ferry sailed two years ago.", "2023"),
        ("It ran aground on Christmas Eve.", "2024-12-24"),
        ("The ferry ran for 13 years.", "P13Y"),
        ("It was a four-day voyage.", "P4D"),
        ("The crew waited two and a half years.", "P2Y6M"),
        ("A boat leaves every Friday.", "XXXX-WXX-5"),
        ("The harbour is now closed.", "PRESENT_REF"),
        ("The harbour closed recently.", "PAST_REF"),
        ("The fire broke out on Tuesday night.", "2025-04-08TNI"),
        ("The fire broke out at 7:15 p.m. Tuesday.", "2025-04-08T19:15"),
    ],
)
def test_value_against_a_thursday(text, expected):
    assert value(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ferry sailed on Wednesday.", "XXXX-WXX-3"),
        ("The ferry sailed in December.", "XXXX-12"),
        ("The ferry sailed last week.", "XXXX-WXX"),
        ("The ferry sailed yesterday.", "XXXX-XX-XX"),
        ("Sales fell in the third quarter.", "XXXX-Q3"),
        ("The ferry sailed on April 3, 2024.", "2024-04-03"),
    ],
)
def test_without_publication_date_the_x_form_stays(text, expected):
    assert value(text, published=None) == expected


def test_day_before_is_read_against_the_last_day_told():
    text = (
        "The council met on Tuesday. Its members had toured the harbour the day before."
    )
    assert read(text) == [("Tuesday", "2025-04-08"), ("the day before", "2025-04-07")]
    assert read(text, None)[1] == ("the day before", "XXXX-WXX-1")


def test_range_is_two_dates_of_one_year():
    found = read("The fair ran from December 8 to 31 in the old port.")
    assert [v for _, v in found] == ["2024-12-08", "2024-12-31"]


def test_same_day_told_before_with_its_year_is_that_day():
    found = read(
        "The storm of March 7, 2021, was long. After the March 7 storm, all left."
    )
    assert [v for _, v in found] == ["2021-03-07", "2021-03-07"]


def test_duration_before_after_implies_a_date():
    text = (
        "Repairs began on Wednesday. That comes a week after a barge struck the pier."
    )
    table = find_timexes(
        make_articles([{"id": "a", "text": text, "published": "2025-04-10"}])
    )
    last = table.iloc[-1]
    assert (last["type"], last["value"], last["implied"]) == (
        "DURATION",
        "P1W",
        "2025-04-02",
    )


@pytest.mark.parametrize(
    "text",
    [
        "They may march on a second sun.",
        "The fall of the tower surprised the mayor.",
        "He paid $1984 for 1900 lamps.",
        "One quarter of the houses burned.",
        "The 48-year-old captain left.",
        "",
    ],
)
def test_ordinary_words_are_no_dates(text):
    assert read(text) == []


def test_ambiguous_numeric_date_stays_open_without_evidence():
    table = find_timexes(
        make_articles([{"id": "a", "text": "Signed 05/04/2024 in Riga."}])
    )
    assert table["value"].tolist() == ["2024-XX-XX"]
    assert "2024-04-05 or 2024-05-04" in table.loc[0, "flag"]


@pytest.mark.parametrize(
    ("shown", "expected"), [("25/03/2024", "2024-04-05"), ("03/25/2024", "2024-05-04")]
)
def test_ambiguous_numeric_date_is_decided_by_the_pile(shown, expected):
    pile = [
        {"id": "a", "text": "Signed 05/04/2024 in Riga."},
        {"id": "b", "text": f"Sealed {shown} there."},
    ]
    assert find_timexes(make_articles(pile))["value"].tolist()[0] == expected


def test_a_raised_figure_is_no_number():
    assert read("The hall has 90 m² and ² doors, and opens on ٣ April.") == [
        ("٣ April", "2025-04-03")
    ]


def test_impossible_dates_are_no_dates():
    assert read("Signed 45/45/2024 there.") == []


@pytest.mark.parametrize("language", ["de", "es"])
def test_other_languages_are_skipped(language):
    table = make_articles(
        [{"id": "a", "text": "Am 3. April 2025 now", "language": language}]
    )
    assert find_timexes(table).empty


def test_empty_pile_gives_the_empty_table():
    table = find_timexes(make_articles([]))
    assert list(table.columns) == list(TABLES["timexes"])


def test_missing_column_is_named():
    with pytest.raises(SchemaError, match="published"):
        find_timexes(pd.DataFrame({"article_id": [], "text": []}))


def test_offsets_point_into_the_text_as_read():
    text = "İstanbul\r\n“On Wednesday”, he said – and on April 3."
    table = find_timexes(
        make_articles(
            [{"id": "a", "text": text, "published": "2025-04-10", "language": "en"}]
        )
    )
    assert [text[s:e] for s, e in zip(table["start"], table["end"], strict=True)] == [
        "Wednesday",
        "April 3",
    ]


def test_hard_wrapped_lines_do_not_cut_an_expression():
    line = "The long line of the report that ends in the month of December"
    wrapped = f"{line}\n8, 2024 goes on."
    assert value(wrapped) == "2024-12-08"


def test_order_of_articles_changes_nothing():
    pile = make_articles(
        [
            {"id": i, "text": f"On {d} they met.", "published": "2025-04-10"}
            for i, d in enumerate(("Monday", "3 May"))
        ]
    )
    pd.testing.assert_frame_equal(
        find_timexes(pile), find_timexes(pile.iloc[::-1].reset_index(drop=True))
    )


@pytest.mark.parametrize(
    "alphabet",
    [
        "1",
        "1 ",
        "a ",
        "the ",
        "last ",
        "May ",
        "12:",
        "1/",
        "2 1/2 ",
        "-",
        "\n",
        "first second ",
        "about a few ",
        "early in ",
        "a.m. ",
        "twenty-",
    ],
)
def test_long_runs_of_the_words_of_time_are_read(alphabet):
    """A pattern that is not linear would hang here."""
    text = (alphabet * 100_000)[:100_000]
    pile = pd.DataFrame({c: [None] for c in TABLES["articles"]})
    assert len(find_timexes(pile.assign(article_id="a", text=text))) < len(text)


VOCABULARY = [*sorted(lexicon()), *(word.capitalize() for word in sorted(lexicon()))]
MARKS = ", . - $ % ' 's x 1 12 31 99 1989 1,200 2.5 1/2 11:52 25:99 1990s 11th"
VOCABULARY += [*MARKS.split(), "\n"]
VOCABULARY += ["10/04/2025", "31/12/99", "2025-02-30", "2025-04-09", "9999-12-31"]


@given(
    st.lists(st.sampled_from(VOCABULARY), max_size=40),
    st.sampled_from([None, "2025-04-10", "2024-02-29", "0001-01-01", "9999-12-31"]),
)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_any_words_of_time_give_values_that_a_calendar_has(words, published):
    text = " ".join(words)
    records = [{"id": "a", "text": text, "published": published, "language": "en"}]
    for row in find_timexes(make_articles(records)).itertuples():
        assert text[row.start : row.end] == row.text == row.text.strip()
        assert is_value(row.value)
        assert row.type in ("DATE", "TIME", "DURATION", "SET")


def test_every_rule_has_its_reading():
    assert {kind for kind, _ in rules()} == set(READINGS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The pier burned overnight.", "2025-04-09TNI"),
        ("The pier burned the night before last.", "2025-04-08TNI"),
        ("The choir left at six in the morning.", "2025-04-10T06:00"),
        ("The choir left at about 9:30 in the evening.", "2025-04-10T21:30"),
        ("The choir left at ten past four.", "2025-04-10T04:10"),
        ("The siren howled at midnight.", "2025-04-09T24:00"),
        ("The tide will turn at midnight.", "2025-04-10T24:00"),
        ("The fair is promised for the first week of June.", "2025-06"),
        ("The fair is set for early summer.", "2025-SU"),
        ("The fair closed on the last day of March.", "2025-03-31"),
        ("Keep the second half of the week free.", "2025-W15"),
        ("The mayor will call before the weekend.", "2025-W15-WE"),
        ("The council held a weekly hearing.", "P1W"),
        ("Overnight rates fell at the bank.", None),
        ("Half the crew, last seen at sea, is safe.", None),
    ],
)
def test_nights_clocks_and_parts_of_a_month(text, expected):
    assert [v for _, v in read(text)] == ([expected] if expected else [])


def test_range_between_two_days_of_a_month():
    found = read("The fair ran between 8 and 31 December in the old port.")
    assert [v for _, v in found] == ["2024-12-08", "2024-12-31"]


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ("The barge had sunk one day earlier.", "2025-04-07"),
        ("The barge was raised a day afterwards.", "2025-04-09"),
        ("A flare was seen that same evening.", "2025-04-08TEV"),
        ("The dive was planned for the very day of the vote.", "2025-04-08"),
        ("The sea was calm until noon the next day.", "2025-04-09T12:00"),
    ],
)
def test_days_are_told_from_the_last_one(later, expected):
    assert read(f"The council met on Tuesday. {later}")[1][1] == expected


def test_dawn_after_a_night_is_the_next_one():
    found = read("The pier burned on Tuesday night. Crews stayed until dawn.")
    assert [v for _, v in found] == ["2025-04-08TNI", "2025-04-09TMO"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The council will vote on Friday.", "2025-04-11"),
        ("The ministers are due to meet on Monday in Oslo.", "2025-04-14"),
        ("The hearing is scheduled for Wednesday.", "2025-04-16"),
        ("The pool will stay shut until Saturday morning.", "2025-04-12TMO"),
        ("The choir will sing on Thursday.", "2025-04-10"),
        ("The pool will close for good, the mayor said Tuesday.", "2025-04-08"),
        ("The team that will run the pool met on Monday.", "2025-04-07"),
        ("The vote had been scheduled for Wednesday.", "2025-04-09"),
        ("The pier opened the Tuesday before last.", "2025-04-01"),
        ("The thief had announced the plan on Sept. 21.", "2024-09-21"),
        ("Sales rose in the year ended June 28.", "2024-06-28"),
    ],
)
def test_only_the_verb_of_a_day_moves_it_ahead(text, expected):
    assert read(text)[-1][1] == expected


def test_end_of_a_range_of_weekdays_comes_after_its_start():
    found = read("The fair is open from Monday to Friday.")
    assert [v for _, v in found] == ["2025-04-07", "2025-04-11"]


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ("They met again the following Friday.", "2024-03-08"),
        ("They had met the previous Friday.", "2024-03-01"),
        ("They met again the next Friday.", "2025-04-11"),
    ],
)
def test_weekday_beside_the_day_told_last(later, expected):
    assert read(f"The board met on March 5, 2024. {later}")[1][1] == expected


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("The fair opens on Easter Monday.", "2025-04-10", "2025-04-21"),
        ("The fair closed on Good Friday 2024.", "2025-04-10", "2024-03-29"),
        ("The fair closed last Easter.", "2025-04-10", "2024-03-31"),
        ("The fair closed on Boxing Day.", "2025-04-10", "2024-12-26"),
        ("The fair closed on New Year’s Eve.", "2025-04-10", "2024-12-31"),
        ("The fair closed on May Day.", "2025-05-05", "2025-05-01"),
        ("It shut on New 12 months's Day.", "2025-04-10", "2025-01-01"),
        ("The fair closed on Thanksgiving.", "2025-12-01", "2025-11-27"),
        ("The fair closed on Black Friday.", "2025-12-01", "2025-11-28"),
        ("The fair closed on Memorial Day.", "2025-06-01", "2025-05-26"),
        ("The fair closed on Halloween.", None, "XXXX-10-31"),
        ("The fair closed on Whit Monday.", None, "XXXX-XX-XX"),
        ("The fair closed for Ramadan.", "2025-04-10", "XXXX-XX-XX"),
        ("The fair closed for Diwali 2023.", "2025-04-10", "2023-XX-XX"),
        ("The fair closed on Orthodox Easter.", "2025-04-10", "XXXX-XX-XX"),
    ],
)
def test_holidays_follow_their_rule_or_stay_open(text, published, expected):
    assert value(text, published) == expected


def test_holiday_of_one_country_says_whose():
    text = "The pier opened on Labor Day. The Labor minister left on Friday."
    pile = make_articles([{"id": "a", "text": text, "published": "2025-09-08"}])
    table = find_timexes(pile)
    assert table["value"].tolist() == ["2025-09-01", "2025-09-05"]
    assert "United States" in table.loc[0, "flag"]


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (1961, "04-02"),
        (2000, "04-23"),
        (2011, "04-24"),
        (2019, "04-21"),
        (2038, "04-25"),
    ],
)
def test_easter_falls_where_the_church_has_it(year, expected):
    assert easter(year).isoformat() == f"{year}-{expected}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The week of May 5 was cold.", ["2025-W19"]),
        ("The weekend of 3 May was cold.", ["2025-W18-WE"]),
        ("The siege of 1914-1918 was long.", ["1914", "1918"]),
        ("It froze on March the 4th.", ["2025-03-04"]),
        ("It froze on the night of 4 March.", ["2025-03-04TNI"]),
        ("The storm passed by mid-afternoon yesterday.", ["2025-04-09TAF"]),
        ("It opens at 3.30pm.", ["2025-04-10T15:30"]),
        ("Sales fell in the last quarter of 2024.", ["2024-Q4"]),
        ("Sales fell in the fiscal year 2024.", ["2024"]),
        ("Sales fell in FY2024.", ["2024"]),
        ("Sales for the full year fell.", ["2025"]),
        ("The club met every other week.", ["P2W"]),
        ("The club held a daylong meeting.", ["P1D"]),
        ("It stalled for a minute and a half.", ["PT1M30S"]),
        ("The club was founded in January nineteen ninety-seven.", ["1997-01"]),
        ("The club was founded in the year two thousand.", ["2000"]),
        ("The firm sold 1984-1900 lamps.", []),
        ("April Jones and June Marsh left.", []),
    ],
)
def test_more_forms_of_the_calendar(text, expected):
    assert [v for _, v in read(text)] == expected


def test_months_later_lead_on_from_what_was_told():
    text = "The pier burned on May 3, 2023. It reopened two months later."
    pile = make_articles([{"id": "a", "text": text, "published": "2025-04-10"}])
    assert find_timexes(pile).iloc[-1][["value", "implied"]].tolist() == [
        "P2M",
        "2023-07",
    ]


def test_no_rule_looks_further_back_than_what_is_shown_to_it():
    looks = [
        re.sub(r"\[.*?\]", "CLASS", look).split()
        for _, pattern in rules()
        for look in re.findall(r"\(\?<[=!](.*?)\)", pattern)
    ]

    assert max(map(len, looks)) == BEHIND


def test_the_same_words_are_read_by_what_stands_before_them():
    text = "He waits a day. It costs a dollar a day."
    found = find_timexes(make_articles([{"id": "a", "text": text, "language": "en"}]))

    assert found[["text", "type"]].to_numpy().tolist() == [
        ["a day", "DURATION"],
        ["a day", "SET"],
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The tunnel reopens on Monday.", [("Monday", "2025-04-14")]),
        ("The ferry strike ends Friday.", [("Friday", "2025-04-11")]),
        ("The town goes to the polls on Sunday.", [("Sunday", "2025-04-13")]),
        ("The regatta is on Saturday.", [("Saturday", "2025-04-12")]),
        ("The salmon season opens in June.", [("June", "2025-06")]),
        ("The shop opened in June.", [("June", "2024-06")]),
    ],
)
def test_the_present_tense_of_a_timetable_is_to_come(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It sank at 1530 GMT on Monday.", "2025-04-07T15:30"),
        ("It sank around 1530 GMT on April 7.", "2025-04-07T15:30"),
        ("It sank at 10:05 p.m. local time on Monday.", "2025-04-07T22:05"),
        ("It left Mumbai at 9.15 am IST today.", "2025-04-10T09:15"),
        ("It sank at 9pm last night.", "2025-04-09T21:00"),
        ("It sank at 6.40am this morning.", "2025-04-10T06:40"),
        ("It sank in the early hours of Monday.", "2025-04-07TMO"),
        ("It sank in the small hours of April 7.", "2025-04-07TMO"),
        ("It sank in the late hours of Monday.", "2025-04-07TNI"),
        ("It sank in the wee hours of this morning.", "2025-04-10TMO"),
    ],
)
def test_a_clock_is_read_with_its_zone_and_its_day(text, expected):
    assert value(text) == expected


def test_four_figures_without_a_time_zone_stay_a_year():
    assert read("A fleet left in 1530 and kept local time.") == [("1530", "1530")]


@pytest.mark.parametrize(
    "text",
    [
        "In 2019 Cat Orlo left the quay.",
        "In 2019 CT scans were rare in Valen.",
        "Since 2019 PT Valen has dug here.",
    ],
)
def test_a_year_before_what_is_no_time_zone_stays_a_year(text):
    assert read(text) == [("2019", "2019")]


def test_on_belongs_to_a_clock_only_at_the_end_of_a_clause():
    assert [t for t, _ in read("Shut from noon on.")] == ["noon on"]
    assert read("It shut at noon on the quay.")[0][0] == "noon"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Profit in FY24 beat all forecasts.", "2024"),
        ("Profit in FY98 beat all forecasts.", "1998"),
        ("Profit in Q4FY24 beat all forecasts.", "2024-Q4"),
        ("Profit in Q1 FY25 beat all forecasts.", "2025-Q1"),
    ],
)
def test_two_figures_after_fy_are_a_year(text, expected):
    assert value(text) == expected


def test_the_name_of_a_sunday_paper_is_no_day():
    assert read("She told the Sunday Times that she was well.") == []
    assert [t for t, _ in read("The Sunday market was full.")] == ["Sunday"]


def test_a_word_of_time_has_one_class():
    table = files("nblib").joinpath("lexicons/time_words.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line[:1] != "#"]
    times = Counter(word for *_, words in rows for word in words.split())
    assert [word for word, many in times.items() if many > 1] == []
