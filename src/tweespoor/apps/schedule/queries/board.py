"""Reads for the board: a timetable's groups on the week, who waits, what was changed by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import facts_of_all
from tweespoor.apps.schedule import bridge
from tweespoor.apps.schedule.models import (
    BoardChange,
    Bottleneck,
    Disruption,
    Group,
    LanguageClass,
    Offer,
    Period,
    Room,
    Seat,
    Timetable,
    TimetableStatus,
    Trainer,
    Unplaced,
)
from tweespoor.apps.schedule.queries.together import instead_of_others
from tweespoor.apps.schedule.rules import PINS_IN_THE_WAY
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.vocabulary import LanguageLevel
from tweespoor.core.week import DAY_NAMES, Daypart, HalfDay, parse_half_days, week_grid

ON_THE_BOARD = "the caller showed that the programme is visible"
LEVEL = "speaking-level"
PARTS = tuple(Daypart)
LOOKS_AT_MOST = timedelta(minutes=10)


@dataclass(frozen=True, kw_only=True)
class Member:
    """Somebody in a group on the board, with the level where it is known, and whether the person is pinned there."""

    id: UUID
    name: str
    level: LanguageLevel | None
    pinned: bool = False


@dataclass(frozen=True, kw_only=True)
class Card:
    """A group on the board with who is in it; `halved` where a lockdown halves its size."""

    group: Group
    members: tuple[Member, ...]
    halved: bool = False

    @property
    def bounds(self) -> tuple[int, int]:
        """The fewest and the most people it can have."""
        offer = self.group.offer
        least, most = offer.min_size, offer.max_size
        return bridge.half_size(least, most) if self.halved else (least, most)

    @property
    def levels(self) -> tuple[LanguageLevel, ...]:
        """The lowest and the highest level in the group; one where they are the same, none where nobody has one."""
        known = sorted((each.level for each in self.members if each.level is not None), key=lambda level: level.rank)
        return tuple(dict.fromkeys((known[0], known[-1]))) if known else ()

    @property
    def size(self) -> int:
        """The participants and the seats filled from outside."""
        return len(self.members) + self.group.outside

    @property
    def pinned_people(self) -> int:
        """How many people are pinned one by one."""
        return sum(member.pinned for member in self.members)

    @property
    def too_small(self) -> int:
        """How many people it lacks."""
        return max(0, max(1, self.bounds[0]) - self.size)


def cards_of(timetable: Timetable) -> list[Card]:
    """All groups of a timetable with their people, in a fixed number of queries."""
    people = Person.objects.unscoped(why=ON_THE_BOARD).order_by("given_name", "family_name")
    people = people.only("given_name", "family_name")
    rows = list(
        timetable.groups.unscoped(why=ON_THE_BOARD)
        .select_related("offer", "period", "room__location", "trainer")
        .prefetch_related(Prefetch("participants", queryset=people))
        .order_by("offer__slug", "number")
    )
    everybody = {person.pk for row in rows for person in row.participants.all()}
    levels = levels_of(everybody)
    pinned = set(Seat.objects.filter(group__timetable=timetable, pinned=True).values_list("group", "person"))
    halved = bridge.halved_offers(reckons_with(timetable))
    return [
        Card(
            group=row,
            halved=row.offer_id in halved,
            members=tuple(
                Member(
                    id=each.pk,
                    name=f"{each.given_name} {each.family_name}",
                    level=levels.get(each.pk),
                    pinned=(row.pk, each.pk) in pinned,
                )
                for each in row.participants.all()
            ),
        )
        for row in rows
    ]


def reckons_with(timetable: Timetable) -> Disruption | None:
    """What a draft reckons with, where the user may see that; nothing, once it is in force."""
    return timetable.disruption if timetable.status == TimetableStatus.DRAFT else None


def periods_reckoned(disruption: Disruption) -> list[Period]:
    """The periods for which a draft after something happened reckons with it, in order of time."""
    return bridge.periods_touched(disruption)


def kinds_halved(disruption: Disruption) -> list[str]:
    """The kinds of training of which a lockdown halves the groups."""
    offers = Offer.objects.filter(pk__in=bridge.halved_offers(disruption))
    return sorted(set(offers.order_by().values_list("kind", flat=True)))


def empty_cards_of(timetable: Timetable, *, group: str | None = None) -> list[Card]:
    """All groups of a timetable, or the one of this id, without their people, where these are of no concern."""
    rows = timetable.groups.unscoped(why=ON_THE_BOARD).select_related("offer")
    try:
        rows = rows if group is None else rows.filter(pk=UUID(group))
    except ValueError:
        return []
    return [Card(group=row, members=()) for row in rows]


def levels_of(people: Iterable[UUID]) -> Mapping[UUID, LanguageLevel]:
    """Per person the level of speaking, where it is known."""
    facts = facts_of_all(list(people), variables=[LEVEL])
    return {
        person: LanguageLevel(str(values[LEVEL].value))
        for person, values in facts.items()
        if LEVEL in values and values[LEVEL].is_known
    }


def on_the_week(cards: Iterable[Card], *, period: Period) -> dict[HalfDay, list[tuple[Card, int]]]:
    """Per half-day the cards that meet then in a period, each with the number of its session."""
    week: dict[HalfDay, list[tuple[Card, int]]] = defaultdict(list)
    for card in cards:
        if card.group.period_id != period.pk:
            continue
        for number, session in enumerate(card.group.sessions):
            for slug in session:
                week[HalfDay.parse(slug)].append((card, number))
    return week


def half_days_shown(cards: Iterable[Card]) -> tuple[HalfDay, ...]:
    """The half-days of the week from Monday to Friday, and others where a group meets."""
    used = {slug for card in cards for session in card.group.sessions for slug in session}
    return tuple(sorted({*week_grid(), *parse_half_days(used)}))


def changes_of(timetable: Timetable) -> list[BoardChange]:
    """What was changed by hand and stands, the last first."""
    return list(timetable.changes.filter(number__lte=timetable.version).order_by("-number"))


def was_undone(timetable: Timetable) -> bool:
    """There is a change that can be done again."""
    return timetable.changes.filter(number__gt=timetable.version).exists()


def waiting_on_board(timetable: Timetable) -> list[Unplaced]:
    """Who waits, by training."""
    return list(timetable.unplaced.select_related("person", "offer").order_by("offer__slug", "person__given_name"))


def names_of(people: Iterable[UUID]) -> dict[UUID, str]:
    """The names of people on a board, for who plans there."""
    rows = Person.objects.unscoped(why=ON_THE_BOARD).filter(pk__in=list(people))
    return {row.pk: f"{row.given_name} {row.family_name}" for row in rows}


def names_of_users(users: Iterable[UUID]) -> dict[UUID, str]:
    """What the users who plan here are called."""
    return dict(User.objects.filter(pk__in=set(users)).values_list("pk", "name"))


def rooms_for(offer: Offer) -> list[Room]:
    """The rooms a training may use now: its own, or all of its programme where none are named."""
    own = [room.pk for room in offer.rooms.all()]
    rooms = Room.objects.current().filter(location__programme=offer.programme_id).select_related("location")
    return list(rooms.filter(pk__in=own) if own else rooms.none())


def trainers_for(offer: Offer) -> list[Trainer]:
    """The trainers a training may have now."""
    own = [trainer.pk for trainer in offer.trainers.all()]
    return list(Trainer.objects.current().filter(programme=offer.programme_id, pk__in=own))


def timetables_beside(timetable: Timetable) -> list[Timetable]:
    """The other timetables of the programme that were made and hold groups, newest first."""
    others = timetable.programme.timetables.exclude(pk=timetable.pk).filter(
        status__in=["draft", "published", "replaced"]
    )
    return list(others[:20])


def offers_on_board(programme: Programme) -> list[Offer]:
    """The trainings that groups can be opened for."""
    return list(Offer.objects.current().filter(programme=programme))


def session_from(slug: str, *, length: int) -> tuple[str, ...]:
    """A session of so many half-days from this one on, within its day; shorter where the day ends."""
    try:
        begin = HalfDay.parse(slug)
    except ValueError:
        return ()
    day = [half_day for half_day in week_grid(days=7) if half_day.day == begin.day]
    first = day.index(begin)
    return tuple(half_day.slug for half_day in day[first : first + length])


def half_days(slugs: Iterable[str]) -> tuple[HalfDay, ...]:
    """The half-days of these slugs, in order of time."""
    return parse_half_days(slugs)


def half_day_of(day: int, part: Daypart) -> HalfDay:
    """The half-day of a weekday (1 to 7) and part."""
    return HalfDay.of(day=day, part=part)


def day_name(day: int, language: str) -> str:
    """The name of a weekday (1 to 7)."""
    return DAY_NAMES[language][day - 1]


def days_shown(cards: Iterable[Card], *, period: Period | None) -> tuple[int, ...]:
    """Monday to Friday, and other days on which a group of the period meets."""
    here = [card for card in cards if period is not None and card.group.period_id == period.pk]
    return tuple(sorted({half_day.day for half_day in half_days_shown(here)}))


def room_and_trainer(room: UUID, trainer: UUID) -> tuple[str, str]:
    """The names of a room with its building, and of a trainer."""
    place = Room.objects.select_related("location").get(pk=room)
    return f"{place.location.name}, {place.name}", Trainer.objects.get(pk=trainer).name


def people_named(people: Iterable[UUID]) -> list[Person]:
    """The people with these ids, on a board."""
    return list(Person.objects.unscoped(why=ON_THE_BOARD).filter(pk__in=set(people)).only("municipality"))


def offers_of(timetable: Timetable) -> list[Offer]:
    """The trainings of a timetable's programme, also those that were taken away."""
    return list(Offer.objects.filter(programme=timetable.programme_id))


