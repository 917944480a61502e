"""Who sees what a programme costs, who manages it, and who asks from the purse.

All costs of a programme are seen in its municipality by project leaders, case managers and policy officers; costs per
person only by those of them who see people. A partner sees the own prices and amounts, never whom they were for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from tweespoor.apps.people.rules import MUNICIPAL_ROLES, Refused
from tweespoor.core.vocabulary import Role

if TYPE_CHECKING:
    from tweespoor.apps.organisations.models import User

ALL_COSTS_ROLES = (Role.PROJECT_LEADER, Role.CASE_MANAGER, Role.POLICY_OFFICER)
"""Roles that see all costs of the programmes of their municipality."""

PARTNER_COSTS_ROLES = (Role.LANGUAGE_PROVIDER, Role.JOB_COACH)
"""Roles that see the prices and amounts of their own organisation."""

MANAGING_COSTS_ROLES = (Role.PROJECT_LEADER,)
"""Roles that agree prices, register amounts, set budgets and decide on the purse."""


def check_can_manage_costs(user: User | None, *, municipality: UUID) -> None:
    """The project leader of the municipality manages the costs of its programmes.

    Raises:
        Refused: if the user is none. Nobody is the application itself.
    """
    if user is not None and not can_manage_costs(user, municipality=municipality):
        raise Refused(_("Alleen de projectleider van de gemeente beheert de kosten van dit programma."))


def can_manage_costs(user: User, *, municipality: UUID) -> bool:
    """Whether the user manages the costs of a municipality's programmes."""
    return user.memberships.filter(role__in=MANAGING_COSTS_ROLES, organisation=municipality).exists()


def check_can_ask_purse(user: User | None, *, municipality: UUID) -> None:
    """Case managers and project leaders ask from the purse for the people of their municipality.

    Raises:
        Refused: if the user is neither.
    """
    if user is not None and not user.memberships.filter(role__in=MUNICIPAL_ROLES, organisation=municipality).exists():
        raise Refused(_("U kunt voor deze deelnemer niets uit het doorbraakbudget vragen."))
