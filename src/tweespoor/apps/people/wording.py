"""Facts in words, in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tweespoor.core.facts import Fact, FactState, Value
from tweespoor.core.vocabulary import UnknownTerm, variable
from tweespoor.core.week import HalfDay


def shown_value(fact: Fact[Value], *, slug: str, language: str) -> str:
    """A fact's value in words; "geen" where there is none, "niet gevraagd" where nobody asked."""
    if fact.state is FactState.NONE:
        return _("geen")
    if fact.value is None:
        return _("niet gevraagd")
    if isinstance(fact.value, bool):
        return _("ja") if fact.value else _("nee")
    if isinstance(fact.value, date):
        return date_format(fact.value, "j F Y")
    if isinstance(fact.value, int):
        return _with_unit(fact.value, slug=slug)
    answers: Sequence[object] = fact.value if isinstance(fact.value, tuple) else (fact.value,)
    return ", ".join(_answer(answer, slug=slug, language=language) for answer in answers)


def _with_unit(number: int, *, slug: str) -> str:
    if slug == "travel-minutes":
        return ngettext("%(number)s minuut", "%(number)s minuten", number) % {"number": number}
    if slug == "weekly-half-days":
        return ngettext("%(number)s dagdeel", "%(number)s dagdelen", number) % {"number": number}
    if slug == "wished-hours":
        return _("%(number)s uur") % {"number": number}
    if slug in ("education-years", "work-years"):
        return _("%(number)s jaar") % {"number": number}
    return number_format(number)


def _answer(answer: object, *, slug: str, language: str) -> str:
    codes = variable(slug).codes
    try:
        if codes is not None:
            return codes.of(str(answer)).label(language)
        if variable(slug).accepts == HalfDay.parse:
            return HalfDay.parse(str(answer)).label(language)
    except (UnknownTerm, ValueError):
        return str(answer)
    return str(answer)
