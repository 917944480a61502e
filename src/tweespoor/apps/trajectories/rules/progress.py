"""Who registers how far somebody is.

A case manager does of the people of the own municipality. Who gives a block (a language provider, a trainer) does of
that block alone: whether somebody started, finished or stopped, and the hours.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from tweespoor.apps.people.queries import may_register, purposes_for
from tweespoor.apps.people.rules import Refused
from tweespoor.core.vocabulary import Purpose, Role

if TYPE_CHECKING:
    from tweespoor.apps.organisations.models import User
    from tweespoor.apps.people.models import Person


class Clash(Refused):
    """Somebody else registered something since the user looked; the sentence says both."""


GIVING_ROLES = (Role.LANGUAGE_PROVIDER, Role.TRAINER)
"""Roles that register about the blocks they give, and nothing else."""

EARLIEST = date(2000, 1, 1)
YEARS_AHEAD = 20
"""Beyond these a day is a slip of the keyboard: no trajectory, price or amount is that old or that far away."""


def check_can_register_block(user: User | None, *, person: Person, block: str, given: Collection[str]) -> None:
    """A case manager registers about every block, and who gives one about that one.

    `given` are the blocks that the user gives to this person. Nobody is the application itself.

    Raises:
        Refused: if the user does neither.
    """
    if user is None or may_register(user, person=person):
        return
    if person.closed_on is not None:
        raise Refused(_("Dit dossier is gesloten: de deelnemer is verhuisd. Hier komt niets meer bij."))
    gives = user.memberships.filter(role__in=[role.value for role in GIVING_ROLES]).exists()
    if gives and block in given and Purpose.ATTENDANCE in purposes_for(user, person=person):
        return
    raise Refused(_("U kunt alleen iets vastleggen over de onderdelen die u zelf geeft."))


def check_can_decide(user: User | None, *, person: Person) -> None:
    """Starts, phases, evaluations and the end of a trajectory are for a case manager of the municipality.

    Raises:
        Refused: if the user is none, or the dossier is closed.
    """
    if user is not None and not may_register(user, person=person):
        raise Refused(_("U beslist niet over het traject van deze deelnemer."))


def check_day(day: date, *, today: date, earliest: date | None = None, why: str = "") -> None:
    """What is registered has been: not later than today, and not before the trajectory.

    Raises:
        Refused: if it has yet to be, or was before `earliest`.
    """
    if day > today:
        raise Refused(_("Deze dag is nog niet geweest. Kies vandaag of een dag daarvoor."))
    if day < (earliest or EARLIEST):
        raise Refused(why or _("Deze dag ligt voor het begin van het traject. Kies een latere dag."))


def check_year(day: date, *, today: date) -> None:
    """A day that can be meant: not before this century, and not further ahead than anybody plans.

    Raises:
        Refused: saying which of the two.
    """
    if day < EARLIEST:
        raise Refused(_("Deze dag ligt te ver terug. Controleer het jaar."))
    if day.year > today.year + YEARS_AHEAD:
        raise Refused(_("Deze dag ligt te ver vooruit. Controleer het jaar."))
