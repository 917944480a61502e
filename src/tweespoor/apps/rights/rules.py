"""Who handles requests, what a receiving municipality may have, and when a request must be settled."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.people.rules import Refused
from tweespoor.core.vocabulary import Act, Purpose, Role

__all__ = [
    "ADMINISTERING_ROLES",
    "HAND_OVER",
    "RETENTION_ROLES",
    "RIGHTS_ROLES",
    "Grounds",
    "HandOverStatus",
    "InformedHow",
    "Outcome",
    "ProposalStatus",
    "Refused",
    "RequestKind",
    "handed_over",
    "months_after",
    "settle_by",
    "to_consent",
    "years_after",
]

RIGHTS_ROLES = (Role.CASE_MANAGER,)
"""Roles that handle the requests of their municipality's participants, and hand participants over."""

ADMINISTERING_ROLES = (Role.ADMINISTRATOR,)
"""Roles that read the log of their organisation and take its data along; they see numbers, not names."""

RETENTION_ROLES = (Role.ADMINISTRATOR, Role.CASE_MANAGER)
"""Roles that confirm what is deleted when its term is over."""


class RequestKind(models.TextChoices):
    """What a participant can ask (GDPR, art. 15, 16, 17, 18 and 21)."""

    ACCESS = "access", _("Inzage")
    CORRECTION = "correction", _("Correctie")
    ERASURE = "erasure", _("Verwijdering")
    RESTRICTION = "restriction", _("Beperking van het gebruik")
    OBJECTION = "objection", _("Bezwaar tegen het gebruik")


class Outcome(models.TextChoices):
    """How a request was settled."""

    GRANTED = "granted", _("Toegewezen")
    PARTLY = "partly", _("Deels toegewezen")
    REFUSED = "refused", _("Afgewezen")
    WITHDRAWN = "withdrawn", _("Ingetrokken")


class InformedHow(models.TextChoices):
    """How a participant was told."""

    CONVERSATION = "conversation", _("In een gesprek")
    TELEPHONE = "telephone", _("Per telefoon")
    LETTER = "letter", _("Per brief")
    MAIL = "mail", _("Per e-mail")


class HandOverStatus(models.TextChoices):
    """Where a hand-over stands."""

    PROPOSED = "proposed", _("Wacht op de andere gemeente")
    ACCEPTED = "accepted", _("Overgedragen")
    DECLINED = "declined", _("Niet overgenomen")
    WITHDRAWN = "withdrawn", _("Ingetrokken")


class ProposalStatus(models.TextChoices):
    """Where a proposal to delete stands."""

    OPEN = "open", _("Wacht op bevestiging")
    DONE = "done", _("Uitgevoerd")
    REPLACED = "replaced", _("Vervangen door een nieuwer voorstel")


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """On what ground a set of facts goes along to another municipality; `consent` names what the person must allow.

    `consent_2013` names it where the ground is there under the act of 2021 alone.
    """

    source: str
    consent: Promise | str = ""
    consent_2013: Promise | str = ""

    def asked(self, act: Act | None) -> Promise | str:
        """What the person must allow under an act; the smaller scope of 2013 where nobody asked the act."""
        return self.consent or ("" if act is Act.ACT_2021 else self.consent_2013)


_PASSED_ON = "Wet inburgering 2021, art. 15(4) en 35(4); Besluit inburgering 2021, art. 5.3(3)"
_CONSENT = "AVG, art. 6(1)(a) en 9(2)(a)"

HAND_OVER: dict[Purpose, Grounds] = {
    Purpose.BASIC: Grounds(source=_PASSED_ON),
    Purpose.CONTACT: Grounds(source=_PASSED_ON),
    Purpose.LEVEL: Grounds(source=_PASSED_ON),
    Purpose.ATTENDANCE: Grounds(source=_PASSED_ON, consent_2013=_("Gevolgde uren")),
    Purpose.BENEFIT: Grounds(source=_PASSED_ON),
    Purpose.OUTCOMES: Grounds(source=_PASSED_ON),
    Purpose.AVAILABILITY: Grounds(source=_CONSENT, consent=_("Beschikbaarheid")),
    Purpose.WORK: Grounds(source=_CONSENT, consent=_("Werk en wensen")),
    Purpose.FINANCE: Grounds(source=_CONSENT, consent=_("Geldzaken")),
    Purpose.OBSTACLES: Grounds(source=_CONSENT, consent=_("Belemmeringen")),
    Purpose.HEALTH: Grounds(source=_CONSENT, consent=_("Gezondheid")),
    Purpose.NOTES: Grounds(source=_CONSENT, consent=_("Doelen en notities")),
}
"""Per set of facts the ground on which a municipality passes it on: plan, route, level and progress by law (to be
confirmed by a lawyer), everything else only if the person agrees. Reasons for leaving are among the outcomes. What
somebody attended goes along by the act of 2021, which counts hours; under that of 2013 the person decides."""


def handed_over(consented: list[str], *, act: Act | None) -> dict[Purpose, str]:
    """The sets of facts that go along and on what ground, given those the person agreed to and the person's act."""
    return {
        purpose: _CONSENT if ground.asked(act) else ground.source
        for purpose, ground in HAND_OVER.items()
        if not ground.asked(act) or purpose.value in consented
    }


def to_consent(act: Act | None) -> list[tuple[str, Promise | str]]:
    """The sets that go along with consent only, with what the person is asked."""
    return [(purpose.value, ground.asked(act)) for purpose, ground in HAND_OVER.items() if ground.asked(act)]


def months_after(day: date, months: int) -> date:
    """The same day some months later; the last day of a month that has no such day."""
    place = day.month - 1 + months
    year, month = day.year + place // 12, place % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def years_after(day: date, years: int) -> date:
    """The same day some years later; 28 February for a 29th in a year that has none."""
    return months_after(day, 12 * years)


def settle_by(received: date) -> date:
    """The last day to settle a request: within a month after it came in (GDPR, art. 12(3))."""
    return months_after(received, 1)
