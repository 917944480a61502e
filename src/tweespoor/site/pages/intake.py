"""The broad intake: its steps with how far each is, and one step, saved per answer or all at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.queries import names_of
from tweespoor.apps.people import queries as people
from tweespoor.apps.people.actions import registering as deeds
from tweespoor.apps.people.actions.registering import Answer, Clash, Saved
from tweespoor.apps.people.forms.intake import ItemForm, SourceForm
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import registering
from tweespoor.apps.people.queries.assessments import instruments_for
from tweespoor.apps.people.queries.registering import Item
from tweespoor.apps.people.seen import record_person_seen
from tweespoor.apps.schedule import queries as schedule
from tweespoor.core.facts import Fact, Value
from tweespoor.core.vocabulary import Step, UnknownTerm, step
from tweespoor.core.vocabulary import variable as variable_named
from tweespoor.site.components.data import ShownFact
from tweespoor.site.pages.show import shown_value


@dataclass(frozen=True, kw_only=True)
class ShownItem:
    """A question as its step shows it: what is known, who said so, and the form to answer it.

    `elsewhere` is the page on which more is answered than the form asks, where there is one; what is known already is
    changed there alone.
    """

    form: ItemForm
    label: str
    known: ShownFact | None
    by: str
    is_open: bool
    elsewhere: str


@dataclass(frozen=True, kw_only=True)
class ShownClash:
    """A question that somebody else answered meanwhile: both answers, and what was typed to send it again."""

    slug: str
    question: str
    mine: str
    theirs: str
    who: str
    key: str
    typed: tuple[tuple[str, str], ...]


@require_safe
def intake_page(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The steps of the intake, in whatever order, with how far each is."""
    person = get_object_or_404(people.visible_people(request.user), pk=person_id)
    known = people.facts_about(person, for_user=request.user)
    steps = registering.intake_steps(known)
    if not steps:
        raise Http404
    language = language_now()
    context = {
        "person": person,
        "steps": [(each.step.label(language), each) for each in steps],
        "asked": sum(each.asked for each in steps),
        "total": sum(each.total for each in steps),
        "may_register": people.may_register(request.user, person=person),
        "has_assessments": bool(instruments_for(people.purposes_for(request.user, person=person))),
    }
    record_person_seen(person=person, purposes=(), by=request.user, now=timezone.now())
    return render(request, "pages/intake.html", context)


def intake_step(request: HttpRequest, person_id: UUID, slug: str) -> HttpResponse:
    """One step: what was asked earlier with its date and source, and what is still to be asked."""
    person, chosen = _person_and_step(request, person_id, slug)
    today = timezone.localdate()
    items = registering.items_of(person, step=chosen, for_user=request.user, today=today)
    if not items:
        raise Http404
    may_register = people.may_register(request.user, person=person)
    if request.method == "POST":
        if not may_register:
            raise Http404
        return _save_step(request, person=person, chosen=chosen, items=items, today=today)
    forms = [ItemForm(None, item=item, today=today) for item in items]
    return _show_step(request, person, chosen, SourceForm(None, today=today), forms, may_register=may_register)


@require_POST
def intake_item(request: HttpRequest, person_id: UUID, slug: str, variable: str) -> JsonResponse:
    """Keep one answer while the page stays open; says what became of it."""
    person, chosen = _person_and_step(request, person_id, slug)
    today = timezone.localdate()
    found = registering.items_of(person, step=chosen, for_user=request.user, today=today)
    items = [item for item in found if item.variable.slug == variable]
    if not items or not people.may_register(request.user, person=person):
        raise Http404
    source, forms = _submitted(request, person=person, items=items, today=today)
    wrong = [str(error) for form in (source, *forms) for errors in form.errors.values() for error in errors]
    if wrong:
        return JsonResponse({"status": "wrong", "message": " ".join(wrong)}, status=400)
    saved = _save(request, person=person, answers=_answers(request, source=source, forms=forms, today=today))
    now_known = registering.items_of(person, step=chosen, for_user=request.user, today=today)
    if saved is not None and saved.clashes:
        return JsonResponse(_clash_for_script(saved.clashes[0]), status=409)
    said = _("bewaard om %(time)s uur") % {"time": _time_now()}
    progress = {
        "asked": len([item for item in now_known if item.fact.is_answered]),
        "total": len(now_known),
    }
    keys = {item.variable.slug: item.key for item in now_known}
    return JsonResponse({"status": "saved", "message": said, "key": keys[variable], **progress})


