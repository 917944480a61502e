"""The nine pilots: every number of the source stands in its design, with its source."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from tests.core.designs.builders import a_block, designed
from tests.core.designs.pilot_numbers import NOT_STATED, NUMBERS, TABLE_COUNTS
from tests.core.designs.places import find, source_at, words_at
from tweespoor.core.designs import (
    ACTIVITY_ROWS,
    PILOT_IDS,
    Answer,
    Given,
    UnknownDesign,
    check,
    classes,
    compare,
    offers,
    pilot,
    pilots,
    schema,
    weekly_hours,
)
from tweespoor.core.vocabulary import ActivityKind, LanguageLevel, Obstacle, Role


@pytest.mark.parametrize(("pilot_id", "what", "place", "words"), NUMBERS, ids=lambda part: str(part)[:40])
def test_every_number_of_the_source_stands_in_its_design(pilot_id: str, what: str, place: str, words: str) -> None:
    assert words_at(pilot(pilot_id), place) == words, what


@pytest.mark.parametrize(("pilot_id", "what", "place", "words"), NUMBERS, ids=lambda part: str(part)[:40])
def test_every_number_says_where_the_source_says_it(pilot_id: str, what: str, place: str, words: str) -> None:
    source = source_at(pilot(pilot_id), place)
    assert source.startswith(("annex 2", "table 2", "section ", "figure 2")), what


@pytest.mark.parametrize(("pilot_id", "place"), NOT_STATED)
def test_what_the_source_does_not_give_is_an_assumption_with_a_reason(pilot_id: str, place: str) -> None:
    given = find(pilot(pilot_id), place)
    assert isinstance(given, Given)
    assert given.stated is None
    assert given.value is not None
    assert given.assumed
    assert given.why


def test_all_nine_pilots_are_there_and_register_452_people() -> None:
    assert [design.id for design in pilots()] == list(PILOT_IDS)
    registered = [design.participants.registered.value for design in pilots()]
    assert sum(span.max for span in registered if span) == 452


def test_no_pilot_has_errors_or_warnings() -> None:
    assert [finding for design in pilots() for finding in check(design)] == []


def test_a_contested_value_keeps_every_version_with_its_source_and_says_which_and_why() -> None:
    target = pilot("arnhem").participants.target
    assert [(version.value.max, version.source) for version in target.versions] == [
        (80, "table 2.2"),
        (90, "annex 2, Arnhem"),
    ]
    assert target.value is not None
    assert target.value.max == 80
    assert target.why


def test_roermonds_full_week_follows_from_its_half_days() -> None:
    design = pilot("roermond")
    table = weekly_hours(design)
    nine_half_days = ["language-phase-1", "work-experience", "sport", "cooking-and-budget"]
    assert sum(table.block(block, week=1).max_hours for block in nine_half_days) == 36


def test_hengelo_takes_four_half_days_beside_work_because_two_blocks_take_turns() -> None:
    table = weekly_hours(pilot("hengelo"))
    beside_work = [table.total(week=week).max_hours - table.block("work", week=week).max_hours for week in table.weeks]
    assert set(beside_work) == {12.0}
    turns = [[b for b in ("module", "vocational-care") if table.block(b, week=week).max_minutes] for week in (1, 2, 3)]
    assert turns == [["module"], ["vocational-care"], ["module"]]
    assert sum(table.block("vocational-care", week=week).max_minutes > 0 for week in table.weeks) == 10


def test_an_unknown_pilot_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(UnknownDesign, match="no pilot 'utrecht'; there are lochem, nederweert"):
        pilot("utrecht")


def test_individual_pilots_have_few_group_activities_to_plan_and_group_pilots_more() -> None:
    counted = {design.id: len(offers(design)) for design in pilots()}
    assert counted["nederweert"] == 0
    assert counted["lochem"] == 1
    assert all(counted[group] >= 2 for group in ("hengelo", "arnhem", "hoeksche-waard", "drechtsteden", "roermond"))
    assert all(classes(design) for design in pilots())


def test_the_comparison_agrees_with_every_count_the_report_gives() -> None:
    comparison = compare(pilots())
    for row, count in TABLE_COUNTS.items():
        cells = [comparison.cell(row, design=design.id) for design in pilots()]
        certain = sum(cell.answer is Answer.PRESENT and not cell.tailored for cell in cells)
        unknown = sum(cell.answer is Answer.UNKNOWN for cell in cells)
        assert certain <= count <= certain + unknown, row


def test_the_same_language_provider_row_names_exactly_the_three_pilots_of_section_2_2() -> None:
    comparison = compare(pilots())
    row = next(row for row in comparison.activities if row.id == "same-language-provider")
    found = {design.id for design, cell in zip(pilots(), row.cells, strict=True) if cell.answer is Answer.PRESENT}
    assert found == {"hengelo", "vijfheerenlanden", "roermond"}


def test_a_row_about_group_lessons_is_tailored_where_only_individuals_get_it() -> None:
    group, alone = a_block("group", kind="vocational"), a_block("alone", kind="vocational", form="individual")
    comparison = compare([designed(id="both", blocks=[group, alone]), designed(id="alone", blocks=[alone])])
    both, tailored = (comparison.cell("vocational", design=name) for name in ("both", "alone"))
    assert (both.words.en if both.words else "", both.tailored) == ("group (en)", False)
    assert (tailored.answer, tailored.tailored) == (Answer.PRESENT, True)
    assert comparison.cell("health", design="both").answer is Answer.UNKNOWN


def test_the_published_schema_holds_the_vocabulary_and_the_rows_of_the_comparison() -> None:
    text = resources.files("tweespoor.core.designs").joinpath("schema.json").read_text(encoding="utf-8")
    parts = json.loads(text)["$defs"]
    assert json.loads(text) == schema()
    assert parts["kind"]["enum"] == [kind.value for kind in ActivityKind]
    assert parts["level"]["enum"] == [level.value for level in LanguageLevel]
    assert parts["role"]["enum"] == [role.value for role in Role]
    assert parts["condition"]["properties"]["obstacles"]["items"]["enum"] == [term.value for term in Obstacle]
    assert list(schema()["properties"]["statements"]["properties"]) == [row.id for row in ACTIVITY_ROWS]


@pytest.mark.parametrize("pilot_id", PILOT_IDS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_two_blocks_have_one_name_so_that_a_list_of_prices_or_stands_can_be_read(
    pilot_id: str, language: str
) -> None:
    names = [block.label.text(language) for block in pilot(pilot_id).blocks]
    assert sorted(names) == sorted(set(names))
