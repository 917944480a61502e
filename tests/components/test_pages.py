"""Progress, tables, forms, figures, and the page around them."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string

from tests.components.gallery import (
    FAILED,
    FIGURE,
    FINISHED,
    LEVELS,
    RUNNING,
    gallery,
    render,
    request_for,
    sample_form,
    words,
)
from tweespoor.site.components.data import Column, Part, PlannerProgress

pytestmark = pytest.mark.urls("tests.components.urls")


def progress(run):
    return render('{% progress run idempotency_key="sleutel" %}', {"run": run})


def form(**values):
    return render("{% form_fields form %}", {"form": sample_form(**values)})


@pytest.mark.parametrize("page", ["gallery", "400", "403", "404", "500"])
def test_no_page_holds_inline_script_or_style_which_our_policy_blocks(page):
    html = gallery() if page == "gallery" else render_to_string(f"{page}.html")
    assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=|javascript:", html)
    assert re.findall(r"<script([^>]*)>([^<]*)</script>", html) == [(' src="/static/build/app.js" defer', "")]


def test_the_page_for_a_broken_server_needs_nothing_that_could_be_broken():
    html = render_to_string("500.html")
    assert "Er ging iets mis" in words(html)
    assert "<form" not in html


def test_the_page_says_its_language_and_lets_the_reader_skip_to_the_content():
    html = gallery()
    assert '<html lang="nl"' in html
    assert re.search(r'<a class="utrecht-skip-link[^>]* href="#inhoud"', html)
    assert 'id="inhoud"' in html
    assert html.count("<h1") == html.count("<main") == 1


def test_the_menu_says_where_the_reader_is():
    assert re.findall(r'aria-current="page">([^<]+)</a>', gallery()) == ["Programma’s"]


def test_who_is_not_logged_in_sees_no_menu_and_no_log_out():
    html = render_to_string("404.html", request=request_for("/"))
    assert "<nav" not in html
    assert "uitloggen" not in html
    assert "alle mensen zijn verzonnen" in html.lower()


def test_a_running_planner_is_refreshed_and_can_be_stopped_and_a_finished_one_rests():
    html = progress(RUNNING)
    assert 'hx-get="/voortgang/" hx-trigger="every 1s"' in html
    assert re.search(r'<form method="post" action="/stop/">', html)
    assert 'name="csrfmiddlewaretoken"' in html
    assert 'name="idempotency_key" value="sleutel"' in html
    assert "Ververs deze pagina" in re.search(r"<noscript>(.*?)</noscript>", html)[1]
    for over in (FINISHED, FAILED, replace(FINISHED, state="stopped", url="/voortgang/", stop_url="/stop/")):
        assert "hx-" not in progress(over)
        assert "<form" not in progress(over)


def test_a_planner_that_is_asked_to_stop_cannot_be_asked_again():
    html = progress(replace(RUNNING, state="stopping"))
    assert "hx-get" in html
    assert "<form" not in html


def test_progress_says_how_much_is_placed_and_how_much_better_it_could_be():
    assert words(progress(RUNNING)).startswith(
        "De planner zoekt de beste groepen. Ingeplande wensen 112 Ingepland 112 van 120 "
        "Score (lager is beter) 1.234 Lager kan niet dan 1.200 Kan nog beter hooguit 2,8% Tijd 12 van 30 seconden"
    )
    assert "Kan nog beter nee, dit is het best mogelijke" in words(progress(FINISHED))
    assert "Groep 4 heeft geen lokaal." in words(progress(FAILED))


def test_nobody_knows_the_gap_before_there_is_a_score_and_a_bound():
    start = PlannerProgress(state="waiting", placed=0, demands=0, elapsed_seconds=0, limit_seconds=30)
    assert start.gap is None
    assert replace(start, best_score=0, bound=0).gap == 0
    assert "nog niet bekend" in words(progress(start))
    assert "nog geen" in words(progress(start))


def test_one_sentence_of_the_progress_is_announced_and_the_numbers_are_not():
    found = re.findall(r"<p[^>]*data-announce>(.*?)</p>", progress(RUNNING))
    assert found == ["De planner zoekt de beste groepen."]
    assert '<div class="tweespoor-visually-hidden" id="tweespoor-announcements" role="status">' in gallery()


def test_sorting_a_table_is_a_plain_link_that_says_how_it_is_sorted():
    columns = [
        Column(label="Naam", url="?s=naam", sorted="descending"),
        Column(label="Uren", url="?s=uren"),
        Column(label="x"),
    ]
    html = render("{% table_head columns %}", {"columns": columns})
    assert re.findall(r'aria-sort="(\w+)"', html) == ["descending", "none"]
    assert re.findall(r'href="([^"]+)"', html) == ["?s=naam", "?s=uren"]


def test_a_table_has_a_caption_and_is_reached_by_keyboard():
    html = render('{% data_table "Mensen" %}<tr><td>x</td></tr>{% enddata_table %}')
    assert words(re.search(r"<caption.*?</caption>", html)[0]) == "Mensen"
    assert 'role="region" tabindex="0" aria-label="Mensen"' in html
    assert "<tr><td>x</td></tr>" in html


def test_leafing_keeps_the_order_and_the_filter():
    html = render(
        "{% pagination page %}", {"page": Paginator(range(100), 50).page(2)}, path="/m/?pagina=2&sorteer=naam"
    )
    assert re.findall(r'href="([^"]+)"', html) == [
        "?pagina=1&amp;sorteer=naam",
        "?pagina=1&amp;sorteer=naam",
        "?pagina=2&amp;sorteer=naam",
    ]
    assert re.findall(r'aria-current="page"', html) == ['aria-current="page"']


def test_a_list_of_one_page_is_not_leafed_through():
    assert render("{% pagination page %}", {"page": Paginator(range(10), 50).page(1)}).strip() == ""


def test_every_error_is_said_above_the_form_and_at_its_field():
    html = form(name="", level="a2")
    links = re.findall(r'<a[^>]*href="#([^"]+)">([^<]+)</a>', html)
    assert [target for target, _ in links] == ["id_name", "id_answer_0", "id_agreed"]
    for target, _text in links:
        assert html.count(f' id="{target}"') == 1
    field = re.search(r'<input[^>]*id="id_name"[^>]*>', html)[0]
    assert 'aria-invalid="true"' in field
    radios = re.findall(r'<input type="radio"[^>]*>', html)
    assert [("aria-invalid" in radio, "required" in radio) for radio in radios] == [(True, True)] * 3
    described = re.search(r'aria-describedby="([^"]+)"', field)[1]
    assert described == "id_name_helptext id_name_error"
    for id_ in described.split():
        assert html.count(f' id="{id_}"') == 1


def test_a_form_that_is_right_shows_no_errors():
    html = form(name="Selam", level="a1", answer="geen", agreed="on", secret="x")
    assert "error" not in html
    assert "invalid" not in html
    assert re.search(r'<input type="radio"[^>]*value="geen"[^>]*checked', html)


def test_every_field_has_its_own_label_and_groups_have_a_legend():
    html = form(name="Selam")
    for kind in ("text", "date", "radio", "checkbox"):
        for id_ in re.findall(rf'<input type="{kind}"[^>]*\sid="([^"]+)"', html):
            assert html.count(f'for="{id_}"') == 1
    assert [words(each) for each in re.findall(r"<legend.*?</legend>", html)] == [
        "Zijn er belemmeringen?",
        "Wanneer niet? (hoeft niet)",
    ]
    assert html.count('<input type="hidden" name="secret"') == 1


def test_checkboxes_look_like_checkboxes_and_radio_buttons_like_radio_buttons():
    html = form(name="Selam")
    for control in re.findall(r"<input[^>]*>", html):
        assert ("utrecht-checkbox" in control) == ('type="checkbox"' in control)
        assert ("utrecht-radio-button" in control) == ('type="radio"' in control)


def test_a_deed_in_one_click_is_a_post_that_can_be_sent_twice_without_harm():
    html = render('{% action_button "/start/" "Start" group="7" %}', {"idempotency_key": "sleutel"})
    assert re.search(r'<form[^>]*method="post" action="/start/">', html)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', html))
    assert fields.pop("csrfmiddlewaretoken")
    assert fields == {"idempotency_key": "sleutel", "group": "7"}


def test_a_figure_comes_with_its_table_its_notes_and_its_files():
    html = render("{% figure_block figure %}", {"figure": FIGURE})
    assert 'role="img" aria-label="Staafdiagram: de meeste mensen beginnen op A1."' in html
    assert words(re.search(r"<tbody.*</tbody>", html)[0]) == "A1 200 A2 90"
    assert words(re.search(r'<ul class="tweespoor-figure__notes">.*?</ul>', html)[0]) == (
        "Verzonnen aantallen. Nederweert is niet meegeteld."
    )
    assert re.findall(r'href="([^"]+)" download', html) == ["/f.svg", "/f.csv"]


def test_a_distribution_tells_what_is_certain_and_what_might_be():
    html = render("{% distribution spread %}", {"spread": LEVELS})
    assert words(html) == (
        "Niveau spreken van 20 mensen Niveau spreken Mensen Met wie niet gevraagd is Grafiek A0 3 8 A1 12 17 "
        "Van 20 mensen. Licht: ook meegeteld wie het nog niet gevraagd is. De streep staat bij 15."
    )
    assert re.findall(r'(?:possible|share)" y="3" width="([^"]+)"', html) == ["40.0%", "15.0%", "85.0%", "60.0%"]
    assert html.count('x1="75.0%"') == 2


def test_a_distribution_of_which_all_is_known_has_one_number_for_each_part():
    known = replace(LEVELS, parts=(Part(label="A0", certain=3, possible=3),), needed=None)
    html = render("{% distribution spread %}", {"spread": known})
    assert words(html) == "Niveau spreken van 20 mensen Niveau spreken Mensen Grafiek A0 3 Van 20 mensen."


@pytest.mark.parametrize(("count", "of", "width"), [(5, 20, "25.0%"), (0, 0, "0.0%"), (3, 3, "100.0%")])
def test_a_share_is_a_bar_and_two_numbers(count, of, width):
    html = render("{% bar_meter count of %}", {"count": count, "of": of})
    assert words(html) == f"{count} van {of}"
    assert f'width="{width}" height="10" rx="2"/></svg>' in html
