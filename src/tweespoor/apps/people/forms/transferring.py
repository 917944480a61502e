"""The form that gives people to a colleague."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.models import Person

EVERYBODY = "iedereen"


class GiveForm(forms.Form):
    """Whom to give, to whom; or everybody at once, by the other button."""

    receiver = forms.ChoiceField(label=_("Naar welke collega?"))
    people = forms.MultipleChoiceField(
        label=_("Wie geeft u door?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kruis aan wie u doorgeeft.")},
    )

    def __init__(self, *args: Any, colleagues: Sequence[User], people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._colleagues = {str(each.pk): each for each in colleagues}
        named = [(key, each.name) for key, each in self._colleagues.items()]
        cast(forms.ChoiceField, self.fields["receiver"]).choices = [("", _("Kies een collega")), *named]
        listed = [(str(each.pk), f"{each.given_name} {each.family_name}, {each.number}") for each in people]
        cast(forms.ChoiceField, self.fields["people"]).choices = listed
        self.fields["people"].required = EVERYBODY not in self.data

    @property
    def chosen_receiver(self) -> User:
        """The colleague chosen."""
        return self._colleagues[self.cleaned_data["receiver"]]

    def chosen_people(self) -> list[UUID]:
        """The ids of who goes."""
        if EVERYBODY in self.data:
            return [UUID(key) for key, _label in cast(forms.ChoiceField, self.fields["people"]).choices]
        return [UUID(key) for key in self.cleaned_data["people"]]
