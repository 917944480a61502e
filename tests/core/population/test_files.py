"""People survive their files; files that are broken are refused with the place, and nothing is half-written."""

from __future__ import annotations

import csv

import polars as pl
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from tweespoor.cli import main
from tweespoor.core.population import (
    PopulationError,
    each_person,
    make_people,
    pilot_population,
    read_tables,
    tables,
    write_population,
)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def change_cell(folder, name, *, line, column, to):
    """Put something else in a cell; the head is line 1."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    rows[line - 1][rows[0].index(column)] = to
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def refusal(folder):
    with pytest.raises(PopulationError) as refused:
        read_tables(folder)
    return str(refused.value)


@pytest.fixture
def folder(tmp_path):
    """A folder with forty people. Their first facts are those of the first person, in a fixed order."""
    write_population(make_people(40), to=tmp_path / "data")
    return tmp_path / "data"


@pytest.mark.parametrize("seed", [1, 3])
def test_a_population_survives_its_files(tmp_path, seed):
    population = pilot_population(seed=seed)
    write_population(population, to=tmp_path / "data")
    for read, made in zip(read_tables(tmp_path / "data"), tables(population), strict=True):
        assert_frame_equal(read, made)


def test_people_one_by_one_give_the_same_files(tmp_path):
    write_population(make_people(60, seed=2), to=tmp_path / "at-once")
    write_population(each_person(60, seed=2), to=tmp_path / "one-by-one")
    assert contents(tmp_path / "at-once") == contents(tmp_path / "one-by-one")


def test_a_spreadsheet_may_have_saved_the_files(folder):
    before = read_tables(folder)
    for path in folder.iterdir():
        text = path.read_text(encoding="utf-8")
        path.write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode())
    for read, made in zip(read_tables(folder), before, strict=True):
        assert_frame_equal(read, made)


@pytest.mark.parametrize(
    ("name", "line", "column", "to", "said"),
    [
        ("people.csv", 5, "person", "", "cannot be empty"),
        ("people.csv", 5, "programme", "", "cannot be empty"),
        ("people.csv", 5, "joined_on", "15-02-2021", "'15-02-2021' is not a date like 2021-02-15"),
        ("people.csv", 5, "given_name", "A\u2028B", "holds a character that cannot be printed"),
        ("people.csv", 5, "programme", "loch\0em", "holds a character that cannot be printed"),
        ("people.csv", 5, "family_name", "two\nlines", "holds a character that cannot be printed"),
        ("facts.csv", 2, "person", "niemand", "'niemand' is not in people.csv"),
        ("facts.csv", 2, "programme", "arnhem", "'arnhem', but people.csv says 'lochem'"),
        ("facts.csv", 2, "variable", "shoe-size", "'shoe-size' is not a variable"),
        ("facts.csv", 2, "state", "perhaps", "'perhaps' is not one of known, none, not-asked"),
        ("facts.csv", 2, "state", "not-asked", "a fact that is not-asked cannot have a value"),
        ("facts.csv", 2, "value", "1980-02-30", "'1980-02-30' is not a date like 2021-02-15"),
        ("facts.csv", 2, "type", "text", "birth-date: "),
        ("facts.csv", 3, "value", "vrouw", "gender: 'vrouw' is not one of"),
        ("facts.csv", 2, "valid_on", "", "cannot be empty"),
        ("facts.csv", 2, "known_on", "soon", "'soon' is not a date like 2021-02-15"),
    ],
)
def test_a_wrong_cell_is_refused_with_file_line_and_column(folder, name, line, column, to, said):
    change_cell(folder, name, line=line, column=column, to=to)
    first = refusal(folder).splitlines()[0]
    named = "value" if column in ("state", "type") and to in ("not-asked", "text") else column
    assert first.startswith(f"{name}, line {line}, column {named!r}: ")
    assert said in first


def test_an_empty_state_with_dates_contradicts_itself(folder):
    change_cell(folder, "facts.csv", line=2, column="state", to="")
    change_cell(folder, "facts.csv", line=2, column="value", to="")
    change_cell(folder, "facts.csv", line=2, column="type", to="")
    assert refusal(folder) == "facts.csv, line 2, column 'state': what was not asked has no date and no source"


def test_what_was_not_asked_may_stand_in_the_file(folder):
    facts = read_tables(folder)[1]
    for column in ("state", "value", "type", "valid_on", "known_on", "source"):
        change_cell(folder, "facts.csv", line=2, column=column, to="")
    assert_frame_equal(read_tables(folder)[1], facts[1:])


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("people.csv", lambda text: "", "people.csv, line 1: column 'person' is missing"),
        ("facts.csv", lambda text: text.replace(",variable,", ",wat,", 1), "facts.csv, line 1: column 'variable'"),
        ("people.csv", lambda text: text.replace(",", ";"), "people.csv, line 1: column 'person' is missing"),
        ("people.csv", lambda text: text + "half a line\n", "people.csv, line 42: this line has not as many cells"),
        ("people.csv", lambda text: text.replace("-", ",", 1), "people.csv, line 2: this line has not as many cells"),
        ("people.csv", lambda text: text + text.splitlines()[1] + "\n", "people.csv, line 42, column 'person'"),
        ("people.csv", lambda text: text.replace(",lochem,", ',"lochem,', 1), "people.csv, line 2: a quote is missing"),
        ("facts.csv", lambda text: text.replace(",text,", ',"text,', 1), "facts.csv, line 3: a quote is missing"),
    ],
)
def test_a_broken_table_is_refused_with_its_place(folder, name, change, said):
    before = (folder / name).read_text(encoding="utf-8")
    (folder / name).write_text(change(before), encoding="utf-8")
    assert (folder / name).read_text(encoding="utf-8") != before
    assert refusal(folder).startswith(said)


def test_a_quote_that_is_never_closed_in_a_long_file_is_refused(tmp_path):
    write_population(pilot_population(), to=tmp_path)
    path = tmp_path / "facts.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",text,", ',"text,', 1), encoding="utf-8")
    assert refusal(tmp_path) == "facts.csv, line 3: a quote is missing, or one too many"


def test_two_answers_on_the_same_dates_are_refused_and_one_answer_twice_is_not(folder):
    path = folder / "facts.csv"
    text = path.read_text(encoding="utf-8")
    line = next(row for row in text.splitlines() if ",gender,known,text,male," in row)
    lines = text.count("\n")
    path.write_text(text + line + "\n", encoding="utf-8")
    assert read_tables(folder)[1].height == lines
    path.write_text(text + line.replace(",male,", ",female,") + "\n", encoding="utf-8")
    assert f"facts.csv, line {lines + 1}, column 'value': line {text.splitlines().index(line) + 1}" in refusal(folder)


def test_many_problems_are_named_at_once_but_not_all(folder):
    path = folder / "facts.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",known,", ",perhaps,"), encoding="utf-8")
    lines = refusal(folder).splitlines()
    assert len(lines) == 21
    assert lines[-1].startswith("... and ")


@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_file_however_broken_gives_anything_but_a_table_or_a_refusal(folder, data):
    """Whatever stands in a few places of the files."""
    write_population(make_people(12), to=folder)
    path = folder / data.draw(st.sampled_from(["people.csv", "facts.csv"]))
    text = path.read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 12))
        text = text[:place] + data.draw(st.text('",;\n\r\0\u2028-é1a', max_size=4)) + text[place + cut :]
    path.write_bytes(text.encode())
    try:
        people, facts = read_tables(folder)
    except PopulationError:
        return
    assert set(facts["person"]) <= set(people["person"])


def test_a_missing_file_says_how_to_make_it(folder):
    (folder / "facts.csv").unlink()
    assert "`tweespoor population make` writes it" in refusal(folder)
    (folder / "facts.csv").mkdir()
    assert refusal(folder) == "facts.csv cannot be read as UTF-8 text"


def run(*arguments):
    return CliRunner().invoke(main, list(map(str, arguments)))


def test_people_are_made_on_the_command_line(tmp_path):
    made = run("population", "make", "--out", tmp_path / "made", "--people", 30)
    assert made.exit_code == 0
    assert "30 people" in made.output
    assert "invented" in made.output
    assert set(contents(tmp_path / "made")) == {"people.csv", "facts.csv"}
    assert pl.read_csv(tmp_path / "made" / "people.csv").height == 30


def test_the_command_makes_the_people_of_the_pilots_unless_told(tmp_path):
    assert "452 people" in run("population", "make", "--out", tmp_path, "--seed", 7).output
    for read, made in zip(read_tables(tmp_path), tables(pilot_population(seed=7)), strict=True):
        assert_frame_equal(read, made)


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_left(tmp_path):
    (tmp_path / "file").write_text("in the way")
    refused = run("population", "make", "--out", tmp_path / "file" / "made")
    assert refused.exit_code == 2
    assert "cannot write" in refused.output
    assert "Traceback" not in refused.output
    assert set(tmp_path.iterdir()) == {tmp_path / "file"}


def test_a_folder_in_the_way_of_a_file_leaves_the_other_file_as_it_was(folder):
    before = (folder / "people.csv").read_bytes()
    (folder / "facts.csv").unlink()
    (folder / "facts.csv").mkdir()
    refused = run("population", "make", "--out", folder, "--seed", 2)
    assert refused.exit_code == 2
    assert "a folder of that name is in the way" in refused.output
    assert (folder / "people.csv").read_bytes() == before
    assert set(folder.iterdir()) == {folder / "people.csv", folder / "facts.csv"}
    assert list((folder / "facts.csv").iterdir()) == []


def test_what_goes_wrong_while_writing_leaves_the_old_files(folder):
    def some():
        yield from each_person(3, seed=9)
        raise OSError("the disk is full")

    before = contents(folder)
    with pytest.raises(OSError, match="disk is full"):
        write_population(some(), to=folder)
    assert contents(folder) == before
