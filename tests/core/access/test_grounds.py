"""Who may have what: the table of legal grounds, and what follows from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tweespoor.core.access import (
    GROUNDS,
    Recipient,
    asks_consent,
    page,
    purposes_of,
    roles_that_may_see,
    widest_purposes,
)
from tweespoor.core.vocabulary import Act, Obstacle, Purpose, Role, obstacle_variable, variable

DOCUMENTED = Path(__file__).resolve().parents[3] / "docs" / "access.md"
OWN, PARTNER = Recipient.MUNICIPALITY, Recipient.PARTNER
NEVER_OUTSIDE = {Purpose.HEALTH, Purpose.OBSTACLES, Purpose.FINANCE, Purpose.BENEFIT, Purpose.NOTES}

roles = st.sampled_from(list(Role))
recipients = st.sampled_from(list(Recipient))
acts = st.sampled_from([None, *Act])
purposes = st.frozensets(st.sampled_from(list(Purpose)))


@given(role=roles, act=acts, consents=st.just(frozenset(Purpose)))
def test_health_obstacles_money_and_benefit_never_leave_the_municipality(role, act, consents):
    assert purposes_of(role, recipient=PARTNER, act=act, consents=consents) & NEVER_OUTSIDE == set()


@pytest.mark.parametrize("role", [Role.LANGUAGE_PROVIDER, Role.TRAINER])
def test_a_school_has_level_and_attendance_by_the_decree_of_2021_article_9_2(role):
    seen = purposes_of(role, recipient=PARTNER, act=Act.ACT_2021)
    assert {Purpose.LEVEL, Purpose.ATTENDANCE} <= seen <= {Purpose.LEVEL, Purpose.ATTENDANCE, Purpose.CONTACT}


@pytest.mark.parametrize("role", [Role.LANGUAGE_PROVIDER, Role.TRAINER, Role.JOB_COACH])
def test_under_the_act_of_2013_a_partner_has_only_what_the_person_consents_to(role):
    assert purposes_of(role, recipient=PARTNER, act=Act.ACT_2013) == set()
    consented = purposes_of(role, recipient=PARTNER, act=Act.ACT_2013, consents={Purpose.LEVEL})
    assert consented == {Purpose.LEVEL}


def test_health_is_for_case_managers_by_article_37_and_under_2013_with_consent():
    assert Purpose.HEALTH in purposes_of(Role.CASE_MANAGER, recipient=OWN, act=Act.ACT_2021)
    assert Purpose.HEALTH not in purposes_of(Role.CASE_MANAGER, recipient=OWN, act=Act.ACT_2013)
    assert Purpose.HEALTH in purposes_of(Role.CASE_MANAGER, recipient=OWN, act=Act.ACT_2013, consents={Purpose.HEALTH})
    assert roles_that_may_see(Purpose.HEALTH) == {Role.CASE_MANAGER}


@given(role=roles, recipient=recipients, consents=purposes)
def test_an_act_that_nobody_asked_for_gives_no_more_than_either_act(role, recipient, consents):
    unknown = purposes_of(role, recipient=recipient, act=None, consents=consents)
    for act in Act:
        assert unknown <= purposes_of(role, recipient=recipient, act=act, consents=consents)


@given(role=roles, recipient=recipients, act=acts, fewer=purposes, more=purposes)
def test_consent_never_takes_anything_away(role, recipient, act, fewer, more):
    before = purposes_of(role, recipient=recipient, act=act, consents=fewer)
    assert before <= purposes_of(role, recipient=recipient, act=act, consents=fewer | more)


@given(role=roles, recipient=recipients, act=acts, consents=purposes)
def test_nobody_sees_more_than_the_role_could_at_its_widest(role, recipient, act, consents):
    seen = purposes_of(role, recipient=recipient, act=act, consents=consents)
    assert seen <= widest_purposes(role)
    assert asks_consent(role, act=act) <= widest_purposes(role)


@given(role=st.sampled_from([Role.POLICY_OFFICER, Role.RESEARCHER, Role.ADMINISTRATOR]), act=acts)
def test_who_works_with_figures_or_accounts_sees_nothing_about_one_person(role, act):
    for recipient in Recipient:
        assert purposes_of(role, recipient=recipient, act=act, consents=Purpose) == set()


def test_kinds_of_obstacle_go_by_what_they_tell():
    told = {kind: variable(obstacle_variable(kind)).purpose for kind in Obstacle}
    of_health = {Obstacle.MENTAL_HEALTH, Obstacle.PHYSICAL_HEALTH, Obstacle.PREGNANCY}
    assert {kind for kind, purpose in told.items() if purpose is Purpose.HEALTH} == of_health
    assert {kind for kind, purpose in told.items() if purpose is Purpose.FINANCE} == {Obstacle.DEBTS}
    assert {told[kind] for kind in set(Obstacle) - of_health - {Obstacle.DEBTS}} == {Purpose.OBSTACLES}


def test_every_row_tells_its_source_and_how_certain_it_is():
    assert {ground.mark for ground in GROUNDS} <= {"R", "S", "K"}
    assert [ground for ground in GROUNDS if not ground.source] == []


def test_the_documentation_is_the_table():
    assert DOCUMENTED.read_text(encoding="utf-8") == page()
