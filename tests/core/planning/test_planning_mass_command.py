"""`tweespoor mass` and its files: what is read, refused and shown."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from tweespoor.cli.mass import mass
from tweespoor.core.planning import FormatError
from tweespoor.core.planning.mass import (
    ASSUMPTIONS,
    Arrangement,
    ClassTimetable,
    Provider,
    Training,
    default_scenario,
    read_scenario,
    run_queue,
)

ALONE, TOGETHER, NO_MINIMUM = Arrangement.ALONE, Arrangement.TOGETHER, Arrangement.NO_MINIMUM


def test_a_file_has_what_is_ones_own_and_leaves_the_rest_as_usual() -> None:
    scenario = read_scenario(
        """
        format: mass/1
        months: 18
        travel: [[0, 20], [25, 0]]
        municipalities:
          - name: Lochem
            arrivals_per_month: [2, 0, 3]
            level_mix: {A0: 1, A1: 3}
            providers:
              - {name: ROC, switching: false, timetables: [{half_days: [ma-o, wo-o], free_seats: 2}]}
          - name: Brummen
            arrivals_per_month: 1.5
        trainings:
          - {name: techniek, min_size: 6, outside: 2, level_min: A2}
          - {name: zwemmen, share: 0.3}
        """
    )
    lochem, brummen = scenario.municipalities
    assert (scenario.months, scenario.planning_every_weeks, scenario.travel) == (18, 4, ((0, 20), (25, 0)))
    assert (lochem.arrivals_per_month, lochem.level_mix) == ((2, 0, 3), (0, 1, 3, 0, 0, 0))
    roc = Provider(name="ROC", switching=False, timetables=(ClassTimetable(half_days=("ma-o", "wo-o"), free_seats=2),))
    assert lochem.providers == (roc,)
    usual = default_scenario()
    assert brummen == replace(usual.municipalities[0], name="Brummen", arrivals_per_month=1.5)
    techniek = next(each for each in usual.trainings if each.name == "techniek")
    assert scenario.trainings == (
        replace(techniek, min_size=6, outside=2, levels=(3, 5)),
        Training(name="zwemmen", share=0.3),
    )
    assert read_scenario(json.dumps({"format": "mass/1", "municipalities": [{"name": "Lochem"}]})).months == 24


def test_the_manual_has_a_file_that_can_be_read_and_every_assumption() -> None:
    manual = (Path(__file__).parents[3] / "docs" / "mass.md").read_text(encoding="utf-8")
    example = manual.split("```yaml\n")[1].split("```")[0]
    assert [each.name for each in read_scenario(example).municipalities] == ["Lochem", "Brummen"]
    rows = {tuple(line.strip("| ").split(" | ")) for line in manual.splitlines() if line.startswith("| ")}
    assert {(each.name, each.value, each.en) for each in ASSUMPTIONS} <= rows


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", ["the file: expected an object, found null"]),
        ("a: [", ["line 1, column 5: neither YAML nor JSON: expected the node content, but found '<stream end>'"]),
        ("months: 3\nmonths: 4", ["line 2: the name 'months' stands twice; keep one"]),
        ("{}", ["the file: 'format' is missing", "the file: 'municipalities' is missing"]),
        ("{format: mass/2, municipalities: [{name: a}]}", ["format: expected 'mass/1', found 'mass/2'"]),
        ("{format: mass/1, municipalities: []}", ["municipalities: name at least one municipality"]),
        (
            "{format: mass/1, municipalities: [{name: a}, {name: a}, {name: b/c, arrivals: 3}]}",
            [
                "municipalities[2]: unknown key 'arrivals'; known are name, arrivals_per_month, level_mix, providers, "
                "rooms, room_capacity",
                "municipalities[2].name: the name 'b/c' holds a '/'; use another sign",
                "municipalities: the name 'a' is there twice; give each its own",
            ],
        ),
        (
            "{format: mass/1, travel: [[0], 3], municipalities: [{name: a, arrivals_per_month: -1, level_mix: {A0: 0}, "
            "providers: [{name: p, timetables: []}]}, {name: b, arrivals_per_month: [1, x], level_mix: {C9: 1}}]}",
            [
                "municipalities[0].arrivals_per_month: -1 is not between 0 and 1000",
                "municipalities[0].level_mix: give at least one level a share above 0",
                "municipalities[0].providers[0].timetables: a provider has at least one timetable",
                "municipalities[1].arrivals_per_month[1]: expected a whole number, found a text",
                "municipalities[1].level_mix: unknown key 'C9'; known are alfa, A0, A1, A2, B1, B2",
                "municipalities[1].level_mix: give at least one level a share above 0",
                "travel[1]: expected a list, found a whole number",
                "travel: row 0 has 1 numbers for 2 municipalities",
            ],
        ),
        (
            "{format: mass/1, municipalities: [{name: a}], trainings: [{name: t, min_size: 9, max_size: 8, outside: 9, "
            "level_min: B1, level_max: A0, share: 2, sessions: .nan}], sector_share: yes}",
            [
                "trainings[0].share: 2 is not between 0 and 1",
                "trainings[0].sessions: expected a whole number, found a fraction",
                "trainings[0]: min_size 9 is above max_size 8",
                "trainings[0]: outside 9 must be below min_size 9",
                "trainings[0]: level_min 'B1' is above level_max 'A0'",
                "sector_share: expected a number, found true or false",
            ],
        ),
        (
            "{format: mass/1, municipalities: [{name: a, providers: [{name: p, timetables: "
            "[{half_days: [ma-o, ma-o, za-o]}]}]}]}",
            [
                "municipalities[0].providers[0].timetables[0].half_days[1]: the half-day 'ma-o' is there twice",
                "municipalities[0].providers[0].timetables[0].half_days[2]: unknown half-day 'za-o'; known are "
                "ma-o, ma-m, ma-a, di-o, di-m, di-a, wo-o, wo-m, wo-a, do-o, do-m, do-a, vr-o, vr-m, vr-a",
            ],
        ),
    ],
)
def test_every_fault_of_a_file_is_told_with_its_place(text: str, faults: list[str]) -> None:
    with pytest.raises(FormatError) as refused:
        read_scenario(text)
    assert list(refused.value.faults) == faults


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=3), lambda e: st.lists(e, max_size=3)))
@settings(deadline=None, max_examples=60)
def test_whatever_stands_in_a_file_is_refused_or_read_and_never_breaks(value: object) -> None:
    for key in ("municipalities", "trainings", "travel", "months", "sector_share"):
        data = {"format": "mass/1", "municipalities": [{"name": "a"}], key: value}
        try:
            scenario = read_scenario(json.dumps(data))
        except FormatError:
            continue
        assert run_queue(replace(scenario, months=1), arrivals=(), arrangement=TOGETHER).groups == ()


# The command

SMALL = """
format: mass/1
months: 6
warm_up_months: 1
municipalities: [{name: Lochem, arrivals_per_month: 2}, {name: Brummen, arrivals_per_month: 4}]
trainings: [{name: sport, share: 0.9, min_size: 6, max_size: 10}]
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(mass, [str(each) for each in arguments])


