"""How far somebody is and what it costs, in words for the document that a person gets (GDPR, art. 15)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.rights.wording import Names
from tweespoor.core.designs import Design, questions_of, read_design

Cells = Callable[[Any, Names], tuple[str, ...]]


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else "–"


def _euros(cents: int) -> str:
    whole, rest = divmod(abs(cents), 100)
    return f"€ {'-' if cents < 0 else ''}{whole},{rest:02d}"


@lru_cache(maxsize=64)
def _read(text: str) -> Design:
    return read_design(text, name="")


def _name(row: Any, slug: str, part: str) -> str:
    """The name of a block, phase or rhythm of the design of a row's trajectory."""
    design = _read(row.trajectory.design.text)
    labels = {each.id: each.label.text(language_now()) for each in getattr(design, part)}
    return labels.get(slug, slug)


def _by(row: Any, names: Names) -> str:
    return names.user(row.recorded_by) if row.recorded_by else "–"


def _stand(row: Any, names: Names) -> tuple[str, ...]:
    said = row.get_state_display() + (f" ({row.get_reason_display()})" if row.reason else "")
    block = _name(row, row.block, "blocks")
    return (block, said, _day(row.valid_on), _day(row.known_until), row.source or "–", _by(row, names))


def _hours(row: Any, names: Names) -> tuple[str, ...]:
    block, hours = _name(row, row.block, "blocks"), number_format(row.minutes / 60, 1)
    return (block, _day(row.week), hours, _day(row.known_until), row.source or "–", _by(row, names))


def _phase(row: Any, names: Names) -> tuple[str, ...]:
    return (_name(row, row.phase, "phases"), _day(row.valid_on), row.why or "–", _by(row, names))


def _goal(row: Any, names: Names) -> tuple[str, ...]:
    reached = _("ja") if row.reached else _("nee")
    return (_name(row, row.phase, "phases"), reached, _day(row.valid_on), _day(row.known_until), _by(row, names))


def question_in_words(person: Any, key: str) -> str:
    """A question of a design that somebody follows or followed; empty where none of these designs asks it."""
    for trajectory in person.trajectories.select_related("design"):
        for each in questions_of(_read(trajectory.design.text)):
            if each.key == key:
                return each.text.text(language_now())
    return ""


def _answer(row: Any, names: Names) -> tuple[str, ...]:
    questions = {each.key: each for each in questions_of(_read(row.trajectory.design.text))}
    asked = questions.get(row.question)
    said = asked.said(row.answer) if asked else None
    language = language_now()
    text = asked.text.text(language) if asked else row.question
    answer = said.text(language) if said else row.answer
    return (text, answer, _day(row.valid_on), _day(row.known_until), _by(row, names))


def _elsewhere(row: Any, _names: Names) -> tuple[str, ...]:
    name = row.name_nl if language_now() == "nl" else row.name_en
    said = row.get_state_display() + (f" ({row.get_reason_display()})" if row.reason else "")
    hours = number_format(row.minutes / 60, 1) if row.minutes else "–"
    return (row.municipality, name, said or "–", _day(row.since), hours, _day(row.moved_on))


def _evaluation(row: Any, names: Names) -> tuple[str, ...]:
    label = _name(row, row.rhythm, "cadences")
    return (label, _day(row.held_on), row.concluded or "–", row.next_step or "–", _by(row, names))


def _request(row: Any, names: Names) -> tuple[str, ...]:
    day = _day(timezone.localtime(row.asked_at).date())
    said = (row.get_need_display(), row.what or "–", _euros(row.cents))
    return (day, *said, row.get_state_display(), row.why or "–")


def _spending(row: Any, names: Names) -> tuple[str, ...]:
    spending = row.spending
    return (_day(spending.spent_on), spending.block or "–", names.organisation(spending.provider_id) or "–")


TRAJECTORY_TABLES: Mapping[str, tuple[Callable[[], Sequence[str]], Cells]] = {
    "trajectories.BlockStand": (
        lambda: (_("Onderdeel"), _("Stand"), _("Sinds"), _("Bleek onjuist op"), _("Bron"), _("Vastgelegd door")),
        _stand,
    ),
    "trajectories.HoursEntry": (
        lambda: (_("Onderdeel"), _("Week van"), _("Uren"), _("Bleek onjuist op"), _("Bron"), _("Vastgelegd door")),
        _hours,
    ),
    "trajectories.PhaseChange": (lambda: (_("Fase"), _("Vanaf"), _("Waarom"), _("Vastgelegd door")), _phase),
    "trajectories.PhaseGoal": (
        lambda: (_("Fase"), _("Doel gehaald"), _("Op"), _("Bleek onjuist op"), _("Vastgelegd door")),
        _goal,
    ),
    "trajectories.DesignAnswer": (
        lambda: (_("Vraag"), _("Antwoord"), _("Op"), _("Bleek onjuist op"), _("Vastgelegd door")),
        _answer,
    ),
    "trajectories.StandElsewhere": (
        lambda: (_("Gemeente"), _("Onderdeel"), _("Stand"), _("Sinds"), _("Uren"), _("Meegekomen op")),
        _elsewhere,
    ),
    "trajectories.EvaluationMoment": (
        lambda: (_("Evaluatie"), _("Gehouden op"), _("Conclusie"), _("Volgende stap"), _("Vastgelegd door")),
        _evaluation,
    ),
    "trajectories.PurseRequest": (
        lambda: (_("Gevraagd op"), _("Waarvoor"), _("Toelichting"), _("Bedrag"), _("Stand"), _("Reden")),
        _request,
    ),
    "trajectories.Spending_people": (lambda: (_("Betaald op"), _("Onderdeel"), _("Aan")), _spending),
}
"""Per kind its columns and how a row fills them."""
