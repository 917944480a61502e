"""Cases for the tests of the clock, and strategies that make any case."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from tweespoor.core.facts import Fact
from tweespoor.core.legalclock import Agreement, Case, Event, Hours, Words
from tweespoor.core.vocabulary import Act, CaseEventKind, HoursKind, Route, TargetGroup

FIRST, LAST = date(2022, 1, 1), date(2031, 12, 31)
KINDS = CaseEventKind


def an_event(kind, on, **more):
    """An event of a kind on a day like 2026-03-02."""
    return Event(kind=CaseEventKind(kind), on=date.fromisoformat(on), **more)


def a_case(*events, act="act-2021", group="status-holder", route="b1", **more):
    """A case with these events, each (kind, day); None for what nobody asked."""
    return Case(
        act=_fact(act),
        target_group=_fact(group),
        route=_fact(route),
        events=tuple(each if isinstance(each, Event) else an_event(*each) for each in events),
        **more,
    )


def some_hours(kind, on, hours, **more):
    """Hours of a kind up to a day; of participation in a Dutch-language environment unless said otherwise."""
    more.setdefault("dutch_environment", Fact.known(True))
    return Hours(kind=HoursKind(kind), on=date.fromisoformat(on), minutes=60 * hours, **more)


def _fact(value):
    return Fact.known(value) if value else Fact.not_asked()


days = st.dates(FIRST, LAST)


def events(kinds=tuple(CaseEventKind), on=days):
    """Any event of these kinds, written down on its day or later."""

    @st.composite
    def one(draw):
        kind, day = draw(st.sampled_from(kinds)), draw(on)
        known = day + timedelta(days=draw(st.integers(0, 200)))
        return Event(
            kind=kind,
            on=day,
            known_on=draw(st.sampled_from([None, known])),
            until=draw(st.none() | st.integers(0, 500).map(lambda days: day + timedelta(days=days))),
            months=draw(st.none() | st.sampled_from([3, 6, 12, 24])),
            route=draw(st.sampled_from(Route)) if kind is CaseEventKind.ROUTE_CHANGED else None,
        )

    return one()


def _maybe(values):
    return st.just(Fact.not_asked()) | st.sampled_from([each.value for each in values]).map(Fact.known)


hours_spent = st.builds(
    Hours,
    kind=st.sampled_from(HoursKind),
    on=days,
    minutes=st.integers(0, 60_000),
    municipality=st.sampled_from(["", "Hier", "Daar"]),
    ground=st.sampled_from(["", "Bi 3.14"]),
    dutch_environment=st.sampled_from([Fact.not_asked(), Fact.known(True), Fact.known(False)]),
)

cases = st.builds(
    Case,
    act=_maybe(Act),
    target_group=_maybe(TargetGroup),
    route=_maybe(Route),
    events=st.lists(events(), max_size=14).map(tuple),
    hours=st.lists(hours_spent, max_size=8).map(tuple),
    agreements=st.lists(
        st.builds(Agreement, id=st.just("intake"), label=st.just(Words("Intake", "Intake")), due=days), max_size=1
    ).map(tuple),
    progress_talks=st.just(Fact.not_asked()) | st.integers(0, 6).map(Fact.known),
    medical_cap=st.just(Fact.not_asked()) | st.integers(0, 48_000).map(Fact.known),
    effort=st.sampled_from([Fact.not_asked(), Fact.known(True), Fact.known(False)]),
)
