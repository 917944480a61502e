"""Reads of plans: which there are, what of them somebody sees, and the date of somebody's plan."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Min

from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.models import Person, Sharing
from tweespoor.apps.people.queries import facts_of_all
from tweespoor.apps.trajectories import bridge
from tweespoor.apps.trajectories.models import PipSignature, PipVersion, Trajectory
from tweespoor.apps.trajectories.models.pips import FINAL, OPEN
from tweespoor.apps.trajectories.queries.programmes import running_trajectory
from tweespoor.apps.trajectories.queries.progress import plan_facts
from tweespoor.apps.trajectories.rules import Reading, reading
from tweespoor.core import pips
from tweespoor.core.facts import Fact, Value
from tweespoor.core.vocabulary import OrganisationKind, Purpose

ONE_PERSON = "of one person whom the caller may see"


@dataclass(frozen=True, kw_only=True)
class SeenPlan:
    """A version as somebody sees it: what of the plan, the checks on it, and what changed since the one before."""

    row: PipVersion
    pip: pips.Pip
    case: pips.Case
    checks: tuple[pips.Check, ...]
    missing: tuple[pips.Requirement, ...]
    before: PipVersion | None
    changes: tuple[pips.Change, ...]
    is_light: bool


def versions_of(person: Person) -> list[PipVersion]:
    """All versions of a person's plan, the newest first. The caller has checked who reads."""
    return list(person.pips.unscoped(why=ONE_PERSON).order_by("-number"))


def version_numbered(person: Person, *, number: int) -> PipVersion | None:
    """One version of a person's plan, None where there is none of that number."""
    return person.pips.unscoped(why=ONE_PERSON).filter(number=number).first()


def signed_pip_of(person: Person) -> PipVersion | None:
    """The plan in force, None where none is signed."""
    rows = person.pips.unscoped(why=ONE_PERSON)
    return rows.filter(status=pips.PipStatus.SIGNED.value).first()


def open_pip_of(person: Person) -> PipVersion | None:
    """The plan that is worked on, None where none is."""
    return person.pips.unscoped(why=ONE_PERSON).filter(status__in=OPEN).first()


def standing_pips_of(
    person: Person, *, versions: Iterable[PipVersion] | None = None
) -> tuple[PipVersion | None, PipVersion | None]:
    """The plan in force, and the plan that is worked on; None where there is none.

    `versions` are all of the person's plans, where the caller read them already.
    """
    standing = [pips.PipStatus.SIGNED.value, *OPEN]
    if versions is None:
        versions = person.pips.unscoped(why=ONE_PERSON).filter(status__in=standing)
    rows = [row for row in versions if row.status in standing]
    in_force = next((row for row in rows if row.status == pips.PipStatus.SIGNED.value), None)
    return in_force, next((row for row in rows if row is not in_force), None)


def pip_date_of(person: Person) -> date | None:
    """The day of a person's first signed plan, from which the term counts; a change never moves it (Wet, art. 11).

    A plan that another municipality passed on counts with its own date.
    """
    rows = person.pips.unscoped(why=ONE_PERSON).filter(status__in=FINAL)
    found: date | None = rows.aggregate(first=Min("signed_on"))["first"]
    return found


def pip_dates_of(people: Iterable[UUID]) -> dict[UUID, date]:
    """The same for many people at once; who has no signed plan is not in it."""
    rows = PipVersion.objects.unscoped(why="of people whom the caller may see").filter(
        person__in=list(people), status__in=FINAL
    )
    return dict(rows.order_by().values("person").annotate(first=Min("signed_on")).values_list("person", "first"))


def signatures_of(version: PipVersion) -> list[PipSignature]:
    """Who signed a version."""
    return list(version.signatures.all())


def case_of(person: Person) -> pips.Case:
    """The act and target group that are known of somebody now."""
    return bridge.case_from(_facts(person))


def proposal_for(person: Person) -> pips.Pip:
    """The plan that would be proposed to somebody now."""
    trajectory = running_trajectory(person)
    if trajectory is None:
        return bridge.proposal_without_design(facts=_facts(person))
    return proposal_in(trajectory)


def proposal_in(trajectory: Trajectory) -> pips.Pip:
    """The plan that would be proposed now to somebody in a trajectory."""
    return bridge.proposal(trajectory, facts=plan_facts([trajectory])[trajectory.pk])


def pip_of(version: PipVersion) -> pips.Pip:
    """The whole plan of a version."""
    return bridge.pip_in(version)


def live_case(version: PipVersion) -> pips.Case:
    """Under which act and target group a version is judged: as it was signed, or as is known now."""
    return bridge.case_in(version) if version.is_final else case_of(version.person)


def reading_of(purposes: Collection[Purpose]) -> Reading | None:
    """How much of a plan somebody with these sets of facts reads."""
    return reading(purposes)


