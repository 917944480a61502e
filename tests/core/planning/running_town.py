"""A small town with a plan that runs: sport on Monday morning for three, taal on Wednesday morning for two."""

from __future__ import annotations

from tweespoor.core.planning import (
    Activity,
    Demand,
    Group,
    Instance,
    LanguageClass,
    Location,
    Option,
    Participant,
    Period,
    Plan,
    Room,
    Slot,
    Trainer,
)

WEEK = (
    Slot(id="ma-o", day=1, start=540, end=720),
    Slot(id="ma-m", day=1, start=780, end=960),
    Slot(id="wo-o", day=3, start=540, end=720),
    Slot(id="wo-m", day=3, start=780, end=960),
)


def a_group(activity: str, slot: str, people: tuple[str, ...], *, room: str = "zaal-1", trainer: str = "t1") -> Group:
    """A group in the first period."""
    return Group(activity=activity, period="p1", slots=((slot,),), room=room, trainer=trainer, participants=people)


def a_person(name: str, *wants: tuple[str, ...], class_id: str | None = None, **fields: object) -> Participant:
    """Somebody who wants one of each of these activities."""
    demands = tuple(Demand(weight=100, any_of=tuple(Option(activity=each) for each in names)) for names in wants)
    return Participant(
        id=name, level=0, gender="v", zone="dorp", class_id=class_id, demands=demands, **fields  # type: ignore[arg-type]
    )  # fmt: skip


def an_activity(name: str, *, least: int) -> Activity:
    """An activity for at most four."""
    return Activity(id=name, weeks=10, min_size=least, max_size=4, group_cost=20)


RUNNING = Plan(
    groups=(
        a_group("sport", "ma-o", ("ali", "bea", "cas")),
        a_group("taal", "wo-o", ("bea", "dik"), room="zaal-2", trainer="t2"),
    )
)


def a_town() -> Instance:
    """The town, with the plan that runs as its previous plan."""
    return Instance(
        name="dorp",
        slots=WEEK,
        periods=(Period(id="p1", weeks=10), Period(id="p2", weeks=10)),
        levels=("A0", "A1"),
        zones=("dorp",),
        travel=((0,),),
        locations=(Location(id="huis", zone="dorp"), Location(id="school", zone="dorp")),
        rooms=(Room(id="zaal-1", location="huis", capacity=4), Room(id="zaal-2", location="huis", capacity=4)),
        trainers=(Trainer(id="t1"), Trainer(id="t2")),
        classes=(
            LanguageClass(id="klas-1", location="school", slots=("ma-m",), free_seats=1),
            LanguageClass(id="klas-2", location="school", slots=("wo-m",), free_seats=1),
        ),
        activities=(an_activity("sport", least=2), an_activity("taal", least=2), an_activity("zorg", least=1)),
        participants=(
            a_person("ali", ("sport",), class_id="klas-1"),
            a_person("bea", ("sport",), ("taal",), class_id="klas-1"),
            a_person("cas", ("sport", "zorg")),
            a_person("dik", ("taal",), class_id="klas-1", class_options=("klas-2",)),
            a_person("eef", ("sport",), class_options=("klas-2",), unavailable=("ma-o",)),
        ),
        previous=RUNNING,
    )
