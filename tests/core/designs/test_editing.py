"""A design changed part by part: nothing is lost, nothing refers to what is gone, and two people's work is joined."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.designs.builders import a_block, a_phase, design_data, designed, label, read
from tweespoor.core.designs import (
    PILOT_IDS,
    Clash,
    Design,
    Form,
    Given,
    How,
    Intensity,
    IntensityUnit,
    Label,
    Per,
    Section,
    Severity,
    Span,
    check,
    derive,
    differences,
    free_id,
    join,
    move,
    part,
    parts,
    pilot,
    put,
    read_design,
    remove,
    short_name,
    write_design,
)
from tweespoor.core.facts import FactState


def hours(design: Design, block: str, amount: int) -> Design:
    """The design with so many hours a week of one block."""
    minutes = Span.exactly(amount * 60)
    value = Intensity(unit=IntensityUnit.HOURS, per=Per.WEEK, amount=minutes)
    return put(design, replace(design.block(block), intensity=Given(state=FactState.KNOWN, value=value)))


def errors(design: Design) -> list[str]:
    return [str(each.what.en) for each in check(design) if each.severity is Severity.ERROR]


@pytest.mark.parametrize("pilot_id", PILOT_IDS)
def test_every_pilot_is_edited_by_one_small_thing_and_comes_back_the_same_from_its_text(pilot_id: str) -> None:
    own = derive(pilot(pilot_id), design_id="eigen", title=Label("Eigen", "Own"), municipality="Voorbeeldstad")
    block = own.blocks[0].id
    edited = hours(own, block, 7)
    text = write_design(edited)
    again = read_design(text)
    assert again == edited
    assert write_design(again) == text
    assert [(section, each.id, how) for section, each, how in differences(own, edited)] == [
        (Section.BLOCKS, block, How.CHANGED)
    ]
    assert again.municipalities == ("Voorbeeldstad",)
    assert again.statements == {}
    assert again.observations == ()


@given(design_data())
@settings(max_examples=60, deadline=None)
def test_exporting_and_importing_gives_the_same_text(data: dict[str, Any]) -> None:
    text = write_design(read(data))
    assert write_design(read_design(text)) == text


@given(design_data(), st.data())
@settings(max_examples=80, deadline=None)
def test_what_is_removed_leaves_nothing_behind_that_refers_to_it(data: dict[str, Any], draw: st.DataObject) -> None:
    design = read(data)
    section = draw.draw(st.sampled_from([s for s in Section if parts(design, s)]))
    gone = draw.draw(st.sampled_from([each.id for each in parts(design, section)]))
    left = remove(design, section, gone)
    assert gone not in [each.id for each in parts(left, section)]
    assert errors(left) == errors(design) == []


@given(design_data(), st.data())
@settings(max_examples=60, deadline=None)
def test_moving_a_part_down_and_up_again_changes_nothing(data: dict[str, Any], draw: st.DataObject) -> None:
    design = read(data)
    block = draw.draw(st.sampled_from([each.id for each in design.blocks]))
    down = move(design, Section.BLOCKS, block, by=1)
    assert {each.id for each in down.blocks} == {each.id for each in design.blocks}
    is_last = design.blocks[-1].id == block
    assert (down == design) == is_last
    if not is_last:
        assert move(down, Section.BLOCKS, block, by=-1) == design


@given(design_data(), st.data())
@settings(max_examples=60, deadline=None)
def test_work_of_two_people_on_different_parts_is_joined(data: dict[str, Any], draw: st.DataObject) -> None:
    base = read(data)
    ids = [each.id for each in base.blocks]
    mine = hours(base, draw.draw(st.sampled_from(ids)), 5)
    assert join(base, mine=mine, theirs=base) == mine
    assert join(base, mine=base, theirs=mine) == mine
    assert join(base, mine=mine, theirs=mine) == mine
    titled = replace(base, title=Label("Nieuw", "New"))
    both = join(base, mine=mine, theirs=titled)
    assert (both.blocks, both.title) == (mine.blocks, titled.title)


def test_two_changes_of_one_block_clash_and_name_it() -> None:
    base = designed(blocks=[a_block("taal"), a_block("sport", kind="sport")])
    with pytest.raises(Clash) as clash:
        join(base, mine=hours(base, "taal", 5), theirs=hours(base, "taal", 6))
    assert clash.value.places == (("blocks", "taal"),)


def test_removing_what_somebody_else_changed_clashes() -> None:
    base = designed(blocks=[a_block("taal"), a_block("sport", kind="sport")])
    gone = remove(base, Section.BLOCKS, "taal")
    for mine, theirs in ((gone, hours(base, "taal", 6)), (hours(base, "taal", 6), gone)):
        with pytest.raises(Clash):
            join(base, mine=mine, theirs=theirs)
    assert join(base, mine=gone, theirs=hours(base, "sport", 2)).blocks == (hours(base, "sport", 2).block("sport"),)


def test_two_titles_clash_without_a_part() -> None:
    base = designed()
    with pytest.raises(Clash) as clash:
        join(base, mine=replace(base, title=Label("A", "A")), theirs=replace(base, title=Label("B", "B")))
    assert clash.value.places == (("title", ""),)


def test_with_a_phase_go_its_own_blocks_and_a_choice_that_has_one_left() -> None:
    design = designed(
        phases=[a_phase("een"), a_phase("twee")],
        blocks=[
            a_block("taal"),
            a_block("stage", kind="internship", when={"phases": ["twee"]}),
            a_block("werk", kind="paid", when={"phases": ["twee"]}),
            a_block("sport", kind="sport", conditions=[{"phase_goal": "twee"}], after=["stage"]),
        ],
        alternatives=[
            {"id": "keuze", "label": label(), "blocks": ["stage", "werk"], "chosen_by": "preference", "source": "own"}
        ],
        costs=[{"id": "prijs", "label": label(), "block": "werk", "euros": 10, "per": "person", "source": "own"}],
    )
    left = remove(design, Section.PHASES, "twee")
    assert [block.id for block in left.blocks] == ["taal", "sport"]
    assert (left.alternatives, left.costs) == ((), ())
    assert (left.block("sport").conditions, left.block("sport").after) == ((), ())
    assert [(how, each.id) for _section, each, how in differences(design, left)] == [
        (How.REMOVED, "twee"),
        (How.REMOVED, "stage"),
        (How.REMOVED, "werk"),
        (How.CHANGED, "sport"),
        (How.REMOVED, "keuze"),
        (How.REMOVED, "prijs"),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [("Taal & techniek", "taal-techniek"), ("É één", "e-een"), ("3 dagen", "deel-3-dagen"), ("…", "deel")],
)
def test_a_name_becomes_a_short_name(text: str, name: str) -> None:
    assert short_name(text) == name


def test_a_name_that_is_taken_gets_a_number_also_beside_a_choice() -> None:
    design = designed(
        blocks=[a_block("taal"), a_block("werk", kind="paid")],
        alternatives=[
            {"id": "keuze", "label": label(), "blocks": ["taal", "werk"], "chosen_by": "preference", "source": "own"}
        ],
    )
    assert free_id(design, Section.BLOCKS, "Taal") == "taal-2"
    assert free_id(design, Section.BLOCKS, "Keuze") == "keuze-2"
    assert free_id(design, Section.COSTS, "Taal") == "taal"


def test_a_part_is_found_by_its_id_and_put_in_its_place() -> None:
    design = designed(blocks=[a_block("taal"), a_block("sport", kind="sport")])
    changed = put(design, replace(design.block("taal"), form=Form.INDIVIDUAL))
    assert part(changed, Section.BLOCKS, "taal") == changed.blocks[0]
    assert changed.blocks[0].form is Form.INDIVIDUAL
    with pytest.raises(KeyError):
        part(design, Section.BLOCKS, "geen")