def test_the_command_shows_a_table_and_what_follows_from_it(small: Path) -> None:
    shown = run(small, "--replications", 6, "--language", "en")
    assert shown.exit_code == 0, shown.output
    lines = shown.stdout.splitlines()
    assert lines[0].startswith("2 municipalities, 2-4 new people a month on average; ")
    assert lines[2].split("  ")[-1] == "together less alone"
    labels = ["median wait", "still waiting after 3", "still waiting after 6", "still waiting after 12"]
    labels += ["to the first training", "groups per year", "participants per group"]
    assert [line.startswith(label) for line, label in zip(lines[3:10], labels, strict=True)] == [True] * 7
    assert "still waiting after 12 months, %  -" in shown.stdout
    assert {line.split()[0] for line in lines[13:15]} == {"Lochem", "Brummen"}
    data = json.loads(run(small, "--replications", 6, "--language", "en", "--json").stdout)
    assert set(data["overall"]["estimates"]) == {"alone", "together", "no-minimum"}
    assert set(data["findings"]) < set(lines)
    assert run(small, "--replications", 6, "--language", "en").stdout == shown.stdout


def test_one_arrangement_alone_is_shown_without_a_difference(small: Path) -> None:
    data = json.loads(run(small, "--replications", 6, "--together", "--json", "--months", 3).stdout)
    assert set(data["overall"]["estimates"]) == {"together"}
    assert data["overall"]["minus_alone"] == {}
    assert data["scenario"]["months"] == 3
    shown = run(small, "--replications", 6, "--alone", "--months", 3)
    assert shown.exit_code == 0
    assert "samen" not in shown.stdout


def test_a_town_where_nobody_arrives_has_nothing_to_tell(tmp_path: Path) -> None:
    shown = run("--arrivals", 0, "--municipalities", 1, "--replications", 6, "--months", 1)
    assert shown.exit_code == 0
    assert "Niemand vroeg in deze tijd om een training: er is niets te zeggen." in shown.stdout.splitlines()


def test_what_does_not_go_together_is_refused_in_a_sentence(small: Path, tmp_path: Path) -> None:
    refused = run(small, "--arrivals", 3)
    assert (refused.exit_code, "leave the options out" in refused.stderr) == (2, True)
    refused = run("--municipalities", 1, "--together")
    assert (refused.exit_code, "cannot plan together" in refused.stderr) == (2, True)
    assert run("--replications", 5).exit_code == 2
    broken = tmp_path / "broken.yaml"
    broken.write_text("format: mass/1\nmunicipalities: [{name: a, rooms: many}]", encoding="utf-8")
    refused = run(broken)
    assert refused.exit_code == 2
    assert refused.stderr == f"{broken}: municipalities[0].rooms: expected a whole number, found a text\n"
