"""`tweespoor advice`: answers from files of people, a roosterpuzzel, a plan and a simulation; bad input is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tools.advice_page import PAGE, page

from tweespoor.cli import main
from tweespoor.core.planning import (
    Activity,
    Demand,
    Group,
    Instance,
    Option,
    Period,
    Plan,
    Slot,
    write_instance,
    write_plan,
)
from tweespoor.core.planning import LanguageClass as PuzzleClass
from tweespoor.core.planning import Location as PuzzleLocation
from tweespoor.core.planning import Participant as PuzzlePerson
from tweespoor.core.planning import Room as PuzzleRoom
from tweespoor.core.planning import Trainer as PuzzleTrainer

IDS = [f"00000000-0000-4000-8000-{number:012}" for number in range(8)]


def run(*arguments):
    return CliRunner().invoke(main, ["advice", *map(str, arguments)])


def answer_of(*arguments):
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def a_folder(folder):
    """Eight alike people of programme `own`, and one of another."""
    people = ["person,number,programme,given_name,family_name,zone,joined_on"]
    facts = ["person,programme,variable,state,type,value,valid_on,known_on,source"]
    for place, person in enumerate(IDS):
        programme = "own" if place < 7 else "other"
        people.append(f"{person},{place},{programme},Amina,Voorbeeld,centrum,2021-01-0{place + 1}")
        for variable, state, kind, value in (
            ("speaking-level", "known", "text", "a2"),
            ("learnability", "known", "text", "middle"),
            ("unavailable-half-days", "none", "", ""),
            ("wished-sectors", "known", "list", "care;retail"),
        ):
            facts.append(f"{person},{programme},{variable},{state},{kind},{value},2021-02-01,2021-02-01,intake")
    facts.append(f"{IDS[0]},own,speaking-level,known,text,b1,2021-03-01,2021-03-01,intake")
    folder.mkdir()
    (folder / "people.csv").write_text("\n".join(people) + "\n")
    (folder / "facts.csv").write_text("\n".join(facts) + "\n")
    return folder


def a_puzzle(path, *, ids=IDS):
    """A class on Monday morning that everybody attends, and a training with two groups' worth of wishes."""
    instance = Instance(
        name="own",
        slots=(
            Slot(id="ma-o", day=1, start=540, end=720),
            Slot(id="ma-m", day=1, start=780, end=960),
            Slot(id="ma-a", day=1, start=1140, end=1290, late=True),
        ),
        periods=(Period(id="p1", weeks=10), Period(id="p2", weeks=13)),
        levels=("A0", "A1"),
        zones=("centrum",),
        travel=((0,),),
        locations=(PuzzleLocation(id="school", zone="centrum"),),
        rooms=(PuzzleRoom(id="r", location="school", capacity=20),),
        trainers=(PuzzleTrainer(id="t"),),
        classes=(PuzzleClass(id="klas", location="school", slots=("ma-o",), free_seats=1, provider="De Brug"),),
        activities=(Activity(id="sport", weeks=6, min_size=2, max_size=9),),
        participants=tuple(
            PuzzlePerson(
                id=each,
                level=1,
                gender="female",
                zone="centrum",
                class_id="klas",
                demands=(Demand(weight=1, any_of=(Option(activity="sport"),)),),
            )
            for each in ids
        ),
    )
    path.write_text(write_instance(instance))
    return path


def a_plan(path):
    group = Group(activity="sport", period="p1", slots=(("ma-m",),), room="r", trainer="t", participants=tuple(IDS[:5]))
    path.write_text(write_plan(Plan(groups=(group,), score=0)))
    return path


@pytest.fixture
def files(tmp_path):
    return (
        a_folder(tmp_path / "people"),
        a_puzzle(tmp_path / "puzzle.json"),
        a_plan(tmp_path / "plan.json"),
    )


def question(answer, name, *, choice="group-or-individual"):
    choices = {each["choice"]: each for each in answer["programmes"][0]["choices"]}
    return next(each for each in choices[choice]["questions"] if each["id"] == name)


def test_people_of_files_with_the_classes_of_a_puzzle_and_what_its_plan_places(files):
    folder, puzzle, plan = files
    answer = answer_of("own", "--data", folder, "--supply", puzzle, "--plan", plan, "--as-of", "2021-02-15")
    programme = answer["programmes"][0]
    assert (programme["programme"], programme["people"], programme["as_of"]) == ("own", 7, "2021-02-15")
    timetable = question(answer, "timetable")
    assert (timetable["answer"], timetable["low"], timetable["of"], timetable["missing"]) == ("yes", 7, 7, {})
    half_days = {each["slug"]: each["certain"] for each in timetable["distributions"]["half-days"]}
    assert (half_days["mon-morning"], half_days["mon-afternoon"]) == (0, 7)
    provider = question(answer, "one-provider", choice="integrated-or-apart")
    assert provider["distributions"]["providers"] == [{"slug": "De Brug", "certain": 7, "possible": 7}]
    assert programme["planner"] == {
        "people": 8,
        "placed_people": 5,
        "demanded": 8,
        "placed": 5,
        "groups": 1,
        "weeks": 10,
        "waits": [],
    }
    assert programme["inflow"]["months"]["2021-01"] == 7


