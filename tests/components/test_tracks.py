"""A design as two tracks: everything is drawn, at its place in time, and nothing over anything else."""

from __future__ import annotations

import re

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.components.gallery import DESIGN, PLAN, render, words
from tweespoor.core.vocabulary import ActivityFamily
from tweespoor.site.components.data import TrackBar, TrackPhase, Tracks
from tweespoor.site.components.tracks import CHARACTER, NARROWEST, draw, hours_text, pack, weeks_text


@st.composite
def bars(draw_from):
    start = draw_from(st.integers(1, 100))
    return TrackBar(
        label=draw_from(st.text("abcdefghij ", min_size=1, max_size=120)),
        family=draw_from(st.sampled_from(ActivityFamily)).value,
        start_week=start,
        end_week=draw_from(st.none() | st.integers(start, 156)),
        hours_min=draw_from(st.none() | st.sampled_from([1.5, 3, 40])),
    )


def share(text):
    return float(text.removesuffix("%"))


def text_span(text, *, width=NARROWEST):
    """The pixels, from left to right, that a drawn text takes on a picture of that width."""
    start = share(text.x) / 100 * width + text.dx
    length = len(text.text) * CHARACTER
    before = {"start": 0, "middle": length / 2, "end": length}[text.anchor]
    return (start - before, start - before + length)


@given(st.lists(bars(), min_size=1, max_size=15), st.none() | st.integers(1, 180))
def test_every_block_is_drawn_once_within_the_picture_and_crosses_no_other(found, current_week):
    picture = draw(Tracks(caption="ontwerp", bars=found, current_week=current_week), language="nl")
    drawn = [bar for lane in picture.lanes for bar in lane.bars]
    assert sorted(each.bar.label for each in drawn) == sorted(bar.label for bar in found)
    for lane in picture.lanes:
        spaces = [
            (each.y, share(each.x) / 100 * NARROWEST, (share(each.x) + share(each.width)) / 100 * NARROWEST)
            for each in lane.bars
        ]
        spaces += [(each.y, *text_span(each.text)) for each in lane.bars if not each.inside]
        for n, (y, left, right) in enumerate(spaces):
            assert lane.y <= y < lane.y + lane.height <= picture.height
            assert left >= -0.2
            assert right <= NARROWEST + 0.2
            assert all(y != other or right <= start + 0.2 or left >= end - 0.2 for other, start, end in spaces[:n])


@given(st.lists(bars(), min_size=1, max_size=5), st.integers(1, 180), st.sampled_from(["", "30 september 2026"]))
def test_the_mark_of_where_somebody_is_can_be_read_anywhere_in_time(found, current_week, day):
    picture = draw(Tracks(caption="plan", bars=found, current_week=current_week, current_day=day), language="nl")
    left, right = text_span(picture.now)
    assert picture.now.text == (day or "nu")
    assert left >= -0.2
    assert right <= NARROWEST + 0.2


@given(st.lists(bars(), min_size=2, max_size=10))
def test_what_starts_later_is_drawn_further_to_the_right(found):
    picture = draw(Tracks(caption="ontwerp", bars=found), language="nl")
    places = sorted((each.bar.start_week, share(each.x)) for lane in picture.lanes for each in lane.bars)
    assert [x for _, x in places] == sorted(x for _, x in places)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda pair: (pair[0], sum(pair)))))
def test_rows_never_hold_two_things_at_one_place(extents):
    rows = pack(extents)
    for n, (left, right) in enumerate(extents):
        for other, (start, end) in zip(rows[:n], extents[:n], strict=True):
            assert other != rows[n] or right <= start or left >= end


def test_language_lies_on_top_and_participation_below_the_families_between():
    picture = draw(DESIGN, language="nl")
    assert [lane.name for lane in picture.lanes] == [
        "Taal",
        "Begeleiding",
        "Zelfredzaamheid",
        "Voorbereiding op werk",
        "Participatie",
        "Nazorg",
    ]
    assert [lane.family.value for lane in picture.lanes if lane.is_track] == ["language", "participation"]


