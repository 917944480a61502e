"""Visits every address as somebody, with ids of all kinds, and reads the table of what is allowed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from tests.access.world import NOBODYS_ACCOUNT, Ids, World
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.queries import purposes_for_all, visible_people
from tweespoor.core.vocabulary import Role
from tweespoor.site.pages.own import entering

TABLE = Path(__file__).resolve().parents[2] / "docs" / "access-pages.md"
METHODS = ("GET", "POST")
NOBODYS = {
    *("number", "variable", "version", "language", "pilot", "section", "part", "kind", "happened", "day", "half_day"),
    *NOBODYS_ACCOUNT,
}
"""Parameters that are nobody's: a figure's number, a question, the version, step and language of somebody's plan, a
pilot, parts of a design, a kind of thing to plan with, one that can happen, a day and its part, links of mails. All
others are somebody's."""

MEANT = {
    "intake-step": {"slug": "step"},
    "intake-item": {"slug": "step"},
    "plan-step": {"part": "step_of_plan"},
    "received-hand-over": {"hand_over_id": "received_id"},
    "supply-row": {"row_id": "class_id"},
    "supply-remove": {"row_id": "class_id"},
    "supply-put-back": {"row_id": "class_id"},
    "decline-hand-over": {"hand_over_id": "received_id"},
}
"""Which id an address means where its parameter's name does not tell."""

CANARY = re.compile(r"(?:bron-[a-z]+|Naam)-(?:roermond|lochem)-(?:eigen|collega)")
"""What tells in a page whose name or which set of facts it shows."""


@dataclass(frozen=True)
class Address:
    """A named address and the parameters in it."""

    name: str
    parameters: tuple[str, ...]

    @property
    def owned(self) -> set[str]:
        """The parameters that are somebody's; a slug beside a person is that of a variable."""
        return set(self.parameters) - NOBODYS - ({"slug"} if "person_id" in self.parameters else set())

    def url(self, ids: Ids) -> str:
        """The address with these ids; a slug beside a person is that of a variable."""
        known = {**ids, "slug": ids["variable"]} if "person_id" in self.parameters else dict(ids)
        known |= {parameter: ids[meant] for parameter, meant in MEANT.get(self.name, {}).items()}
        return reverse(self.name, kwargs={name: known[name] for name in self.parameters})


def addresses() -> list[Address]:
    """Every named address of the application, once."""
    found = {}
    for pattern, parameters in _patterns(get_resolver().url_patterns):
        found.setdefault(pattern.name, Address(pattern.name, parameters))
    return [found[name] for name in sorted(found)]


def unnamed() -> list[str]:
    """The addresses without a name, which nobody could put in a table."""
    return [str(pattern.pattern) for pattern, _parameters in _patterns(get_resolver().url_patterns) if not pattern.name]


def _patterns(
    patterns: list[URLPattern | URLResolver], before: tuple[str, ...] = ()
) -> Iterator[tuple[URLPattern, tuple[str, ...]]]:
    for pattern in patterns:
        parameters = (*before, *re.findall(r"<(?:\w+:)?(\w+)>", str(pattern.pattern)))
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns, parameters)
        else:
            yield pattern, parameters


@dataclass
class Walk:
    """What somebody met: per address and method the verdict, and every canary in what was shown."""

    verdicts: dict[tuple[str, str], str]
    canaries: set[str]


class Walker:
    """Somebody who visits every address; nothing that a visit changes stays changed."""

    def __init__(self, user: User | None, *, participant: UUID | None = None) -> None:
        self.user = user
        self.client = Client()
        if user is not None:
            self.client.force_login(user)
        if participant is not None:
            session = self.client.session
            session[entering.PERSON], session[entering.SINCE] = str(participant), timezone.now().timestamp()
            session.save()
        self.cookies = self.client.cookies.output(header="")
        self.canaries: set[str] = set()

    def visit(self, method: str, url: str) -> str:
        """What is met there: "open", "niet" (404), "inloggen", "kaart" (where participants come in), or "" where the
        method is not offered."""
        self.client.cookies = SimpleCookie(self.cookies)
        with transaction.atomic():
            response = self.client.generic(method, url, content_type="application/x-www-form-urlencoded")
            body = b"".join(response) if response.streaming else response.content
            transaction.set_rollback(True)
        self.canaries |= set(CANARY.findall(body.decode("utf-8", errors="replace")))
        if response.status_code == 405:
            return ""
        if response.status_code == 404:
            return "niet"
        if response.status_code in (301, 302) and response["Location"].startswith("/inloggen/?"):
            return "inloggen"
        if response.status_code == 302 and response["Location"] == reverse("own-start"):
            return "kaart"
        assert response.status_code in (200, 302, 400, 409), f"{method} {url}: {response.status_code}"
        return "open"


def walk(user: User | None, world: World, *, ours: bool = True, participant: UUID | None = None) -> Walk:
    """Visit everything: "ja", "–", or whose ids open ("eigen", "eigen, collega").

    As a participant where one is named.

    Raises:
        AssertionError: if ids of the other side or of nobody open anything.
    """
    side, other = (world.ours, world.theirs) if ours else (world.theirs, world.ours)
    walker = Walker(user, participant=participant)
    found = {}
    for address in addresses():
        for method in METHODS:
            met = {"eigen": walker.visit(method, address.url(side.own))}
            if not met["eigen"]:
                continue
            if address.owned:
                met["collega"] = walker.visit(method, address.url(side.colleague))
                foreign = [other.own, other.colleague, world.nobody]
                if len(address.owned) > 1:
                    foreign.append({**other.own, address.parameters[0]: side.own[address.parameters[0]]})
                for ids in foreign:
                    verdict = walker.visit(method, address.url(ids))
                    assert verdict in ("niet", "inloggen", "kaart"), f"{user}: {method} {address.url(ids)}: {verdict}"
            found[address.name, method] = _verdict(met)
    return Walk(found, walker.canaries)


def _verdict(met: dict[str, str]) -> str:
    opened = [whose for whose, verdict in met.items() if verdict == "open"]
    if opened == list(met) and len(met) == 1:
        return "ja"
    if opened:
        return ", ".join(opened)
    return next((each for each in ("inloggen", "kaart") if each in met.values()), "–")


def may_meet(user: User) -> set[str]:
    """The canaries of the people and sets of facts that the user may see."""
    people = list(visible_people(user))
    purposes = purposes_for_all(user, people=people)
    found = {person.given_name for person in people}
    for person in people:
        whose = person.given_name.removeprefix("Naam-")
        found |= {f"bron-{purpose.value}-{whose}" for purpose in purposes[person.pk]}
    return found


def columns() -> list[str]:
    """The heads of the table: every role, and who is not logged in."""
    return [*(role.nl for role in Role), "niet ingelogd"]


def read_table() -> dict[str, dict[tuple[str, str], str]]:
    """Per column of the table of what is allowed, per address and method the verdict."""
    rows = [
        [cell.strip() for cell in line.strip("|\n").split("|")]
        for line in TABLE.read_text(encoding="utf-8").splitlines()
        if line.startswith("| ") and not line.startswith("| adres")
    ]
    return {
        column: {(row[0], row[1]): row[2 + place] for row in rows if row[2 + place]}
        for place, column in enumerate(columns())
    }
