"""The pages of the manual about legal terms are the specification: every row of their tables must hold."""

from __future__ import annotations

import re

import pytest

from tests.spec.legalclock.reading_pages import PAGES, case_of, rows, standing_of, term_of
from tweespoor.core.legalclock import RULES, day, municipal_deadlines, read

ROWS = rows()


def deadlines_of(row):
    """What the clock says of the row's rule: of a municipality for the rule that is about one."""
    if row.rule == "C17":
        return municipal_deadlines(on=row.on).values()
    return read(case_of(row.known), on=row.on).of(row.rule)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_the_clock_says_what_the_manual_says(row):
    found = [(term_of(each), standing_of(each)) for each in deadlines_of(row)]
    assert (row.term, row.standing) in found


def test_every_rule_has_its_table_and_there_is_no_c06():
    assert {row.rule for row in ROWS} == {rule.id for rule in RULES} == {f"C{n:02}" for n in range(1, 26) if n != 6}


def test_the_pages_tell_where_each_rule_stands_and_how_certain_it_is():
    text = "\n".join(page.read_text(encoding="utf-8") for page in sorted(PAGES.glob("*.md")))
    sections = {part[:3]: part for part in re.split(r"(?m)^## ", text) if re.match(r"C\d\d ", part)}
    for rule in RULES:
        section = sections[rule.id]
        assert f"- {rule.article} · {rule.mark.value}: {rule.mark.words.nl}" in section
        assert f"wie: {rule.who.nl}" in section
        assert rule.consequence.nl in section
        if rule.text_read:
            assert f"gelezen tekst van {day(rule.text_read).nl}" in section
        if rule.note:
            assert rule.note.nl in section


def test_the_index_names_every_page():
    index = (PAGES / "index.md").read_text(encoding="utf-8")
    assert {page.name for page in PAGES.glob("*.md")} - {"index.md"} == set(re.findall(r"\(([a-z0-9-]+\.md)\)", index))