def test_only_what_was_known_on_the_day_counts(files):
    folder, puzzle, _plan = files
    levels = [
        {
            each["slug"]: each["certain"]
            for each in question(answer_of("own", "--data", folder, "--supply", puzzle, "--as-of", day), "mass")[
                "distributions"
            ]["levels"]
        }
        for day in ("2021-02-15", "2021-03-15")
    ]
    assert levels == [{"a2": 7}, {"a2": 6, "b1": 1}]


def test_a_threshold_of_ones_own_changes_the_answer(files):
    folder, puzzle, _plan = files
    usual, smaller = (
        answer_of("own", "--data", folder, "--supply", puzzle, "--as-of", "2021-02-15", *given)
        for given in ((), ("--set", "group-size=7"))
    )
    assert question(usual, "sectors")["answer"] == "no"
    assert question(smaller, "sectors")["answer"] == "yes"
    assert smaller["thresholds"]["group-size"] == 7


def test_without_classes_who_is_in_none_is_told_as_not_registered(files):
    folder, _puzzle, _plan = files
    result = run("own", "--data", folder, "--as-of", "2021-02-15")
    assert "Taalklas: bij 7 niet vastgelegd" in result.stdout
    timetable = question(answer_of("own", "--data", folder, "--as-of", "2021-02-15"), "timetable")
    assert (timetable["answer"], timetable["low"], timetable["high"]) == (None, 0, 7)


def test_together_with_neighbours_is_answered_too(files):
    folder, _puzzle, _plan = files
    answer = answer_of("--data", folder, "--together", "--as-of", "2021-02-15")
    assert [each["whom"] for each in answer["programmes"][0]["scopes"]] == [
        "now",
        "newcomers",
        "together",
        "together-newcomers",
    ]
    assert {each["scopes"][2]["groups"]["of"] for each in answer["programmes"]} == {8}


def test_how_long_people_wait_comes_from_the_simulation(tmp_path):
    estimates = {
        "alone": {
            "median_months": {"value": 3.6, "low": 3.5, "high": 3.7},
            "still_waiting_after_6_months": {"value": 0.3, "low": 0.29, "high": 0.31},
        },
        "together": {
            "median_months": {"value": "not reached", "low": 3.0, "high": "not reached"},
            "still_waiting_after_6_months": None,
        },
    }
    path = tmp_path / "answer.json"
    path.write_text(json.dumps({"overall": {"estimates": estimates}}))
    said = run("hengelo", "--mass", path).stdout
    assert (
        "Alleen: de helft wacht korter dan 3,6 maanden (3,5 tot 3,7). Na zes maanden wacht nog 30% (29 tot 31%)."
        in said
    )
    assert "Samen met buurgemeenten: hoe lang mensen wachten, is niet te zeggen." in said


def test_the_sentences_are_there_in_english():
    said = run("lochem", "--language", "en").stdout
    assert "Enough people to form groups by language level? Yes." in said
    assert "40 of 42 people fit groups by level. From 32 the answer is yes (75% of 42)." in said
    assert "With “Minimum size of a group” at 18 in place of 8 the answer is no." in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nergens"], "there is no programme 'nergens'; there are lochem,"),
        (["--set", "size=3"], "there is no threshold 'size'; there are level-spread,"),
        (["--set", "group-size=0"], "threshold group-size: 0 is not from 1 to 40"),
        (["--set", "group-size=veel"], "write a threshold, = and a whole number, like group-size=10"),
        (["--plan", "FILE"], "--plan needs the roosterpuzzel it is a plan of: give --supply too"),
        (["--supply", "FILE"], "--supply is for one programme; name one of lochem,"),
        (["lochem", "--supply", "FILE"], "not JSON"),
        (["lochem", "--mass", "FILE"], "this is no JSON"),
        (["--data", "nergens"], "people.csv is not in nergens"),
        (["--database", "--data", "nergens"], "leave out --data and --supply"),
        (["lochem", "--together"], "--together needs two programmes or more"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(tmp_path, arguments, said):
    file = tmp_path / "file"
    file.write_text("geen bestand\n")
    result = run(*[file if each == "FILE" else each for each in arguments])
    assert result.exit_code == 2
    assert said in result.output


def test_a_puzzle_of_other_people_and_an_answer_of_another_command_are_refused(files, tmp_path):
    folder, _puzzle, _plan = files
    strangers = a_puzzle(tmp_path / "strangers.json", ids=["anna"])
    result = run("own", "--data", folder, "--supply", strangers)
    assert (result.exit_code, "nobody of own is in the puzzle" in result.output) == (2, True)
    (tmp_path / "other.json").write_text('{"overall": {}}')
    result = run("lochem", "--mass", tmp_path / "other.json")
    assert (result.exit_code, "no answer of `tweespoor mass --json`" in result.output) == (2, True)


def test_the_tables_of_the_manual_are_those_the_command_writes():
    text = Path(PAGE).read_text(encoding="utf-8")
    assert page(text) == text
