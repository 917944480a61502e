"""`tweespoor deadlines`: a case in a file, its deadlines as a table or as JSON, and what is wrong with a file."""

from __future__ import annotations

import json

import jsonschema
import pytest
from click.testing import CliRunner

from tweespoor.cli import main
from tweespoor.core.legalclock import case_schema, example
from tweespoor.core.legalclock.reading import EXAMPLES


def run(*arguments):
    return CliRunner().invoke(main, ["deadlines", *arguments])


@pytest.fixture
def golden(tmp_path):
    path = tmp_path / "case.json"
    path.write_text(example("golden"), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_follows_the_schema_and_is_judged(name, tmp_path):
    written = run("--example", name).output
    jsonschema.validate(json.loads(written), json.loads(run("--schema").output))
    path = tmp_path / "case.json"
    path.write_text(written, encoding="utf-8")
    result = run(str(path), "--on", "2026-03-20")
    assert result.exit_code == 0
    assert "to be confirmed" in result.output


def test_the_table_shows_the_golden_dates(golden):
    result = run(golden, "--on", "2026-03-03")
    assert result.exit_code == 0
    lines = {line[:3]: line for line in result.output.splitlines() if line.startswith("C")}
    assert "2026-03-26" in lines["C01"]
    assert "2027-09-03" in lines["C09"]
    assert "2029-03-03" in lines["C07"]
    assert "not yet started (2028-09-03)" in lines["C11"]
    assert "DUO’s notice of 15 January 2026 (Bi 5.3(1)), 10 weeks → 26 March 2026" in result.output


def test_the_same_in_dutch(golden):
    assert "Geen jurist heeft deze regels ondertekend" in run(golden, "--on", "2026-03-03", "--lang", "nl").output


def test_as_json_every_deadline_tells_all_there_is_to_know(golden):
    told = json.loads(run(golden, "--on", "2026-03-03", "--json").output)
    assert told["confirmed"] is False
    first = next(each for each in told["deadlines"] if each["rule"] == "C01")
    assert first == {
        "key": "C01",
        "rule": "C01",
        "title": "Establish the PIP",
        "status": "met",
        "due": "2026-03-26",
        "lastDay": "2026-03-26",
        "earliest": None,
        "opens": None,
        "metOn": "2026-03-02",
        "daysLeft": None,
        "who": "college",
        "article": "Bi 5.3(1)",
        "mark": "R",
        "textRead": "2026-04-02",
        "derivation": "DUO’s notice of 15 January 2026 (Bi 5.3(1)), 10 weeks → 26 March 2026",
        "consequence": "The municipality is late. A later offer may be a ground for extension, "
        "with a statement by the college.",
        "chance": False,
        "ask": [],
        "settledBy": "pip",
    }


def test_what_does_not_apply_is_shown_when_asked_for(golden):
    assert "C24" not in run(golden).output
    assert "C24" in run(golden, "--all").output


WRONG = {
    "{": "case: this is no JSON",
    "[]": "case: this is no object; write one with act",
    '{"wet": 1}': "case: there is no 'wet'; leave it out, or use one of act",
    '{"act": "act-2007"}': "case.act: 'act-2007' is not known; use one of act-2013, act-2021",
    '{"events": [{"kind": "pip"}]}': "case.events[0]: 'on' is lacking; add it",
    '{"events": [{"kind": "pip", "on": "2 maart"}]}': "case.events[0].on: '2 maart' is not a day; write it like 2026",
    '{"events": [{"kind": "pip", "on": "2026-02-30"}]}': "case.events[0].on: '2026-02-30' is not a day",
    '{"events": [{"kind": "illness", "on": "2026-02-03", "until": "2026-02-01"}]}': "this lies before 'on'",
    '{"events": [{"kind": "route-changed", "on": "2026-02-03"}]}': "case.events[0]: 'route' is lacking",
    '{"events": 3}': "case.events: this is no list; write it between [ and ]",
    '{"hours": [{"kind": "nt2", "on": "2026-02-03", "minutes": -1}]}': "-1 is not a whole number from 0",
    '{"hours": [{"kind": "nt2", "on": "2026-02-03", "minutes": 1.5}]}': "1.5 is not a whole number from 0",
    '{"effort": "yes"}': "case.effort: 'yes' is not true or false",
    '{"none": ["pip"], "events": [{"kind": "pip", "on": "2026-02-03"}]}': "'pip' stands in both",
    '{"agreements": [{"id": "a"}]}': "case.agreements[0]: 'nl' is lacking; add it",
    "[" * 5000: "case:",
}


@pytest.mark.parametrize("text", WRONG, ids=lambda text: text[:50])
def test_a_file_that_is_no_case_is_refused_with_place_and_remedy(text, tmp_path):
    path = tmp_path / "case.json"
    path.write_text(text, encoding="utf-8")
    result = run(str(path))
    assert result.exit_code == 2
    assert WRONG[text] in result.stderr
    assert result.stdout == ""


def test_all_problems_are_told_at_once(tmp_path):
    path = tmp_path / "case.json"
    path.write_text('{"act": 1, "route": "b2", "events": [{"kind": "x", "on": "y"}]}', encoding="utf-8")
    assert len(run(str(path)).stderr.strip().splitlines()) == 4


def test_a_file_that_is_not_there_or_no_text_is_told_so(tmp_path):
    assert "there is no such file" in run(str(tmp_path / "nergens.json")).stderr
    assert "this is a folder" in run(str(tmp_path)).stderr
    path = tmp_path / "case.json"
    path.write_bytes(b"\xff\xfe")
    assert "save it as UTF-8" in run(str(path)).stderr
    assert run().exit_code == 2
    assert "tweespoor deadlines --example golden" in run().stderr


def test_the_schema_knows_no_other_keys():
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"wet": 1}, case_schema())