def _person_and_step(request: HttpRequest, person_id: UUID, slug: str) -> tuple[Person, Step]:
    person = get_object_or_404(people.visible_people(request.user), pk=person_id)
    try:
        return person, step(slug)
    except UnknownTerm:
        raise Http404 from None


def _submitted(
    request: HttpRequest, *, person: Person, items: Sequence[Item], today: date
) -> tuple[SourceForm, list[ItemForm]]:
    """The forms as sent, each beside the answer it showed; questions that were not sent are left out."""
    sent = {name.split("-key")[0] for name in request.POST if name.endswith("-key")}
    forms = [ItemForm(request.POST, item=item, today=today) for item in items if not sent or item.variable.slug in sent]
    shown = registering.answers_known_as(person, keys={form.slug: form.key_shown for form in forms})
    for form in forms:
        form.base = shown[form.slug]
    return SourceForm(request.POST, today=today), [form for form in forms if not form.is_left]


def _answers(request: HttpRequest, *, source: SourceForm, forms: Iterable[ItemForm], today: date) -> list[Answer]:
    said = {"source": source.cleaned_data["source"], "day": source.cleaned_data["day"]}
    confirmed = request.POST.getlist("bevestig")
    found = [
        form.confirmation(**said, today=today) if form.slug in confirmed else form.answer(**said) for form in forms
    ]
    return [answer for answer in found if answer is not None]


def _save(request: HttpRequest, *, person: Person, answers: Sequence[Answer]) -> Saved | None:
    """What became of the answers; None where this very request was carried out before."""
    try:
        return deeds.save_answers(
            person=person, answers=answers, by=request.user, now=timezone.now(), key=key_of(request)
        )
    except AlreadyDone:
        return None


def _save_step(
    request: HttpRequest, *, person: Person, chosen: Step, items: Sequence[Item], today: date
) -> HttpResponse:
    source, forms = _submitted(request, person=person, items=items, today=today)
    if not all([source.is_valid(), *[form.is_valid() for form in forms]]):
        sent = {form.slug: form for form in forms}
        all_forms = [sent.get(item.variable.slug, ItemForm(None, item=item, today=today)) for item in items]
        return _show_step(request, person, chosen, source, all_forms, may_register=True)
    saved = _save(request, person=person, answers=_answers(request, source=source, forms=forms, today=today))
    if saved is None:
        messages.info(request, _("Deze antwoorden waren al bewaard."))
    elif saved.kept:
        said = ngettext(
            "%(count)s antwoord bewaard om %(time)s uur.",
            "%(count)s antwoorden bewaard om %(time)s uur.",
            len(saved.kept),
        )
        messages.success(request, said % {"count": len(saved.kept), "time": _time_now()})
    elif not saved.clashes:
        messages.info(request, _("Er was niets nieuws om te bewaren."))
    if saved is not None and saved.clashes:
        return _show_clashes(request, saved.clashes, person=person, chosen=chosen)
    return redirect("intake-step", person_id=person.pk, slug=chosen.slug)


def _show_step(
    request: HttpRequest,
    person: Person,
    chosen: Step,
    source: SourceForm,
    forms: Sequence[ItemForm],
    *,
    may_register: bool,
) -> HttpResponse:
    language = language_now()
    names = names_of(form.item.recorded_by for form in forms)
    steps = registering.intake_steps(people.facts_about(person, for_user=request.user))
    order = [each.step.slug for each in steps]
    after = steps[(order.index(chosen.slug) + 1) % len(steps)].step
    wrong = [form for form in (source, *forms) if form.errors]
    course_url = reverse("language-course", args=[person.pk])
    context = {
        "person": person,
        "step": chosen,
        "label": chosen.label(language),
        "source": source,
        "items": [_shown_item(form, names=names, course_url=course_url, language=language) for form in forms],
        "asked": len([form for form in forms if form.item.fact.is_answered]),
        "next_url": reverse("intake-step", args=[person.pk, after.slug]),
        "next_label": after.label(language),
        "may_register": may_register,
        "wrong": [form for form in wrong if isinstance(form, ItemForm)],
        "lessons": _lessons(person) if chosen.slug == "taal" else None,
        "idempotency_key": key_of(request) or uuid4(),
    }
    seen = {form.item.variable.purpose for form in forms if form.item.fact.is_answered}
    record_person_seen(person=person, purposes=seen, by=request.user, now=timezone.now())
    return render(request, "pages/intake_step.html", context, status=400 if wrong else 200)


