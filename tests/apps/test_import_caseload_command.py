"""`tweespoor import-caseload`: the same deeds from the command line, in a database of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parent.parent / "data"
ADD = (
    "from tweespoor.apps.organisations.actions import add_organisation;"
    "from tweespoor.core.vocabulary import OrganisationKind;"
    "add_organisation(name='Roermond', kind=OrganisationKind.MUNICIPALITY)"
)
COUNT = "from tweespoor.apps.people.models import Person; print(Person.objects.count())"


@pytest.fixture(scope="module")
def tweespoor(tmp_path_factory):
    """Run the command in an installation with one municipality."""
    environment = {name: value for name, value in os.environ.items() if name != "TWEESPOOR_DATABASE"}
    environment["TWEESPOOR_DATA"] = str(tmp_path_factory.mktemp("data"))
    environment["DJANGO_SETTINGS_MODULE"] = "tweespoor.site.settings.dev"

    def run(*arguments):
        command = [sys.executable, "-m", "tweespoor", *map(str, arguments)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    assert run("manage", "migrate", "-v0").returncode == 0
    assert run("manage", "shell", "-v0", "-c", ADD).returncode == 0
    return run


def people(tweespoor):
    return int(tweespoor("manage", "shell", "-v0", "-c", COUNT).stdout)


def test_a_list_is_looked_at_settled_brought_in_and_recognised(tweespoor, tmp_path):
    sample = DATA / "caseload-windows.csv"
    looked_at = tweespoor("import-caseload", sample, "--organisation", "Roermond", "--dry-run")
    assert looked_at.returncode == 1
    assert "row 7, column 'Geslacht': 'vrw': not-in-list; proposed: Vrouw" in looked_at.stderr
    assert "6 new, 0 known, 2 left out, 9 cells with a problem, 0 questions" in looked_at.stdout
    assert tweespoor("import-caseload", sample, "--organisation", "Roermond").returncode == 1
    assert people(tweespoor) == 0

    mapping = tmp_path / "mapping.json"
    mend = {"column": "Geb.datum", "text": "31-02-1990", "to": "28-02-1990"}
    mapping.write_text(json.dumps({"mends": [mend], "accept_proposals": True, "leave_out_rest": True}))
    told = ("import-caseload", sample, "--organisation", "Roermond", "--mapping", mapping)
    assert tweespoor(*told, "--dry-run").returncode == 0
    assert people(tweespoor) == 0
    assert "brought in: 6 people" in tweespoor(*told).stdout
    assert people(tweespoor) == 6
    again = tweespoor(*told)
    assert again.returncode == 2
    assert "this very file was brought in before" in again.stderr
    assert "deleted the cells of 0 lists" in tweespoor("forget-caseloads").stdout


@pytest.mark.parametrize(
    ("file", "organisation", "mapping", "message"),
    [
        ("picture.xlsx", "Roermond", "{}", "the file cannot be read: picture"),
        ("caseload-windows.csv", "Nergens", "{}", "there is no municipality 'Nergens'; there are Roermond"),
        ("caseload-windows.csv", "Roermond", "[", "is no JSON"),
        ("caseload-windows.csv", "Roermond", '{"colums": {}}', "an object with keys out of accept_proposals"),
        ("caseload-windows.csv", "Roermond", '{"columns": {"Naam": "number"}}', "no column 'Naam'; it has Nr"),
        ("caseload-windows.csv", "Roermond", '{"list_day": "gisteren"}', "gisteren"),
    ],
)
def test_what_cannot_be_used_is_said_without_a_trace(tweespoor, tmp_path, file, organisation, mapping, message):
    path = tmp_path / "mapping.json"
    path.write_text(mapping)
    own = tmp_path / file  # another file than the one that a test may have brought in
    own.write_bytes((DATA / file).read_bytes() + b"\r\n")
    said = tweespoor("import-caseload", own, "--organisation", organisation, "--mapping", path)
    assert said.returncode == 2
    assert message in said.stderr
    assert "Traceback" not in said.stderr
