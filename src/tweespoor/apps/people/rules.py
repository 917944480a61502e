"""Who may see whom, and which facts: one table of roles and purposes.

The table follows the legal grounds in the field: a school receives name, level and progress (Besluit inburgering
2021, art. 9.2), health and obstacles stay within the municipality (Wet inburgering 2021, art. 37).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from tweespoor.core.vocabulary import Purpose, Role

if TYPE_CHECKING:
    from uuid import UUID

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


def check_can_assign(user: User, *, municipality: UUID, as_case_manager: bool = False) -> None:
    """The people of a municipality are divided over its case managers by those who see them all.

    Raises:
        Refused: if the user is none of these in the municipality, or with `as_case_manager` no case manager there.
    """
    roles = (Role.CASE_MANAGER,) if as_case_manager else MUNICIPAL_ROLES
    if user.memberships.filter(role__in=roles, organisation=municipality).exists():
        return
    if as_case_manager:
        raise Refused(_("Een deelnemer hoort bij een klantmanager van de eigen gemeente."))
    raise Refused(_("U verdeelt de deelnemers van deze gemeente niet."))


def can_assign(user: User, *, municipality: UUID, as_case_manager: bool = False) -> bool:
    """Whether the user divides the people of a municipality, or with `as_case_manager` can have people in care."""
    try:
        check_can_assign(user, municipality=municipality, as_case_manager=as_case_manager)
    except Refused:
        return False
    return True


def people_filter(user: User, *, purpose: Purpose | None = None) -> Q:
    """The condition on people that the user's memberships give, or those memberships that may see `purpose` of them.

    Subqueries rather than a join, so that nobody stands in a list twice and no list of many people has to be sorted
    to find that out.
    """
    seeing = {role for role in Role if purpose is None or purpose in PURPOSES_OF[role]}
    memberships = user.memberships.all()
    municipal = memberships.filter(role__in=seeing.intersection(MUNICIPAL_ROLES)).values("organisation")
    shared = memberships.filter(
        role__in=seeing.intersection(PARTNER_ROLES),
        organisation__sharings__person__isnull=False,
        organisation__sharings__until__isnull=True,
    ).values("organisation__sharings__person")
    return Q(municipality__in=municipal) | Q(pk__in=shared)
