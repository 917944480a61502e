"""When a term is over: the rules as dates, and the table of how long what is kept."""

from __future__ import annotations

from datetime import date

import pytest

from tweespoor.apps.rights.figures import coarse_birth_date
from tweespoor.apps.rights.rules import HAND_OVER, handed_over, months_after, settle_by, to_consent, years_after
from tweespoor.apps.rights.terms import DOSSIER, NOTES, RETENTION, Course, Ending, duty_ended, kept_since, over_on
from tweespoor.core.access import widest_purposes
from tweespoor.core.plain_cells import plain_cell
from tweespoor.core.vocabulary import Act, Purpose, Role


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 1, 15), date(2026, 2, 15)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2026, 3, 30), date(2026, 4, 30)),
    ],
)
def test_a_request_is_settled_within_a_month_gdpr_12_3(received, due):
    assert settle_by(received) == due


def test_years_and_months_go_both_ways_over_leap_days():
    assert years_after(date(2024, 2, 29), 5) == date(2029, 2, 28)
    assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)
    assert years_after(date(2029, 3, 1), -5) == date(2024, 3, 1)
    assert months_after(date(2026, 1, 10), -1) == date(2025, 12, 10)


@pytest.mark.parametrize(
    ("ending", "kind", "over"),
    [
        (Ending(date(2021, 6, 30)), DOSSIER, date(2026, 6, 30)),
        (Ending(date(2024, 2, 29)), DOSSIER, date(2029, 2, 28)),
        (Ending(date(2021, 12, 31)), NOTES, date(2023, 12, 31)),
        (Ending(date(2021, 6, 30), died=True), DOSSIER, date(2021, 6, 30)),
        (Ending(date(2021, 6, 30), died=True), NOTES, date(2021, 6, 30)),
    ],
)
def test_a_dossier_goes_five_years_after_the_duty_ended_and_at_once_on_death_bi_9_9(ending, kind, over):
    assert over_on(kind, ending=ending) == over


def test_what_is_older_than_a_term_is_found_from_today():
    assert kept_since("logs", today=date(2026, 11, 26)) == date(2021, 11, 26)
    assert kept_since("done-requests", today=date(2026, 11, 26)) == date(2026, 10, 27)


RUNNING = Course(None)


@pytest.mark.parametrize(
    ("courses", "left", "ending"),
    [
        ([], [], None),
        ([RUNNING], [], None),
        ([Course(date(2020, 5, 1), "motivation"), RUNNING], [], None),
        ([Course(date(2020, 5, 1)), Course(date(2021, 2, 1), "work-found")], [], Ending(date(2021, 2, 1))),
        ([RUNNING], [("motivation", date(2021, 1, 1))], None),
        ([RUNNING], [("exempted", date(2021, 1, 1))], Ending(date(2021, 1, 1))),
        ([RUNNING], [("pension-age", date(2021, 1, 1))], Ending(date(2021, 1, 1))),
        ([RUNNING], [("died", date(2021, 1, 1))], Ending(date(2021, 1, 1), died=True)),
        ([Course(date(2019, 1, 1), "exempted"), Course(date(2020, 1, 1), "died")], [], Ending(date(2020, 1, 1), True)),
        ([], [("exempted", date(2021, 1, 1))], Ending(date(2021, 1, 1))),
    ],
)
def test_when_the_duty_ended(courses, left, ending):
    assert duty_ended(courses, left=left) == ending


def test_who_moved_is_kept_from_the_day_of_moving_on():
    moved = duty_ended([Course(date(2021, 5, 1), "moved")], closed_on=date(2021, 6, 1))
    assert moved == Ending(date(2021, 6, 1))
    assert duty_ended([], closed_on=date(2021, 6, 1)) == moved


def test_every_kind_of_data_has_its_term_once_with_a_source():
    kinds = [term.kind for term in RETENTION]
    assert kinds == ["dossier", "contact-notes", "requests", "logs", "done-requests"]
    assert all(term.source and bool(term.years) != bool(term.days) for term in RETENTION)


def test_health_and_notes_go_to_another_municipality_with_consent_only():
    assert set(HAND_OVER) == set(Purpose)
    by_law = set(handed_over([], act=Act.ACT_2021))
    assert Purpose.LEVEL in by_law
    assert by_law & {Purpose.HEALTH, Purpose.NOTES, Purpose.OBSTACLES, Purpose.FINANCE} == set()
    assert set(handed_over(["health"], act=Act.ACT_2021)) == by_law | {Purpose.HEALTH}
    assert by_law < widest_purposes(Role.CASE_MANAGER)


def test_under_the_act_of_2013_what_somebody_attended_goes_along_with_consent_only():
    by_law = set(handed_over([], act=Act.ACT_2021))
    assert "attendance" not in dict(to_consent(Act.ACT_2021))
    for smaller in (Act.ACT_2013, None):
        assert set(handed_over([], act=smaller)) == by_law - {Purpose.ATTENDANCE}
        assert "attendance" in dict(to_consent(smaller))
        assert handed_over(["attendance"], act=smaller)[Purpose.ATTENDANCE] == "AVG, art. 6(1)(a) en 9(2)(a)"


@pytest.mark.parametrize(
    ("born", "kept"),
    [
        (date(1980, 5, 17), date(1980, 1, 1)),
        (date(1995, 2, 10), date(1995, 4, 1)),
        (date(1995, 1, 1), date(1995, 1, 1)),
        (date(1994, 11, 20), date(1995, 1, 1)),
        (date(1996, 2, 29), date(1996, 1, 1)),
    ],
)
def test_a_date_of_birth_is_kept_as_coarse_as_the_age_groups_allow(born, kept):
    """Somebody of 1995 is 26 from 2021 on: then the quarter matters."""
    assert coarse_birth_date(born, since=date(2020, 3, 1), until=date(2021, 12, 1)) == kept


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+31 6", "'+31 6"),
        ("-", "'-"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("Anna = Bilal", "Anna = Bilal"),
        (-5, "-5"),
        (None, ""),
        (True, "True"),
    ],
)
def test_no_cell_of_a_csv_is_run_as_a_formula(value, cell):
    assert plain_cell(value) == cell
