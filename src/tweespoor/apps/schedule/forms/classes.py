"""Forms about classes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.models import User


class TeachersForm(forms.Form):
    """Who teaches a class; nobody ticked is nobody."""

    teachers = forms.MultipleChoiceField(
        label=_("Wie geeft les aan deze klas?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, possible: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(each.pk), f"{each.name} ({each.email})") for each in possible]
        cast(forms.ChoiceField, self.fields["teachers"]).choices = choices

    def chosen(self) -> list[UUID]:
        """The ids of who is ticked."""
        return [UUID(key) for key in self.cleaned_data["teachers"]]
