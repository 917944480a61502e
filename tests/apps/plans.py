"""Builders of plans: somebody under the act of 2021 in a programme, and a plan that is complete or signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.apps.conftest import NOW, TODAY, a_participant
from tests.apps.dossiers import a_programme, start
from tweespoor.apps.trajectories.actions import pips as deeds
from tweespoor.apps.trajectories.queries import pips as plans
from tweespoor.core import pips
from tweespoor.core.facts import Fact
from tweespoor.core.pips import Agreement, Goal, GoalTerm, Who

ANSWERS = {
    "route": Fact.known("b1"),
    "route-hours": Fact.known(12),
    "guidance": Fact.known("Kim Bakker, elke twee weken"),
    "pvt-hours": Fact.known(12),
    "map-hours": Fact.known(40),
    "childcare": Fact.none(),
    "progress-talks": Fact.known(6),
    "benefit-decisions": Fact.known("ontheffing van de sollicitatieplicht"),
    "unburdening": Fact.known("zes maanden"),
}
"""Everything that the law asks of the plan of an asylum status holder in the B1 route."""

OWN_WORDS = "أريد أن أعمل خبازًا"


def a_newcomer(municipality, *, name="Amina", slug="hengelo", partners=(), **facts):
    """Somebody under the act of 2021, started in a programme."""
    known = {"act": "act-2021", "target_group": "status-holder", "on_benefit": True, **facts}
    person = a_participant(municipality, name=name, **known)
    start(person, a_programme(municipality, slug=slug, partners=partners), started_on=date(2021, 2, 1))
    return person


def a_draft(person, *, by, answers=ANSWERS, goals=None, agreements=None, now=NOW, **begun):
    """A plan that is worked on, with what the law asks in it."""
    row = deeds.begin_pip(person=person, by=by, now=now, **begun)
    said = {
        "answers": dict(answers),
        "goals": goals or (Goal(term=GoalTerm.LONG, words=OWN_WORDS, language="ara"),),
        "agreements": agreements or (Agreement(who=Who.PARTICIPANT, what="belt de school", by=date(2021, 3, 15)),),
    }
    for part, value in said.items():
        pip = plans.pip_of(row)
        deeds.save_part(
            version=row,
            part=part,
            mine=replace(pip, **{part: value}),
            based_on=pips.fingerprint(pip, part=part),
            by=by,
            now=now,
        )
        row.refresh_from_db()
    return row


def a_signed_plan(person, *, by, signed_on=TODAY, now=NOW, **about):
    """A plan that is signed by both, with an interpreter."""
    row = a_draft(person, by=by, now=now, **about)
    signing = deeds.Signing(
        participant=str(person), case_manager="Kim", signed_on=signed_on, interpreter=True, language="ara"
    )
    return deeds.sign_pip(version=row, signing=signing, based_on=row.revision, by=by, now=now)
