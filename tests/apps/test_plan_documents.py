"""The documents of a plan: tagged PDF by its structure tree, in four languages; the pages of the own copy."""

from __future__ import annotations

import io
import re

import pytest
from django.conf import settings
from django.urls import reverse
from pypdf import PdfReader

from tests.apps.conftest import a_municipality, a_user
from tests.apps.plans import OWN_WORDS, a_newcomer, a_signed_plan
from tweespoor.apps.log.models import Entry
from tweespoor.core.pips import Goal, GoalTerm
from tweespoor.site.pages.plan.own_copy import LANGUAGES

pytestmark = [pytest.mark.django_db, pytest.mark.database]

TIGRINYA = "ኣነ ክሰርሕ እደሊ"
CODES = [language.code for language in LANGUAGES]


@pytest.fixture
def signed():
    roermond = a_municipality("Gemeente Roermond")
    kim = a_user(roermond, name="Kim")
    amina = a_newcomer(roermond)
    goals = (
        Goal(term=GoalTerm.LONG, words=OWN_WORDS, language="ara"),
        Goal(term=GoalTerm.SHORT, words=TIGRINYA, language="tir"),
    )
    a_signed_plan(amina, by=kim, goals=goals)
    return kim, amina


def pdf(browser, name, *args):
    response = browser.get(reverse(name, args=args))
    assert response["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(response.content))


def kinds(reader):
    """The kinds of all elements in the structure tree."""
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for each in node:
                walk(each)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def fonts(reader):
    return {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    }


def tongues(reader):
    """The languages that pieces of text are marked with."""
    marks = (re.findall(rb"/Lang ?\(([^)]*)\)", page.get_contents().get_data()) for page in reader.pages)
    return {mark.decode() for each in marks for mark in each}


def check_tagged(reader, *, language, title):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).split("-")[0] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert title in reader.metadata.title
    assert "pdfuaid" in reader.xmp_metadata.stream.get_data().decode()


def test_the_plan_and_the_decision_are_documents_that_a_screen_reader_reads(signed, log_in):
    kim, amina = signed
    plan = pdf(log_in(kim), "plan-pdf", amina.pk, 1)
    check_tagged(plan, language="nl", title="Persoonlijk plan inburgering en participatie")
    assert {"/H1", "/P", "/Table", "/TH", "/TD"} <= set(kinds(plan))
    assert {"ar", "ti"} <= tongues(plan)
    words = " ".join(" ".join(page.extract_text() for page in plan.pages).split())
    assert "Wanneer en hoeveel" in words
    assert "Wie doet wat" not in words, "a column in which nothing would stand is left out"
    decision = pdf(log_in(kim), "plan-decision-pdf", amina.pk, 1)
    said = " ".join(decision.pages[0].extract_text().split())
    assert "burgemeester en wethouders van de gemeente Roermond stelt" in said
    check_tagged(decision, language="nl", title="Besluit")
    assert {"/H1", "/P"} <= set(kinds(decision))
    words = " ".join(page.extract_text() for page in decision.pages)
    assert "Wet inburgering 2021, art. 15" in words
    assert "te bevestigen" in words


@pytest.mark.parametrize("language", CODES)
def test_the_own_copy_is_tagged_in_its_language_with_fonts_for_its_script(signed, log_in, language):
    kim, amina = signed
    copy = pdf(log_in(kim), "plan-own-pdf", amina.pk, 1, language)
    title = {"nl": "Mijn plan", "en": "My plan", "ar": "خطتي", "ti": "ውጥነይ"}[language]
    check_tagged(copy, language=language, title=title)
    assert {"/H1", "/P"} <= set(kinds(copy))
    assert {"NotoSansArabic-Regular", "NotoSansEthiopic-Regular"} <= fonts(copy)
    assert not [name for name in fonts(copy) if not name.startswith("NotoSans")]
    words = " ".join(page.extract_text() for page in copy.pages)
    assert "[U+" not in words
    assert "belt de school" in words
    entry = Entry.objects.filter(deed="pip-given").latest("sequence")
    assert entry.detail == {"form": "own-copy", "language": language}


@pytest.mark.parametrize("language", CODES)
def test_the_own_copy_is_a_page_in_its_language_and_direction(signed, log_in, language):
    kim, amina = signed
    response = log_in(kim).get(reverse("plan-own", args=[amina.pk, 1, language]))
    page = response.content.decode()
    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}"' in page
    assert response["Content-Language"] == language
    assert f'lang="ar">{OWN_WORDS}</q>' in page
    assert f'lang="ti">{TIGRINYA}</q>' in page
    checked = {"ar": "لم يراجع هذه الترجمة", "ti": "ኣይተራእየን"}
    assert {code for code, words in checked.items() if words in page} == ({language} & checked.keys())


@pytest.mark.parametrize("language", ["en", "ar", "ti"])
def test_nothing_of_the_own_copy_is_left_in_dutch(signed, log_in, language):
    kim, amina = signed
    page = log_in(kim).get(reverse("plan-own", args=[amina.pk, 1, language])).content.decode()
    main = re.search(r"<main.*</footer>", page, flags=re.S).group(0)
    foreign = re.sub(r'<(\w+)[^>]*lang="nl"[^>]*>.*?</\1>', "", main, flags=re.S)
    dutch = {"Mijn", "uur per week", "Vanaf", "Nederlands leren", "afgesproken", "februari", "ja", "geen", "Wat"}
    assert {word for word in dutch if re.search(rf"\b{word}\b", foreign)} == set()


def test_the_interface_itself_stays_dutch_and_english(signed, log_in):
    kim, amina = signed
    assert [code for code, _name in settings.LANGUAGES] == ["nl", "en"]
    browser = log_in(kim)
    browser.cookies["django_language"] = "ar"
    assert '<html lang="nl"' in browser.get(reverse("plan", args=[amina.pk])).content.decode()
    assert browser.get(reverse("plan-own", args=[amina.pk, 1, "de"])).status_code == 404