def seen_plan(version: PipVersion, *, purposes: Collection[Purpose]) -> SeenPlan:
    """A version as somebody of the municipality with these sets of facts sees it."""
    case = live_case(version)
    whole = bridge.pip_in(version)
    mine = pips.within(whole, purposes=purposes)
    before = _before(version)
    changes = pips.differences(bridge.pip_in(before), whole, case=case) if before else ()
    return SeenPlan(
        row=version,
        pip=mine,
        case=case,
        checks=tuple(check for check in pips.checklist(whole, case=case) if check.requirement.purpose in purposes),
        missing=pips.missing(whole, case=case),
        before=before,
        changes=tuple(change for change in changes if change.purpose in purposes),
        is_light=pips.is_light(case),
    )


def partner_plan(user: User, *, person: Person) -> pips.Pip | None:
    """The blocks in the plan in force that are the user's own organisation's; None where no plan is signed."""
    version = signed_pip_of(person)
    if version is None:
        return None
    whole = bridge.pip_in(version)
    rows = Sharing.objects.active_for(user).filter(person=person).select_related("organisation")
    seen: dict[str, pips.Item] = {}
    answers: dict[str, Fact[Value]] = {}
    for organisation in {row.organisation for row in rows}:
        part = pips.for_partner(whole, organisation=str(organisation.pk), kind=OrganisationKind(organisation.kind))
        seen |= {item.id: item for item in part.items}
        answers |= part.answers
    items = tuple(seen[item.id] for item in whole.items if item.id in seen)
    return pips.Pip(phases=whole.phases, items=items, answers=answers)


def is_taught_by(user: User, *, person: Person) -> bool:
    """Whether the person is shared with a language provider of the user's."""
    rows = Sharing.objects.active_for(user).filter(person=person)
    return rows.filter(organisation__kind=OrganisationKind.LANGUAGE_PROVIDER).exists()


def decision_on(version: PipVersion) -> tuple[pips.Paragraph, ...]:
    """The paragraphs of the decision on a version."""
    person = version.person
    before = _before(version)
    about = pips.Decided(
        municipality=version.received_from or person.municipality.name,
        name=str(person),
        number=person.number,
        signed_on=version.signed_on,
        replaces=before.signed_on if before else None,
        reason=pips.ReasonForChange(version.reason) if version.reason else None,
        without_participant=version.without_participant,
        signed_by=next((each.name for each in signatures_of(version) if each.party == pips.Party.CASE_MANAGER), ""),
    )
    return pips.decision(bridge.pip_in(version), case=live_case(version), about=about)


def with_words(people: Iterable[UUID]) -> set[UUID]:
    """Of these people those in whose plans goals and agreements stand in words."""
    rows = PipVersion.objects.unscoped(why="to say whose term is over").filter(
        person__in=list(people), words_erased_on__isnull=True
    )
    return {
        person
        for person, content in rows.values_list("person", "content")
        if content.get("goals") or content.get("agreements")
    }


def _before(version: PipVersion) -> PipVersion | None:
    """The version that this one came, or will come, in the place of."""
    rows = version.person.pips.unscoped(why=ONE_PERSON).filter(number__lt=version.number, status__in=FINAL)
    return rows.order_by("-number").first()


def _facts(person: Person) -> Mapping[str, Fact[Value]]:
    return facts_of_all([person.pk]).get(person.pk, {})


def plan_in_words(version: PipVersion, *, language: str) -> list[str]:
    """Everything in a version as sentences, for the participant's overview of what is kept."""
    plan = bridge.pip_in(version)
    said = [
        f"{item.name(language)}: {pips.period_in_words(item.agreed, language)}, "
        f"{pips.hours_in_words(item.agreed, language)}{f' – {item.doing}' if item.doing else ''}"
        for item in plan.agreed_items
        if item.agreed
    ]
    said += [f"{goal.term.label(language)}: “{goal.words}”" for goal in plan.goals]
    said += [
        f"{each.who.label(language)}: {each.what}{f' ({pips.day_in_words(each.by, language)})' if each.by else ''}"
        for each in plan.agreements
    ]
    said += [
        f"{check.requirement.label(language)}: {pips.answer_in_words(check.requirement, check.fact, language)}"
        for check in pips.checklist(plan, case=live_case(version))
        if check.fact.is_answered
    ]
    return said


def givers_for(person: Person) -> list[tuple[str, str]]:
    """The organisations that can give somebody's blocks: the municipality and the partners of the programme."""
    trajectory = running_trajectory(person)
    found = [(str(person.municipality_id), person.municipality.name)]
    if trajectory is not None:
        rows = trajectory.programme.partners.order_by("name").values_list("pk", "name")
        found += [(str(key), name) for key, name in rows]
    return found
