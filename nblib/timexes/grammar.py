"""The grammar of time expressions: one pattern over token classes for each kind.

A pattern is a regular expression whose letters are class names. It is compiled to
one character a class, so all rules together are one alternation that is tried
only where a class of time stands, and the first rule that fits wins. Every
repetition is bounded: reading is linear in the length of the text. Look-arounds
hold what must stand beside the expression without being part of it.
"""

import re
from collections.abc import Iterator
from functools import cache

from .tokens import Tokens, char_of

_NAME = re.compile(r"(?<![A-Z])[A-Z]+(?![A-Z])")

MACROS = {
    "«early»": "[EARLY LATE LATER EARLIER]",
    "«num»": "(?:A(?=TIMES))?[INT DAY DECIMAL YEAR CARD CENT TENS TIMES FRACTION]"
    "(?:HYPHEN?[CARD TENS TIMES FRACTION]){0,3}(?:HYPHEN?AND HYPHEN?A HYPHEN?HALF)?",
    "«few»": "(?:A?FEW OF?|SOME)",
    "«pre»": "(?:ABOUT|NEARLY|OVER|NO?[MORE LESS]THAN|AT[LEAST MOST]|UP TO)",
    "«unit»": "[UNIT QUARTER FORTNIGHT]",
    "«units»": "[UNIT UNITS QUARTER FORTNIGHT]",
    "«month»": "(?:[MONTH MAYBE]|MON DOT?)",
    "«day»": "[DAY ORDNUM]",
    "«year»": "(?:COMMA?YEAR)?",
    "«edge»": "(?:THE?[EARLY LATE MID EARLIER LATER](?:HYPHEN?(?:[IN OF BY])?)"
    "|THE?[START END MID]OF|THE[EARLY LATE MID]?(?:PART|START|END)OF)",
    "«ord»": "[ORD SEC ORDNUM]",
    "«rel»": "[LAST PREVIOUS NEXT THIS]",
    "«clock»": "(?:CLOCKTIME «pm»?|[DAY CARD]«pm»|[DAY CARD]OCLOCK APOS CLOCK|NOON"
    "|INT(?=EST))EST?",
    "«pm»": "(?:MERIDIEM|[A LETTERP]DOT LETTERM DOT?)",
    "«amid»": "[ON OF IN BY SINCE TO FROM AT AND BETWEEN OR BEFORE AFTER]",
}

