"""Who may see whom: the roles that see people of their municipality, and those that see whom they share.

Which sets of facts a role sees of somebody stands in one table of legal grounds, `core/access`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from tweespoor.apps.organisations.queries import organisations_where
from tweespoor.core.vocabulary import Role

if TYPE_CHECKING:
    from uuid import UUID

    from tweespoor.apps.organisations.models import User

MUNICIPAL_ROLES = (Role.CASE_MANAGER, Role.PROJECT_LEADER)
"""Roles that, in a municipality, see all its participants."""

PARTNER_ROLES = (Role.LANGUAGE_PROVIDER, Role.TRAINER, Role.JOB_COACH, Role.KEY_PERSON)
"""Roles that see a participant while the person is shared with their organisation, or with themselves."""

PERSONAL_ROLES = (Role.TRAINER,)
"""Roles that see only those shared with themselves: a trainer the people of her own groups."""

REGISTERING_ROLES = (Role.CASE_MANAGER,)
"""Roles that register facts about the people of their municipality, and decide with whom they are shared."""


class Refused(Exception):
    """A deed that may not be, with a sentence that says why."""


def check_can_assign(user: User, *, municipality: UUID, as_case_manager: bool = False) -> None:
    """The people of a municipality are divided over its case managers by those who see them all.

    Raises:
        Refused: if the user is none of these in the municipality, or with `as_case_manager` no case manager there.
    """
    roles = (Role.CASE_MANAGER,) if as_case_manager else MUNICIPAL_ROLES
    if municipality in organisations_where(user, roles=roles):
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
