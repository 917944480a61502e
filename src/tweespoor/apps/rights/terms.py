"""How long each kind of data is kept, as one table, and when a term is over. Pure: dates in, dates out.

No lawyer has signed these rules: what `confirmed` does not say is shown as "te bevestigen".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.rights.rules import years_after
from tweespoor.core.vocabulary import ReasonForLeaving


@dataclass(frozen=True, kw_only=True)
class RetentionTerm:
    """How long one kind of data is kept, from when, and where that stands.

    `at_once_on_death` says that the term ends on the day of death. `installation` that it is kept for all
    organisations together, and deleted by whoever runs the installation.
    """

    kind: str
    label: Promise | str
    counts_from: Promise | str
    source: str
    years: int = 0
    days: int = 0
    at_once_on_death: bool = False
    installation: bool = False
    confirmed: bool = False


DOSSIER, NOTES, REQUESTS, LOGS, KEYS = "dossier", "contact-notes", "requests", "logs", "done-requests"

RETENTION: tuple[RetentionTerm, ...] = (
    RetentionTerm(
        kind=DOSSIER,
        label=_("Dossier: gegevens, trajecten, roosters en delingen van een deelnemer"),
        counts_from=_("het einde van de inburgeringsplicht; bij overlijden meteen"),
        years=5,
        at_once_on_death=True,
        source="Besluit inburgering 2021, art. 9.9",
    ),
    RetentionTerm(
        kind=NOTES,
        label=_("Doelen en notities over een deelnemer"),
        counts_from=_("het einde van de inburgeringsplicht; bij overlijden meteen"),
        years=2,
        at_once_on_death=True,
        source="AVG, art. 5(1)(e); Besluit inburgering 2021, art. 9.9",
    ),
    RetentionTerm(
        kind=REQUESTS,
        label=_("Verzoeken van deelnemers, overdrachten en uitgevoerde voorstellen"),
        counts_from=_("de dag dat het is afgehandeld"),
        years=5,
        source="AVG, art. 5(2)",
    ),
    RetentionTerm(
        kind=LOGS,
        label=_("Logboek: wie zag en deed wat"),
        counts_from=_("de dag van de regel in het logboek"),
        years=5,
        installation=True,
        source="BIO2, logging; AVG, art. 5(2)",
    ),
    RetentionTerm(
        kind=KEYS,
        label=_("Kenmerken waaraan een dubbel verstuurd formulier wordt herkend"),
        counts_from=_("de dag dat het formulier kwam"),
        days=30,
        installation=True,
        source="AVG, art. 5(1)(e)",
    ),
)
"""One row per kind of data. Bi 9.9 sets the longest term of a dossier; the others are choices of this project."""

_BY_KIND = {term.kind: term for term in RETENTION}

ENDS_THE_DUTY = frozenset(reason for reason in ReasonForLeaving if reason.ends_the_duty)
"""Reasons for leaving by which the duty itself ends, whatever trajectory still runs."""


@dataclass(frozen=True)
class Ending:
    """When a person's duty ended, and whether by death."""

    on: date
    died: bool = False


@dataclass(frozen=True)
class Course:
    """A trajectory as far as its end matters."""

    ended_on: date | None
    reason: str = ""


def term(kind: str) -> RetentionTerm:
    """The term of that kind of data."""
    return _BY_KIND[kind]


def duty_ended(
    courses: Iterable[Course], *, left: Iterable[tuple[str, date]] = (), closed_on: date | None = None
) -> Ending | None:
    """When the duty ended; None where it has not, or nobody knows. To be confirmed by a lawyer.

    `left` are the reasons for leaving registered as facts, with the day each is about. Death ends the duty, and so do
    exemption and pension age; otherwise it ended, for this municipality, on the day the person moved (`closed_on`), or
    with the last trajectory, once none runs any more.
    """
    trajectories = list(courses)
    reasons = [(course.reason, course.ended_on) for course in trajectories if course.ended_on] + list(left)
    deaths = [day for reason, day in reasons if reason == ReasonForLeaving.DIED]
    if deaths:
        return Ending(min(deaths), died=True)
    ends = [day for reason, day in reasons if reason in ENDS_THE_DUTY]
    if ends:
        return Ending(min(ends))
    if closed_on is not None:
        return Ending(closed_on)
    if not trajectories or any(course.ended_on is None for course in trajectories):
        return None
    return Ending(max(course.ended_on for course in trajectories if course.ended_on))


def over_on(kind: str, *, ending: Ending) -> date:
    """The first day on which data of a kind is no longer kept."""
    rule = term(kind)
    if ending.died and rule.at_once_on_death:
        return ending.on
    return years_after(ending.on, rule.years) + timedelta(days=rule.days)


def kept_since(kind: str, *, today: date) -> date:
    """The day of which, and of earlier ones, the term of a kind is over today."""
    rule = term(kind)
    return years_after(today, -rule.years) - timedelta(days=rule.days)