def names_of_things(*timetables: Timetable | None) -> dict[str, str]:
    """By id the names of trainings, rooms, trainers, classes and their providers in these timetables' programmes."""
    programmes = {each.programme_id for each in timetables if each is not None}
    names: dict[str, str] = {}
    for offer in Offer.objects.filter(programme__in=programmes):
        names[str(offer.pk)] = offer.name_en if language_now() == "en" else offer.name_nl
    for trainer in Trainer.objects.filter(programme__in=programmes):
        names[str(trainer.pk)] = trainer.name
    for taught in LanguageClass.objects.filter(programme__in=programmes).select_related("provider"):
        names |= {str(taught.pk): taught.name, str(taught.provider_id): taught.provider.name}
    rooms = Room.objects.filter(location__programme__in=programmes)
    return names | {str(row.pk): row.name for row in rooms}


def is_looking(timetable: Timetable, *, now: datetime) -> bool:
    """The bottlenecks of a timetable are being looked for; a job that was not heard of for long is lost."""
    asked = timetable.bottlenecks_asked_at
    return asked is not None and timetable.bottlenecks_found_at is None and now < asked + LOOKS_AT_MOST


def failed_for_pins(timetable: Timetable) -> Timetable | None:
    """The planner's last run that went on from a draft, where it failed for what is pinned there."""
    run = timetable.copies.filter(keeps_to_base=True).order_by("-asked_at").first()
    failed = run is not None and run.status == TimetableStatus.FAILED and run.method == PINS_IN_THE_WAY
    return run if failed else None


