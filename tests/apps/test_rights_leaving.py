"""A municipality takes all its data along: everything of its own, nothing of another."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from click.testing import CliRunner
from django.urls import reverse

from tests.apps.conftest import TODAY, a_municipality, a_user
from tests.apps.dossiers import a_full_dossier
from tests.apps.test_rights_access import our_models
from tweespoor.apps.log.models import Entry
from tweespoor.apps.people.models import Person
from tweespoor.apps.rights.inventory import BELONGS_TO_NOBODY, of_municipalities
from tweespoor.apps.rights.models import KeptFact, KeptPerson
from tweespoor.apps.trajectories.models import Programme
from tweespoor.cli import main
from tweespoor.core.facts import Fact
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_no_model_is_forgotten_when_a_municipality_leaves():
    ours = {model._meta.label for model in our_models()}
    there = {kind.model for kind in of_municipalities()}
    assert len(ours) > 30
    assert ours - there - set(BELONGS_TO_NOBODY) == set()
    assert there & set(BELONGS_TO_NOBODY) == set()


@pytest.fixture
def two_towns():
    """Two municipalities, each with a row of every kind."""
    found = []
    roermond, lochem = a_municipality("Gemeente Roermond"), a_municipality("Gemeente Lochem")
    for own, other, name in ((roermond, lochem, "Anna"), (lochem, roermond, "Bilal")):
        robin = a_user(own, name=f"Robin van {name}".replace(" ", ""))
        person, _request = a_full_dossier(
            own,
            by=robin,
            other=other,
            name=name,
            settled_on=Fact.known(TODAY, valid_on=TODAY, known_on=TODAY, source="=HYPERLINK(1)"),
        )
        kept = KeptPerson.objects.create(programme=Programme.objects.get(municipality=own), joined_on=TODAY)
        KeptFact.objects.create(kept=kept, variable="gender", state="none", valid_on=TODAY, known_on=TODAY)
        found.append((own, person))
    return found


def taken(log_in, municipality):
    charlie = a_user(municipality, Role.ADMINISTRATOR, name="Charlie")
    answer = log_in(charlie).post(reverse("take-along"), {"gemeente": str(municipality.pk)})
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def tables(file):
    return {
        name.removeprefix("json/").removesuffix(".json"): json.loads(file.read(name))
        for name in file.namelist()
        if name.startswith("json/")
    }


def test_everything_of_its_own_and_nothing_of_another_is_taken(two_towns, log_in):
    (roermond, anna), (_lochem, bilal) = two_towns
    file = taken(log_in, roermond)
    found = tables(file)
    assert [name for name, rows in found.items() if not rows] == []
    assert {row["id"] for row in found["people-person"]} == {str(anna.pk)}
    assert {row["person_id"] for row in found["people-personfact"]} == {str(anna.pk)}
    assert len(found["people-personfact"]) == anna.facts.count()
    everything = b"".join(file.read(name) for name in file.namelist()).decode()
    assert bilal.number not in everything
    assert "Bilal" not in everything
    for kind in of_municipalities():
        if kind.model not in ("organisations.Organisation", "rights.HandOver", "log.Entry"):
            total = kind.rows.count()
            assert len(found[kind.table]) < total
    assert Entry.objects.get(deed="data-taken-along").organisation == roermond.pk


def test_the_csv_holds_what_the_json_holds_and_no_formula(two_towns, log_in):
    (roermond, _anna), _other = two_towns
    file = taken(log_in, roermond)
    for name, rows in tables(file).items():
        text = file.read(f"csv/{name}.csv").decode("utf-8-sig")
        read = list(csv.DictReader(io.StringIO(text)))
        assert len(read) == len(rows)
        assert set(read[0]) == set(rows[0])
    facts = file.read("csv/people-personfact.csv").decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in facts
    assert ",=HYPERLINK" not in facts


def test_every_column_is_explained_and_no_password_leaves(two_towns, log_in):
    (roermond, _anna), _other = two_towns
    file = taken(log_in, roermond)
    read = csv.DictReader(io.StringIO(file.read("gegevenswoordenboek.csv").decode("utf-8-sig")))
    explained = {(row["bestand"], row["kolom"]) for row in read}
    assert explained == {(name, column) for name, rows in tables(file).items() for column in rows[0]}
    assert ("organisations-user", "email") in explained
    assert ("organisations-user", "password") not in explained
    assert "Gemeente Roermond" in file.read("LEESMIJ.txt").decode()


def test_nobody_but_the_own_administrator_takes_data_along(two_towns, log_in):
    (roermond, _anna), (lochem, _bilal) = two_towns
    for role in set(Role) - {Role.ADMINISTRATOR}:
        assert log_in(a_user(roermond, role, name=role.value)).get(reverse("take-along")).status_code == 404
    stranger = log_in(a_user(lochem, Role.ADMINISTRATOR, name="Charlie"))
    assert stranger.post(reverse("take-along"), {"gemeente": str(roermond.pk)}).status_code == 404
    assert stranger.post(reverse("take-along"), {"gemeente": "x"}).status_code == 404
    assert not Entry.objects.filter(deed="data-taken-along").exists()


def test_the_operator_writes_the_same_file(two_towns, tmp_path):
    (roermond, anna), _other = two_towns
    file = tmp_path / "roermond.zip"
    result = CliRunner().invoke(main, ["organisation-export", roermond.name, "--to", str(file)])
    assert result.exit_code == 0, result.output
    assert {row["id"] for row in tables(zipfile.ZipFile(file))["people-person"]} == {str(anna.pk)}
    assert [each.name for each in tmp_path.iterdir()] == ["roermond.zip"]


def test_a_municipality_that_is_not_there_is_said(two_towns, tmp_path):
    result = CliRunner().invoke(main, ["organisation-export", "Utrecht", "--to", str(tmp_path / "x.zip")])
    assert result.exit_code == 2
    assert "there is no municipality 'Utrecht'; there are Gemeente Lochem, Gemeente Roermond" in result.output
    result = CliRunner().invoke(
        main, ["organisation-export", "Gemeente Lochem", "--to", str(tmp_path / "no" / "x.zip")]
    )
    assert result.exit_code == 2
    assert "cannot write" in result.output
    assert Person.objects.count() == 2
