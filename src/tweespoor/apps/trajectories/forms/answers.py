"""The form in which a question of a design is answered where many are answered one after the other."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.core.designs import DesignQuestion


class ShortAnswerForm(forms.Form):
    """One question of a design about one person: what it can be answered with."""

    use_required_attribute = False  # a browser would show it as wrong before anybody answered

    antwoord = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": _("Kies een antwoord, of kies “later”.")}
    )

    def __init__(self, *args: Any, question: DesignQuestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        language = language_now()
        self.fields["antwoord"].label = question.text.text(language)
        self.fields["antwoord"].choices = [  # type: ignore[attr-defined]  # a field of choices
            (value, label.text(language)) for value, label in question.options
        ]
