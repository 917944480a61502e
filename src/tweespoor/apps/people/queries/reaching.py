"""Who is reached at an e-mail address or a telephone number, for the application's own work."""

from __future__ import annotations

import re

from django.db.models.functions import Lower

from tweespoor.apps.people.models import Person, PersonFact
from tweespoor.apps.people.queries.facts import facts_of_all
from tweespoor.core.facts import FactState

_DUTCH_MOBILE = re.compile(r"(?:\+31|0031|0)\(?0?\)?6(\d{8})")
_BETWEEN = re.compile(r"[\s\-().]")
MOST_LOOKED_AT = 20


def person_reached_at(address: str) -> Person | None:
    """The one person who has this e-mail address or telephone number now; None where nobody has it, or several have:
    a family that shares a telephone is not told apart by it."""
    variable, written = ("email", {address.strip().lower()}) if "@" in address else ("phone", _as_numbers(address))
    rows = (
        PersonFact.objects.alias(small=Lower("value"))
        .filter(variable=variable, small__in=written, state=FactState.KNOWN.value, person__closed_on__isnull=True)
        .as_known()
    )
    people = set(rows.order_by().values_list("person", flat=True)[:MOST_LOOKED_AT])
    held = facts_of_all(people, variables=[variable]) if people else {}
    found = [
        person
        for person, facts in held.items()
        if (fact := facts.get(variable)) is not None and fact.is_known and str(fact.value).lower() in written
    ]
    if len(found) != 1:
        return None
    return Person.objects.filter(pk=found[0]).unscoped(why="the caller shows nobody").first()


def _as_numbers(address: str) -> set[str]:
    """The ways in which a Dutch mobile number is usually written; of any other number only the way it was written."""
    found = _DUTCH_MOBILE.fullmatch(_BETWEEN.sub("", address))
    if found is None:
        return {address.strip().lower()}
    rest = found[1]
    pairs = " ".join(rest[start : start + 2] for start in range(0, 8, 2))
    return {
        *(f"06{between}{rest}" for between in ("", " ", "-")),
        f"06 {pairs}",
        f"06-{pairs}",
        *(f"{country}6{between}{rest}" for country in ("+31", "+31 ", "0031", "0031 ") for between in ("", " ")),
        f"+31 6 {pairs}",
        f"+31 (0)6 {rest}",
    }
