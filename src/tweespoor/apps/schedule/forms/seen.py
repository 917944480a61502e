"""What the forms of all kinds share: they know what stood there when they were shown, and what they belong to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from tweespoor.apps.organisations.models import User
from tweespoor.apps.schedule.forms.fields import HalfDaysField
from tweespoor.apps.schedule.queries.supply import COLUMNS, digest, values_of
from tweespoor.apps.schedule.rules import SupplyKind
from tweespoor.apps.trajectories.models import Programme


class SupplyForm(forms.Form):
    """A form of one thing to plan with; `row` is the one it changes, None for a new one.

    `is_detailed` asks for what most do not need too.
    """

    gezien = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    toch = forms.CharField(required=False, max_length=2, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        programme: Programme,
        user: User,
        kind: SupplyKind,
        row: Any = None,
        initial: dict[str, Any] | None = None,
        is_detailed: bool = False,
    ) -> None:
        known = values_of(row, kind=kind) if row else {}
        start = {**known, **(initial or {})}
        if row:
            start["gezien"] = digest(known)
        super().__init__(data, initial=start, auto_id="veld-%s")
        self.programme, self.user, self.kind, self.row = programme, user, kind, row
        self.is_detailed = is_detailed
        self.prepare()
        for field in self.fields.values():
            if isinstance(field, HalfDaysField):
                field.name_choices()

    def prepare(self) -> None:
        """Fill the choices of the fields; a kind without choices has nothing to do."""

    def choose(self, name: str, choices: Iterable[tuple[str, str]], *, nothing: Any = None) -> None:
        """Set the choices of a field; `nothing` names the empty one."""
        empty = [("", nothing)] if nothing is not None else []
        self.fields[name].choices = [*empty, *choices]  # type: ignore[attr-defined]  # a field of choices

    def values(self) -> dict[str, Any]:
        """The columns that the form says."""
        columns = COLUMNS[self.kind]
        names = (*columns.plain, *columns.one, *columns.several)
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    @property
    def seen(self) -> str | None:
        """What stood there when the form was shown; None for a new row."""
        return self.cleaned_data.get("gezien") or None

    def is_meant(self) -> bool:
        """Whether the user saw what it touches and says so once more."""
        return self.cleaned_data.get("toch") == "ja"

    def show_again(self, **hidden: str) -> None:
        """Let the form, shown again, hold these hidden values."""
        self.data = self.data.copy()
        for name, value in hidden.items():
            self.data[name] = value

    def said_name(self) -> str:
        """The name that was typed."""
        return str(self.cleaned_data.get("name") or self.cleaned_data.get("name_nl") or "")

    def differences(self) -> list[tuple[str, str, str]]:
        """Where what stands there now differs from what was typed: the field, what stands there, what was typed."""
        known = values_of(self.row, kind=self.kind)
        typed = self.values()
        return [
            (str(self.fields[name].label or name), self._shown(name, known[name]), self._shown(name, typed[name]))
            for name in typed
            if name in self.fields and str(known[name]) != str(typed[name])
        ]

    def _shown(self, name: str, value: Any) -> str:
        choices = dict(getattr(self.fields[name], "choices", ()))
        several = value if isinstance(value, list) else [value]
        words = [str(choices.get(each, each)) for each in several if each not in ("", None)]
        return ", ".join(words) or "–"
