"""The steps of a plan that is worked on: a part each, saved as a whole; two who save at once see both versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4

from django import forms as django_forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.trajectories.actions import pips as deeds
from tweespoor.apps.trajectories.models import PipVersion
from tweespoor.apps.trajectories.queries import pips as plans
from tweespoor.apps.trajectories.rules import Refused
from tweespoor.core import pips
from tweespoor.site.pages.plan import show
from tweespoor.site.pages.plan.asking import Asked, note_seen, version_asked
from tweespoor.site.pages.plan.forms import AnswerForm, GoalsForm, ItemForm, NewItemForm, agreement_forms

LAST = "tekenen"


@dataclass(frozen=True)
class Part:
    """One step: its name in addresses, which part of the plan it is, and its title."""

    slug: str
    part: str
    title: Promise | str


PARTS = (
    Part("onderdelen", "items", gettext_lazy("Wat de deelnemer doet")),
    Part("doelen", "goals", gettext_lazy("Doelen")),
    Part("afspraken", "agreements", gettext_lazy("Afspraken")),
    Part("wet", "answers", gettext_lazy("Wat de wet vraagt")),
)
"""The steps in order; after them the plan is talked through and signed."""


@dataclass(frozen=True, kw_only=True)
class StepState:
    """A step in the list of all: how far it is, and where it is done."""

    number: int
    title: str
    note: str
    url: str
    current: bool = False


def progress_of(row: PipVersion, *, current: str = "") -> tuple[StepState, ...]:
    """How far every step of a plan is."""
    pip = plans.pip_of(row)
    checks = pips.checklist(pip, case=plans.live_case(row))
    decided = len([check for check in checks if check.standing is not pips.Standing.OPEN])
    open_ones = len([item for item in pip.items if item.departure is pips.Departure.OPEN])
    done = _("%(count)s onderdelen") % {"count": len(pip.agreed_items)}
    notes = {
        "items": done + (_(", %(count)s nog te beslissen") % {"count": open_ones} if open_ones else ""),
        "goals": _("%(count)s doelen") % {"count": len(pip.goals)},
        "agreements": _("%(count)s afspraken") % {"count": len(pip.agreements)},
        "answers": _("%(decided)s van %(total)s beslist") % {"decided": decided, "total": len(checks)},
    }
    is_light = pips.is_light(plans.live_case(row))
    states = [
        StepState(
            number=number,
            title=_("Verder in het plan") if is_light and each.part == "answers" else str(each.title),
            note=notes[each.part],
            url=reverse("plan-step", args=[row.person_id, row.number, each.slug]),
            current=each.slug == current,
        )
        for number, each in enumerate(PARTS, start=1)
    ]
    discussed = date_format(row.discussed_on, "j F Y") if row.discussed_on else _("nog niet besproken")
    last = StepState(
        number=len(PARTS) + 1,
        title=_("Bespreken en tekenen"),
        note=discussed,
        url=reverse("plan-sign", args=[row.person_id, row.number]),
        current=current == LAST,
    )
    return (*states, last)


class _Step:
    """One step with its forms, as shown or as sent."""

    def __init__(self, data: Any, *, row: PipVersion, part: Part) -> None:
        self.row, self.part, self.data = row, part, data
        self.pip = plans.pip_of(row)
        self.case = plans.live_case(row)
        self.partners = plans.givers_for(row.person)
        self.based_on = pips.fingerprint(self.pip, part=part.part)
        make = {"items": self._items, "goals": self._goals, "agreements": self._agreements, "answers": self._answers}
        self.forms: Sequence[django_forms.Form] = make[part.part]()

    def _items(self) -> Sequence[django_forms.Form]:
        blocks = [ItemForm(self.data, item=item, partners=self.partners) for item in self.pip.items]
        return [*blocks, NewItemForm(self.data, partners=self.partners)]

    def _goals(self) -> Sequence[django_forms.Form]:
        return [GoalsForm(self.data, goals=self.pip.goals)]

    def _agreements(self) -> Sequence[django_forms.Form]:
        return agreement_forms(self.data, agreements=self.pip.agreements)

    def _answers(self) -> Sequence[django_forms.Form]:
        asked = pips.required(self.case, route=self.pip.route)
        return [AnswerForm(self.data, requirement=each, fact=self.pip.answer(each.slug)) for each in asked]

    @property
    def is_valid(self) -> bool:
        """All its forms are."""
        return not [form for form in self.forms if not form.is_valid()]

    def mine(self) -> pips.Pip:
        """The plan as the forms have it."""
        match self.part.part:
            case "items":
                items = tuple(form.agreed() for form in self.forms if isinstance(form, ItemForm))
                new = self.forms[-1]
                assert isinstance(new, NewItemForm)
                phase = self.pip.phases[0].id if self.pip.phases else ""
                return replace(self.pip, items=items + new.added(items=items, phase=phase, partners=self.partners))
            case "goals":
                return replace(self.pip, goals=self.forms[0].goals())  # type: ignore[attr-defined]
            case "agreements":
                made = tuple(each for form in self.forms for each in form.agreements())  # type: ignore[attr-defined]
                return replace(self.pip, agreements=made)
        said = {form.requirement.slug: form.fact() for form in self.forms if isinstance(form, AnswerForm)}
        kept = {slug: fact for slug, fact in self.pip.answers.items() if slug not in said}
        return replace(self.pip, answers=kept | {slug: fact for slug, fact in said.items() if fact.is_answered})


def plan_step(request: HttpRequest, person_id: UUID, version: int, part: str) -> HttpResponse:
    """One step: what is in the plan now, and its form."""
    asked, row = version_asked(request, person_id, version, to_write=True)
    chosen = next((each for each in PARTS if each.slug == part), None)
    if chosen is None:
        raise Http404
    if row.is_final:
        messages.info(request, _("Dit plan is getekend en verandert niet meer."))
        return redirect("plan-version", person_id=person_id, version=version)
    if request.method != "POST":
        return _show(request, asked, step=_Step(None, row=row, part=chosen), status=200)
    step = _Step(request.POST, row=row, part=chosen)
    if not step.is_valid:
        return _show(request, asked, step=step, status=400)
    return _save(request, asked, step=step)


def _save(request: HttpRequest, asked: Asked, *, step: _Step) -> HttpResponse:
    row, part = step.row, step.part
    try:
        changed = deeds.save_part(
            version=row,
            part=part.part,
            mine=step.mine(),
            based_on=request.POST.get("gebaseerd_op", ""),
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )
    except AlreadyDone:
        messages.info(request, _("Dit was al bewaard."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    except deeds.Clash as clash:
        return _show_clash(request, asked, step=step, clash=clash)
    else:
        time = date_format(timezone.localtime(), "H.i")
        said = _("Bewaard om %(time)s uur.") % {"time": time} if changed else _("Er was niets nieuws om te bewaren.")
        messages.success(request, said)
    if "blijf" in request.POST or _asks_more(step):
        return redirect("plan-step", person_id=row.person_id, version=row.number, part=part.slug)
    return redirect(_after(row, part=part))


def _asks_more(step: _Step) -> bool:
    """Another route asks other things: then the step stays open, with what is new in it."""
    if step.part.part != "answers":
        return False
    asked = {each.slug for each in pips.required(step.case, route=step.mine().route)}
    return not asked <= {form.requirement.slug for form in step.forms if isinstance(form, AnswerForm)}


def _after(row: PipVersion, *, part: Part) -> str:
    place = PARTS.index(part) + 1
    if place == len(PARTS):
        return reverse("plan-sign", args=[row.person_id, row.number])
    return reverse("plan-step", args=[row.person_id, row.number, PARTS[place].slug])


def _show(request: HttpRequest, asked: Asked, *, step: _Step, status: int) -> HttpResponse:
    row = step.row
    phases = {phase.id: phase.name(show.language_now()) for phase in step.pip.phases}
    steps = progress_of(row, current=step.part.slug)
    blocks = [(form, show.shown_item(form.item, phases=phases)) for form in step.forms if isinstance(form, ItemForm)]
    context = {
        "person": asked.person,
        "row": row,
        "part": step.part,
        "title": next(each.title for each in steps if each.current),
        "steps": steps,
        "after": steps[next(place for place, each in enumerate(steps) if each.current) + 1].title,
        "is_light": pips.is_light(step.case),
        "based_on": request.POST.get("gebaseerd_op", step.based_on),
        "forms": step.forms,
        "wrong": [form for form in step.forms if form.errors],
        "blocks": [
            (_("Taal"), [each for each in blocks if each[0].item.track is pips.Track.LANGUAGE]),
            (_("Meedoen"), [each for each in blocks if each[0].item.track is pips.Track.PARTICIPATION]),
        ],
        "tracks": show.tracks_of(step.pip, caption=_("Het plan van deze deelnemer"), on=timezone.localdate())
        if step.part.part == "items"
        else None,
        "checks": {check.slug: check for check in show.shown_checks(pips.checklist(step.pip, case=step.case))},
        "idempotency_key": key_of(request) or uuid4(),
    }
    note_seen(request, asked)
    return render(request, f"pages/plan/step_{step.part.part}.html", context, status=status)


NOT_SENT_AGAIN = ("csrfmiddlewaretoken", "idempotency_key", "gebaseerd_op", "blijf")


def _show_clash(request: HttpRequest, asked: Asked, *, step: _Step, clash: deeds.Clash) -> HttpResponse:
    part = step.part.part
    context = {
        "person": asked.person,
        "row": step.row,
        "part": step.part,
        "theirs": show.part_lines(clash.theirs, part=part, case=step.case),
        "mine": show.part_lines(clash.mine, part=part, case=step.case),
        "who": show.who(clash.by),
        "at": timezone.localtime(clash.at),
        "based_on": pips.fingerprint(clash.theirs, part=part),
        "typed": [
            (name, value) for name in request.POST if name not in NOT_SENT_AGAIN for value in request.POST.getlist(name)
        ],
        "idempotency_key": uuid4(),
    }
    return render(request, "pages/plan/clash.html", context, status=409)
