"""The board, the checking and the publishing of a draft after something happened reckon with it, and say so."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.apps.test_board import asked, at, do, groups_of
from tweespoor.apps.schedule import tasks
from tweespoor.apps.schedule.models import Disruption, Period, Timetable
from tweespoor.core.week import week_grid

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def after(draft, *, kind, period=None, **columns):
    """The draft as one that was made after something happened in the first week of a period."""
    first = period.starts_on if period else timezone.localdate()
    row = Disruption.objects.create(
        programme=draft.programme,
        kind=kind,
        first_day=first,
        last_day=first + timedelta(days=6),
        recorded_at=timezone.now(),
        recorded_by=uuid4(),
        **columns,
    )
    Timetable.objects.filter(pk=draft.pk).update(happened=row.pk)
    draft.refresh_from_db()
    return row


def moves(group, *, to, **more):
    """A move of a group to each half-day that it is not at."""
    at_now = {slug for session in group.sessions for slug in session}
    for half_day in week_grid():
        if half_day.slug not in at_now:
            yield {"doe": "move", "groep": str(group.pk), "periode": str(to), "begin0": half_day.slug, **more}


def possible(browser, draft, groups, *, to=None, **more):
    """A move that the board says can be done."""
    for group in groups:
        for wanted in moves(group, to=to or group.period_id, **more):
            if "Doe dit" in asked(browser, draft, **wanted):
                return group, wanted
    raise AssertionError("nothing can be moved")


def test_a_room_that_is_closed_cannot_be_used_on_the_board_of_its_draft_and_the_board_says_why(leader, draft, hengelo):
    choosable = [each for each in groups_of(draft) if each.offer.rooms.count() > 1]
    for each in choosable:
        each.offer.rooms.update(capacity=each.offer.max_size)
    group, wanted = next(
        (group, wanted)
        for group in choosable
        for wanted in moves(group, to=group.period_id)
        if all("Doe dit" in asked(leader, draft, **wanted, lokaal=str(room.pk)) for room in group.offer.rooms.all())
    )
    here = wanted | {"lokaal": str(group.room_id)}
    assert "Doe dit" in asked(leader, draft, **here)
    outsider = next(
        seat.person
        for each in groups_of(draft)
        if each.offer_id == group.offer_id and each.pk != group.pk
        for seat in each.seats.all()
    )
    other = Period.objects.filter(programme=hengelo).exclude(pk=group.period_id).first()
    after(draft, kind="lokaal", period=other, room=group.room)
    assert "Doe dit" in asked(leader, draft, **here)
    after(draft, kind="lokaal", period=group.period, room=group.room)
    assert "het lokaal is in die periode dicht" in asked(leader, draft, **here)
    assert "het lokaal is in die periode dicht" in do(leader, draft, **here)
    into = {"doe": "person", "wie": str(outsider.pk), "naar": str(group.pk)}
    assert "het lokaal is in die periode dicht" in asked(leader, draft, **into)
    page = leader.get(at("board", draft)).content.decode()
    assert "Dit concept rekent hiermee:" in page
    assert f"{group.room.location.name}, {group.room.name} is dicht" in page
    assert f"Dat telt voor de hele periode: {group.period.name}." in page
    shut = group.room_id
    do(leader, draft, **wanted)
    group.refresh_from_db()
    assert group.room_id != shut


def test_a_trainer_who_is_away_has_no_group_when_the_planner_goes_on_or_the_draft_is_published(leader, draft):
    group = next(each for each in groups_of(draft) if each.seats.exists())
    after(draft, kind="trainer", period=group.period, trainer=group.trainer)

    def of_the_trainer(timetable):
        held = {(each.trainer_id, each.period_id) for each in groups_of(timetable)}
        assert held
        return (group.trainer_id, group.period_id) in held

    leader.post(at("go-on-from", draft), {"idempotency_key": str(uuid4())})
    run = Timetable.objects.get(status="queued")
    Timetable.objects.filter(pk=run.pk).update(seconds=2)
    tasks.plan_timetable.func(str(run.pk))
    run.refresh_from_db()
    assert (run.status, of_the_trainer(run), of_the_trainer(draft)) == ("draft", False, True)
    review = leader.get(at("review-timetable", draft)).content.decode()
    assert "de trainer kan in die periode niet" in review
    assert f"{group.trainer.name} kan niet, van" in review
    leader.post(at("publish-timetable", draft), {"idempotency_key": str(uuid4())})
    draft.refresh_from_db()
    assert draft.status == "draft"
    leader.post(at("publish-timetable", draft), {"idempotency_key": str(uuid4()), "weglaten": "ja"})
    draft.refresh_from_db()
    assert (draft.status, of_the_trainer(draft)) == ("published", False)


def test_a_group_of_half_the_size_is_full_at_the_half(leader, draft):
    group = max(groups_of(draft), key=lambda each: each.seats.count())
    offer, half = group.offer, group.offer.max_size // 2
    people = [seat.person for seat in group.seats.order_by("person")]
    assert len(people) > half
    one = people[-1]
    out = {"doe": "person", "wie": str(one.pk), "groep": str(group.pk), "naar": "weg"}
    assert "Gedaan" in do(leader, draft, **out)
    back = {"doe": "person", "wie": str(one.pk), "naar": str(group.pk)}
    assert "Doe dit" in asked(leader, draft, **back)
    after(draft, kind="lockdown", period=group.period, treatments={offer.kind: "half"})
    assert "de groep is vol: in de lockdown is zij half zo groot" in asked(leader, draft, **back)
    page = leader.get(at("board", draft), {"tab": str(group.period_id)}).content.decode()
    assert "Groepen van deze soorten zijn half zo groot" in page
    assert f"–{half})" in page
    review = leader.get(at("review-timetable", draft)).content.decode()
    if len(people) - 1 > half:
        assert "in de lockdown is zij half zo groot" in review
