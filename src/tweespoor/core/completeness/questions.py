"""What is asked of whom, and what for: one table, which the manual shows as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from tweespoor.core.facts import Fact, Value
from tweespoor.core.vocabulary import Act


class Use(IntEnum):
    """What an answer is needed for; what weighs most has the lowest number and is asked first."""

    LAW = 0
    PLANNER = 1
    FIGURES = 2
    OTHER = 3


class AskedOf(StrEnum):
    """Of whom a question is asked."""

    EVERYBODY = "everybody"
    NOT_ACT_2013 = "not-act-2013"
    WHO_TAKES_PART = "who-takes-part"
    WHO_LEFT = "who-left"


@dataclass(frozen=True, kw_only=True)
class Question:
    """One variable's place in the order of asking, of whom it is asked, and why."""

    variable: str
    use: Use
    asked_of: AskedOf
    reason_nl: str
    reason_en: str

    def reason(self, language: str = "nl") -> str:
        """Why it is asked, in Dutch (`nl`), or in English for any other language."""
        return self.reason_nl if language == "nl" else self.reason_en


def _question(variable: str, use: Use, asked_of: AskedOf, nl: str, en: str) -> Question:
    return Question(variable=variable, use=use, asked_of=asked_of, reason_nl=nl, reason_en=en)


_ALL, _PART = AskedOf.EVERYBODY, AskedOf.WHO_TAKES_PART

QUESTIONS: tuple[Question, ...] = (
    _question("act", Use.LAW, _ALL, "Van de wet hangt af welke termijnen gelden.", "The act decides which terms hold."),
    _question(
        "target-group",
        Use.LAW,
        _ALL,
        "Wie asielstatushouder is, krijgt een aanbod van de gemeente (Wi art. 13, 19).",
        "A status holder is offered a course by the municipality (Wi art. 13, 19).",
    ),
    _question(
        "settled-on",
        Use.LAW,
        _ALL,
        "De tien weken voor het PIP beginnen bij de inschrijving (Bi art. 5.3).",
        "The ten weeks for the PIP start at registration (Bi art. 5.3).",
    ),
    _question(
        "route",
        Use.LAW,
        AskedOf.NOT_ACT_2013,
        "Het PIP noemt de leerroute (Wi art. 15); de wet van 2013 kent er geen.",
        "The PIP names the route (Wi art. 15); the act of 2013 has none.",
    ),
    _question(
        "duty-notice-on",
        Use.LAW,
        AskedOf.NOT_ACT_2013,
        "De tien weken voor het PIP beginnen bij de kennisgeving van DUO (Bi art. 5.3).",
        "The ten weeks for the PIP start at DUO’s notice (Bi art. 5.3).",
    ),
    _question(
        "pip-established-on",
        Use.LAW,
        AskedOf.NOT_ACT_2013,
        "De termijn van drie jaar begint op de dag na het PIP (Wi art. 11).",
        "The term of three years starts on the day after the PIP (Wi art. 11).",
    ),
    _question(
        "on-benefit",
        Use.LAW,
        _ALL,
        "Wie bijstand krijgt, wordt ontzorgd (Participatiewet art. 56a).",
        "Who is on benefit is unburdened financially (Participatiewet art. 56a).",
    ),
    _question(
        "birth-date",
        Use.LAW,
        _ALL,
        "De plicht eindigt bij de pensioenleeftijd (Wi art. 3).",
        "The duty ends at pension age (Wi art. 3).",
    ),
    _question(
        "learnability",
        Use.LAW,
        _ALL,
        "De brede intake meet de leerbaarheid (Wi art. 14).",
        "The broad intake measures learnability (Wi art. 14).",
    ),
    _question(
        "education-in-origin",
        Use.LAW,
        _ALL,
        "De brede intake vraagt naar opleiding (Wi art. 14).",
        "The broad intake asks about education (Wi art. 14).",
    ),
    _question(
        "obstacles",
        Use.LAW,
        _ALL,
        "De brede intake vraagt naar de persoonlijke omstandigheden (Wi art. 14).",
        "The broad intake asks about personal circumstances (Wi art. 14).",
    ),
    _question(
        "speaking-level",
        Use.PLANNER,
        _PART,
        "De planner maakt groepen naar niveau.",
        "The planner makes groups by level.",
    ),
    _question(
        "unavailable-half-days",
        Use.PLANNER,
        _PART,
        "De planner plant niet op dagdelen dat iemand niet kan.",
        "The planner avoids half-days on which somebody cannot come.",
    ),
    _question(
        "weekly-half-days",
        Use.PLANNER,
        _PART,
        "De planner geeft niemand meer dan die aankan.",
        "The planner gives nobody more than they can manage.",
    ),
    _question(
        "travel-minutes",
        Use.PLANNER,
        _PART,
        "De planner zoekt een plek die te bereiken is.",
        "The planner looks for a place within reach.",
    ),
    _question(
        "same-gender-activities",
        Use.PLANNER,
        _PART,
        "De planner houdt rekening met die wens.",
        "The planner takes that wish into account.",
    ),
    _question(
        "gender",
        Use.PLANNER,
        _ALL,
        "Voor groepen van het eigen geslacht, en figuur 2.2.",
        "For groups of the own gender, and figure 2.2.",
    ),
    _question("country-of-origin", Use.FIGURES, _ALL, "Figuur 2.4.", "Figure 2.4."),
    _question(
        "speaking-level-at-start",
        Use.FIGURES,
        _ALL,
        "Figuur 2.8: zonder begin geen vooruitgang.",
        "Figure 2.8: without a start there is no progress.",
    ),
    _question("participation-at-start", Use.FIGURES, _ALL, "Figuur 2.9.", "Figure 2.9."),
    _question("language-course-at-start", Use.FIGURES, _ALL, "Figuur 2.7.", "Figure 2.7."),
    _question("language-component-finished", Use.FIGURES, _ALL, "Figuur B3.1.", "Figure B3.1."),
    _question("other-activities", Use.FIGURES, _ALL, "Figuur B3.2.", "Figure B3.2."),
    _question(
        "reason-for-leaving",
        Use.FIGURES,
        AskedOf.WHO_LEFT,
        "Alleen wie gestopt is, heeft een reden van uitval.",
        "Only who left has a reason for leaving.",
    ),
)
"""Every question in the order of asking. Wi: Wet inburgering 2021; Bi: Besluit inburgering 2021."""

