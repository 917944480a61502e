"""A form of something that one says anew."""

from __future__ import annotations

from django import forms


class SeenForm(forms.Form):
    """A form of something that one says anew: it knows what stood there when it was shown."""

    gezien = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    @property
    def seen(self) -> str | None:
        """What stood there when the form was shown; None where the form does not say."""
        return self.cleaned_data["gezien"] if "gezien" in self.data else None

    def show_again(self, now: str) -> None:
        """Let the form, shown again beside what somebody else said, start from that."""
        self.data = {**self.data.dict(), "gezien": now}
