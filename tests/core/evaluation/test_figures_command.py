"""`tweespoor figures`: all files or none, and a clear word where something is wrong."""

from __future__ import annotations

import csv

import pytest
from click.testing import CliRunner

from tweespoor.cli import main


def run(*arguments):
    return CliRunner().invoke(main, ["figures", *map(str, arguments)])


def test_every_figure_is_written_as_svg_png_and_csv(tmp_path):
    done = run("--as-of", "2021-02-15", "--out", tmp_path / "figures")
    assert done.exit_code == 0
    assert "(N=452)" in done.output
    assert "Alle mensen zijn verzonnen." in done.output
    with (tmp_path / "figures" / "figures.csv").open(encoding="utf-8") as file:
        rows = {row["figure"]: row for row in csv.DictReader(file)}
    assert rows["2.8"]["n"] == "409"
    assert "Nederweert (N=43)" in rows["2.8"]["notes"]
    names = {path.name for path in (tmp_path / "figures").iterdir()}
    assert names == {"figures.csv"} | {f"figure-{n}.{kind}" for n in rows for kind in ("svg", "png", "csv")}


def test_figures_are_drawn_from_files_of_ones_own(tmp_path):
    CliRunner().invoke(main, ["population", "make", "--out", str(tmp_path / "data"), "--people", "60"])
    done = run("--as-of", "2021-02-15", "--out", tmp_path / "out", "--data", tmp_path / "data", "--lang", "en")
    assert done.exit_code == 0
    assert "Figure 2.1 Registered participants per pilot (N=60)" in done.output


def test_a_number_that_is_hidden_is_empty_in_the_list_of_figures(tmp_path):
    done = run("--as-of", "2021-02-15", "--out", tmp_path / "figures", "--suppress", "5")
    assert "Figuur 2.2 Geslacht per pilot (N afgeschermd)" in done.output
    with (tmp_path / "figures" / "figures.csv").open(encoding="utf-8") as file:
        counted = {row["figure"]: row["n"] for row in csv.DictReader(file)}
    assert (counted["2.1"], counted["2.2"]) == ("452", "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--as-of", "2021-02-30"), "'2021-02-30'"),
        (("--as-of", "15-02-2021"), "'15-02-2021'"),
        (("--as-of", "2021-02-15", "--data", "{missing}"), "people.csv is not in"),
        (("--as-of", "2021-02-15", "--suppress", "0"), "--suppress"),
    ],
)
def test_wrong_input_is_said_and_nothing_is_written(tmp_path, arguments, words):
    filled = [each.format(missing=tmp_path / "nowhere") for each in arguments]
    done = run(*filled, "--out", tmp_path / "figures")
    assert done.exit_code == 2
    assert words in done.output
    assert "Traceback" not in done.output
    assert list(tmp_path.iterdir()) == []


def test_a_broken_file_is_said_and_nothing_is_written(tmp_path):
    CliRunner().invoke(main, ["population", "make", "--out", str(tmp_path / "data"), "--people", "40"])
    facts = tmp_path / "data" / "facts.csv"
    facts.write_text(facts.read_text(encoding="utf-8").replace("text,male", "text,man", 1), encoding="utf-8")
    done = run("--as-of", "2021-02-15", "--data", tmp_path / "data", "--out", tmp_path / "figures")
    assert done.exit_code == 2
    assert "gender: 'man' is not one of male, female, other" in done.output
    assert not (tmp_path / "figures").exists()


def test_a_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("in the way")
    done = run("--as-of", "2021-02-15", "--out", tmp_path / "file" / "figures")
    assert done.exit_code == 2
    assert "cannot write" in done.output


def test_a_date_before_anybody_joined_gives_empty_figures(tmp_path):
    done = run("--as-of", "1900-01-01", "--out", tmp_path / "figures")
    assert done.exit_code == 0
    assert "(N=0)" in done.output
