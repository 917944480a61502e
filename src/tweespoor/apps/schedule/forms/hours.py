"""Own begin and end beside half-days, where an organisation does not keep to the half-day's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_BOTH = (("begin", _("begint om")), ("einde", _("eindigt om")))


class OwnHours(forms.Form):
    """A form of something with its own begin and end per half-day, or per part of the day.

    They are kept as `{"mon-morning": ["09:30", "12:15"]}`, only where they differ from the half-day's own.
    """

    def ask_hours(self, of: Iterable[tuple[str, str]], *, own: dict[str, list[str]]) -> None:
        """A field for the begin and one for the end of each of these: a key and what it is called."""
        for key, label in of:
            for (name, said), value in zip(_BOTH, own.get(key, ("", "")), strict=True):
                field = forms.TimeField(
                    label=f"{label} {gettext(str(said))}".capitalize(),
                    required=False,
                    widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
                )
                field.initial = value
                self.fields[f"{name}-{key}"] = field

    def hours_of(self, keys: Iterable[str], *, given: dict[str, Any]) -> dict[str, list[str]]:
        """The hours as they are kept; a begin without an end, or an end that is not later, is an error of the form."""
        hours = {}
        for key in keys:
            begin, end = given.get(f"begin-{key}"), given.get(f"einde-{key}")
            if begin is None and end is None:
                continue
            if begin is None or end is None:
                empty = "begin" if begin is None else "einde"
                if f"{empty}-{key}" not in self.errors:
                    self.add_error(f"{empty}-{key}", _("Vul begin en einde allebei in, of geen van beide."))
            elif begin >= end:
                self.add_error(f"einde-{key}", _("Het einde ligt niet na het begin. Kies een latere tijd."))
            else:
                hours[key] = [_written(begin), _written(end)]
        return hours


def _written(moment: time) -> str:
    return f"{moment:%H:%M}"
