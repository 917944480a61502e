"""Rows <-> the roosterpuzzel: a programme's people, classes, rooms and offers become an instance, a plan groups.

Row ids are the puzzle's ids, so that a puzzle written to a file can be solved by the command line and read back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from uuid import UUID

from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import facts_of_all
from tweespoor.apps.schedule.bridge.others import Instead, leave_to_others
from tweespoor.apps.schedule.models import (
    Enrolment,
    Group,
    LanguageClass,
    Location,
    Offer,
    Period,
    Room,
    Timetable,
    Trainer,
    TravelTime,
    Unplaced,
    Zone,
)
from tweespoor.apps.schedule.own_hours import lesson_hours, lessons_take_up, training_hours
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import Wish
from tweespoor.core import planning
from tweespoor.core.facts import Fact, Value
from tweespoor.core.hours import hours_in_use, taken_up
from tweespoor.core.vocabulary import LanguageLevel
from tweespoor.core.week import Daypart, parse_half_days, week_grid

PERSON_VARIABLES = (
    "gender",
    "speaking-level",
    "unavailable-half-days",
    "weekly-half-days",
    "travel-minutes",
    "same-gender-activities",
)
LEVEL_NOT_ASKED = "level-not-asked"
NO_ZONE = "unknown"
NO_GENDER = "unknown"


@dataclass(frozen=True)
class Puzzle:
    """An instance, and the people who are left out of it because their level was not asked.

    `asked` has per person, also of those, per wish the trainings that would meet it.
    """

    instance: planning.Instance
    without_level: frozenset[UUID]
    asked: Mapping[UUID, tuple[frozenset[UUID], ...]]

    def alternatives(self, person: UUID, *, offer: UUID) -> frozenset[UUID]:
        """The trainings that would meet the wish that this one meets; none where it is not asked for."""
        return next((wish for wish in self.asked.get(person, ()) if offer in wish), frozenset())


def load_puzzle(
    programme: Programme,
    *,
    wishes: Mapping[UUID, Sequence[Wish]],
    facts: Mapping[UUID, Mapping[str, Fact[Value]]] | None = None,
    instead: Instead | None = None,
) -> Puzzle:
    """The puzzle of a programme: everybody with a wish, and all there is to plan with that no other programme of the
    municipality uses.

    `facts` is per person all that is known, where the caller read it already.
    """
    people = list(Person.objects.filter(pk__in=list(wishes)).order_by("number"))
    if facts is None:
        facts = facts_of_all([person.pk for person in people], variables=PERSON_VARIABLES)
    offers = list(Offer.objects.current().filter(programme=programme))
    named = {field: _named_by_offers(programme, field=field) for field in ("rooms", "trainers", "after")}
    locations = list(Location.objects.filter(programme=programme))
    classes = list(LanguageClass.objects.current().filter(programme=programme).prefetch_related("switch_from"))
    times = {
        (row[0], row[1]): row[2]
        for row in TravelTime.objects.filter(programme=programme).values_list("origin", "destination", "minutes")
    }
    zones = _zones(programme, people, locations=locations, times=times)
    enrolled = Enrolment.objects.filter(person__in=people, language_class__removed_at__isnull=True)
    enrolments = {row.person_id: row for row in enrolled.select_related("language_class").prefetch_related("options")}
    switches = _switches(classes)
    known = [person for person in people if facts.get(person.pk, {}).get("speaking-level", _NOTHING).is_known]
    instance = planning.Instance(
        name=programme.slug,
        slots=_slots(classes, offers=offers),
        periods=tuple(
            planning.Period(id=str(row.pk), weeks=row.weeks)
            for row in Period.objects.current().filter(programme=programme)
        ),
        levels=tuple(level.nl for level in LanguageLevel),
        zones=zones,
        travel=_travel(times, zones),
        locations=tuple(planning.Location(id=str(row.pk), zone=row.zone) for row in locations),
        rooms=_rooms(programme),
        trainers=_trainers(programme),
        classes=_classes(classes),
        activities=tuple(_activity(offer, named=named) for offer in offers),
        participants=tuple(
            _participant(
                person,
                programme=programme,
                facts=facts[person.pk],
                wishes=wishes[person.pk],
                enrolment=enrolments.get(person.pk),
                switches=switches,
                offers=offers,
            )
            for person in known
        ),
    )
    return Puzzle(
        instance=leave_to_others(instance, programme=programme, instead=instead),
        without_level=frozenset({person.pk for person in people} - {person.pk for person in known}),
        asked={person.pk: _asked(wishes[person.pk], offers=offers) for person in people},
    )


def _asked(wishes: Sequence[Wish], *, offers: Sequence[Offer]) -> tuple[frozenset[UUID], ...]:
    named = {offer.slug: offer.pk for offer in offers}
    return tuple(frozenset(named[slug] for slug in wish.any_of if slug in named) for wish in wishes)


_NOTHING: Fact[Value] = Fact.not_asked()


def _slots(classes: Iterable[LanguageClass], *, offers: Iterable[Offer]) -> tuple[planning.Slot, ...]:
    """The half-days of the week, each as long as the lessons and trainings that can be in it are at their own hours."""
    week, used = week_grid(), defaultdict(list)
    for row in classes:
        for half_day, hours in lesson_hours(row).items():
            for each in taken_up(half_day, hours=hours):
                used[each].append(hours)
    for offer in offers:
        for half_day in parse_half_days(offer.half_days) or week:
            used[half_day].append(training_hours(offer, half_day))

    def minutes(moment: time) -> int:
        return moment.hour * 60 + moment.minute

    return tuple(
        planning.Slot(
            id=half_day.slug,
            day=half_day.day,
            start=minutes(begin),
            end=minutes(end),
            late=half_day.part is Daypart.EVENING,
        )
        for half_day, (begin, end) in hours_in_use(week, by=used).items()
    )


def _named_by_offers(programme: Programme, *, field: str) -> dict[UUID, tuple[str, ...]]:
    """Per training the ids of the rooms, trainers or earlier trainings that it names and that are there, in order."""
    rows = Offer.objects.current().filter(programme=programme, **{f"{field}__removed_at__isnull": True})
    found: dict[UUID, tuple[str, ...]] = defaultdict(tuple)
    by = "slug" if field == "after" else "name"
    for offer, named in rows.order_by(f"{field}__{by}").values_list("pk", f"{field}__pk"):
        found[offer] += (str(named),) if named is not None else ()
    return found


def _zones(
    programme: Programme,
    people: Iterable[Person],
    *,
    locations: Iterable[Location],
    times: Mapping[tuple[str, str], int],
) -> tuple[str, ...]:
    found = {row.zone for row in locations} | {origin for origin, _destination in times}
    found |= set(Zone.objects.current().filter(programme=programme).values_list("slug", flat=True))
    found |= {person.zone or NO_ZONE for person in people}
    return tuple(sorted(found))


def _travel(minutes: Mapping[tuple[str, str], int], zones: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Minutes between zones; a pair without a known time counts as no travel, so that nobody is refused for it."""
    return tuple(tuple(minutes.get((origin, destination), 0) for destination in zones) for origin in zones)


