"""A question whose SQL is kept answers as the same query does that is made anew."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from tests.apps.test_attendance import Scene
from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.organisations.prepared import MOST_FORMS, MOST_GIVEN, Prepared
from tweespoor.apps.organisations.scope import Unscoped, on_behalf_of_somebody
from tweespoor.apps.people.models import Person
from tweespoor.apps.schedule.models import Holiday
from tweespoor.core.vocabulary import OrganisationKind

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def scene():
    return Scene()


def a_free_day(scene, day, name="vrij"):
    return Holiday.objects.create(
        programme=scene.programme, name=name, first_day=day, last_day=day + timedelta(days=1), kind="public-holiday"
    )


def test_it_answers_for_what_it_is_given_and_not_for_what_was_given_first():
    named = Prepared(lambda name: Organisation.objects.filter(name=name))
    towns = [
        Organisation.objects.create(name=name, kind=OrganisationKind.MUNICIPALITY) for name in ("Roermond", "Hengelo")
    ]
    assert [named(each.name) for each in towns] == [[each] for each in towns]
    assert named("%s ? 'stand-in number 000'") == []


def test_days_ids_and_several_ids_take_their_places(scene):
    within = Prepared(
        lambda programme, first, last: Holiday.objects.filter(
            Q(first_day__range=(first, last)) | Q(last_day__range=(first, last)), programme=programme
        ).values_list("pk", "name", "first_day")
    )
    among = Prepared(lambda ids: Holiday.objects.filter(pk__in=ids))
    early, late = a_free_day(scene, date(2026, 3, 2)), a_free_day(scene, date(2026, 9, 7))
    programme = scene.programme.pk
    assert within(programme, date(2026, 3, 1), date(2026, 4, 1)) == [(early.pk, "vrij", date(2026, 3, 2))]
    assert within(programme, date(2026, 9, 8), date(2026, 9, 9)) == [(late.pk, "vrij", date(2026, 9, 7))]
    assert within(uuid4(), date(2026, 1, 1), date(2026, 12, 31)) == []
    assert among((early.pk,)) == [early]
    assert set(among((late.pk, early.pk))) == {early, late}
    assert among((early.pk, uuid4())) == [early]


def test_many_are_asked_about_as_ever(scene):
    among = Prepared(lambda ids: Holiday.objects.filter(pk__in=ids))
    there = a_free_day(scene, date(2026, 3, 2))
    for more in range(MOST_FORMS + MOST_GIVEN):
        assert among((*(uuid4() for _one in range(more)), there.pk)) == [there]


def test_a_change_is_in_the_next_answer(scene):
    free = Prepared(lambda programme: Holiday.objects.filter(programme=programme).select_related("location"))
    first = a_free_day(scene, date(2026, 3, 2))
    assert free(scene.programme.pk) == [first]
    first.name = "Carnaval"
    first.save()
    second = a_free_day(scene, date(2026, 9, 7))
    assert [(each.pk, each.name) for each in free(scene.programme.pk)] == [(first.pk, "Carnaval"), (second.pk, "vrij")]


def test_what_is_read_is_a_row_like_any_other(scene):
    by_id = Prepared(
        lambda one: Holiday.objects.filter(pk=one).select_related("programme").only("name", "programme__name")
    )
    (read,) = by_id(a_free_day(scene, date(2026, 3, 2)).pk)
    with CaptureQueriesContext(connection) as asked:
        assert (read.name, read.programme.name) == ("vrij", scene.programme.name)
    assert len(asked) == 0
    assert read.first_day == date(2026, 3, 2)


def test_a_query_that_makes_something_else_of_what_it_is_given_is_refused():
    day_after = Prepared(lambda day: Holiday.objects.filter(first_day=day + timedelta(days=1)))
    with pytest.raises(ValueError, match="something else"):
        day_after(date(2026, 3, 2))


def test_reading_people_on_behalf_of_somebody_is_refused_as_ever(scene):
    person = Prepared(lambda key: Person.objects.filter(pk=key))
    known: UUID = scene.anna.pk
    assert person(known) == [scene.anna]
    with on_behalf_of_somebody(), pytest.raises(Unscoped):
        person(known)
