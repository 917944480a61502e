"""Somebody to log in as for every role of the demonstration."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from tweespoor.apps.organisations import actions as organisations
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.people import actions as people
from tweespoor.apps.people.queries import people_registered_by
from tweespoor.apps.people.queries.caseloads import has_caseload
from tweespoor.apps.schedule import actions as schedule
from tweespoor.apps.schedule.queries import classes_administered
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import programme_named
from tweespoor.core.vocabulary import OrganisationKind, Role

NAMES = {
    Role.CASE_MANAGER: "Kim Bakker",
    Role.PROJECT_LEADER: "Lou de Wit",
    Role.LANGUAGE_PROVIDER: "Sam Visser",
    Role.TRAINER: "Jip Smit",
    Role.JOB_COACH: "Bo van Dam",
    Role.KEY_PERSON: "Noa Haile",
    Role.POLICY_OFFICER: "Luca Mulder",
    Role.RESEARCHER: "Robin Peters",
    Role.ADMINISTRATOR: "Charlie Kok",
}
COLLEAGUE = "Pim Kramer"
"""A second case manager of the same municipality, who has the other half of its people in care."""

SCHOOL_ADMINISTRATOR = "Sascha Veen"
"""Who says at the language provider which trainer teaches which class."""

TEACHER, OTHER_TEACHER = "Mo Verhoeven", "Tess Dijkstra"
"""Who teach there: the first has a class, the second is still to be linked to one."""

OWN_PROGRAMME = "roermond"
REGIONAL = (Role.PROJECT_LEADER, Role.POLICY_OFFICER)
MUNICIPAL = (Role.CASE_MANAGER, Role.ADMINISTRATOR)


def add_users(*, programmes: Sequence[str], now: datetime) -> None:
    """Add the users: project leader and policy officer for the region, the others around one programme."""
    loaded = _loaded(programmes)
    own = own_programme(programmes)
    _add_caseloads(own, now=now)
    for role, name in NAMES.items():
        for organisation in _organisations(role, own=own, loaded=loaded):
            user = _add(role, name=name, organisation=organisation, now=now)
        if role is Role.TRAINER:
            schedule.link_trainer(programme=own, user=user, now=now)
    school = own.partners.filter(kind=OrganisationKind.LANGUAGE_PROVIDER).order_by("name").first()
    if school is not None:
        _add_school(school, now=now)


def _add_school(school: Organisation, *, now: datetime) -> None:
    """The administrator of a language provider, and its teachers, of whom the first is linked to a class; once."""

    def member(email: str, *, name: str, role: Role, password: str | None = settings.DEMO_PASSWORD) -> User:
        return organisations.add_member(
            email=email, name=name, password=password, organisation=school, role=role, now=now
        )

    administrator = member(
        f"school-administrator@{settings.DEMO_DOMAIN}", name=SCHOOL_ADMINISTRATOR, role=Role.ADMINISTRATOR
    )
    teacher = member(f"school-trainer@{settings.DEMO_DOMAIN}", name=TEACHER, role=Role.TRAINER)
    member("teacher@elders.example", name=OTHER_TEACHER, role=Role.TRAINER, password=None)
    classes = list(classes_administered(administrator))
    if classes and not any(each.teachers.all() for each in classes):
        schedule.set_teachers(language_class=classes[0], teachers=[teacher.pk], by=administrator, now=now)


def own_programme(programmes: Sequence[str]) -> Programme:
    """The programme around which most users work."""
    loaded = _loaded(programmes)
    return next((programme for programme in loaded if programme.slug == OWN_PROGRAMME), loaded[0])


def _loaded(programmes: Sequence[str]) -> list[Programme]:
    return [programme for slug in programmes if (programme := programme_named(slug)) is not None]


def _add_caseloads(own: Programme, *, now: datetime) -> None:
    """Divide the people of the demonstration's municipality over two case managers, by turns; done once."""
    managers = [
        _add(Role.CASE_MANAGER, name=NAMES[Role.CASE_MANAGER], organisation=own.municipality, now=now),
        organisations.add_member(
            email="colleague@elders.example",
            name=COLLEAGUE,
            password=None,
            organisation=own.municipality,
            role=Role.CASE_MANAGER,
            now=now,
        ),
    ]
    if any(has_caseload(manager) for manager in managers):
        return
    everybody = list(people_registered_by(managers[0]))
    for place, manager in enumerate(managers):
        people.assign(people=everybody[place :: len(managers)], user=manager, by=None, now=now)


def _organisations(role: Role, *, own: Programme, loaded: Sequence[Programme]) -> list[Organisation]:
    if role in REGIONAL:
        return [programme.municipality for programme in loaded]
    if role in MUNICIPAL:
        return [own.municipality]
    kind = {
        Role.LANGUAGE_PROVIDER: OrganisationKind.LANGUAGE_PROVIDER,
        Role.RESEARCHER: OrganisationKind.RESEARCH,
    }.get(role, OrganisationKind.SHELTERED_WORK)
    partner = own.partners.filter(kind=kind).order_by("name").first()
    return [partner] if partner else [own.municipality]


def _add(role: Role, *, name: str, organisation: Organisation, now: datetime) -> User:
    return organisations.add_member(
        email=f"{role.value}@{settings.DEMO_DOMAIN}",
        name=name,
        password=settings.DEMO_PASSWORD,
        organisation=organisation,
        role=role,
        now=now,
    )