def _rooms(programme: Programme) -> tuple[planning.Room, ...]:
    return tuple(
        planning.Room(
            id=str(row.pk),
            location=str(row.location_id),
            capacity=row.capacity,
            slots=tuple(row.half_days) or None,
        )
        for row in Room.objects.current().filter(location__programme=programme)
    )


def _trainers(programme: Programme) -> tuple[planning.Trainer, ...]:
    return tuple(
        planning.Trainer(id=str(row.pk), slots=tuple(row.half_days) or None, max_sessions=row.max_sessions)
        for row in Trainer.objects.current().filter(programme=programme)
    )


def _classes(rows: Iterable[LanguageClass]) -> tuple[planning.LanguageClass, ...]:
    return tuple(
        planning.LanguageClass(
            id=str(row.pk),
            provider=str(row.provider_id),
            location=str(row.location_id),
            slots=lessons_take_up(row),
            free_seats=row.free_seats,
        )
        for row in rows
    )


def _switches(classes: Iterable[LanguageClass]) -> dict[UUID, list[UUID]]:
    """Per class the classes that everybody in it may switch to."""
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for row in classes:
        for origin in row.switch_from.all():
            found[origin.pk].append(row.pk)
    return found


def _class_options(enrolment: Enrolment, *, switches: Mapping[UUID, Sequence[UUID]]) -> tuple[str, ...]:
    """The classes somebody may switch to: those named for the person, and those that take from the person's class."""
    named = [option.pk for option in enrolment.options.all() if option.removed_at is None]
    own = enrolment.language_class_id
    return tuple(dict.fromkeys(str(each) for each in (*named, *switches.get(own, ())) if each != own))


def _activity(offer: Offer, *, named: Mapping[str, Mapping[UUID, tuple[str, ...]]]) -> planning.Activity:
    return planning.Activity(
        id=str(offer.pk),
        sessions=offer.sessions,
        length=offer.length,
        weeks=offer.weeks,
        min_size=offer.min_size,
        max_size=offer.max_size,
        level_min=LanguageLevel(offer.level_min).rank,
        level_max=LanguageLevel(offer.level_max).rank,
        max_level_spread=offer.max_level_spread,
        rooms=named["rooms"].get(offer.pk, ()),
        trainers=named["trainers"].get(offer.pk, ()),
        max_groups=offer.max_groups,
        outside_seats=offer.outside_seats,
        group_cost=offer.group_cost,
        preteach=offer.preteach,
        after=named["after"].get(offer.pk, ()),
        slots=tuple(offer.half_days) or None,
    )


