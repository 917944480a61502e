"""`tweespoor designs`: list, show, check and compare, for pilots and for files."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.core.designs.builders import a_block, a_design, as_yaml
from tweespoor.cli.designs import designs
from tweespoor.core.designs import ACTIVITY_ROWS, PILOT_IDS, read_design


def run(*arguments: str) -> Result:
    return CliRunner().invoke(designs, list(arguments))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(as_yaml(a_design(id="own")), encoding="utf-8")
    return path


def test_list_names_the_nine_pilots_in_both_languages() -> None:
    english, dutch = run("list"), run("list", "--lang", "nl")
    assert [line.split()[0] for line in english.output.splitlines()] == list(PILOT_IDS)
    assert "Leerhuis inburgering" in dutch.output
    assert "Leerhuis inburgering" not in english.output


def test_check_says_that_all_nine_pilots_are_right() -> None:
    result = run("check")
    assert result.exit_code == 0
    assert result.output.splitlines() == [f"{pilot_id}: ok" for pilot_id in PILOT_IDS]


def test_check_names_the_file_the_line_the_place_and_the_remedy(own: Path) -> None:
    own.write_text(as_yaml(a_design(blocks=[a_block(kind="sports")])), encoding="utf-8")
    result = run("check", str(own), "lochem")
    line = next(n for n, text in enumerate(own.read_text(encoding="utf-8").splitlines(), 1) if "kind: sports" in text)
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        f"{own}:{line}: blocks[0].kind: 'sports' is not known, did you mean 'sport'?",
        "lochem: ok",
    ]


def test_check_shows_warnings_and_still_succeeds(own: Path) -> None:
    own.write_text(as_yaml(a_design(blocks=[a_block(intensity={"hours_per_week": 60})])), encoding="utf-8")
    result = run("check", str(own))
    assert result.exit_code == 0
    assert "warning: blocks: week 1 takes at least 60 hours, more than 40" in result.output
    assert result.output.splitlines()[-1] == f"{own}: ok"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("utrecht", "there is no pilot 'utrecht'; there are lochem"),
        ("missing.yaml", "there is no such file, give the path of a design or the id of a pilot"),
        (".", "this is a folder, give the path of a file"),
    ],
)
def test_what_cannot_be_read_gives_a_message_and_status_two(name: str, message: str) -> None:
    for command in ("check", "show", "compare"):
        result = run(command, name)
        assert result.exit_code == 2, command
        assert message in result.output
        assert "Traceback" not in result.output


def test_a_file_that_is_no_text_gives_a_message(tmp_path: Path) -> None:
    path = tmp_path / "picture.yaml"
    path.write_bytes(b"\xff\xfe\x00\x81")
    result = run("check", str(path))
    assert result.exit_code == 2
    assert "this is not a text in UTF-8, save it as UTF-8" in result.output


def test_show_and_compare_of_a_broken_file_tell_what_is_wrong(own: Path) -> None:
    own.write_text("format: tweespoor-design/1\n", encoding="utf-8")
    for command in ("show", "compare"):
        result = run(command, str(own))
        assert result.exit_code == 1
        assert f"{own}:1: design: 'blocks' is missing, add 'blocks:'" in result.output


def test_show_tells_the_blocks_and_both_values_of_a_contested_number() -> None:
    result = run("show", "vijfheerenlanden")
    assert result.exit_code == 0
    assert "4 sessions of 5 hours a week" in result.output
    assert "12 weeks (table 2.1; with phase 1 the 30 weeks people sign for) or 18 weeks" in result.output
    dutch = run("show", "drechtsteden", "--lang", "nl").output
    assert "8 tot 24 uur per week" in dutch
    assert "bewust open gelaten" in dutch


def test_show_marks_the_weeks_with_hours_nobody_knows_and_names_what_is_not_counted(own: Path) -> None:
    unknown = [a_block(), a_block("guidance", kind="guidance", intensity="unknown")]
    assert "Not counted" not in run("show", str(own)).output
    own.write_text(as_yaml(a_design(id="own", blocks=unknown)), encoding="utf-8")
    lines = run("show", str(own)).output.splitlines()
    assert "9 + ? hours in week 1" in lines
    label = read_design(own.read_text(encoding="utf-8")).block("guidance").label.en
    assert f"Not counted (?), hours unknown: {label}" in lines


def test_show_as_json_follows_the_schema_and_reads_back_to_the_same_design(own: Path) -> None:
    result = run("show", str(own), "--json")
    data = json.loads(result.output)
    assert read_design(as_yaml(data)) == read_design(own.read_text(encoding="utf-8"))


def test_compare_puts_the_designs_asked_for_side_by_side(own: Path) -> None:
    result = run("compare", "arnhem", str(own))
    header, target = result.output.splitlines()[:2]
    assert header.split() == ["arnhem", "own"]
    assert target.split() == ["Participants", "aimed", "at", "80", "*", "20"]


def test_compare_as_csv_has_a_line_for_every_cell_with_its_source() -> None:
    result = run("compare", "--csv")
    rows = list(csv.DictReader(result.output.splitlines()))
    activities = [row for row in rows if row["row"] in {activity.id for activity in ACTIVITY_ROWS}]
    assert len(activities) == len(ACTIVITY_ROWS) * len(PILOT_IDS)
    assert {row["answer"] for row in activities} == {"present", "absent", "unknown"}
    assert all(row["source"] for row in activities if row["answer"] != "unknown")
