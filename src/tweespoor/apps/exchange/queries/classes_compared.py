"""What a list of classes would do: which classes are known, what of them changes, and which are new.

A class is known by its provider's code, and else by its name. What a row does not say stays as it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from tweespoor.apps.exchange.queries.classes import CellTrouble, ClassDraft
from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.schedule.models import LanguageClass
from tweespoor.apps.schedule.queries import in_programme, touched_by, values_of
from tweespoor.apps.schedule.rules import SupplyKind
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.tabular import Problem, Wrong, column_letter, fold

NEW = "rij-"
"""How a class that is not there yet is named among those one may switch from: by its row."""


@dataclass(frozen=True)
class ClassOutcome:
    """What becomes of a row: a new class where `row` is None, or the columns of a known one that change.

    `values` are the columns it says; `before` holds those of the known class that change; `touches` says in words what
    hangs on it.
    """

    draft: ClassDraft
    row: LanguageClass | None
    values: Mapping[str, Any]
    before: Mapping[str, Any]
    touches: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Nothing changes."""
        return self.row is not None and not self.before


@dataclass(frozen=True)
class Compared:
    """A list beside the classes of its provider; `absent` are the classes that the list does not name."""

    outcomes: tuple[ClassOutcome, ...]
    absent: tuple[LanguageClass, ...]
    names: Mapping[str, str]
    """What classes and buildings are called, by their ids, and new classes by `NEW` and their rows."""

    @property
    def troubles(self) -> list[tuple[int, CellTrouble]]:
        """Every problem, with its row."""
        return [(each.draft.row, cell) for each in self.outcomes for cell in each.draft.problems]

    @property
    def new(self) -> list[ClassOutcome]:
        """The classes that are not there yet."""
        return [each for each in self.outcomes if each.row is None]

    @property
    def changed(self) -> list[ClassOutcome]:
        """The known classes of which something changes."""
        return [each for each in self.outcomes if each.before]

    @property
    def same(self) -> list[ClassOutcome]:
        """The known classes that stay as they are."""
        return [each for each in self.outcomes if each.is_same]

    @property
    def seen(self) -> str:
        """What tells whether the list would still do what somebody saw that it does."""
        said = [
            [each.draft.row, str(each.row.pk) if each.row else "", dict(each.values), dict(each.before), each.touches]
            for each in self.outcomes
        ]
        return sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()[:20]


def classes_of(provider: Organisation, *, programme: Programme) -> list[LanguageClass]:
    """The classes of a provider in a programme that are there now."""
    rows = in_programme(programme)["classes"].filter(provider=provider)
    return list(rows.prefetch_related("switch_from").order_by("name"))


def best_provider(
    drafts: Sequence[ClassDraft], *, providers: Sequence[Organisation], programme: Programme
) -> Organisation | None:
    """The provider of which the list names the most classes; the first where it names none."""

    def known(provider: Organisation) -> int:
        return sum(row is not None for row in _matched(drafts, classes_of(provider, programme=programme)))

    return max(providers, key=known, default=None) if len(providers) > 1 else next(iter(providers), None)


def compared(
    drafts: Sequence[ClassDraft],
    *,
    columns: Mapping[str, int],
    programme: Programme,
    provider: Organisation,
    location: UUID | str,
) -> Compared:
    """The list beside the classes there are; `location` is the building of new classes whose row names none."""
    there = classes_of(provider, programme=programme)
    matched = _matched(drafts, there)
    keys = _keys(drafts, matched, there)
    outcomes = tuple(
        _outcome(draft, row, keys=keys, letter=column_letter(columns.get("switch_from", 0)), location=str(location))
        for draft, row in zip(drafts, matched, strict=True)
    )
    found = {row.pk for row in matched if row}
    names = {str(row.pk): row.name for row in there}
    names |= {str(place.pk): place.name for place in in_programme(programme)["locations"]}
    names |= {f"{NEW}{draft.row}": str(draft.values.get("name", "")) for draft in drafts}
    return Compared(outcomes, tuple(row for row in there if row.pk not in found), names)


def _matched(drafts: Sequence[ClassDraft], there: Sequence[LanguageClass]) -> list[LanguageClass | None]:
    """Per row the class it is about, each class once: by code first, then by name."""
    found: dict[int, LanguageClass] = {}
    for column in ("code", "name"):
        by = {fold(getattr(row, column)): row for row in there if row not in found.values()}
        by.pop("", None)
        for place, draft in enumerate(drafts):
            row = by.pop(fold(str(draft.values.get(column, ""))), None) if place not in found else None
            if row is not None:
                found[place] = row
    return [found.get(place) for place in range(len(drafts))]


def _keys(
    drafts: Sequence[ClassDraft], matched: Sequence[LanguageClass | None], there: Sequence[LanguageClass]
) -> dict[str, str]:
    """The class that is meant, by folded code or name: those there are, and what the list calls them."""
    keys: dict[str, str] = {}
    for row in there:
        keys |= {fold(row.name): str(row.pk), fold(row.code): str(row.pk)}
    for draft, known in zip(drafts, matched, strict=True):
        key = str(known.pk) if known else f"{NEW}{draft.row}"
        keys |= {fold(str(draft.values.get(column, ""))): key for column in ("name", "code")}
    keys.pop("", None)
    return keys


def _outcome(
    draft: ClassDraft, row: LanguageClass | None, *, keys: Mapping[str, str], letter: str, location: str
) -> ClassOutcome:
    """What a row becomes."""
    values = dict(draft.values)
    unknown = [name for name in values.get("switch_from", ()) if fold(name) not in keys]
    if unknown:
        trouble = CellTrouble(letter, "switch_from", ", ".join(unknown), Problem(Wrong.NOT_IN_LIST))
        draft = ClassDraft(draft.row, draft.values, (*draft.problems, trouble))
    own = str(row.pk) if row else f"{NEW}{draft.row}"
    if "switch_from" in values:
        values["switch_from"] = sorted({keys.get(fold(name), own) for name in values["switch_from"]} - {own})
    if row is None:
        return ClassOutcome(draft, None, {"location": location, "free_seats": 0, **values}, {})
    return ClassOutcome(draft, row, values, *_differences(row, values)) if not draft.problems else _bare(draft, row)


def _bare(draft: ClassDraft, row: LanguageClass) -> ClassOutcome:
    return ClassOutcome(draft, row, {}, {})


def _differences(row: LanguageClass, values: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What of a class changes, as it is now, and what that touches.

    Its own hours stay where the list says half-days only; who may switch here from other providers' classes stays too.
    """
    before = values_of(row, kind=SupplyKind.CLASSES)
    if "half_days" in values and "hours" not in values:
        values["hours"] = {slug: span for slug, span in before["hours"].items() if slug in values["half_days"]}
    if "switch_from" in values:
        others = {str(each.pk) for each in row.switch_from.all() if each.provider_id != row.provider_id}
        values["switch_from"] = sorted(others | set(values["switch_from"]))
    changing = {name: before[name] for name in values if before[name] != values[name]}
    touched = touched_by(row, kind=SupplyKind.CLASSES, values={**before, **values}) if changing else []
    return changing, tuple(touched)
