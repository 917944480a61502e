"""What a design asks a professional about somebody: what is open, what was answered, and the answers given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tweespoor.apps.organisations.queries import names_of
from tweespoor.apps.trajectories.queries import answers
from tweespoor.apps.trajectories.queries import progress as queries


@dataclass(frozen=True, kw_only=True)
class ShownQuestion:
    """A question of the design with what it can be answered with; `answer`, `day` and `who` are empty where nobody
    answered. `seen` is the key of the answer that holds.
    """

    key: str
    text: str
    options: Sequence[tuple[str, str]]
    answer: str = ""
    day: date | None = None
    who: str = ""
    seen: str = ""


@dataclass(frozen=True, kw_only=True)
class ShownQuestions:
    """What the design of a trajectory asks about somebody: what waits for an answer, and what was answered."""

    trajectory: UUID
    open: Sequence[ShownQuestion]
    answered: Sequence[ShownQuestion]

    def __len__(self) -> int:
        return len(self.open) + len(self.answered)


def shown_questions(found: queries.Progress, *, language: str) -> ShownQuestions:
    """What the design asks about somebody. An answer that no longer settles its question stands with the open ones."""
    waiting = {each.key for each in found.open_questions}
    settled = {each.key for each in found.settled_questions}
    names = names_of(row.recorded_by for row in found.answers.values())
    open_, answered = [], []
    for question in answers.questions_about(found.trajectory):
        row = found.answers.get(question.key)
        said = question.said(row.answer) if row else None
        shown = ShownQuestion(
            key=question.key,
            text=question.text.text(language),
            options=[(value, label.text(language)) for value, label in question.options],
            answer=said.text(language) if said else "",
            day=row.valid_on if row and said else None,
            who=names.get(row.recorded_by, "") if row and said and row.recorded_by else "",
            seen=str(row.pk) if row else "",
        )
        if question.key in waiting:
            open_.append(shown)
        elif question.key in settled:
            answered.append(shown)
    return ShownQuestions(trajectory=found.trajectory.pk, open=open_, answered=answered)
