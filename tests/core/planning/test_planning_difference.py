"""Two plans side by side: every person for whom something changes is told so, in plain words, and nobody else."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.planning.builders import a_plan, an_instance
from tests.core.planning.running_town import RUNNING, a_group, a_town

from tweespoor.cli.replanning import difference as difference_command
from tweespoor.core.planning import Instance, Plan, Slot, write_instance, write_plan
from tweespoor.core.planning.difference import Difference, Kind, Totals, changed_people, difference

SEEDS = st.integers(0, 10**9)


def week_of(instance: Instance, plan: Plan, name: str) -> tuple[Counter[tuple[object, ...]], str | None]:
    """What someone attends when, looked up in the plan itself, and the class."""
    person = next(each for each in instance.participants if each.id == name)
    stays = [(g.activity, g.period, tuple(sorted(g.slots))) for g in plan.groups if name in g.participants]
    return Counter(stays), plan.classes.get(name, person.class_id)


def told(instance: Instance, before: Plan, after: Plan, *, language: str = "nl") -> dict[str, list[str]]:
    found = difference(instance, before=before, after=after)
    return {name: list(sentences) for name, sentences in found.sentences(language=language)}


def two_plans(seed: int, people: int) -> tuple[Instance, Plan, Plan]:
    instance = an_instance(seed, people=people)
    rng = Random(seed)
    return instance, a_plan(rng, instance), a_plan(rng, instance)


@settings(max_examples=150, deadline=None)
@given(seed=SEEDS, people=st.integers(1, 6))
def test_everybody_who_is_changed_is_told_and_nobody_else(seed: int, people: int) -> None:
    instance, before, after = two_plans(seed, people)
    found = difference(instance, before=before, after=after)
    changed = [p.id for p in instance.participants if week_of(instance, before, p.id) != week_of(instance, after, p.id)]
    assert sorted(found.changed) == sorted(changed)
    assert list(changed_people(instance, before=before, after=after)) == changed
    for each in found.people:
        assert each.changed == (each.participant in changed)


@settings(max_examples=150, deadline=None)
@given(seed=SEEDS, people=st.integers(1, 6))
def test_what_is_told_leads_from_the_one_week_to_the_other(seed: int, people: int) -> None:
    instance, before, after = two_plans(seed, people)
    found = {each.participant: each for each in difference(instance, before=before, after=after).people}
    for person in instance.participants:
        stays, attends = week_of(instance, before, person.id)
        for change in found[person.id].changes if person.id in found else ():
            if change.kind is Kind.SWITCHES:
                assert change.class_before == attends
                attends = change.class_after
            stays.subtract([change.before.key] if change.before else [])
            stays.update([change.after.key] if change.after else [])
        assert (+stays, attends) == week_of(instance, after, person.id)
        assert all(count >= 0 for count in stays.values())


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_equal_plans_do_not_differ_whatever_the_order_of_their_groups(seed: int) -> None:
    instance, plan, _ = two_plans(seed, 5)
    turned = replace(
        plan,
        groups=tuple(replace(g, participants=g.participants[::-1], slots=g.slots[::-1]) for g in plan.groups[::-1]),
    )
    found = difference(instance, before=plan, after=turned)
    assert (found.people, found.groups) == ((), ())
    assert found.totals == Totals(lose=0, moved=0, gain=0, elsewhere=0)


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, people=st.integers(1, 6))
def test_those_who_lose_come_first_and_all_are_counted_once(seed: int, people: int) -> None:
    instance, before, after = two_plans(seed, people)
    found = difference(instance, before=before, after=after)
    ranks = [tuple(Kind).index(each.kind) for each in found.people]
    assert ranks == sorted(ranks)
    totals = found.totals
    assert totals.lose + totals.moved + totals.gain + totals.elsewhere == len(found.people)
    assert totals.lose == sum(any(change.kind is Kind.LOSES for change in each.changes) for each in found.people)


SPORT, TAAL = RUNNING.groups[0], RUNNING.groups[1]
WORDS = {
    "another half-day": (
        RUNNING,
        replace(RUNNING, groups=(replace(SPORT, slots=(("wo-m",),)), TAAL)),
        {name: ["Sport gaat van maandagochtend naar woensdagmiddag (periode 1)"] for name in SPORT.participants},
        {name: ["Sport goes from Monday morning to Wednesday afternoon (period 1)"] for name in SPORT.participants},
    ),
    "another period": (
        RUNNING,
        replace(RUNNING, groups=(replace(SPORT, period="p2"), TAAL)),
        {name: ["Sport op maandagochtend gaat van periode 1 naar periode 2"] for name in SPORT.participants},
        {name: ["Sport on Monday morning goes from period 1 to period 2"] for name in SPORT.participants},
    ),
    "another half-day and period": (
        RUNNING,
        replace(RUNNING, groups=(replace(SPORT, period="p2", slots=(("wo-m",),)), TAAL)),
        {n: ["Sport gaat van maandagochtend (periode 1) naar woensdagmiddag (periode 2)"] for n in SPORT.participants},
        {
            n: ["Sport goes from Monday morning (period 1) to Wednesday afternoon (period 2)"]
            for n in SPORT.participants
        },
    ),
    "another room and trainer": (
        RUNNING,
        replace(RUNNING, groups=(SPORT, replace(TAAL, room="zaal-1", trainer="t1"))),
        {
            name: [
                "Zelfde groep taal op woensdagochtend (periode 1), andere ruimte: zaal-1 in plaats van zaal-2",
                "Zelfde groep taal op woensdagochtend (periode 1), andere trainer: t1 in plaats van t2",
            ]
            for name in TAAL.participants
        },
        {
            name: [
                "Same group of taal on Wednesday morning (period 1), another room: zaal-1 instead of zaal-2",
                "Same group of taal on Wednesday morning (period 1), another trainer: t1 instead of t2",
            ]
            for name in TAAL.participants
        },
    ),
    "a seat lost, a seat gained": (
        RUNNING,
        replace(RUNNING, groups=(replace(SPORT, participants=("ali", "bea", "eef")), TAAL)),
        {
            "cas": ["Verliest sport op maandagochtend (periode 1)"],
            "eef": ["Krijgt nu sport op maandagochtend (periode 1)"],
        },
        {"cas": ["Loses sport on Monday morning (period 1)"], "eef": ["Now gets sport on Monday morning (period 1)"]},
    ),
    "one activity for another": (
        RUNNING,
        replace(RUNNING, groups=(replace(SPORT, participants=("ali", "bea")), TAAL, a_group("zorg", "wo-m", ("cas",)))),
        {"cas": ["Krijgt zorg op woensdagmiddag (periode 1) in plaats van sport op maandagochtend (periode 1)"]},
        {"cas": ["Gets zorg on Wednesday afternoon (period 1) instead of sport on Monday morning (period 1)"]},
    ),
    "another class": (
        RUNNING,
        replace(RUNNING, classes={"dik": "klas-2"}),
        {"dik": ["Wisselt van klas-1 naar klas-2"]},
        {"dik": ["Switches from klas-1 to klas-2"]},
    ),
    "a first class": (
        RUNNING,
        replace(RUNNING, classes={"eef": "klas-2"}),
        {"eef": ["Gaat naar klas-2"]},
        {"eef": ["Goes to klas-2"]},
    ),
    "a class no more": (
        replace(RUNNING, classes={"eef": "klas-2"}),
        RUNNING,
        {"eef": ["Gaat niet meer naar klas-2"]},
        {"eef": ["Goes to klas-2 no more"]},
    ),
}


@pytest.mark.parametrize("case", WORDS)
def test_a_change_is_told_in_dutch_and_english(case: str) -> None:
    before, after, dutch, english = WORDS[case]
    assert told(a_town(), before, after, language="nl") == dutch
    assert told(a_town(), before, after, language="en") == english


def test_hours_and_odd_grids_are_told_by_the_clock() -> None:
    by_the_hour = (
        Slot(id="ma-o", day=1, start=540, end=600),
        Slot(id="ma-m", day=1, start=600, end=660),
        Slot(id="wo-o", day=3, start=540, end=600),
        Slot(id="wo-m", day=3, start=1140, end=1260),
    )
    town = replace(a_town(), slots=by_the_hour)
    long = replace(SPORT, slots=(("ma-o", "ma-m"), ("wo-m",)))
    assert told(town, RUNNING, replace(RUNNING, groups=(long, TAAL)))["ali"] == [
        "Sport gaat van maandag van 09:00 tot 10:00 naar maandag van 09:00 tot 11:00 en woensdagavond (periode 1)"
    ]


def test_what_the_instance_no_longer_has_is_called_by_its_id() -> None:
    old = replace(RUNNING, groups=(replace(SPORT, period="p0", slots=(("za-o",),)), TAAL))
    assert told(a_town(), old, RUNNING)["ali"] == ["Sport gaat van za-o (p0) naar maandagochtend (periode 1)"]


def test_groups_are_told_with_who_came_and_went() -> None:
    after = Plan(
        groups=(
            a_group("sport", "wo-m", ("ali", "bea")),
            replace(TAAL, participants=("bea",), trainer="t1"),
            a_group("zorg", "ma-m", ("cas",)),
        )
    )
    town = a_town()
    found = difference(town, before=RUNNING, after=after)
    assert found.group_sentences(language="nl") == (
        "Groep sport gaat van maandagochtend (periode 1) naar woensdagmiddag (periode 1); erbij 0, eruit 1",
        "Nieuwe groep zorg op maandagmiddag (periode 1); aantal mensen: 1",
        "Groep taal op woensdagochtend (periode 1): nu in zaal-2 met t1; erbij 0, eruit 1",
    )
    assert found.group_sentences(language="en")[0] == (
        "Group of sport goes from Monday morning (period 1) to Wednesday afternoon (period 1); 0 in, 1 out"
    )
    back = difference(town, before=after, after=replace(RUNNING, groups=(SPORT, replace(TAAL, trainer="t1"))))
    assert back.group_sentences(language="nl") == (
        "Groep zorg op maandagmiddag (periode 1) stopt; aantal mensen: 1",
        "Groep sport gaat van woensdagmiddag (periode 1) naar maandagochtend (periode 1); erbij 1, eruit 0",
        "Groep taal op woensdagochtend (periode 1) gaat door; erbij 1, eruit 0",
    )


def test_the_totals_count_each_person_by_the_worst_that_happens() -> None:
    after = Plan(
        groups=(
            replace(SPORT, participants=("ali", "bea", "eef"), slots=(("wo-m",),)),
            replace(TAAL, participants=("dik",), room="zaal-1"),
        )
    )
    found = difference(a_town(), before=RUNNING, after=after)
    assert found.totals == Totals(lose=2, moved=1, gain=1, elsewhere=1)
    assert [each.participant for each in found.people] == ["bea", "cas", "ali", "eef", "dik"]
    assert found.summary(language="nl") == (
        "2 deelnemers verliezen een plaats. 1 deelnemer krijgt er een plaats bij. "
        "1 deelnemer krijgt een ander moment of een andere groep of klas. "
        "Voor 1 deelnemer verandert alleen de ruimte of de trainer."
    )
    assert found.summary(language="en") == (
        "2 participants lose a place. 1 participant gains a place. 1 participant gets another time, group or class. "
        "For 1 participant only the room or the trainer changes."
    )


def test_times_are_told_in_the_order_of_the_week_whatever_their_names() -> None:
    before = replace(RUNNING, groups=(replace(SPORT, slots=(("wo-m",), ("ma-m",), ("wo-o",))), TAAL))
    after = replace(RUNNING, groups=(replace(SPORT, slots=(("wo-m",), ("ma-o",), ("ma-m",))), TAAL))
    found = difference(a_town(), before=before, after=after)
    assert found.sentences(language="nl")[0][1] == (
        "Sport gaat van maandagmiddag, woensdagochtend en woensdagmiddag "
        "naar maandagochtend, maandagmiddag en woensdagmiddag (periode 1)",
    )
    assert found.summary(language="nl") == (
        "Niemand verliest een plaats en niemand krijgt er een plaats bij. "
        f"{len(SPORT.participants)} deelnemers krijgen een ander moment of een andere groep of klas."
    )


def test_the_command_tells_the_difference_in_the_language_asked_for(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("instance.json", "before.json", "after.json")]
    after = replace(RUNNING, groups=(replace(SPORT, participants=("ali", "bea")), TAAL))
    files[0].write_text(write_instance(a_town()), encoding="utf-8")
    files[1].write_text(write_plan(replace(RUNNING, score=0)), encoding="utf-8")
    files[2].write_text(write_plan(replace(after, score=0)), encoding="utf-8")
    shown = CliRunner().invoke(difference_command, [*map(str, files), "--language", "en"])
    assert shown.exit_code == 0
    assert shown.stdout.splitlines() == [
        "1 participant loses a place.",
        "cas",
        "    Loses sport on Monday morning (period 1)",
        "Group of sport on Monday morning (period 1) goes on; 0 in, 1 out",
    ]
    dutch = CliRunner().invoke(difference_command, [*map(str, files)])
    assert dutch.stdout.splitlines()[2] == "    Verliest sport op maandagochtend (periode 1)"


def test_the_command_refuses_a_plan_of_other_people(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("instance.json", "before.json", "after.json")]
    strangers = Plan(groups=(a_group("sport", "ma-o", ("x1", "x2")),), score=0)
    files[0].write_text(write_instance(a_town()), encoding="utf-8")
    files[1].write_text(write_plan(replace(RUNNING, score=0)), encoding="utf-8")
    files[2].write_text(write_plan(strangers), encoding="utf-8")
    shown = CliRunner().invoke(difference_command, [*map(str, files)])
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert shown.stderr.rstrip("\n") == (
        f"{files[2]}: is a plan of another instance: none of the 2 people it names (such as x1) "
        "is a participant of dorp"
    )


def test_a_language_without_sentences_is_refused() -> None:
    found: Difference = difference(a_town(), before=RUNNING, after=RUNNING)
    with pytest.raises(ValueError, match="'fr' is not one of nl, en"):
        found.sentences(language="fr")
