"""Find a place in a design by words, such as `blocks.language.intensity`."""

from __future__ import annotations

from typing import Any

from tweespoor.core.designs import Design, Given, hours_in_words, in_words


def find(design: Design, place: str) -> Any:
    """What stands at `place`: fields by name, parts by their id, items of a list by their number."""
    found: Any = design
    for step in place.split("."):
        if isinstance(found, tuple):
            found = found[int(step)] if step.isdigit() else next(part for part in found if part.id == step)
        else:
            found = getattr(found, step)
    return found


def source_at(design: Design, place: str) -> str:
    """The source given at `place`, or at the nearest part around it."""
    steps = place.split(".")
    for length in range(len(steps), 0, -1):
        found = find(design, ".".join(steps[:length]))
        source = getattr(found, "source", "")
        if source:
            return str(source)
    return ""


def words_at(design: Design, place: str) -> str:
    """What stands at `place` in English; of a contested value the one used first."""
    found = find(design, place)
    if not isinstance(found, Given):
        return in_words(found, "en")
    if found.stated is None:
        return {"none": "left open on purpose", "not-asked": "the source does not say"}[found.state.value]
    words = hours_in_words if place.endswith(("minutes", "minutes_per_week")) else in_words
    if not found.versions:
        return words(found.stated, "en")
    others = [version.value for version in found.versions if version.value != found.value]
    return ", or ".join(words(value, "en") for value in [found.value, *others])
