"""Plans for a few people of the demonstration: signed under either act, replaced by a newer one, or worked on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from tweespoor.apps.people import actions as people
from tweespoor.apps.people.models import Person
from tweespoor.apps.trajectories.actions import pips as deeds
from tweespoor.apps.trajectories.models import PipVersion, Programme
from tweespoor.apps.trajectories.queries import pips as plans
from tweespoor.core import pips
from tweespoor.core.facts import Fact, Value
from tweespoor.core.pips import Agreement, Goal, GoalTerm, Who
from tweespoor.core.vocabulary import Act, Route, TargetGroup

AFTER = timedelta(weeks=4)
"""A plan of the demonstration is signed so long after its trajectory started."""

NEXT = timedelta(weeks=26)
DAY = timedelta(days=1)
SOURCE = "demonstratie"


@dataclass(frozen=True, kw_only=True)
class _Example:
    """One invented plan: under which act, in whose words, and how far it is."""

    act: Act
    route: Route | None
    goals: tuple[Goal, ...]
    signed: int = 1
    draft: bool = False


def _said(short: str, long: str, language: str) -> tuple[Goal, ...]:
    return (
        Goal(term=GoalTerm.SHORT, words=short, language=language),
        Goal(term=GoalTerm.LONG, words=long, language=language),
    )


EXAMPLES = (
    _Example(act=Act.ACT_2021, route=Route.B1, goals=_said("أريد أن أتكلم مع جيراني", "أريد أن أفتح مخبزًا", "ara")),
    _Example(
        act=Act.ACT_2021,
        route=Route.SELF_RELIANCE,
        goals=_said("ብሽክለታ ምግዓዝ ክመሃር እደሊ", "ኣብ ጀርዲን ክሰርሕ እደሊ", "tir"),
        signed=2,
    ),
    _Example(act=Act.ACT_2013, route=None, goals=_said("Met de bus durven", "Werken in de zorg", "nld")),
    _Example(act=Act.ACT_2021, route=Route.B1, goals=_said("Een rijbewijs halen", "Monteur worden", "nld"), signed=0),
    _Example(act=Act.ACT_2021, route=None, goals=(), signed=0),
    _Example(
        act=Act.ACT_2021, route=Route.EDUCATION, goals=_said("A2 halen", "Studeren voor apotheker", "eng"), draft=True
    ),
)

ANSWERS: dict[str, Fact[Value]] = {
    "route-hours": Fact.known(12),
    "guidance": Fact.known("Klantmanager, elke twee weken een gesprek; maatje van de welzijnsstichting"),
    "pvt-hours": Fact.known(12),
    "map-hours": Fact.known(40),
    "childcare": Fact.known("Kinderopvang op dinsdag en donderdag; VVE op maandagochtend"),
    "progress-talks": Fact.known(6),
    "benefit-decisions": Fact.known("Ontheffing van de sollicitatieplicht tijdens de taallessen"),
    "unburdening": Fact.known("Zes maanden: huur, energie en zorgverzekering"),
    "a2-exams": Fact.known(True),
    "course": Fact.known("Taalcursus van eigen keuze, drie dagdelen per week"),
    "pvt-done": Fact.known(True),
}
AGREEMENTS = (
    Agreement(who=Who.PARTICIPANT, what="komt naar alle lessen en belt als dat niet kan"),
    Agreement(who=Who.MUNICIPALITY, what="regelt een fiets"),
)


def add_plans(programme: Programme, *, now: datetime) -> None:
    """Give the last people of a programme, by name, a plan each; done once."""
    rows = Person.objects.filter(trajectories__programme=programme, trajectories__ended_on=None)
    chosen = list(rows.order_by("-family_name", "-given_name", "-number")[: len(EXAMPLES)])
    if PipVersion.objects.filter(person__in=chosen).exists():
        return
    for person, example in zip(chosen, EXAMPLES, strict=False):
        _add(person, example, now=now)


def _add(person: Person, example: _Example, *, now: datetime) -> None:
    day = now.date()
    known: dict[str, Fact[Value]] = {
        "act": Fact.known(example.act.value, valid_on=day, source=SOURCE),
        "target-group": Fact.known(TargetGroup.STATUS_HOLDER.value, valid_on=day, source=SOURCE),
    }
    if example.route is not None:
        known["route"] = Fact.known(example.route.value, valid_on=day, source=SOURCE)
    people.add_facts(facts={person.pk: known}, by=None, now=now)
    trajectory = person.trajectories.latest("started_on")
    for number in range(max(1, example.signed)):
        reason = {"reason": pips.ReasonForChange.EVALUATION.value, "reason_text": "het gaat sneller dan gedacht"}
        row = deeds.begin_pip(person=person, by=None, now=now, **(reason if number else {}))
        _fill(row, example, number=number, now=now)
        if example.signed:
            row.refresh_from_db()
            meant = trajectory.started_on + AFTER + number * NEXT
            signing = deeds.Signing(
                participant=str(person),
                case_manager="Kim Bakker",
                signed_on=min(meant, now.date() - (example.signed - number) * DAY),
                interpreter=True,
                language=example.goals[0].language,
            )
            deeds.sign_pip(version=row, signing=signing, based_on=row.revision, by=None, now=now)
    if example.draft:
        deeds.begin_pip(person=person, reason=pips.ReasonForChange.PHASE.value, by=None, now=now)


def _fill(row: PipVersion, example: _Example, *, number: int, now: datetime) -> None:
    if not example.goals:
        return
    pip = plans.pip_of(row)
    answers = {
        each.slug: ANSWERS[each.slug]
        for each in pips.required(plans.case_of(row.person), route=example.route)
        if each.slug in ANSWERS
    }
    if example.route is not None:
        answers["route"] = Fact.known(example.route.value)
    if number:
        answers["progress-talks"] = Fact.known(8)
    parts: dict[str, Any] = {"goals": example.goals, "agreements": AGREEMENTS, "answers": answers}
    for part, value in parts.items():
        based_on = pips.fingerprint(plans.pip_of(row), part=part)
        mine = replace(pip, **{part: value})
        deeds.save_part(version=row, part=part, mine=mine, based_on=based_on, by=None, now=now)
        row.refresh_from_db()
