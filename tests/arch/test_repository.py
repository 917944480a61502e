"""Conventions that can be executed: about the repository itself, not about what it does."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import get_resolver
from tools import messages

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "tweespoor"
OUR_MODELS = [model for model in apps.get_models() if model.__module__.startswith("tweespoor.")]
SHOWN_TO_SOMEBODY = {
    "BlockStand",
    "DesignAnswer",
    "EvaluationMoment",
    "Group",
    "HandOver",
    "HoursEntry",
    "Message",
    "Organisation",
    "Person",
    "PhaseChange",
    "PhaseGoal",
    "PipVersion",
    "PriceAgreement",
    "Programme",
    "Proposal",
    "PurseRequest",
    "Request",
    "Spending",
    "StandElsewhere",
}
LONGEST_FILE = 400
FILES = ("/", ".csv", ".svg", ".png", ".xlsx", ".ics", ".webmanifest", ".js")
"""How an address ends: with a slash, or as the file that it is."""


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_sentence_is_there_in_every_language_that_shows_it(language):
    assert messages.lacking(messages.read_catalogue(language), language) == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_no_catalogue_holds_a_sentence_that_is_gone(language):
    known = {(message.id, message.context) for message in messages.collected(language)}
    stale = [m.id for m in messages.read_catalogue(language) if (m.id, m.context) not in known]
    assert stale == []


@pytest.mark.parametrize("language", messages.UNCHECKED)
def test_a_catalogue_that_nobody_checked_says_so(language):
    assert "To be checked by a native speaker" in messages.catalogue(language).read_text("utf-8").split("msgid")[0]


@pytest.mark.parametrize("name", sorted(SHOWN_TO_SOMEBODY))
def test_what_is_shown_to_somebody_can_be_asked_as_that_somebody(name):
    model = next(model for model in OUR_MODELS if model.__name__ == name)
    assert hasattr(model.objects, "visible_to")


def test_views_read_through_queries_and_write_through_actions():
    offenders = [
        f"{path.relative_to(ROOT)}: {line}"
        for path in [
            *SOURCE.glob("apps/*/views.py"),
            *SOURCE.glob("apps/*/views/*.py"),
            *SOURCE.glob("site/pages/**/*.py"),
        ]
        for line in re.findall(r"\w+\.objects\b.*|\w+\.save\(.*|\w+\.delete\(.*", path.read_text("utf-8"))
    ]
    assert offenders == []


def test_every_template_is_free_of_inline_script_and_style():
    offenders = [
        str(path.relative_to(ROOT))
        for path in SOURCE.rglob("*.html")
        if re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", path.read_text("utf-8"))
    ]
    assert offenders == []


def test_no_source_file_has_grown_past_what_one_reads():
    long = {
        str(path.relative_to(ROOT)): lines
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts and (lines := len(path.read_text("utf-8").splitlines())) > LONGEST_FILE
    }
    assert long == {}


@pytest.mark.database
@pytest.mark.django_db
def test_the_models_and_the_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_address_is_dutch_and_ends_in_a_slash():
    def addresses(patterns, prefix=""):
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield from addresses(pattern.url_patterns, route)
            else:
                yield route

    ours = [route for route in addresses(get_resolver().url_patterns) if not route.startswith("taal/")]
    assert len(ours) > 8
    assert [route for route in ours if route and not route.endswith(FILES)] == []


def lacks(tmp_path, *, python: str, node: str | None):
    """What the check says on a machine with this Python and Node; None is none."""
    tools = {"python3": python, "node": node, "npm": "exit 0"}
    for name, does in tools.items():
        if does is not None:
            (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n")
            (tmp_path / name).chmod(0o755)
    return subprocess.run(
        ["/bin/sh", ROOT / "tools" / "check_machine.sh", "python3"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_machine_with_everything_is_told_nothing(tmp_path):
    said = lacks(tmp_path, python="exit 0", node="exit 0")
    assert (said.returncode, said.stderr) == (0, "")


def test_a_machine_with_an_old_python_is_told_so(tmp_path):
    said = lacks(tmp_path, python='[ "$1" = --version ] && echo Python 3.9.2; exit 1', node="exit 0")
    assert said.returncode == 1
    assert "Python 3.11 or newer ('python3' is Python 3.9.2)" in said.stderr
    assert "Remedy:" in said.stderr


def test_a_machine_without_node_is_told_so(tmp_path):
    said = lacks(tmp_path, python="exit 0", node=None)
    assert said.returncode == 1
    assert "Node.js 20 or newer ('node' was not found)" in said.stderr


def test_the_project_needs_nothing_beside_itself():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    offenders = [
        name
        for name in tracked.splitlines()
        if name.endswith((".py", ".html", ".ts", ".css", ".sh", ".toml", ".json", "Makefile"))
        and not name.endswith("package-lock.json")
        and re.search(r"\.\./shared|/work/", (ROOT / name).read_text("utf-8", errors="ignore"))
    ]
    assert [name for name in offenders if name != "tests/arch/test_repository.py"] == []
