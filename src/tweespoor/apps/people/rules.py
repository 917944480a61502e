"""Who may see whom, and which facts: one table of roles and purposes.

The table follows the legal grounds in the field: a school receives name, level and progress (Besluit inburgering
2021, art. 9.2), health and obstacles stay within the municipality (Wet inburgering 2021, art. 37).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from tweespoor.core.vocabulary import Purpose, Role

if TYPE_CHECKING:
    from tweespoor.apps.organisations.models import User

MUNICIPAL_ROLES = (Role.CASE_MANAGER, Role.PROJECT_LEADER)
"""Roles that, in a municipality, see all its participants."""

PARTNER_ROLES = (Role.LANGUAGE_PROVIDER, Role.TRAINER, Role.JOB_COACH, Role.KEY_PERSON)
"""Roles that see a participant while the person is shared with their organisation."""

PURPOSES_OF: dict[Role, frozenset[Purpose]] = {
    Role.CASE_MANAGER: frozenset(Purpose),
    Role.PROJECT_LEADER: frozenset(Purpose)
    - {Purpose.OBSTACLES, Purpose.HEALTH, Purpose.FINANCE, Purpose.NOTES, Purpose.CONTACT},
    Role.LANGUAGE_PROVIDER: frozenset({Purpose.LEVEL, Purpose.ATTENDANCE, Purpose.CONTACT}),
    Role.TRAINER: frozenset({Purpose.LEVEL, Purpose.ATTENDANCE}),
    Role.JOB_COACH: frozenset({Purpose.LEVEL, Purpose.AVAILABILITY, Purpose.WORK, Purpose.CONTACT}),
    Role.KEY_PERSON: frozenset({Purpose.CONTACT}),
    Role.POLICY_OFFICER: frozenset(),
    Role.RESEARCHER: frozenset(),
    Role.ADMINISTRATOR: frozenset(),
}
"""Which sets of facts a role sees of the people it may see."""

REGISTERING_ROLES = (Role.CASE_MANAGER,)
"""Roles that register facts about the people of their municipality."""


class Refused(Exception):
    """A deed that may not be, with a sentence that says why."""


def people_filter(user: User) -> Q:
    """The condition on people that the user's memberships give."""
    memberships = user.memberships.all()
    municipal = memberships.filter(role__in=MUNICIPAL_ROLES).values("organisation")
    partner = memberships.filter(role__in=PARTNER_ROLES).values("organisation")
    return Q(municipality__in=municipal) | Q(sharings__organisation__in=partner, sharings__until__isnull=True)
