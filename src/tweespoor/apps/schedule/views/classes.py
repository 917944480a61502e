"""The classes of a language provider, for its administrator: who teaches which."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.schedule import actions, queries
from tweespoor.apps.schedule.forms import TeachersForm
from tweespoor.apps.schedule.models import LanguageClass
from tweespoor.core.vocabulary import LanguageLevel
from tweespoor.site.components.data import Column


def class_list(request: HttpRequest) -> HttpResponse:
    """The classes, and who teaches them; without who is in them."""
    if not queries.teaches(request.user):
        raise Http404
    language = language_now()
    context = {
        "rows": [
            (each, LanguageLevel(each.level).label(language), _times(each, language=language), _names(each))
            for each in queries.classes_administered(request.user)
        ],
        "columns": [
            Column(label=_("Klas")),
            Column(label=_("Niveau")),
            Column(label=_("Wanneer")),
            Column(label=_("Programma")),
            Column(label=_("Docenten")),
        ],
    }
    return render(request, "schedule/classes.html", context)


def class_page(request: HttpRequest, class_id: UUID) -> HttpResponse:
    """Link the users who teach one class."""
    shown = get_object_or_404(queries.classes_administered(request.user), pk=class_id)
    possible = list(queries.possible_teachers(shown))
    linked = [str(each.pk) for each in shown.teachers.all()]
    form = TeachersForm(
        request.POST if request.method == "POST" else None, possible=possible, initial={"teachers": linked}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_teachers(
                language_class=shown, teachers=form.chosen(), by=request.user, now=timezone.now(), key=key_of(request)
            )
        except AlreadyDone:
            messages.info(request, _("Dit was al bewaard."))
        except actions.Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("De docenten van de klas zijn bewaard."))
        return redirect("classes")
    context = {
        "shown": shown,
        "times": _times(shown, language=language_now()),
        "possible": possible,
        "form": form,
        "idempotency_key": uuid4(),
    }
    return render(request, "schedule/class.html", context, status=400 if form.errors else 200)


def _times(shown: LanguageClass, *, language: str) -> str:
    return ", ".join(half_day.label(language) for half_day in queries.lesson_times(shown))


def _names(shown: LanguageClass) -> str:
    return ", ".join(each.name for each in shown.teachers.all())
