"""What a design asks a professional about somebody: what is open, and what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tweespoor.apps.trajectories.queries import progress as queries


@dataclass(frozen=True, kw_only=True)
class ShownQuestion:
    """A question of the design with what it can be answered with; `answer` and `day` are empty while it is open.

    `seen` is the key of the answer that holds.
    """

    key: str
    text: str
    options: Sequence[tuple[str, str]]
    answer: str = ""
    day: date | None = None
    seen: str = ""
    is_choice: bool = False


def shown_questions(found: queries.Progress, *, language: str) -> tuple[list[ShownQuestion], list[ShownQuestion]]:
    """What the design asks about somebody and nobody answered, and what somebody answered."""
    waiting = {each.about for each in found.plan.questions}
    open_, answered = [], []
    for question in queries.questions_about(found.trajectory):
        row = found.answers.get(question.key)
        said = question.said(row.answer) if row else None
        shown = ShownQuestion(
            key=question.key,
            text=question.text.text(language),
            options=[(value, label.text(language)) for value, label in question.options],
            answer=said.text(language) if said else "",
            day=row.valid_on if row and said else None,
            seen=str(row.pk) if row else "",
            is_choice=question.is_choice,
        )
        if said:
            answered.append(shown)
        elif question.key in waiting:
            open_.append(shown)
    return open_, answered
