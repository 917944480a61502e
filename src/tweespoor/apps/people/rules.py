"""Who may see whom: the roles that see people of their municipality, and those that see whom they share.

Which sets of facts a role sees of somebody stands in one table of legal grounds, `core/access`.
"""

from __future__ import annotations

from tweespoor.core.vocabulary import Role

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
