"""Grounds for extension: which may apply by the facts of a case, for how long, and with what proof.

It finds, it does not decide: DUO does. What the facts do not tell is asked. Durations as read in Ri 4.1 and Bi 4.2-4.4.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tweespoor.core.legalclock.case import Case, Event, Kind, View
from tweespoor.core.legalclock.chapters.offer import EDUCATION, OFFER
from tweespoor.core.legalclock.deadline import Mark
from tweespoor.core.legalclock.terms import Term, add_months, months, weeks
from tweespoor.core.legalclock.words import Words, day
from tweespoor.core.vocabulary import Route, TargetGroup

THREE_MONTHS = months(3)
EXAM_PARTS = 2
"""Of the four parts of the language exam, so many at least (nearly done)."""


class May(StrEnum):
    """Whether a ground may apply by the facts."""

    APPLIES = "may-apply"
    ASK = "ask"
    NOT_NOTED = "not-noted"


@dataclass(frozen=True, kw_only=True)
class Ground:
    """A ground: how long it may extend the term, and what proves it.

    `statement` says that the college has to state it itself.
    """

    id: str
    label: Words
    article: str
    duration: Words
    proof: Words
    finds: Callable[[View], Found | None]
    mark: Mark = Mark.READ
    statement: bool = False


@dataclass(frozen=True)
class Found:
    """What in the case speaks for a ground; `enough` is False where something is still to be asked."""

    because: Words
    days: int | None = None
    enough: bool = True


@dataclass(frozen=True, kw_only=True)
class Possible:
    """A ground and whether it may apply; `days` is how long, where the facts tell."""

    ground: Ground
    may: May
    because: Words
    days: int | None = None


def extension_grounds(case: Case, *, on: date) -> tuple[Possible, ...]:
    """Every ground, those that may apply first."""
    view = View(case, on)
    found = [_possible(ground, ground.finds(view)) for ground in GROUNDS]
    order = list(May)
    return tuple(sorted(found, key=lambda each: order.index(each.may)))


def combined_days(possible: tuple[Possible, ...]) -> int | None:
    """The length of several grounds together, where each length is known; how they combine is to be confirmed."""
    applying = [each for each in possible if each.may is May.APPLIES]
    if len(applying) < 2 or any(each.days is None for each in applying):
        return None
    return sum(each.days or 0 for each in applying)


def _possible(ground: Ground, found: Found | None) -> Possible:
    if found is None:
        return Possible(ground=ground, may=May.NOT_NOTED, because=Words("Niets vastgelegd", "Nothing noted"))
    may = May.APPLIES if found.enough else May.ASK
    return Possible(ground=ground, may=may, because=found.because, days=found.days)


def _span(event: Event, view: View) -> int:
    end = min(event.until, view.on) if event.until else view.on
    return (end - event.on).days


def _lasting(kind: Kind, *, at_least: Term | None, at_most: Term | None = None) -> Callable[[View], Found | None]:
    """A period of a kind, of some length."""

    def finds(view: View) -> Found | None:
        events = view.all(kind)
        if not events:
            return None
        long = [each for each in events if at_least is None or at_least.after(each.on) <= (each.until or view.on)]
        if not long:
            short = events[-1]
            return Found(
                Words(
                    f"Sinds {day(short.on).nl}: nog geen {at_least.words.nl if at_least else ''}",
                    f"Since {day(short.on).en}: not yet {at_least.words.en if at_least else ''}",
                ),
                enough=False,
            )
        days = sum(_span(each, view) for each in long)
        most = (at_most.after(view.on) - view.on).days if at_most else days
        return Found(_periods(long), days=min(days, most))

    return finds


def _periods(events: list[Event]) -> Words:
    first, last = events[0].on, events[-1].until
    if last is None:
        return Words(f"Sinds {day(first).nl}", f"Since {day(first).en}")
    return Words(f"{day(first).nl} tot {day(last).nl}", f"{day(first).en} to {day(last).en}")


def _fixed(kind: Kind, term: Term) -> Callable[[View], Found | None]:
    """Something that happened, for a fixed length."""

    def finds(view: View) -> Found | None:
        event = view.first(kind)
        if event is None:
            return None
        return Found(
            Words(f"Op {day(event.on).nl}", f"On {day(event.on).en}"), days=(term.after(event.on) - event.on).days
        )

    return finds


def _late_offer(view: View) -> Found | None:
    """The offer came later than three months after the PIP (education route: six), or has not come yet."""
    pip = view.first(Kind.PIP)
    if pip is None or view.target_group is TargetGroup.FAMILY_MIGRANT:
        return None
    education = view.route is Route.EDUCATION
    due = (EDUCATION if education else OFFER).after(pip.on)
    made = view.first(Kind.EDUCATION_STARTED if education else Kind.OFFER_MADE)
    late = ((made.on if made else view.on) - due).days
    if late <= 0:
        return None
    if made is None:
        return Found(
            Words(
                f"Nog geen aanbod vastgelegd; het moest er zijn op {day(due).nl}",
                f"No offer noted yet; it was due on {day(due).en}",
            ),
            enough=False,
        )
    said = Words(f"Aanbod {late} dagen later dan {day(due).nl}", f"Offer {late} days later than {day(due).en}")
    return Found(said, days=late, enough=view.target_group is not None and view.route is not None)


def _nearly_done(view: View) -> Found | None:
    """All lessons, at least two of four exam parts and KNM, PVT and MAP."""
    parts = len(view.all(Kind.EXAM_PASSED))
    done = {
        Words("alle lessen", "all lessons"): view.first(Kind.LESSONS_DONE) is not None,
        Words("twee van de vier examenonderdelen", "two of four exam parts"): parts >= EXAM_PARTS,
        Words("KNM", "KNM"): view.first(Kind.KNM_PASSED) is not None,
        Words("PVT", "PVT"): view.first(Kind.PVT_SIGNED) is not None,
        Words("MAP", "MAP"): view.route is Route.EDUCATION or view.first(Kind.MAP_TALK) is not None,
    }
    lacking = [label for label, is_done in done.items() if not is_done]
    if len(lacking) > 2 or not parts:
        return None
    if lacking:
        nl, en = ", ".join(each.nl for each in lacking), ", ".join(each.en for each in lacking)
        return Found(Words(f"Nog niet vastgelegd: {nl}", f"Not noted yet: {en}"), enough=False)
    start = view.on
    return Found(Words("Bijna klaar", "Nearly done"), days=(add_months(start, 6) - start).days)


_MEDICAL = Words("Medisch advies", "Medical advice")
_OWN = Words("Zo lang als het duurde", "As long as it lasted")

GROUNDS: tuple[Ground, ...] = (
    Ground(
        id="late-offer",
        label=Words("Aanbod te laat na het PIP", "Offer too late after the PIP"),
        article="Ri 4.1(1g)",
        duration=Words("Zo lang als het te laat was", "As long as it was late"),
        proof=Words("Eigen verklaring van het college", "The college’s own statement"),
        statement=True,
        finds=_late_offer,
    ),
    Ground(
        id="illness",
        label=Words("Ziekte van uzelf, partner of eerste graad", "Illness of oneself, partner or first degree"),
        article="Ri 4.1",
        duration=Words("Vanaf drie maanden: zo lang als het duurde", "From three months: as long as it lasted"),
        proof=_MEDICAL,
        finds=_lasting(Kind.ILLNESS, at_least=THREE_MONTHS),
    ),
    Ground(
        id="death",
        label=Words("Overlijden van partner of eerste graad", "Death of partner or first degree"),
        article="Ri 4.1",
        duration=Words("3 maanden", "3 months"),
        proof=Words("Akte van overlijden", "Death certificate"),
        finds=_fixed(Kind.DEATH_IN_FAMILY, THREE_MONTHS),
    ),
    Ground(
        id="birth",
        label=Words("Bevalling", "Birth of a child"),
        article="Ri 4.1",
        duration=Words("16 weken", "16 weeks"),
        proof=Words("Geboorteakte of verklaring van de verloskundige", "Birth certificate or midwife’s statement"),
        finds=_fixed(Kind.CHILD_BORN, weeks(16)),
    ),
    Ground(
        id="shelter",
        label=Words("Verblijf in de vrouwenopvang", "Stay in a women’s shelter"),
        article="Ri 4.1",
        duration=_OWN,
        proof=Words("Verklaring van de opvang", "Statement of the shelter"),
        finds=_lasting(Kind.SHELTER, at_least=None),
    ),
    Ground(
        id="literacy",
        label=Words("Alfabetisering", "Literacy teaching"),
        article="Ri 4.1",
        duration=Words("Vanaf drie maanden: tot 6 maanden", "From three months: up to 6 months"),
        proof=Words("Verklaring van de school", "Statement of the school"),
        finds=_lasting(Kind.LITERACY, at_least=THREE_MONTHS, at_most=months(6)),
    ),
    Ground(
        id="homeless",
        label=Words("Dakloosheid", "Homelessness"),
        article="Ri 4.1",
        duration=Words("Tot 2 jaar", "Up to 2 years"),
        proof=Words("Verklaring van de gemeente of opvang", "Statement of the municipality or shelter"),
        finds=_lasting(Kind.HOMELESS, at_least=None, at_most=months(24)),
    ),
    Ground(
        id="provider",
        label=Words("Onderbreking door de aanbieder", "Stop caused by the provider"),
        article="Ri 4.1",
        duration=Words("Tot 6 maanden", "Up to 6 months"),
        proof=Words("Verklaring van de aanbieder", "Statement of the provider"),
        finds=_lasting(Kind.PROVIDER_STOPPED, at_least=None, at_most=months(6)),
    ),
    Ground(
        id="other",
        label=Words("Andere reden buiten schuld", "Other reason without fault"),
        article="Ri 4.1",
        duration=Words("Tot 2 jaar", "Up to 2 years"),
        proof=Words("Wat de reden aantoont", "What proves the reason"),
        finds=_lasting(Kind.OTHER_NO_FAULT, at_least=None, at_most=months(24)),
    ),
    Ground(
        id="education",
        label=Words("Aangewezen opleiding", "Designated education"),
        article="Bi 4.2-4.4",
        duration=Words("Te bevestigen: DUO stelt de duur vast", "To be confirmed: DUO sets the length"),
        proof=Words("Bewijs van inschrijving", "Proof of enrolment"),
        finds=lambda view: _without_length(view, Kind.DESIGNATED_EDUCATION),
    ),
    Ground(
        id="nearly-done",
        label=Words("Bijna klaar", "Nearly done"),
        article="Bi 4.2-4.4",
        duration=Words("6 maanden", "6 months"),
        proof=Words(
            "Alle lessen, twee van vier examens en KNM, PVT en MAP", "All lessons, two of four exams, KNM, PVT and MAP"
        ),
        finds=_nearly_done,
    ),
    Ground(
        id="abroad",
        label=Words("Onderbreking in het buitenland", "Pause abroad"),
        article="Bi 4.2-4.4",
        duration=Words("Zo lang als het duurde, tot een jaar", "As long as it lasted, up to a year"),
        proof=Words("Bewijs van het verblijf", "Proof of the stay"),
        finds=_lasting(Kind.ABROAD, at_least=None, at_most=months(12)),
    ),
)


def _without_length(view: View, kind: Kind) -> Found | None:
    event = view.first(kind)
    return Found(Words(f"Sinds {day(event.on).nl}", f"Since {day(event.on).en}")) if event else None
