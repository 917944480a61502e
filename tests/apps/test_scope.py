"""An unscoped query fails closed."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from tests.apps.conftest import a_municipality, a_participant, a_user
from tweespoor.apps.organisations.scope import Unscoped, on_behalf_of_somebody
from tweespoor.apps.people.models import Person, PersonFact
from tweespoor.site.middleware import OnBehalfOfSomebody

pytestmark = [pytest.mark.django_db, pytest.mark.database]

READS = {
    "a list": list,
    "the first": lambda people: people.first(),
    "one": lambda people: people.get(number="T-1"),
    "a count": lambda people: people.count(),
    "whether there is one": lambda people: people.exists(),
    "values": lambda people: list(people.values_list("family_name")),
    "one by one": lambda people: list(people.iterator()),
    "a part of another query": lambda people: list(PersonFact.objects.filter(person__in=people)),
    "an aggregate": lambda people: people.aggregate(),
    "an update": lambda people: people.update(zone="x"),
    "a deletion": lambda people: people.delete(),
    "part of it": lambda people: people[:3][0],
}


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_whoever_forgets_on_whose_behalf_gets_nothing(read):
    roermond = a_municipality()
    a_participant(roermond, number="T-1")
    with on_behalf_of_somebody(), pytest.raises(Unscoped, match="Person on behalf of somebody"):
        read(Person.objects.filter(municipality=roermond))
    assert Person.objects.filter(zone="centrum").count() == 1


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_on_behalf_of_a_user_or_with_a_reason_the_same_query_answers(read):
    roermond = a_municipality()
    robin = a_user(roermond)
    for people in (Person.objects.visible_to(robin), Person.objects.unscoped(why="a test of it")):
        a_participant(roermond, number="T-1")
        with on_behalf_of_somebody(robin.pk):
            read(people.filter(municipality=roermond))
        Person.objects.all().delete()


def test_two_queries_together_are_scoped_only_where_both_are():
    roermond = a_municipality()
    a_participant(roermond)
    mine, everybody = Person.objects.visible_to(a_user(roermond)), Person.objects.all()
    for together in (mine | everybody, everybody | mine):
        with on_behalf_of_somebody(), pytest.raises(Unscoped):
            list(together)


def test_every_page_is_made_within_the_scope():
    a_participant(a_municipality())

    def careless(_request):
        return HttpResponse(str(Person.objects.count()))

    with pytest.raises(Unscoped):
        OnBehalfOfSomebody(careless)(RequestFactory().get("/"))
    assert careless(None).content == b"1"
