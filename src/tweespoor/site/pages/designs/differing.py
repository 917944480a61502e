"""Two versions of one part of a design, line by line."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _

from tweespoor.apps.trajectories.actions.designs import Place
from tweespoor.core.designs import Given, Label, given_in_words, in_words
from tweespoor.site.pages.designs.names import FIELD_NAMES, SECTION_NAMES


@dataclass(frozen=True)
class Line:
    """One thing that differs: what it is, what the other made of it and what was sent now."""

    what: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class ShownPlace:
    """A part that two people changed, with the lines that differ."""

    name: str
    lines: tuple[Line, ...]


def shown_place(place: Place, *, language: str) -> ShownPlace:
    """The part in words."""
    section = str(SECTION_NAMES.get(place.section, FIELD_NAMES.get(place.section, place.section)))
    if not place.part:
        return ShownPlace(section, (Line(section, _text(place.theirs, language), _text(place.mine, language)),))
    there = place.theirs if place.theirs is not None else place.mine
    name = f"{section}: {there.label.text(language)}"
    if place.theirs is None or place.mine is None:
        gone, stays = _("weggehaald"), _("veranderd")
        theirs, mine = (gone, stays) if place.theirs is None else (stays, gone)
        return ShownPlace(name, (Line(section, theirs, mine),))
    return ShownPlace(name, tuple(_lines(place.theirs, place.mine, language=language)))


def _lines(theirs: Any, mine: Any, *, language: str) -> list[Line]:
    found = []
    for each in fields(theirs):
        one, other = getattr(theirs, each.name), getattr(mine, each.name)
        if one != other:
            name = str(FIELD_NAMES.get(each.name, each.name))
            found.append(Line(name, _text(one, language), _text(other, language)))
    return found


def _text(value: Any, language: str) -> str:  # noqa: PLR0911 - one answer per kind of value
    match value:
        case None | "" | ():
            return _("niet ingevuld")
        case bool():
            return _("ja") if value else _("nee")
        case Given():
            return given_in_words(value, language)
        case tuple():
            return ", ".join(_text(each, language) for each in value)
        case Label() | Enum():
            return in_words(value, language)
    if is_dataclass(value):
        parts = ((str(FIELD_NAMES.get(f.name, f.name)), getattr(value, f.name)) for f in fields(value))
        return ", ".join(
            f"{name}: {_text(part, language)}" for name, part in parts if part not in (None, "", (), False)
        )
    return in_words(value, language)
