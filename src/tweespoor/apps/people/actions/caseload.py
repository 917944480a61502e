"""Deeds of a case manager's own work: who is in whose care, views of the list, questions put off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.models import Caseload, Person, PostponedQuestion, SavedView
from tweespoor.apps.people.queries import may_register
from tweespoor.apps.people.rules import Refused, check_can_assign

MOST_VIEWS = 20
PUT_OFF = timedelta(weeks=1)


@transaction.atomic
def assign(*, people: Iterable[Person], user: User, by: User | None, now: datetime) -> int:
    """Put people in somebody's care, from today on; who is there already stays. Returns how many were added.

    `by` is None where the application itself does it, for its demonstration.

    Raises:
        Refused: if `by` does not divide the people of a municipality, `user` is no case manager there, or a dossier is
            closed.
    """
    added = 0
    for person in people:
        if by is not None:
            check_can_assign(by, municipality=person.municipality_id)
        check_can_assign(user, municipality=person.municipality_id, as_case_manager=True)
        if person.closed_on is not None:
            raise Refused(_("Dit dossier is gesloten: de deelnemer is verhuisd. Hier komt niets meer bij."))
        row, is_new = Caseload.objects.get_or_create(
            person=person, user=user, until=None, defaults={"since": timezone.localdate(now)}
        )
        if is_new:
            added += 1
            log.record(deed="caseload-added", on=row, by=by.pk if by else None, now=now, person=person.pk)
    return added


@transaction.atomic
def unassign(*, people: Iterable[Person], user: User, by: User, now: datetime) -> int:
    """Take people out of somebody's care as of today; it stays known that they were. Returns how many were there.

    Raises:
        Refused: if `by` does not divide the people of a municipality.
    """
    ended = 0
    for person in people:
        check_can_assign(by, municipality=person.municipality_id)
        ended += _end(Caseload.objects.filter(person=person, user=user, until__isnull=True), by=by, now=now)
    return ended


@transaction.atomic
def end_care(*, person: Person, by: User | None, now: datetime) -> int:
    """Take somebody out of everybody's care: who moved to another municipality, or whose duty ended. Returns of how
    many. Who may close a dossier, or end a trajectory, was checked by whoever does that."""
    return _end(Caseload.objects.filter(person=person, until__isnull=True), by=by, now=now)


def _end(rows: Iterable[Caseload], *, by: User | None, now: datetime) -> int:
    ended = 0
    for row in rows:
        row.until = max(timezone.localdate(now), row.since)
        row.save(update_fields=["until"])
        ended += 1
        log.record(deed="caseload-ended", on=row, by=by.pk if by else None, now=now, person=row.person_id)
    return ended


@transaction.atomic
def save_view(*, name: str, filters: Mapping[str, str], by: User) -> SavedView:
    """Keep a view of the list of people under a name of one's own; of that name there is one, the newest.

    Raises:
        Refused: if the name is empty or too long, or there are as many views as one can oversee.
    """
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Geef de weergave een naam."))
    if len(name) > SavedView._meta.get_field("name").max_length:
        raise Refused(_("Deze naam is te lang. Gebruik hooguit 60 tekens."))
    others = SavedView.objects.filter(user=by).exclude(name=name)
    if others.count() >= MOST_VIEWS:
        raise Refused(_("U hebt al %(number)s weergaven. Haal er eerst een weg.") % {"number": MOST_VIEWS})
    return SavedView.objects.update_or_create(user=by, name=name, defaults={"filters": dict(filters)})[0]


@transaction.atomic
def remove_view(*, view: UUID, by: User) -> None:
    """Remove one of one's own views; one that is gone already, or somebody else's, is left as it is."""
    SavedView.objects.filter(user=by, pk=view).delete()


@transaction.atomic
def postpone_question(*, person: Person, slug: str, by: User, now: datetime) -> PostponedQuestion:
    """Not put this question about this person to the user for a week.

    Raises:
        Refused: if the user does not register facts about this person.
    """
    if not may_register(by, person=person):
        raise Refused(_("U kunt bij deze deelnemer geen gegevens vastleggen."))
    row, _is_new = PostponedQuestion.objects.update_or_create(
        user=by, person=person, variable=slug, defaults={"until": timezone.localdate(now) + PUT_OFF}
    )
    log.record(deed="question-postponed", on=row, by=by.pk, now=now, person=person.pk, detail={"variable": slug})
    return row