def bottlenecks_of(timetable: Timetable) -> list[Bottleneck]:
    """What would place most people, the most first."""
    with whole_registry(why=ON_THE_BOARD):
        return list(timetable.bottlenecks.filter(rank__gt=0).select_related("person"))


def bottleneck_named(timetable: Timetable, bottleneck: UUID) -> Bottleneck | None:
    """A bottleneck of a timetable; None where it has no such."""
    with whole_registry(why=ON_THE_BOARD):
        return timetable.bottlenecks.select_related("timetable__programme").filter(pk=bottleneck, rank__gt=0).first()


def concession_of(timetable: Timetable) -> Bottleneck | None:
    """The concession that a timetable is planned with, for the application's own work."""
    return timetable.bottlenecks.filter(rank=0).first()


def clashes_of(timetable: Timetable) -> list[bridge.Clash]:
    """The groups that have a room or trainer when a published timetable of another programme has."""
    with whole_registry(why=ON_THE_BOARD):
        rows = timetable.groups.unscoped(why=ON_THE_BOARD).select_related(
            "offer", "period", "room__location", "trainer"
        )
        return bridge.clashes(timetable, groups=rows, instead=instead_of_others(timetable))


def tried_by(timetable: Timetable) -> Bottleneck | None:
    """The concession that a draft is planned with, as if it were made."""
    with whole_registry(why=ON_THE_BOARD):
        return concession_of(timetable)


def provider_of(row: Bottleneck) -> str:
    """The organisation that would make the concession: a class's provider, a trainer's employer; empty for others."""
    named = row.fields.get("language_class") or row.fields.get("to_class")
    if named:
        found = LanguageClass.objects.filter(pk=named).select_related("provider").first()
        return found.provider.name if found else ""
    trainer = Trainer.objects.filter(pk=row.fields.get("trainer")).select_related("organisation").first()
    return trainer.organisation.name if trainer and trainer.organisation else ""
