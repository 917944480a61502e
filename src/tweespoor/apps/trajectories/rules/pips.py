"""Who may see and change a person's plan, and when a plan may be signed: each with the sentence that says why not."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from django.utils.translation import gettext as _

from tweespoor.apps.people.rules import Refused
from tweespoor.core.pips import Case, Pip, ReasonForChange, missing
from tweespoor.core.vocabulary import Purpose

__all__ = ["Reading", "Refused", "check_can_sign", "reading"]


class Reading(StrEnum):
    """How much of a plan somebody reads."""

    WHOLE = "whole"
    PART = "part"
    OWN_BLOCKS = "own-blocks"


def reading(purposes: Collection[Purpose]) -> Reading | None:
    """How much of a plan the sets of facts that somebody sees let through; None for nothing at all.

    Who has the route and the benefit works for the municipality; the whole plan needs the notes as well. A partner
    that has a ground for the level has one for its own blocks (Besluit inburgering 2021, art. 9.2).
    """
    if Purpose.BENEFIT in purposes:
        return Reading.WHOLE if {Purpose.NOTES, Purpose.FINANCE} <= set(purposes) else Reading.PART
    return Reading.OWN_BLOCKS if Purpose.LEVEL in purposes else None


def check_can_sign(pip: Pip, *, case: Case, before: Pip | None, reason: str) -> None:
    """A plan is signed when there is something in it, and everything the law asks is decided.

    Raises:
        Refused: if it is not so, or the route changed for another reason than that.
    """
    if not pip.agreed_items:
        raise Refused(_("Dit plan heeft nog geen onderdelen. Kies eerst wat de deelnemer gaat doen."))
    open_ones = missing(pip, case=case)
    if open_ones:
        names = ", ".join(each.nl for each in open_ones)
        raise Refused(
            _("Dit moet nog beslist worden voordat het plan getekend kan worden: %(names)s.") % {"names": names}
        )
    is_other_route = before is not None and before.route is not None and pip.route != before.route
    if is_other_route and reason != ReasonForChange.ROUTE:
        raise Refused(_("De leerroute is anders dan in het vorige plan. Kies “Andere leerroute” als reden."))
