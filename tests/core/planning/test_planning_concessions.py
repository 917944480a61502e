"""A concession's gain is never more than its plan shows, and more searching alone is not credited to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.planning.brute_force import a_speck, best_score
from tests.core.planning.builders import an_instance
from tests.core.planning.reference import judge

from tweespoor.cli.explaining import explain as command
from tweespoor.core.planning import (
    Activity,
    Budget,
    Demand,
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
    check,
    generate,
    greedy_plan,
    read_instance,
    write_instance,
    write_plan,
)
from tweespoor.core.planning.clock import Clock
from tweespoor.core.planning.concessions import (
    KINDS,
    LANGUAGES,
    ClassOpened,
    Concession,
    EveningFreed,
    EveningOpened,
    Explanation,
    FreeSeat,
    Gain,
    LessonMoved,
    OutsideSeat,
    ParticipantHalfDay,
    PlanDoesNotFit,
    RoomHalfDay,
    RoomLarger,
    SmallerMinimum,
    TrainerHalfDay,
    TrainerSession,
    TravelFurther,
    ZoneTransport,
    explain,
    sentence,
)
from tweespoor.core.planning.concessions.proposals import proposals
from tweespoor.core.planning.concessions.scope import Scope
from tweespoor.core.planning.concessions.trials import Trials
from tweespoor.core.planning.loading import timetable_of
from tweespoor.core.planning.puzzle import Puzzle

SEEDS = st.integers(0, 10**9)
COOKING = (Demand(weight=100, any_of=(Option(activity="koken"),)),)


def a_kitchen() -> Instance:
    """A town where Anna, who has a lesson on Wednesday morning, and Bilal want to cook, which needs two."""
    days = (("di-o", 2, 9, False), ("di-m", 2, 13, False), ("wo-o", 3, 9, False), ("wo-a", 3, 19, True))
    anna = Participant(id="anna", level=0, gender="v", zone="stad", class_id="klas-1", demands=COOKING)
    bilal = replace(anna, id="bilal", gender="m", class_id="klas-2")
    week = [Slot(id=name, day=day, start=60 * at, end=60 * at + 150, late=late) for name, day, at, late in days]
    return Instance(
        name="kitchen",
        slots=tuple(week),
        periods=(Period(id="p1", weeks=10),),
        levels=("A0",),
        zones=("stad", "dorp"),
        travel=((0, 30), (30, 0)),
        locations=(Location(id="huis", zone="stad"),),
        rooms=(Room(id="keuken", location="huis", capacity=3),),
        trainers=(Trainer(id="kok"),),
        classes=(
            LanguageClass(id="klas-1", provider="school", location="huis", slots=("wo-o",), free_seats=0),
            LanguageClass(id="klas-2", provider="school", location="huis", slots=("wo-o",), free_seats=1),
        ),
        activities=(Activity(id="koken", weeks=10, min_size=2, max_size=3, max_groups=1, group_cost=10),),
        participants=(anna, bilal),
    )


def kitchen(**changes: object) -> Instance:
    """The town with something else about its cook, room, activity, classes or people."""
    town = a_kitchen()
    rooms = tuple(replace(each, **changes.get("room", {})) for each in town.rooms)  # type: ignore[arg-type]
    trainers = tuple(replace(each, **changes.get("trainer", {})) for each in town.trainers)  # type: ignore[arg-type]
    activities = tuple(replace(each, **changes.get("activity", {})) for each in town.activities)  # type: ignore[arg-type]
    classes = tuple(replace(each, **changes.get(each.id.replace("-", "_"), {})) for each in town.classes)  # type: ignore[arg-type]
    people = tuple(replace(each, **changes.get(each.id, {})) for each in town.participants)  # type: ignore[arg-type]
    if "cem" in changes:
        people = (*people, replace(people[1], id="cem", class_id=None, **changes["cem"]))  # type: ignore[arg-type]
    return replace(town, rooms=rooms, trainers=trainers, activities=activities, classes=classes, participants=people)


TUESDAY, WEDNESDAY, EVENING = {"slots": ("di-o",)}, {"slots": ("wo-o",)}, {"slots": ("wo-a",)}
NEEDED: list[tuple[Instance, Concession, int]] = [
    (
        kitchen(trainer=TUESDAY, klas_1=TUESDAY),
        LessonMoved(language_class="klas-1", from_slot="di-o", to_slot="wo-o"),
        2,
    ),
    (kitchen(trainer=TUESDAY, klas_1=TUESDAY), ClassOpened(from_class="klas-1", to_class="klas-2"), 2),
    (
        kitchen(trainer=TUESDAY, klas_1=TUESDAY, klas_2={"free_seats": 0}, anna={"class_options": ("klas-2",)}),
        FreeSeat(language_class="klas-2"),
        2,
    ),
    (kitchen(trainer=WEDNESDAY), TrainerHalfDay(trainer="kok", slot="di-o"), 2),
    (kitchen(trainer={"max_sessions": 0}), TrainerSession(trainer="kok"), 2),
    (kitchen(room=WEDNESDAY), RoomHalfDay(room="keuken", slot="di-m"), 2),
    (kitchen(room={"capacity": 2}, cem={}), RoomLarger(room="keuken", seats=2), 1),
    (kitchen(activity={"min_size": 3}), OutsideSeat(activity="koken"), 2),
    (kitchen(activity={"min_size": 3}), SmallerMinimum(activity="koken"), 2),
    (
        kitchen(bilal={"unavailable": ("di-o", "di-m", "wo-a")}),
        ParticipantHalfDay(participant="bilal", slot="di-o"),
        2,
    ),
    (kitchen(activity=WEDNESDAY), EveningOpened(slot="wo-a"), 2),
    (kitchen(trainer=EVENING, anna={"unavailable": ("wo-a",)}, bilal={"unavailable": ("wo-a",)}),
     EveningFreed(slot="wo-a"), 2),
    (kitchen(bilal={"zone": "dorp", "max_travel": 10}), TravelFurther(participant="bilal", minutes=30), 2),
    (
        kitchen(bilal={"zone": "dorp", "max_travel": 10}, cem={"zone": "dorp", "max_travel": 20},
                activity={"min_size": 3}),
        ZoneTransport(zone="dorp", minutes=30),
        3,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("instance", "concession", "people"), NEEDED, ids=lambda each: getattr(each, "kind", ""))
def test_the_one_concession_that_is_needed_is_found(instance: Instance, concession: Concession, people: int) -> None:
    found = explain(instance, plan=greedy_plan(instance), top=20, stop=Budget(work=4000))
    holds(found)
    gains = {finding.concession: finding.gain for finding in found.concessions}
    gain = gains[concession]
    assert gain is not None
    assert (gain.people, gain.places) == (people, people)


def test_there_is_an_example_of_every_kind() -> None:
    assert {type(concession) for _, concession, _ in NEEDED} == set(KINDS)


def holds(found: Explanation) -> None:
    """What must be true of every explanation: each claim can be read off from its plan, and not from the control."""
    instance = found.instance
    rules, score = judge(instance, found.control)
    assert (rules, score) == (set(), found.control_score)
    assert found.control_score <= found.score
    points = [finding.gain.score if finding.gain else 0 for finding in found.concessions if finding.solved]
    assert points == sorted(points, reverse=True)
    for finding in found.concessions:
        for language in LANGUAGES:
            assert found.sentence(finding, language=language).endswith(".")
        if finding.plan is None:
            assert finding.gain is None
            continue
        rules, score = judge(finding.concession.apply(instance), finding.plan)
        assert (rules, score) == (set(), finding.score)
        if finding.gain is not None:
            assert finding.gain.score == found.control_score - score > found.noise
            assert (finding.gain.people, finding.gain.places) == counted(found.control, finding.plan)
            without = check(instance, finding.plan)
            assert not without.valid or without.score >= found.control_score


def counted(before: Plan, after: Plan) -> tuple[int, int]:
    """People who have more less people who have less, and places more."""
    names = [name for plan in (before, after) for group in plan.groups for name in group.participants]
    more = [sum(name in group.participants for group in after.groups) for name in dict.fromkeys(names)]
    less = [sum(name in group.participants for group in before.groups) for name in dict.fromkeys(names)]
    change = [one - other for one, other in zip(more, less, strict=True)]
    return sum((each > 0) - (each < 0) for each in change), sum(change)


@settings(max_examples=8, deadline=None)
@given(seed=SEEDS, people=st.integers(1, 3))
def test_for_a_speck_of_a_puzzle_gains_are_those_of_trying_everything(seed: int, people: int) -> None:
    instance = a_speck(seed, people=people)
    found = explain(instance, plan=Plan(), top=2, stop=Budget(work=4000))
    holds(found)
    if any(finding.solved for finding in found.concessions):
        assert found.control_score == best_score(instance)
    for finding in found.concessions:
        if finding.solved:
            best = best_score(finding.concession.apply(instance))
            assert finding.score == best
            assert (finding.gain.score if finding.gain else 0) == max(0, found.control_score - best)


@pytest.mark.parametrize("plan", [Plan(), None], ids=["nothing planned", "greedy"])
def test_more_searching_alone_is_not_credited_to_a_concession(plan: Plan | None) -> None:
    instance = generate(30, seed=5)
    start = greedy_plan(instance) if plan is None else plan
    found = explain(instance, plan=start, top=4, stop=Budget(work=800))
    assert found.control_score < check(instance, start).score == found.score
    assert sum(finding.solved for finding in found.concessions) == 4
    holds(found)


def test_a_concession_that_nobody_uses_gains_nothing_however_much_is_found_with_it() -> None:
    instance = a_kitchen()
    clock = Clock(Budget(work=1000), cancelled=None, listener=None)
    trials = Trials(Scope(instance, Plan()), plan=Plan(), work=200, seed=1, clock=clock)
    unused = FreeSeat(language_class="klas-2")
    trials.search_with(unused)
    trial = trials.best(unused)
    assert trial is not None
    assert trial.score < check(instance, Plan()).score
    assert trials.gain(trial) is None
    assert trials.control_score == trial.score


@settings(max_examples=8, deadline=None)
@given(seed=SEEDS, people=st.integers(0, 7))
def test_whatever_the_puzzle_claims_are_what_the_plans_give(seed: int, people: int) -> None:
    instance = an_instance(seed, people=people)
    holds(explain(instance, plan=greedy_plan(instance), top=2, stop=Budget(work=300), seed=seed % 50))


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, people=st.integers(1, 9))
def test_a_concession_makes_an_instance_that_can_be_read_and_where_the_plan_still_holds(seed: int, people: int) -> None:
    instance = an_instance(seed, people=people)
    plan = greedy_plan(instance)
    found = proposals(timetable_of(Puzzle(instance), plan=plan), whole=instance)
    for concession in Random(seed).sample(found, min(len(found), 6)):
        changed = concession.apply(instance)
        assert changed != instance
        assert read_instance(write_instance(changed)) == changed
        assert isinstance(concession, LessonMoved) or check(changed, plan).valid


def test_a_plan_with_everybody_placed_needs_no_concession() -> None:
    instance = a_kitchen()
    found = explain(instance, plan=greedy_plan(instance), stop=Budget(work=500))
    assert (found.unplaced, found.concessions) == ((), ())


def test_the_same_seed_and_work_explain_the_same() -> None:
    instance = generate(20, seed=3)
    plan = greedy_plan(instance)
    one, two = (explain(instance, plan=plan, top=2, stop=Budget(work=300), seed=4).to_json() for _ in range(2))
    assert one == two


def test_stopping_at_once_still_gives_the_reasons() -> None:
    instance = generate(20, seed=3)
    found = explain(instance, plan=Plan(), stop=Budget(seconds=3600), cancelled=lambda: True)
    assert len(found.unplaced) == instance.demands
    assert found.concessions == ()


@pytest.mark.parametrize(
    "change",
    [lambda plan: replace(plan, classes={"nobody": "klas-1"}), lambda plan: replace(plan, groups=plan.groups * 2)],
)
def test_a_plan_that_breaks_rules_is_not_explained(change: Callable[[Plan], Plan]) -> None:
    instance = a_kitchen()
    with pytest.raises(PlanDoesNotFit, match="does not fit"):
        explain(instance, plan=change(greedy_plan(instance)), stop=Budget(work=10))


# Words


def a_lesson_moved() -> tuple[Instance, LessonMoved]:
    town = a_kitchen()
    named = LanguageClass(id="klas-12", provider="aanbieder-1", location="huis", slots=("di-o",), free_seats=0)
    return replace(town, classes=(named,)), LessonMoved(language_class="klas-12", from_slot="di-o", to_slot="wo-o")


@pytest.mark.parametrize(
    ("gain", "nl", "en"),
    [
        (
            Gain(people=7, places=7, score=120),
            "kunnen zeven mensen meer meedoen (score 120 lager).",
            "seven more people can take part (score 120 lower).",
        ),
        (
            Gain(people=1, places=2, score=33),
            "kan één persoon meer meedoen (twee plaatsen, score 33 lager).",
            "one more person can take part (two places, score 33 lower).",
        ),
        (
            Gain(people=0, places=13, score=9),
            "worden 13 wensen meer vervuld (score 9 lager).",
            "13 more wishes are met (score 9 lower).",
        ),
        (
            Gain(people=-1, places=0, score=5),
            "wordt het rooster beter zonder dat er meer mensen meedoen (score 5 lager).",
            "the timetable gets better without more people taking part (score 5 lower).",
        ),
        (None, "is daarvan geen winst aangetoond.", "no gain from it could be shown."),
    ],
)
def test_a_gain_is_said_in_a_sentence(gain: Gain | None, nl: str, en: str) -> None:
    instance, moved = a_lesson_moved()
    dutch = "Als aanbieder-1 klas-12 van dinsdagochtend naar woensdagochtend verplaatst, "
    assert sentence(moved, instance=instance, gain=gain, language="nl") == dutch + nl
    english = "If aanbieder-1 moves klas-12 from Tuesday morning to Wednesday morning, "
    assert sentence(moved, instance=instance, gain=gain, language="en") == english + en


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_its_own_sentence_that_names_all_it_is_about(language: str) -> None:
    said = set()
    for instance, concession, _ in NEEDED:
        words = sentence(concession, instance=instance, gain=None, language=language)
        said.add(words)
        named = [each for key, each in concession.fields().items() if not key.endswith("slot") and key != "seats"]
        assert all(str(name) in words for name in named)
        assert "{" not in words
    assert len(said) == len(KINDS)


def test_where_a_day_has_hours_the_hours_are_said() -> None:
    instance, moved = a_lesson_moved()
    more = (*instance.slots, Slot(id="di-v", day=2, start=450, end=510))
    hours = replace(instance, slots=tuple(sorted(more, key=lambda slot: (slot.day, slot.start))))
    words = sentence(moved, instance=hours, gain=None, language="nl")
    assert "van dinsdag 09:00-11:30 naar woensdagochtend" in words


# The command


def files(folder: Path, instance: Instance, plan: Plan) -> tuple[str, str]:
    paths = folder / "instance.json", folder / "plan.json"
    paths[0].write_text(write_instance(instance), encoding="utf-8")
    paths[1].write_text(write_plan(plan), encoding="utf-8")
    return str(paths[0]), str(paths[1])


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, arguments)


def test_the_command_tells_in_dutch_or_english(tmp_path: Path) -> None:
    instance = kitchen(trainer=WEDNESDAY)
    paths = files(tmp_path, instance, greedy_plan(instance))
    dutch = run(*paths, "--work", "3000")
    assert dutch.exit_code == 0, dutch.output
    assert "  anna: koken (p1, di-o): er is dan geen trainer vrij\n" in dutch.stdout
    assert "Als kok ook op dinsdagochtend kan, kunnen twee mensen meer meedoen (score 182 lager)." in dutch.stdout
    english = run(*paths, "--work", "3000", "--language", "en")
    assert "  anna: koken (p1, di-o): no trainer is left at that time\n" in english.stdout
    assert "If kok can also come on Tuesday morning, two more people can take part (score 182 lower)." in english.stdout


def test_the_command_gives_all_there_is_as_data(tmp_path: Path) -> None:
    instance = kitchen(trainer=WEDNESDAY)
    told = json.loads(run(*files(tmp_path, instance, greedy_plan(instance)), "--work", "3000", "--json").stdout)
    assert {each["participant"]: each["nearest"][0]["obstacles"] for each in told["unplaced"]} == {
        "anna": ["no-trainer"],
        "bilal": ["no-trainer"],
    }
    first = told["concessions"][0]
    assert first["gain"] == {"people": 2, "places": 2, "score": 188}
    assert [group["participants"] for group in first["plan"]["groups"]] == [["anna", "bilal"]]
    assert set(first["sentence"]) == {"nl", "en"}


def test_a_plan_of_another_instance_is_refused_in_words(tmp_path: Path) -> None:
    refused = run(*files(tmp_path, kitchen(trainer=WEDNESDAY), greedy_plan(a_kitchen())))
    assert refused.exit_code == 1
    assert refused.stdout == ""
    assert "plan.json: rule 1: " in refused.stderr
    assert "plan.json: does not fit" in refused.stderr
    assert "Traceback" not in refused.output


def test_a_file_that_is_no_plan_is_refused_with_its_place(tmp_path: Path) -> None:
    paths = files(tmp_path, a_kitchen(), Plan())
    Path(paths[1]).write_text('{"groups": 3}', encoding="utf-8")
    refused = run(*paths)
    assert refused.exit_code == 2
    assert "plan.json: " in refused.stderr
    assert "Traceback" not in refused.output