# name, pattern; the name is the key of the reading in readings.py
RULES = (
    ("iso", "ISO"),
    ("slashed", "SLASHED"),
    # days
    (
        "day_range",
        "«month»DAY(?:[TO HYPHEN]DAY(?![UNITS COUNT PERCENT])|AND DAY(?![OTHER UNITS COUNT PERCENT]))«year»",
    ),
    ("day_range", "DAY[TO HYPHEN]DAY«month»«year»"),
    (
        "date_time",
        "(?:«pre»)?«clock»(?:COMMA|ON|AT)?(?:WEEKDAY COMMA?)?«month»«day»«year»",
    ),
    ("date", "(?:[WEEKDAY WDAY]DOT?COMMA?THE?)?«month»«day»«year»(?!CLOCKTIME)"),
    ("date", "(?:[WEEKDAY WDAY]DOT?COMMA?)?THE?[DAY ORDNUM ORD SEC]OF?«month»«year»"),
    ("date", "THE ORDNUM(?=DOT|BREAK|COMMA|«amid»)"),
    ("eve", "«rel»?(?:HOLIDAY|NEW UNIT POSS?)(?:EVE|UNIT)?«year»"),
    # clock times and parts of days
    (
        "day_time",
        "(?:«pre»)?«clock»(?:ON|COMMA)?(?:LAST|NEXT)?[WEEKDAY TODAY TONIGHT]PART?",
    ),
    ("day_time", "(?:LAST|NEXT)?[WEEKDAY TODAY TONIGHT](?:PART)?AT(?:«pre»)?«clock»"),
    ("day_part", "«early»?«rel»?WEEKDAY PART(?:«rel»UNIT)?"),
    ("day_part", "«early»?TODAY PART"),
    (
        "day_part",
        "«early»?(?:THIS|THAT|LAST)PART|THE PART[BEFORE AFTER](?=[DOT COMMA BREAK IN ON AT])",
    ),
    ("day_part", "THE(?:NEXT|PREVIOUS|FOLLOWING|SAME)PART"),
    ("day_part", "THE PART OF«month»«day»«year»"),
    ("day_part", "«early»?TONIGHT"),
    ("day_part", "(?<=[IN])THE[EARLY LATE]?PART"),
    ("clock", "(?:«pre»)?«clock»(?:ON)?"),
    # sets
    (
        "every",
        "EACH(?:«num»)?[UNIT UNITS QUARTER WEEKDAY PART SEASON MONTH WEEKEND]PART?",
    ),
    ("every", "WEEKDAYS"),
    ("daily", "DAILY(?=DOT|COMMA|BREAK|«amid»)"),
    (
        "per",
        "(?<=[COUNT INT DECIMAL DAY TIMES])A UNIT(?![AGO EARLIER LATER])|(?<=A OTHER)A UNIT",
    ),
    ("per", "(?:ONCE|(?:CARD|DAY|FEW)TIMEWORD)A UNIT"),
    # quarters and halves
    (
        "quarter",
        "THE?(?:YEAR|(?:«rel»UNIT|UNIT)POSS)FISCAL?HYPHEN?«ord»HYPHEN?[QUARTER HALF]",
    ),
    (
        "quarter",
        "(?:(?:THE|THIS|LAST|NEXT)(?:UNIT HYPHEN?[AGO EARLIER])?)?FISCAL?HYPHEN?"
        "«ord»HYPHEN?[QUARTER HALF](?:OF(?:FISCAL?YEAR|«rel»UNIT|THE UNIT|«month»)|YEAR)?",
    ),
    ("quarter", "LETTERQ DAY(?:OF?YEAR)?"),
    ("quarter", "THE?ORD CARD QUARTER OF YEAR"),
    (
        "same_quarter",
        "(?:THE|A)?(?:LIKE|SAME)?(?:UNIT HYPHEN?[AGO EARLIER])(?:[QUARTER PERIOD HALF UNIT])?",
    ),
    (
        "same_quarter",
        "THE?[LIKE SAME][QUARTER PERIOD](?:OF?(?:«rel»UNIT|YEAR)|A UNIT[AGO EARLIER])?",
    ),
    ("same_quarter", "«rel»UNIT POSS[QUARTER PERIOD]"),
    ("year_period", "THE YEAR(?:QUARTER|PERIOD)"),
    (
        "this_quarter",
        "THE?(?:LATEST|MOST RECENT)(?:QUARTER|PERIOD)|(?:THE CURRENT?|THIS|THAT|THE CURRENT FISCAL)(?:QUARTER|PERIOD(?=[IN DOT COMMA]))",
    ),
    # months
    ("month", "(?:«edge»)?«month»(?:COMMA?OF?YEAR|(?:OF)?«rel»UNIT)"),
    ("month", "(?:«edge»)?«rel»(?:[MONTH MAYBE]|MON DOT)"),
    ("month", "(?:«edge»)(?:[MONTH MAYBE]|MON DOT)"),
    ("month", "MONTH|(?<=«amid»)(?:MAYBE|MON DOT?)"),
    # seasons, decades, centuries, years
    ("season", "(?:«edge»|THE)?(?:«rel»)?SEASON(?:OF?YEAR|OF«rel»UNIT)?"),
    ("season", "(?:«edge»|[LAST THIS NEXT])FALL(?:OF?YEAR|(?!OF))"),
    ("season", "(?<=[IN BY])(?:THE FALL(?!OF OTHER)|FALL(?!OF OTHER))(?:OF?YEAR)?"),
    (
        "decade",
        "(?:THE(?:[EARLY LATE]|MID HYPHEN?)?|(?:[EARLY LATE]|MID HYPHEN?))[DECADE TENSWORD]",
    ),
    ("decade", "DECADE"),
    (
        "century",
        "(?:THE?(?:[EARLY LATE]|MID HYPHEN?)?)[ORD SEC ORDNUM]HYPHEN?UNIT",
    ),
    ("spoken_year", "CENT(?:CARD|TENS(?:HYPHEN?CARD)?|HYPHEN CARD)"),
    (
        "year",
        "(?:«edge»)?(?:FISCAL UNIT?|THE UNIT)?YEAR(?:(?:AND BEYOND)|(?:OR LATER))?",
    ),
    # relative to the publication date or to the last date told
    ("year_end", "(?:«pre»)?(?:THE)?UNIT(?:HYPHEN|POSS)?[END YEAREND]|YEAREND"),
    ("mid_unit", "MID HYPHEN UNIT"),
    ("edge_unit", "(?:«edge»)THE[UNIT QUARTER]"),
    ("this_units", "THIS«num»[UNIT UNITS]"),
    (
        "span",
        "THE?EACH?(?:OF THE)?[LAST NEXT LATEST PREVIOUS FOLLOWING ORD](?:FEW|«num»)(?:OR[CARD DAY])?TRADING?[UNIT UNITS]",
    ),
    ("span", "(?<=[IN FORWHILE WITHIN OVER])THE[LAST NEXT]«unit»"),
    ("ended", "THE FISCAL?UNIT(?=ENDED)"),
    ("span", "THE[CARD DAY TENS INT]TRADING?UNITS"),
    (
        "relative",
        "(?:«edge»|SOMETIME)?(?:THE?[LAST NEXT THIS PREVIOUS FOLLOWING THAT SAME]|THIS LAST|THAT SAME)"
        "(?:FISCAL)?[UNIT QUARTER FORTNIGHT WEEKEND]",
    ),
    ("relative", "THE CURRENT FISCAL?UNIT|THE FISCAL UNIT"),
    ("relative_weekday", "THIS?«rel»WEEKDAY|WEEKDAY(?:OF)?«rel»UNIT"),
    ("weekday", "«early»?WEEKDAY|(?<=ON)WDAY(?=DOT)"),
    ("today", "«early»?TODAY"),
    (
        "ago",
        "(?:«pre»)?(?:«num»|«few»|A)«units»(?:OR SO)?(?:AGO|FROM NOW|HENCE)|UNITS AGO",
    ),
    ("day_before", "A«unit»[EARLIER LATER]|A UNIT[BEFORE](?=[DOT COMMA BREAK IN])"),
    (
        "day_before",
        "THE UNIT[BEFORE AFTER](?:TODAY|(?=[DOT COMMA BREAK IN ON AT HYPHEN AND]))",
    ),
    (
        "later",
        "(?:«pre»)?(?:«num»|«few»|A)«units»(?=[EARLIER LATER BEFORE AFTER])|UNITS(?=[EARLIER LATER BEFORE AFTER])",
    ),
    ("weekend", "THE WEEKEND"),
    ("the_unit", "(?<=[FORWHILE])THE FISCAL?UNIT|(?<=OF)THE UNIT|THE FISCAL UNIT"),
    ("one_day", "CARD UNIT(?=OTHER)"),
    ("ahead", "THE UNITS AHEAD|THE[ORD FOLLOWING]UNITS|SOME TIMEWORD|A WHILE"),
    # durations
    (
        "duration",
        "(?:«pre»)?(?:(?:«num»(?:TO«num»)?)HYPHEN?[TRADING MORE]?«units»|«few»[TRADING MORE]?«units»)(?:OR SO)?(?!HYPHEN?OLD|OF OLD)",
    ),
    ("half", "(?:«pre»)?(?:HALF A|A HALF HYPHEN?)UNIT|A UNIT AND A HALF"),
    ("duration", "(?:«pre»)?A TRADING?[UNIT FORTNIGHT](?:OR SO)?(?!HYPHEN?OLD)"),
    (
        "vague",
        "(?<=[FORWHILE IN WITHIN OF])[UNITS](?:(?:AND|OR)UNITS)?|UNITS(?=OF OTHER)",
    ),
    ("recent_units", "RECENT[UNITS UNIT](?:(?:AND|OR)UNITS)?"),
    # present, past, future
    (
        "ref",
        "THE NEAR(?:HYPHEN)?(?:FUTURE|TERM)|(?<=IN)THE(?:SHORT HYPHEN?TERM|FUTURE)|[FUTURE NEXT]UNITS",
    ),
    ("past_ref", "(?<=IN)THE LAST|LAST UNITS"),
    (
        "present_ref",
        "THESE UNITS|(?<=AT)(?:THE?PRESENT|THE MOMENT|THIS[TIMEWORD MOMENT])",
    ),
    ("ref", "NOW|RECENTLY|RECENT|(?<!AS)SOON(?![AFTER BEFORE])"),
    ("present_ref", "CURRENT"),
)


