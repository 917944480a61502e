"""What somebody wants on the board, read from an address or a form: a wish, or None where it says nothing sensible."""

from __future__ import annotations

from uuid import UUID

from django.http import QueryDict

from tweespoor.apps.schedule.actions import Wanted
from tweespoor.apps.schedule.queries.board import Card, session_from

AWAY = "weg"
MOST_SESSIONS = 10
NOBODY = UUID(int=0)


def wanted_from(data: QueryDict, *, cards: dict[UUID, Card], offers: dict[UUID, int]) -> Wanted | None:
    """The change that an address or a form asks for; None where it asks for none, or for what cannot be read.

    `doe` is the kind, `groep` the group, `wie` the person, `naar` the group the person goes to (`weg`: out of `groep`),
    `begin0`, `begin1` ... the half-days at which the sessions begin, `periode`, `lokaal`, `trainer`, `training`.
    `offers` has per training how many half-days a session takes.
    """
    kind, group = data.get("doe", ""), _id(data.get("groep"))
    if kind == "person":
        return _of_a_person(data, group=group)
    if kind == "close" and group:
        return Wanted(kind=kind, group=group)
    if kind == "open":
        return _of_a_new_group(data, offers=offers)
    if kind == "move" and group in cards:
        return _of_a_group(data, cards[group])
    return None


def people_from(data: QueryDict) -> set[UUID]:
    """The people that a form names with `wie`; what names nobody is nobody's id."""
    return {_id(text) or NOBODY for text in data.getlist("wie")}


def _of_a_new_group(data: QueryDict, *, offers: dict[UUID, int]) -> Wanted | None:
    offer, period = _id(data.get("training")), _id(data.get("periode"))
    if offer not in offers or period is None:
        return None
    sessions = _sessions(data, length=offers[offer], before=())
    room, trainer = _id(data.get("lokaal")), _id(data.get("trainer"))
    return Wanted(kind="open", offer=offer, period=period, sessions=sessions, room=room, trainer=trainer)


def _of_a_group(data: QueryDict, card: Card) -> Wanted:
    now = tuple(tuple(session) for session in card.group.sessions)
    return Wanted(
        kind="move",
        group=card.group.pk,
        period=_id(data.get("periode")) or card.group.period_id,
        sessions=_sessions(data, length=card.group.offer.length, before=now),
        room=_id(data.get("lokaal")),
        trainer=_id(data.get("trainer")),
    )


def _of_a_person(data: QueryDict, *, group: UUID | None) -> Wanted | None:
    person, target = _id(data.get("wie")), data.get("naar", "")
    if person is None:
        return None
    if target == AWAY:
        return Wanted(kind="person", group=group, person=person, away=True) if group else None
    where = _id(target) or (group if not target else None)
    return Wanted(kind="person", group=where, person=person) if where else None


def _sessions(data: QueryDict, *, length: int, before: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """The sessions as they were, those with another beginning moved; more, where more beginnings are named."""
    numbers = [number for number in range(MOST_SESSIONS) if f"begin{number}" in data]
    sessions = dict(enumerate(before))
    for number in numbers:
        if data[f"begin{number}"]:
            sessions[number] = session_from(data[f"begin{number}"], length=length)
    return tuple(sessions[number] for number in sorted(sessions))


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
