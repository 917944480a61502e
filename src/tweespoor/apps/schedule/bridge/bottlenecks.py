"""Concessions <-> rows: what stands in the way of a timetable, and an instance as if that were given."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tweespoor.apps.schedule.bridge.boards import Board
from tweespoor.apps.schedule.bridge.choosing import Chosen, choice_of
from tweespoor.apps.schedule.models import Bottleneck
from tweespoor.core import planning
from tweespoor.core.planning.concessions import KINDS, LANGUAGES, Concession, PlanDoesNotFit, explain

TOP = 10
PARTICIPANT = "participant"
PLAIN = frozenset({"slot", "from_slot", "to_slot", "seats", "minutes", "zone"})
"""The fields of concessions that mean the same in every programme."""

DoesNotFit = PlanDoesNotFit


@dataclass(frozen=True, kw_only=True)
class Gained:
    """One concession that was shown to gain something, as a row keeps it."""

    kind: str
    fields: dict[str, Any]
    person: UUID | None
    people: int
    points: int
    sentences: dict[str, str]


def bottlenecks(
    instance: planning.Instance,
    *,
    board: Board,
    chosen: Chosen | None = None,
    seconds: int,
    cancelled: Callable[[], bool],
) -> list[Gained]:
    """The single concessions that were shown to gain most, those that place most people first.

    Of a run for some periods and people they gain it there alone, with all the rest of the board as it is.

    Raises:
        PlanDoesNotFit: if the board breaks rules.
    """
    found = explain(
        instance,
        plan=board.plan,
        choice=None if chosen is None else choice_of(chosen),
        top=TOP,
        stop=planning.Budget(seconds=seconds),
        seed=1,
        cancelled=cancelled,
    )
    rows = []
    for finding in found.concessions:
        if finding.gain is None or finding.gain.score <= 0:
            continue
        fields = finding.concession.fields()
        person = fields.pop(PARTICIPANT, None)
        rows.append(
            Gained(
                kind=finding.concession.kind,
                fields=fields,
                person=UUID(str(person)) if person else None,
                people=max(0, finding.gain.people),
                points=finding.gain.score,
                sentences={language: found.sentence(finding, language=language) for language in LANGUAGES},
            )
        )
    return sorted(rows, key=lambda row: (-row.people, -row.points))


def concession_of(row: Bottleneck) -> Concession:
    """The concession that a row keeps."""
    kind = next(each for each in KINDS if each.kind == row.kind)
    person = {PARTICIPANT: str(row.person_id)} if row.person_id else {}
    return kind(**row.fields, **person)


def as_if(instance: planning.Instance, row: Bottleneck | None) -> planning.Instance:
    """The instance in which the concession is made; as it is where there is none, or it is about what is not there."""
    if row is None:
        return instance
    try:
        return concession_of(row).apply(instance)
    except ValueError:
        return instance


def in_other_words(row: Bottleneck, words: Mapping[str, str], *, people: Collection[UUID]) -> Bottleneck | None:
    """The concession as another programme has it, which has these words for what the two share, and these people; None
    where it is about what that programme does not have."""
    if row.person_id is not None and row.person_id not in people:
        return None
    if any(field not in PLAIN and str(value) not in words for field, value in row.fields.items()):
        return None
    told = {"sentence_nl": row.sentence_nl, "sentence_en": row.sentence_en}
    for ours, theirs in words.items():
        told = {name: text.replace(ours, theirs) for name, text in told.items()}
    return Bottleneck(
        kind=row.kind,
        fields={field: value if field in PLAIN else words[str(value)] for field, value in row.fields.items()},
        person_id=row.person_id,
        people=row.people,
        points=row.points,
        **told,
    )