def test_the_table_beside_the_picture_says_the_same():
    rows = re.findall(r"<tr[^>]*>\s*<th[^>]*rowheader.*?</tr>", render("{% tracks design %}", {"design": DESIGN}))
    assert [words(row) for row in (*rows[:3], rows[-1])] == [
        "Formele taalles Taal week 1 tot en met 52 9–12 uur per week",
        "Praktijkgerichte taalles Taal week 9 tot en met 26 3 uur per week",
        "Taalcoach Taal week 27 tot en met 60 1,5–2 uur per week",
        "Nazorg door jobcoach Nazorg vanaf week 53 niet bekend",
    ]
    assert len(rows) == len(DESIGN.bars)


def test_what_goes_on_without_end_is_drawn_as_an_arrow():
    arrows = {each.bar.label for lane in draw(DESIGN, language="nl").lanes for each in lane.bars if each.arrow}
    assert arrows == {"Klantmanager", "Nazorg door jobcoach"}


def test_a_persons_plan_shows_where_the_person_is_now_and_a_design_does_not():
    assert words(render("{% tracks plan %}", {"plan": PLAN})).split().count("nu") == 1
    assert "nu" not in words(render("{% tracks plan %}", {"plan": DESIGN})).split()


def test_a_name_too_long_for_the_picture_is_cut_off_there_and_whole_in_the_table():
    name = "Taalles " + "met een heel lange naam " * 8
    design = Tracks(caption="Lang", bars=[TrackBar(label=name, family="language", start_week=1, end_week=9)])
    html = render("{% tracks design %}", {"design": design})
    assert re.search(r"<text[^>]*tweespoor-tracks__text[^>]*>Taalles met een heel[^<]*…</text>", html)
    assert words(re.search(r"<tbody.*</tbody>", html, flags=re.S)[0]).startswith(name.strip())


def test_weeks_are_numbered_as_far_as_something_is_known():
    bars = [TrackBar(label="Taalles", family="language", start_week=1)]
    assert [tick.text for tick in draw(Tracks(caption="open", bars=bars), language="nl").ticks] == ["week 1"]
    assert [tick.text for tick in draw(DESIGN, language="nl").ticks][-1] == "57"


def test_the_picture_is_reached_by_keyboard_and_named():
    html = render("{% tracks design %}", {"design": DESIGN})
    assert 'role="region" tabindex="0" aria-label="Ontwerp van Voorbeeldstad"' in html


def test_a_design_without_blocks_says_so():
    html = render(
        "{% tracks design %}",
        {"design": Tracks(caption="Leeg", bars=(), phases=[TrackPhase(name="Fase", start_week=1)])},
    )
    assert words(html) == "Leeg Er zijn nog geen onderdelen."


@pytest.mark.parametrize(
    ("least", "most", "unit", "said"),
    [
        (None, None, "", ""),
        (9, None, "", "9 uur per week"),
        (9, 12, "", "9–12 uur per week"),
        (1.5, 1.5, "dagdelen", "1,5 dagdelen"),
        (None, 1000, "", "1.000 uur per week"),
    ],
)
def test_hours_are_said_as_people_write_them(least, most, unit, said):
    bar = TrackBar(label="x", family="language", start_week=1, hours_min=least, hours_max=most, unit=unit)
    assert hours_text(bar) == said


@pytest.mark.parametrize(
    ("start", "end", "said"), [(3, 3, "week 3"), (3, 8, "week 3 tot en met 8"), (3, None, "vanaf week 3")]
)
def test_weeks_are_said_in_words(start, end, said):
    assert weeks_text(start, end_week=end) == said


def test_numbers_in_the_picture_are_the_same_in_every_language():
    with translation.override("en"):
        english = render("{% tracks design %}", {"design": DESIGN})
    dutch = render("{% tracks design %}", {"design": DESIGN})
    assert re.findall(r"<rect[^>]*>", english) == re.findall(r"<rect[^>]*>", dutch)
    assert not re.search(r'(?:x|y|width|height)="[\d.]*,', dutch)