CORE = (
    "WEEKDAYS WEEKENDS PRESENT MOMENT MONTH MAYBE MON WEEKDAY WDAY UNIT UNITS FORTNIGHT QUARTER HALF PERIOD TIMEWORD WEEKEND "
    "SEASON FALL PART NOON TODAY TONIGHT CENT TENSWORD LAST LATEST RECENT CURRENT HOLIDAY NOW "
    "RECENTLY SOON FUTURE TERM DAILY WHILE YEAREND ISO SLASHED CLOCKTIME DECADE ORDNUM YEAR "
    "MERIDIEM LETTERM OCLOCK EST LETTERQ"
)


# classes that no expression begins with
INNER = (
    "COMMA DOT HYPHEN POSS APOS PERCENT MONEY COUNT OF TO FROM AND OR BY IN ON BETWEEN "
    "SINCE FORWHILE WITHIN BEFORE AFTER AGO WILL SHALL AS OLD HAS SO FAR THAN AHEAD YET "
    "BEYOND HENCE EVE CLOCK LETTERM ENDED TIMES"
)


def _compile(pattern: str) -> str:
    for macro, meaning in MACROS.items():
        pattern = pattern.replace(macro, meaning)
    return _NAME.sub(lambda found: char_of(found[0]), pattern).replace(" ", "")


@cache
def _grammar() -> re.Pattern[str]:
    # the group that names a rule stands at its end, so that a rule is tried quickly
    parts = [f"(?:{_compile(p)})(?P<r{i}>)" for i, (_, p) in enumerate(RULES)]
    inner = "".join(char_of(name) for name in INNER.split())
    return re.compile(f"(?![{inner}])(?:{'|'.join(parts)})")


@cache
def _runs() -> re.Pattern[str]:
    """Runs of tokens with a class of their own, one of them of the core."""
    core = "".join(char_of(name) for name in CORE.split())
    return re.compile(f"(?<![^x~])[^x~{core}]*+[{core}][^x~]*+")


def find_readings(tokens: Tokens) -> Iterator[tuple[str, int, int]]:
    """Yield (rule, first token, token after the last) in the order of the text.

    Only runs with a class of the core are read; the token after the run may be
    looked at.
    """
    grammar, classes = _grammar().finditer, tokens.classes
    for run in _runs().finditer(classes):
        for found in grammar(classes, run.start(), run.end() + 1):
            name = found.lastgroup or ""
            yield RULES[int(name[1:])][0], found.start(), found.end()
