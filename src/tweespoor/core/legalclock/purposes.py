"""To which set of facts an event of a case belongs: who may see it, and who may write it down."""

from __future__ import annotations

from tweespoor.core.vocabulary import CaseEventKind, Purpose

Kind = CaseEventKind

_OTHER = {
    Kind.ILLNESS: Purpose.HEALTH,
    Kind.CHILD_BORN: Purpose.HEALTH,
    Kind.DEATH_IN_FAMILY: Purpose.OBSTACLES,
    Kind.SHELTER: Purpose.OBSTACLES,
    Kind.HOMELESS: Purpose.OBSTACLES,
    Kind.OTHER_NO_FAULT: Purpose.OBSTACLES,
    Kind.UNBURDENING_STARTED: Purpose.FINANCE,
}


def purpose_of(kind: CaseEventKind) -> Purpose:
    """The set of facts that an event belongs to."""
    return _OTHER.get(kind, Purpose.BENEFIT)
