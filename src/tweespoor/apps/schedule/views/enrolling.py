"""The page on which a case manager says in which language class somebody is."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import may_register, visible_people
from tweespoor.apps.people.seen import record_person_seen
from tweespoor.apps.schedule import actions, queries
from tweespoor.apps.schedule.actions.enrolling import Changed
from tweespoor.apps.schedule.forms import ELSEWHERE, NONE, CourseForm
from tweespoor.apps.schedule.models import LanguageClass
from tweespoor.apps.schedule.queries.enrolments import CourseNow
from tweespoor.core.facts import FactState
from tweespoor.core.vocabulary import LanguageLevel, Purpose


def course_page(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Put somebody in a class, or say that the course is elsewhere or that there is none; the second of two savers
    sees what the first one said."""
    person = get_object_or_404(visible_people(request.user), pk=person_id)
    if person.closed_on is not None or not may_register(request.user, person=person):
        raise Http404
    today = timezone.localdate()
    known = queries.course_now(person)
    is_first = request.method != "POST"
    form = CourseForm(
        None if is_first else request.POST,
        classes=_choices(person),
        today=today,
        initial={**_initial(known), "since": None if known.language_class else today},
    )
    theirs = False
    if not is_first and form.is_valid():
        try:
            changed = actions.set_course(
                person=person,
                course=actions.Course(
                    language_class=form.language_class(), elsewhere=form.cleaned_data["elsewhere"].strip()
                ),
                since=form.cleaned_data["since"],
                based_on=request.POST.get("based_on", ""),
                by=request.user,
                now=timezone.now(),
                key=key_of(request),
            )
        except AlreadyDone:
            messages.info(request, _("Dit was al bewaard."))
            return redirect("person", person_id=person.pk)
        except actions.ChangedMeanwhile:
            theirs = True
        except actions.Refused as refusal:
            form.add_error("course", str(refusal))
        else:
            messages.success(request, _said(changed))
            if changed.language_class is not None and (clash := _clash(changed.language_class, person=person)):
                messages.warning(request, clash)
            return redirect("person", person_id=person.pk)
    record_person_seen(person=person, purposes=[Purpose.LEVEL], by=request.user, now=timezone.now())
    context = {
        "person": person,
        "form": form,
        "now_in": _known_words(known),
        "only_in_words": known.language_class is None and known.fact.is_known,
        "theirs": theirs,
        "based_on": known.seen if is_first or theirs else request.POST.get("based_on", ""),
        "idempotency_key": uuid4(),
    }
    status = 409 if theirs else 400 if form.errors else 200
    return render(request, "schedule/person_course.html", context, status=status)


def _initial(known: CourseNow) -> dict[str, str]:
    if known.language_class is not None:
        return {"course": str(known.language_class.pk)}
    if known.fact.state is FactState.NONE:
        return {"course": NONE}
    return {"course": ELSEWHERE, "elsewhere": str(known.fact.value)} if known.fact.is_known else {}


def _known_words(known: CourseNow) -> str:
    if known.language_class is not None:
        return _words(known.language_class)
    if known.fact.state is FactState.NONE:
        return _("geen taalcursus")
    return str(known.fact.value) if known.fact.is_known else _("nog niet gevraagd")


def _choices(person: Person) -> list[tuple[str, list[tuple[str, str]]]]:
    """The classes by school, those of the person's own programmes first."""
    found = queries.classes_for(person)
    several = len({each.programme_id for each in found}) > 1
    language = language_now()

    def whose(each: LanguageClass) -> str:
        school = str(each.provider.name)
        return f"{school} – {each.programme.short_name}" if several else school

    return [
        (school, [(str(each.pk), _option(each, language=language)) for each in classes])
        for school, classes in groupby(found, key=whose)
    ]


def _option(each: LanguageClass, *, language: str) -> str:
    times = ", ".join(half_day.label(language) for half_day in queries.lesson_times(each))
    free = ngettext("%(count)s plaats vrij", "%(count)s plaatsen vrij", each.free_seats) % {"count": each.free_seats}
    return " · ".join(part for part in (each.name, LanguageLevel(each.level).label(language), free, times) if part)


def _words(each: LanguageClass) -> str:
    times = ", ".join(half_day.label(language_now()) for half_day in queries.lesson_times(each))
    return f"{each.provider.name}, {each.name}: {times}" if times else f"{each.provider.name}, {each.name}"


def _clash(language_class: LanguageClass, *, person: Person) -> str:
    """Which trainings the person has while the class has its lessons, and what to do about it; empty where none."""
    found = queries.trainings_during(language_class, person=person, today=timezone.localdate())
    language = language_now()
    names = [f"{each.offer.name_en if language == 'en' else each.offer.name_nl} {each.number}" for each in found]
    if not names:
        return ""
    return _(
        "Tegelijk met deze lessen heeft deze deelnemer training: %(names)s. Overleg met de projectleider, die het "
        "rooster aanpast."
    ) % {"names": ", ".join(names)}


def _said(changed: Changed) -> str:
    said = [_("De taalcursus is bewaard.")]
    if changed.language_class is not None:
        said = [_("Deze deelnemer zit nu in %(name)s.") % {"name": _words(changed.language_class)}]
    if changed.sees is not None:
        said.append(_("%(school)s ziet voortaan wat zij voor de lessen nodig heeft.") % {"school": changed.sees.name})
    said += [_("%(school)s kan nog vier weken haar werk afmaken.") % {"school": each.name} for each in changed.saw]
    return " ".join(said)