OF_DESIGN = ("judgement-", "choice-")
"""How what the design of a programme leaves to a professional begins; which there are, depends on the design."""

_PLACE = {question.variable: place for place, question in enumerate(QUESTIONS)}


def question_about(variable: str) -> Question:
    """The row of a variable; what the table does not name is asked of everybody, last.

    What a design leaves to a professional is asked of who takes part, after what the planner needs of everybody.
    """
    if variable in _PLACE:
        return QUESTIONS[_PLACE[variable]]
    if variable.startswith(OF_DESIGN):
        return _question(
            variable,
            Use.PLANNER,
            _PART,
            "Het ontwerp van het programma laat dit aan u over.",
            "The design of the programme leaves this to you.",
        )
    return _question(variable, Use.OTHER, _ALL, "Hoort bij het dossier.", "Belongs to the file.")


def order_of(variable: str) -> tuple[int, int]:
    """Where a variable stands in the order of asking: by its use, then as the table has it."""
    return question_about(variable).use.value, _PLACE.get(variable, len(QUESTIONS))


def applies(variable: str, *, facts: Mapping[str, Fact[Value]], takes_part: bool) -> bool:
    """Whether a question is asked of somebody of these facts, who takes part in a programme or has left.

    A question that depends on another one not asked yet is asked: the answer may be that it applies.
    """
    match question_about(variable).asked_of:
        case AskedOf.NOT_ACT_2013:
            act = facts.get("act")
            return act is None or act.value != Act.ACT_2013
        case AskedOf.WHO_TAKES_PART:
            return takes_part
        case AskedOf.WHO_LEFT:
            return not takes_part
        case AskedOf.EVERYBODY:
            return True
