"""Who can follow a training online: what is known, known to be none, or not asked of devices, internet and skills."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import facts_of_all
from tweespoor.core.facts import Fact, FactState, Value
from tweespoor.core.vocabulary import Device, DigitalSkills, Purpose

ASKED = ("devices", "internet", "digital-skills")

NO_DEVICE = (_("geen laptop, computer of tablet"), _("leen er een uit, of vraag die uit het doorbraakbudget"))
NO_INTERNET = (_("geen internet thuis"), _("regel internet, of laat de deelnemer op een rustige plek meedoen"))
NO_SKILLS = (
    _("te weinig digitale vaardigheid"),
    _("oefen het inloggen vooraf samen, geef een maatje, of breng huiswerk thuis"),
)
NOT_ASKED = {
    "devices": _("apparaten thuis"),
    "internet": _("internet thuis"),
    "digital-skills": _("digitale vaardigheden"),
}
Words = tuple[Promise | str, Promise | str]


@dataclass(frozen=True, kw_only=True)
class Follows:
    """Somebody whose training would be online: what stands in the way with what would help, and what was not asked."""

    person: Person
    lacks: tuple[Words, ...]
    not_asked: tuple[Promise | str, ...]


def who_cannot_follow(user: User, *, people: Iterable[Person]) -> tuple[list[Follows], list[Follows]]:
    """Of these people who cannot follow online, and of whom that is not known; of those the user may see this of."""
    listed = list(people)
    seen = set(
        Person.objects.visible_to(user, purpose=Purpose.AVAILABILITY)
        .filter(pk__in=[person.pk for person in listed])
        .values_list("pk", flat=True)
    )
    facts = facts_of_all(seen, variables=ASKED)
    found = [_follows(person, facts=facts.get(person.pk, {})) for person in listed if person.pk in seen]
    return [each for each in found if each.lacks], [each for each in found if each.not_asked and not each.lacks]


def _follows(person: Person, *, facts: Mapping[str, Fact[Value]]) -> Follows:
    devices, internet, skills = (facts.get(slug, Fact.not_asked()) for slug in ASKED)
    lacks: list[Words] = []
    if devices.state is FactState.NONE or (devices.is_known and not _has_screen(devices.value)):
        lacks.append(NO_DEVICE)
    if internet.state is FactState.NONE or (internet.is_known and internet.value is False):
        lacks.append(NO_INTERNET)
    if skills.state is FactState.NONE or (skills.is_known and skills.value == DigitalSkills.BASIC.value):
        lacks.append(NO_SKILLS)
    not_asked = [
        NOT_ASKED[slug] for slug, fact in zip(ASKED, (devices, internet, skills), strict=True) if not fact.is_answered
    ]
    return Follows(person=person, lacks=tuple(lacks), not_asked=tuple(not_asked))


def _has_screen(value: Value | None) -> bool:
    screens = {Device.TABLET.value, Device.COMPUTER.value}
    return isinstance(value, tuple) and bool(screens & {str(each) for each in value})
