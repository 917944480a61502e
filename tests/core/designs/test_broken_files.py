"""A broken design file gets every problem with its line, its place and a remedy, and never a stack trace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.designs.builders import a_block, a_design, a_phase, as_yaml, designed, label, read
from tweespoor.core.designs import DesignError, Finding, Label, Severity, check, pilot_text, read_design


def problems_of(text: str) -> list[str]:
    with pytest.raises(DesignError) as refused:
        read_design(text, name="own.yaml")
    return str(refused.value).splitlines()


def changed(old: str, new: str) -> str:
    text = pilot_text("hengelo")
    assert old in text
    return text.replace(old, new, 1)


def line_with(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if part in line)


def test_a_tab_is_named_with_its_line() -> None:
    assert problems_of("format: tweespoor-design/1\n\tid: x\n") == [
        "own.yaml:2: design: a tab stands where YAML wants spaces, indent with spaces"
    ]


def test_a_key_written_twice_is_named_with_the_line_of_the_second() -> None:
    text = changed("approach: group\n", "approach: group\napproach: mixed\n")
    assert problems_of(text) == [
        f"own.yaml:{line_with(text, 'approach: mixed')}: approach: 'approach' stands here twice, remove one of the two"
    ]


def test_an_unknown_kind_gets_a_suggestion() -> None:
    text = changed("kind: vocational", "kind: vocatoinal")
    assert problems_of(text) == [
        f"own.yaml:{line_with(text, 'vocatoinal')}: blocks[2].kind: 'vocatoinal' is not known, "
        "did you mean 'vocational'?"
    ]


def test_a_misspelt_key_gets_a_suggestion() -> None:
    text = changed("paid_by: participant-loan", "payed_by: participant-loan")
    assert problems_of(text) == [
        f"own.yaml:{line_with(text, 'payed_by')}: blocks[0].payed_by: 'payed_by' is not a key here, "
        "did you mean 'paid_by'?"
    ]


def test_a_wrong_type_says_what_to_write() -> None:
    text = changed("intensity: {half_days_per_week: 3}", "intensity: {half_days_per_week: three}")
    assert problems_of(text) == [
        f"own.yaml:{line_with(text, 'three}')}: blocks[0].intensity.half_days_per_week: 'three' is not a whole number, "
        "write a whole number"
    ]


def test_a_comma_without_quotes_is_explained() -> None:
    text = changed("{nl: Gezondheid, en: Health}", "{nl: Gezondheid en sport, ook buiten, en: Health}")
    assert problems_of(text) == [
        f"own.yaml:{line_with(text, 'ook buiten')}: statements.health.words.ook buiten: 'ook buiten' is read as a key, "
        "put the text that holds a comma between quotes"
    ]


def test_all_problems_are_told_at_once_in_the_order_of_the_file() -> None:
    text = changed("kind: vocational", "kind: vocatoinal").replace("form: individual", "form: alone", 1)
    text = text.replace("approach: group\n", "")
    lines = [int(problem.split(":")[1]) for problem in problems_of(text)]
    assert len(lines) == 3
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "own.yaml:1: design: the file is empty, start from an example in docs/designs.md"),
        ("- a\n- b\n", "own.yaml:1: design: a list is not a mapping (key: value), write a mapping (key: value)"),
        ("a: &x 1\nb: *x\n", "own.yaml:2: design: an alias (*) is not allowed, write the value out here"),
        ("a: [1, 2\n", "own.yaml:2: design: expected ',' or ']', but got '<stream end>', mend the YAML here"),
        ("a: \x00\n", "own.yaml:1: design: the text holds a character that YAML does not allow"),
        ("? [1, 2]\n: b\n", "own.yaml:1: design: a key that is a list or mapping, use a single word as key"),
        ("[" * 5000, "lists and mappings are nested too deeply"),
        ("x: y\n" * 300_000, "the file is too large for a design"),
    ],
    ids=["empty", "list", "alias", "open bracket", "null character", "key is a list", "deep", "large"],
)
def test_a_text_that_is_no_design_is_refused(text: str, message: str) -> None:
    assert message in problems_of(text)[0]


SEMANTIC: list[tuple[dict[str, Any], str, str]] = [
    (
        {"blocks": [a_block(when={"phases": ["phase-9"]})]},
        "blocks[0].when.phases",
        "there is no phase 'phase-9', use one of phase-1",
    ),
    (
        {"blocks": [a_block(when={"from_week": 9, "for": {"weeks": 4}})]},
        "blocks[0].when",
        "runs to week 12 of phases that take 10 weeks, start it earlier, shorten it, or lengthen the phase",
    ),
    (
        {"blocks": [a_block(intensity={"hours_per_week": {"min": 5, "max": 3}})]},
        "blocks[0].intensity.hours_per_week",
        "'min' is more than 'max', swap the two",
    ),
    (
        {"blocks": [a_block(intensity={"hours_per_week": 2, "days": 3})]},
        "blocks[0].intensity",
        "an intensity needs exactly one amount, keep one, like 'hours_per_week'",
    ),
    (
        {"blocks": [a_block(), a_block()]},
        "blocks[1].id",
        "'language' is used twice, give each its own id",
    ),
    (
        {"blocks": [a_block("a", after=["b"]), a_block("b", after=["a"])]},
        "blocks",
        "that never starts, remove one 'after'",
    ),
    (
        {"blocks": [a_block(conditions=[{"phase_goal": "phase-0"}])]},
        "blocks[0].conditions",
        "there is no phase 'phase-0', use one of phase-1",
    ),
    (
        {
            "alternatives": [
                {"id": "c", "label": label(), "blocks": ["language"], "chosen_by": "preference", "source": "own design"}
            ]
        },
        "alternatives[0].blocks",
        "a choice needs two blocks, add another block",
    ),
    (
        {"alternations": [{"id": "t", "label": label(), "between": ["language", "nothing"], "source": "own design"}]},
        "alternations[0].between",
        "there is no block or choice 'nothing', use one of language",
    ),
    (
        {"alternations": [{"id": "t", "label": label(), "between": ["language"], "source": "own design"}]},
        "alternations[0].between",
        "taking turns needs two blocks, add another block",
    ),
    (
        {"cadences": [{"id": "x", "label": label(), "about": "participant", "source": "own design"}]},
        "cadences[0]",
        "a rhythm needs exactly one of every, after and within, keep one of the three",
    ),
    (
        {
            "costs": [
                {
                    "id": "x",
                    "label": label(),
                    "block": "sport",
                    "euros": 5,
                    "per": "person",
                    "source": "own design",
                }
            ]
        },
        "costs[0].block",
        "there is no block 'sport', use one of language",
    ),
    (
        {
            "blocks": [
                a_block(
                    intensity={
                        "contested": {
                            "values": [
                                {"value": {"hours_per_week": 1}, "source": "here"},
                                {"value": {"hours_per_week": 2}, "source": "there"},
                            ],
                            "used": {"hours_per_week": 3},
                            "why": "no reason",
                        }
                    }
                )
            ]
        },
        "blocks[0].intensity.contested.used",
        "the value used is not one of the values, use one of them, or add it with its source",
    ),
    (
        {"blocks": [a_block(levels=["b1", "a1"])]},
        "blocks[0].levels",
        "the levels are not in order, write the lowest first",
    ),
]


@pytest.mark.parametrize(("changes", "place", "message"), SEMANTIC, ids=[place for _, place, _ in SEMANTIC])
def test_a_design_that_makes_no_sense_is_refused_at_its_place(
    changes: dict[str, Any], place: str, message: str
) -> None:
    text = as_yaml(a_design(**changes))
    found = problems_of(text)
    assert len(found) == 1
    assert f": {place}: " in found[0]
    assert message in found[0]
    line = int(found[0].split(":")[1])
    assert 1 < line <= len(text.splitlines())


@pytest.mark.parametrize(
    "changes",
    [
        {"phases": [a_phase(weeks=10**12)]},
        {"phases": [a_phase(f"phase-{number}") for number in range(1000)]},
        {"blocks": [a_block(intensity={"hours_per_week": 10**9})]},
        {"blocks": [a_block(when={"from_week": 10**9})]},
        {"blocks": [a_block(conditions=[{"settled_at_least_months": 10**9}])]},
    ],
    ids=["weeks", "phases", "hours", "from week", "months"],
)
def test_numbers_no_trajectory_can_have_are_refused_at_once(changes: dict[str, Any]) -> None:
    found = problems_of(as_yaml(a_design(**changes)))
    assert all("is out of range" in problem or "this is too long" in problem for problem in found)


def test_an_assumption_without_a_reason_is_refused() -> None:
    text = as_yaml(a_design(blocks=[a_block(intensity={"value": {"hours_per_week": 3}, "assumed": True})]))
    assert [problem.split(": ", 2)[2] for problem in problems_of(text)] == [
        "an assumption must say what the source says and why, add 'assumed: true', 'says:' and 'why:'"
    ]


def test_a_week_that_is_too_full_gives_a_warning_not_an_error() -> None:
    design = designed(blocks=[a_block(intensity={"days_per_week": 5}), a_block("work", intensity={"days_per_week": 3})])
    findings = check(design)
    assert [(finding.severity, finding.place) for finding in findings] == [(Severity.WARNING, "blocks")]
    assert "week 1 takes at least 48 hours, more than 40" in findings[0].what.en
    assert findings[0].line == line_with(as_yaml(a_design()), "blocks:")


def test_a_stated_week_that_the_blocks_exceed_gives_a_warning() -> None:
    total = {"id": "t", "label": label(), "hours": 6, "phases": ["phase-1"], "source": "own design"}
    findings = check(designed(weekly_totals=[total]))
    assert [finding.place for finding in findings] == ["weekly_totals[0]"]
    assert "take at least 9 hours, more than stated" in findings[0].what.en


def test_a_group_without_any_hours_gives_a_warning() -> None:
    assert [finding.place for finding in check(designed(blocks=[a_block(intensity="unknown")]))] == [
        "blocks[0].intensity"
    ]


def test_yes_no_and_on_are_just_words() -> None:
    design = designed(title={"nl": "no", "en": "on"}, municipalities=["yes"])
    assert (design.title.nl, design.title.en, design.municipalities) == ("no", "on", ("yes",))


def test_two_phases_of_weeks_and_an_open_one_are_read_in_order() -> None:
    design = designed(phases=[a_phase("b", 3), a_phase("a", None)])
    assert [phase.id for phase in design.phases] == ["b", "a"]


LINES = pilot_text("roermond").splitlines()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_with_lines_that_exist(data: st.DataObject) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 2))):
        place = data.draw(st.integers(0, len(lines) - 1))
        damage = data.draw(st.sampled_from(["drop", "twice", "null", "number", "cut", "tab", "list"]))
        key, _, _ = lines[place].partition(":")
        lines[place : place + 1] = {
            "drop": [],
            "twice": [lines[place]] * 2,
            "null": [f"{key}:"],
            "number": [f"{key}: -5"],
            "cut": [lines[place][: len(lines[place]) // 2]],
            "tab": [f"\t{lines[place]}"],
            "list": [f"{key}: [x]"],
        }[damage]
    text = "\n".join(lines)
    problems: tuple[Finding, ...] = ()
    try:
        read_design(text, name="own.yaml")
    except DesignError as refused:
        problems = refused.problems or (Finding(what=Label("", ""), remedy=Label("", "")),)
    assert all(1 <= problem.line <= len(lines) + 1 for problem in problems)
    assert all(each.nl and each.en for problem in problems for each in (problem.what, problem.remedy))


def test_reading_a_file_from_disk_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(as_yaml(a_design()), encoding="utf-8")
    assert read_design(path.read_text(encoding="utf-8"), name=str(path)).name == str(path)


def test_the_example_is_sound() -> None:
    assert check(read(a_design())) == ()


def test_the_example_in_the_manual_is_a_sound_design() -> None:
    manual = (Path(__file__).parents[3] / "docs" / "designs.md").read_text(encoding="utf-8")
    example = manual.split("```yaml\n", 1)[1].split("```", 1)[0]
    assert check(read_design(example, name="docs/designs.md")) == ()
