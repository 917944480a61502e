"""A plan as a document of JSON values, and back: one version is kept as one document, as it was signed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from tweespoor.core.facts import FactError
from tweespoor.core.facts import from_json as fact_from_json
from tweespoor.core.pips.data import Agreement, Goal, GoalTerm, Item, Origin, Phase, Pip, Stretch, Who
from tweespoor.core.vocabulary import ActivityKind

FORMAT = "tweespoor-pip/1"
PARTS = ("items", "goals", "agreements", "answers")
"""What is changed apart from the rest, each in a step of its own."""


class InvalidPip(ValueError):
    """A document that is no plan."""


def to_json(pip: Pip) -> dict[str, Any]:
    """The plan as JSON values; `from_json` reads it back."""
    return {
        "format": FORMAT,
        "phases": [
            {
                "id": each.id,
                "name_nl": each.name_nl,
                "name_en": each.name_en,
                "starts_on": each.starts_on.isoformat(),
                "ends_on": _iso(each.ends_on),
            }
            for each in pip.phases
        ],
        "items": [_item_to_json(each) for each in pip.items],
        "goals": [{"term": each.term.value, "words": each.words, "language": each.language} for each in pip.goals],
        "agreements": [{"who": each.who.value, "what": each.what, "by": _iso(each.by)} for each in pip.agreements],
        "answers": {slug: fact.as_json() for slug, fact in sorted(pip.answers.items()) if fact.is_answered},
        "left_out": list(pip.left_out),
    }


def fingerprint(pip: Pip, *, part: str) -> str:
    """What tells one state of a part from another, so that a form knows what it started from."""
    text = json.dumps(to_json(pip)[part], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def from_json(data: Mapping[str, Any]) -> Pip:
    """The plan in a document.

    Raises:
        InvalidPip: if it is none, saying why.
    """
    try:
        if data["format"] != FORMAT:
            raise InvalidPip(f"the format is {data['format']!r}, not {FORMAT!r}")
        return Pip(
            phases=tuple(
                Phase(
                    id=each["id"],
                    name_nl=each["name_nl"],
                    name_en=each["name_en"],
                    starts_on=date.fromisoformat(each["starts_on"]),
                    ends_on=_day(each["ends_on"]),
                )
                for each in data["phases"]
            ),
            items=tuple(_item_from_json(each) for each in data["items"]),
            goals=tuple(
                Goal(term=GoalTerm(each["term"]), words=each["words"], language=each["language"])
                for each in data["goals"]
            ),
            agreements=tuple(
                Agreement(who=Who(each["who"]), what=each["what"], by=_day(each["by"])) for each in data["agreements"]
            ),
            answers={slug: fact_from_json(each) for slug, each in data["answers"].items()},
            left_out=tuple(data["left_out"]),
        )
    except (KeyError, TypeError, AttributeError, ValueError, FactError) as problem:
        raise InvalidPip(f"this is no plan: {problem}") from None


def _item_to_json(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "name_nl": item.name_nl,
        "name_en": item.name_en,
        "kind": item.kind.value,
        "origin": item.origin.value,
        "proposed": _stretch_to_json(item.proposed),
        "agreed": _stretch_to_json(item.agreed),
        "provider": item.provider,
        "organisation": item.organisation,
        "organisation_name": item.organisation_name,
        "doing": item.doing,
        "one_of": item.one_of,
    }


def _item_from_json(data: Mapping[str, Any]) -> Item:
    return Item(
        id=data["id"],
        name_nl=data["name_nl"],
        name_en=data["name_en"],
        kind=ActivityKind(data["kind"]),
        origin=Origin(data["origin"]),
        proposed=_stretch_from_json(data["proposed"]),
        agreed=_stretch_from_json(data["agreed"]),
        provider=data["provider"],
        organisation=data["organisation"],
        organisation_name=data["organisation_name"],
        doing=data["doing"],
        one_of=data["one_of"],
    )


def _stretch_to_json(stretch: Stretch | None) -> dict[str, Any] | None:
    if stretch is None:
        return None
    return {
        "phase": stretch.phase,
        "starts_on": stretch.starts_on.isoformat(),
        "ends_on": _iso(stretch.ends_on),
        "least": stretch.least,
        "most": stretch.most,
    }


def _stretch_from_json(data: Mapping[str, Any] | None) -> Stretch | None:
    if data is None:
        return None
    return Stretch(
        phase=data["phase"],
        starts_on=date.fromisoformat(data["starts_on"]),
        ends_on=_day(data["ends_on"]),
        least=data["least"],
        most=data["most"],
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