def _shown_item(form: ItemForm, *, names: dict[UUID, str], course_url: str, language: str) -> ShownItem:
    item = form.item
    known = None
    if item.fact.is_answered:
        known = ShownFact(
            label=item.variable.label(language),
            state=item.fact.state,
            text=shown_value(item.fact, slug=item.variable.slug, language=language),
            valid_on=item.fact.valid_on,
            source=item.fact.source,
        )
    return ShownItem(
        form=form,
        label=item.variable.label(language),
        known=known,
        by=names.get(item.recorded_by, "") if item.recorded_by else "",
        is_open=bool(form.errors),
        elsewhere=course_url if item.variable.slug == schedule.COURSE else "",
    )


def _lessons(person: Person) -> tuple[str, str, tuple[str, ...]] | None:
    """The formal language course: provider, class, and when its lessons are."""
    found = schedule.class_now(person)
    if found is None:
        return None
    times = tuple(each.label(language_now()) for each in schedule.lesson_times(found))
    return found.provider.name, found.name, times


def _show_clashes(request: HttpRequest, clashes: Sequence[Clash], *, person: Person, chosen: Step) -> HttpResponse:
    language = language_now()
    names = names_of(clash.by for clash in clashes)
    shown = [
        ShownClash(
            slug=clash.mine.slug,
            question=variable_named(clash.mine.slug).question(language),
            mine=_in_words(clash.mine.fact, slug=clash.mine.slug),
            theirs=_in_words(clash.theirs.fact if clash.theirs else Fact.not_asked(), slug=clash.mine.slug),
            who=_who(clash, names=names),
            key=clash.theirs.key if clash.theirs else "",
            typed=tuple(
                (name, value)
                for name in request.POST
                if name.startswith(f"{clash.mine.slug}-") and name in _fields_of(clash.mine.slug)
                for value in request.POST.getlist(name)
            ),
        )
        for clash in clashes
    ]
    context = {
        "person": person,
        "step": chosen,
        "label": chosen.label(language),
        "clashes": shown,
        "source": request.POST.get("bron-source", ""),
        "day": request.POST.get("bron-day", ""),
        "idempotency_key": uuid4(),
    }
    return render(request, "pages/intake_clash.html", context, status=409)


def _fields_of(slug: str) -> tuple[str, ...]:
    return tuple(f"{slug}-{field}" for field in ("state", "answer", "day"))


def _in_words(fact: Fact[Value], *, slug: str) -> str:
    return shown_value(fact, slug=slug, language=language_now())


def _who(clash: Clash, *, names: dict[UUID, str]) -> str:
    """Who answered meanwhile, and when; as far as that is known."""
    name = names.get(clash.by, _("iemand anders")) if clash.by else _("iemand anders")
    if clash.at is None:
        return name
    at = timezone.localtime(clash.at)
    return _("%(who)s, op %(day)s om %(time)s uur") % {
        "who": name,
        "day": date_format(at, "j F"),
        "time": date_format(at, "H.i"),
    }


def _clash_for_script(clash: Clash) -> dict[str, str]:
    theirs = _in_words(clash.theirs.fact if clash.theirs else Fact.not_asked(), slug=clash.mine.slug)
    mine = _in_words(clash.mine.fact, slug=clash.mine.slug)
    said = _("Intussen antwoordde %(who)s iets anders: %(theirs)s. U koos: %(mine)s.")
    return {
        "status": "clash",
        "message": said % {"who": _who(clash, names=names_of([clash.by])), "theirs": theirs, "mine": mine},
        "keep": _("Houd “%(answer)s”") % {"answer": theirs},
        "use": _("Gebruik “%(answer)s”") % {"answer": mine},
        "key": clash.theirs.key if clash.theirs else "",
    }


def _time_now() -> str:
    return date_format(timezone.localtime(), "H.i")