def _participant(
    person: Person,
    *,
    programme: Programme,
    facts: Mapping[str, Fact[Value]],
    wishes: Sequence[Wish],
    enrolment: Enrolment | None,
    switches: Mapping[UUID, Sequence[UUID]],
    offers: Sequence[Offer],
) -> planning.Participant:
    """Somebody with wishes; lessons of a class in another programme are moments at which the person is away."""

    def value(slug: str) -> Value | None:
        return facts.get(slug, _NOTHING).value

    offer_of = {offer.slug: str(offer.pk) for offer in offers}
    own_gender = value("same-gender-activities") or ()
    travel, load = value("travel-minutes"), value("weekly-half-days")
    away = value("unavailable-half-days") or ()
    away = tuple(away) if isinstance(away, tuple) else ()
    if enrolment is not None and enrolment.language_class.programme_id != programme.pk:
        away, enrolment = tuple(dict.fromkeys((*away, *lessons_take_up(enrolment.language_class)))), None
    return planning.Participant(
        id=str(person.pk),
        level=LanguageLevel(str(value("speaking-level"))).rank,
        gender=str(value("gender") or NO_GENDER),
        zone=person.zone or NO_ZONE,
        max_travel=int(travel) if isinstance(travel, int) else None,
        max_slots=int(load) if isinstance(load, int) else None,
        class_id=str(enrolment.language_class_id) if enrolment else None,
        class_options=_class_options(enrolment, switches=switches) if enrolment else (),
        unavailable=away,
        same_gender=tuple(
            str(offer.pk) for offer in offers if isinstance(own_gender, tuple) and offer.kind in own_gender
        ),
        demands=tuple(
            planning.Demand(
                weight=wish.weight,
                any_of=tuple(
                    planning.Option(activity=offer_of[slug], dislike=place)
                    for place, slug in enumerate(wish.any_of)
                    if slug in offer_of
                ),
            )
            for wish in wishes
            if any(slug in offer_of for slug in wish.any_of)
        ),
    )


def save_groups(plan: planning.Plan, *, timetable: Timetable) -> None:
    """Bring a plan's groups into the timetable, in the place of what it held."""
    timetable.groups.all().delete()
    numbers: dict[str, int] = defaultdict(int)
    for group in plan.groups:
        numbers[group.activity] += 1
        row = Group.objects.create(
            timetable=timetable,
            offer_id=UUID(group.activity),
            number=numbers[group.activity],
            period_id=UUID(group.period),
            room_id=UUID(group.room),
            trainer_id=UUID(group.trainer),
            sessions=[list(session) for session in group.slots],
            outside=group.outside,
        )
        row.participants.set([UUID(person) for person in group.participants])
    timetable.switches = dict(plan.classes)


@dataclass(frozen=True)
class UnplacedRow:
    """A demand that was not placed, as its row keeps it."""

    person: UUID
    offer: UUID
    reasons: tuple[str, ...]
    forced: bool
    sessions: tuple[tuple[str, ...], ...] = ()


def unplaced_rows(unplaced: Iterable[planning.Unplaced]) -> list[UnplacedRow]:
    """What the planner says of the demands it could not place; of alternatives, the one with the fewest reasons."""
    rows = []
    for each in unplaced:
        nearest = min(each.nearest, key=lambda option: len(option.reasons))
        rows.append(
            UnplacedRow(
                person=UUID(each.participant),
                offer=UUID(nearest.activity),
                reasons=tuple(reason.value for reason in nearest.reasons),
                forced=each.forced,
                sessions=nearest.slots,
            )
        )
    return rows


def without_level_rows(
    puzzle: Puzzle, *, wishes: Mapping[UUID, Sequence[Wish]], programme: Programme
) -> list[UnplacedRow]:
    """The demands of people whose level was not asked: nobody can say which group fits them."""
    offer_of = {offer.slug: offer.pk for offer in Offer.objects.current().filter(programme=programme)}
    return [
        UnplacedRow(person=person, offer=offer_of[slug], reasons=(LEVEL_NOT_ASKED,), forced=True)
        for person in sorted(puzzle.without_level)
        for wish in wishes[person]
        for slug in [slug for slug in wish.any_of if slug in offer_of][:1]
    ]


def save_unplaced(rows: Iterable[UnplacedRow], *, timetable: Timetable) -> None:
    """Keep who was not placed and why, in the place of what was kept before."""
    timetable.unplaced.all().delete()
    Unplaced.objects.bulk_create(
        Unplaced(
            timetable=timetable,
            person_id=row.person,
            offer_id=row.offer,
            reasons=list(row.reasons),
            forced=row.forced,
            sessions=[list(session) for session in row.sessions],
        )
        for row in rows
    )
