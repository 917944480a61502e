"""What is known about somebody, and somebody's week."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.components.gallery import GRID, LESSON, render, words
from tweespoor.core.facts import FactState
from tweespoor.core.week import DAY_NAMES, HalfDay, week_grid
from tweespoor.site.components.data import ShownFact, WeekEntry, WeekGrid

HALF_DAYS = st.sampled_from(week_grid(days=7))
FAMILIES = ("language", "self-reliance", "preparation", "participation", "guidance", "aftercare")


def shown(fact):
    return render("{% fact_value fact %}", {"fact": fact})


def week(grid):
    return render("{% week_grid grid %}", {"grid": grid})


def test_not_asked_none_and_known_are_told_apart_by_word_icon_and_style():
    looks = {
        state: shown(ShownFact(label="Belemmeringen", state=state, text="schulden" if state == "known" else ""))
        for state in FactState
    }
    assert {state: words(html) for state, html in looks.items()} == {
        FactState.KNOWN: "schulden",
        FactState.NONE: "geen",
        FactState.NOT_ASKED: "niet gevraagd",
    }
    assert len({re.search(r"tweespoor-fact--([a-z-]+)", html)[1] for html in looks.values()}) == 3
    drawings = [re.findall(r"<svg.*?</svg>", html) for html in looks.values()]
    assert sorted(map(len, drawings)) == [0, 1, 1]
    assert len({drawing for found in drawings for drawing in found}) == 2


def test_a_fact_says_since_when_and_from_whom_we_know_it():
    fact = ShownFact(label="Niveau", state="known", text="A2", valid_on=date(2026, 11, 23), source="toets")
    assert words(shown(fact)) == "A2 23 november 2026, toets"


def test_what_was_not_asked_is_one_click_from_an_answer_only_for_who_may_register():
    may = render("{% fact_list facts %}", {"facts": [ShownFact(label="Niveau", state="not-asked", url="/vraag/")]})
    may_not = render("{% fact_list facts %}", {"facts": [ShownFact(label="Niveau", state="not-asked")]})
    assert 'href="/vraag/"' in may
    assert words(may) == "Niveau niet gevraagd invullen : Niveau"
    assert "<a" not in may_not
    assert words(may_not) == "Niveau niet gevraagd"


def test_a_text_somebody_typed_is_never_read_as_html():
    html = shown(ShownFact(label="x", state="known", text="<b>vet</b>", source="<i>"))
    assert "<b>" not in html
    assert "&lt;b&gt;vet" in html
    assert "<i>" not in html


def test_every_day_and_part_of_the_day_of_a_week_has_its_header():
    html = week(GRID)
    assert words(" ".join(re.findall(r'<th[^>]*scope="row"[^>]*>.*?</th>', html))).split() == list(DAY_NAMES["nl"][:5])
    heads = words(" ".join(re.findall(r'<th[^>]*scope="col"[^>]*>.*?</th>', html))).split()
    assert heads == ["Dag", "ochtend", "middag", "avond"]
    assert words(re.search(r"<caption.*?</caption>", html)[0]) == "De week van Selam"


PLACED = st.dictionaries(HALF_DAYS, st.lists(st.sampled_from(FAMILIES), min_size=1, max_size=3))


@given(PLACED, st.sets(HALF_DAYS), st.sets(HALF_DAYS))
def test_every_entry_stands_once_on_its_own_half_day_and_only_what_is_known_free_is_called_so(
    placed, unavailable, free
):
    entries = {
        half_day: [WeekEntry(title=f"{half_day.slug}/{n}", family=family) for n, family in enumerate(families)]
        for half_day, families in placed.items()
    }
    html = week(WeekGrid(caption="week", entries=entries, unavailable=frozenset(unavailable), free=frozenset(free)))
    rows = re.findall(r'<tr[^>]*role="row">\s*<th[^>]*scope="row".*?</tr>', html, flags=re.S)
    last = max([5, *(half_day.day for half_day in (*placed, *unavailable))])
    assert len(rows) == last
    for half_day in week_grid(days=last):
        cell = re.findall(r"<td.*?</td>", rows[half_day.day - 1], flags=re.S)[half_day.order]
        found = re.findall(r"(\w{3}-\w+/\d)", cell)
        assert found == [entry.title for entry in entries.get(half_day, ())]
        assert ("niet beschikbaar" in cell) == (half_day in unavailable)
        is_empty = half_day not in placed and half_day not in unavailable
        assert (" vrij" in words(cell)) == (is_empty and half_day in free)
        assert ("geen afspraak" in words(cell)) == (is_empty and half_day not in free)


@pytest.mark.parametrize("family", FAMILIES)
def test_an_activity_in_a_week_has_the_icon_of_its_family_beside_its_colour(family):
    icon = render("{% icon family %}", {"family": family})
    html = week(WeekGrid(caption="week", entries={HalfDay.parse("tue-morning"): [replace(LESSON, family=family)]}))
    assert html.count(icon) == 1
    assert f"tweespoor-family--{family}" in html
    others = [render("{% icon family %}", {"family": other}) for other in FAMILIES if other != family]
    assert icon not in others


def test_a_week_reads_english_for_who_chose_english():
    with translation.override("en"):
        html = week(GRID)
    assert words(html).split().count("Monday") == 1
    assert "maandag" not in html
