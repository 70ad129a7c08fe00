"""Languages of many texts at once are those that the library finds one by one."""

import pytest

from nblib.articles.classifier import classify
from nblib.articles.languages import detect_languages

TEXTS = [
    "The ferry stayed in port on Friday, two deckhands said.",
    "Die Fähre blieb am Freitag im Hafen, sagten zwei Matrosen.",
    "El transbordador se quedó en el puerto el viernes, dijeron dos marineros.",
    "Паром остался в порту в пятницу, сказали два матроса.",
    "フェリーは金曜日に港にとどまった。",
    "Trajekt je ostao u luci u petak, rekla su dva mornara.",
    "THE FERRY STAYED IN PORT ON FRIDAY.",
    "zu\u0308gig",
    "\ud800 broken",
    "",
    "7",
]


@pytest.fixture(scope="module")
def identifier():
    langid = pytest.importorskip("py3langid.langid")
    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


def test_model_answers_as_the_library_does(identifier):
    expected = [identifier.classify(text) for text in TEXTS]
    found = classify(TEXTS)

    assert [code for code, _ in found] == [code for code, _ in expected]
    assert [sure for _, sure in found] == pytest.approx(
        [sure for _, sure in expected], abs=1e-4
    )


def test_texts_beside_a_text_do_not_change_it():
    together = classify(TEXTS)

    assert [classify([text])[0] for text in TEXTS] == together


def test_no_text_has_no_language():
    assert (classify([]), detect_languages([])) == ([], [])


def test_each_text_keeps_the_languages_of_its_own_windows():
    english, german = TEXTS[0] * 20, TEXTS[1] * 20

    found = detect_languages([german, "", english + german, english])

    assert found == [["de"], [], ["en", "de"], ["en"]]
