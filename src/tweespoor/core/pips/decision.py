"""The decision (beschikking) on a plan: paragraphs with the articles they rest on. A decision is in Dutch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tweespoor.core.pips.checking import checklist
from tweespoor.core.pips.data import Case, Pip, ReasonForChange
from tweespoor.core.pips.requirements import TO_CONFIRM, is_light
from tweespoor.core.pips.wording import answer_in_words, day_in_words, hours_in_words, period_in_words


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What a decision says of itself: who decides, about whom, when, and what it takes the place of.

    `signed_on` is None while the plan is not signed; `replaces` is the date of the plan before, None for the first.
    `without_participant` says why the participant did not sign, empty where that is not so; `signed_by` is who signed
    for the municipality.
    """

    municipality: str
    name: str
    number: str
    signed_on: date | None = None
    replaces: date | None = None
    reason: ReasonForChange | None = None
    without_participant: str = ""
    signed_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Paragraph:
    """A part of the decision: its heading, its sentences, the articles, and whether a lawyer has to confirm them."""

    heading: str
    sentences: tuple[str, ...]
    source: str = ""
    mark: str = "R"

    @property
    def is_to_confirm(self) -> bool:
        """No dated text of the law was read for it."""
        return bool(self.source) and self.mark in ("S", "K")

    @property
    def text(self) -> str:
        """The whole paragraph, to copy into a letter."""
        source = f"\n({self.source}{f'; {TO_CONFIRM}' if self.is_to_confirm else ''})" if self.source else ""
        return f"{self.heading}\n" + "\n".join(self.sentences) + source


def decision(pip: Pip, *, case: Case, about: Decided) -> tuple[Paragraph, ...]:
    """The paragraphs of the decision; of a PIP-light, which no law asks for, those of a letter that confirms it."""
    body = (_programme(pip), *_contents(pip, case=case))
    if is_light(case):
        return (_confirmation(about), *body, _personal_data(mark="S"))
    return (
        _opening(about),
        *_change(pip, about),
        *body,
        _duties(),
        *_term(about),
        _objection(),
        _personal_data(mark="R"),
        *_signature(about),
    )


def _in_a_sentence(municipality: str) -> str:
    """ "Gemeente Roermond" is called "de gemeente Roermond" in the middle of a sentence."""
    kind, _, name = municipality.partition(" ")
    return f"de gemeente {name}" if kind == "Gemeente" and name else municipality


def _opening(about: Decided) -> Paragraph:
    day = f" op {day_in_words(about.signed_on)}" if about.signed_on else ""
    sentences = [
        f"Het college van burgemeester en wethouders van {_in_a_sentence(about.municipality)} stelt{day} het "
        f"persoonlijk plan inburgering en participatie (PIP) vast van {about.name}, nummer {about.number}."
    ]
    if about.without_participant:
        sentences.append(f"De deelnemer heeft het plan niet ondertekend: {about.without_participant}")
    return Paragraph(
        heading="Besluit",
        sentences=tuple(sentences),
        source="Wet inburgering 2021, art. 15; Besluit inburgering 2021, art. 5.3",
    )


def _confirmation(about: Decided) -> Paragraph:
    return Paragraph(
        heading="Plan",
        sentences=(
            f"{about.municipality} en {about.name}, nummer {about.number}, maakten samen dit plan (PIP-light).",
            "De deelnemer valt onder de Wet inburgering 2013, of het is niet bekend onder welke wet. Dit plan is een "
            "afspraak en geen besluit op grond van de Wet inburgering 2021.",
        ),
        source="Wet inburgering 2021, art. 54 (overgangsrecht)",
        mark="S",
    )


def _change(pip: Pip, about: Decided) -> tuple[Paragraph, ...]:
    if about.replaces is None or about.reason is None:
        return ()
    sentences = [
        f"Dit plan komt in de plaats van het plan van {day_in_words(about.replaces)}.",
        f"Reden van de wijziging: {about.reason.nl.lower()}.",
        "De inburgeringstermijn begint niet opnieuw.",
    ]
    source = "Wet inburgering 2021, art. 11"
    if about.reason is ReasonForChange.ROUTE and pip.route is not None:
        sentences.insert(1, f"De leerroute verandert in: {pip.route.nl}.")
        source = "Wet inburgering 2021, art. 11 en 17; Besluit inburgering 2021, art. 5.4"
    return (Paragraph(heading="Wijziging", sentences=tuple(sentences), source=source),)


def _programme(pip: Pip) -> Paragraph:
    sentences = []
    for item in pip.agreed_items:
        assert item.agreed is not None
        who = f", bij {item.organisation_name}" if item.organisation_name else ""
        when = f"{period_in_words(item.agreed)}, {hours_in_words(item.agreed)}"
        sentences.append(f"{item.name_nl}{who}: {when}.")
    return Paragraph(heading="Wat de deelnemer doet", sentences=tuple(sentences) or ("Nog geen onderdelen.",))


def _contents(pip: Pip, *, case: Case) -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph(
            heading=check.requirement.nl,
            sentences=(_sentence(answer_in_words(check.requirement, check.fact)),),
            source=check.requirement.source,
            mark=check.requirement.mark,
        )
        for check in checklist(pip, case=case)
    )


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:] + ("" if words.endswith((".", "!", "?")) else ".")


def _duties() -> Paragraph:
    return Paragraph(
        heading="Voortgang",
        sentences=(
            "De gemeente bespreekt de voortgang met de deelnemer in de voortgangsgesprekken. Als het nodig is, past "
            "de gemeente het plan aan.",
        ),
        source="Besluit inburgering 2021, art. 5.3(4)",
    )


def _term(about: Decided) -> tuple[Paragraph, ...]:
    if about.signed_on is None or about.replaces is not None:
        return ()
    return (
        Paragraph(
            heading="Termijn",
            sentences=(
                f"De inburgeringstermijn begint op de dag na {day_in_words(about.signed_on)} en duurt drie jaar.",
            ),
            source="Wet inburgering 2021, art. 11",
        ),
    )


def _objection() -> Paragraph:
    return Paragraph(
        heading="Niet eens met dit besluit?",
        sentences=(
            "De deelnemer kan binnen zes weken na de dag waarop dit besluit is verzonden bezwaar maken bij het "
            "college. Zet in het bezwaar: naam, adres, datum, om welk besluit het gaat en waarom het niet klopt.",
        ),
        source="Algemene wet bestuursrecht, art. 6:4, 6:5 en 6:7",
        mark="K",
    )


def _signature(about: Decided) -> tuple[Paragraph, ...]:
    if about.signed_on is None or not about.signed_by:
        return ()
    sentence = f"Namens het college: {about.signed_by}, {day_in_words(about.signed_on)}."
    return (Paragraph(heading="Ondertekening", sentences=(sentence,)),)


def _personal_data(*, mark: str) -> Paragraph:
    return Paragraph(
        heading="Uw gegevens",
        sentences=(
            "De gemeente bewaart dit plan tot vijf jaar na het einde van de inburgeringsplicht. De deelnemer kan "
            "vragen wie het heeft gezien en wat erin staat.",
        ),
        source="Besluit inburgering 2021, art. 9.9; AVG, art. 15",
        mark=mark,
    )
