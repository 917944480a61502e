"""The forms of a design's parts, and of what it says as a whole."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.trajectories.models import DesignDraft
from tweespoor.apps.trajectories.queries import designs as queries
from tweespoor.core.designs import Design, Part, Section, move, part, put, remove
from tweespoor.site.pages.designs.drafts import Problem, carry_out, draft_to_edit, seen_design
from tweespoor.site.pages.designs.forms import FORMS, GeneralForm
from tweespoor.site.pages.designs.names import ADD, SECTION_NAMES


def general_page(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Name, participants, limit of a week and budget."""
    draft = draft_to_edit(request, draft_id)
    design = seen_design(request, draft)
    form = GeneralForm(request.POST if request.method == "POST" else None, design=design)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        answer = carry_out(request, draft, form.edit, saved=_("De gegevens van het ontwerp zijn bewaard."))
        if isinstance(answer, HttpResponse):
            return answer
        problems = answer
    return _form_page(request, draft, form, design=design, title=_("Naam, grenzen en deelnemers"), problems=problems)


def new_part(request: HttpRequest, draft_id: UUID, section: str) -> HttpResponse:
    """Add a part to a section."""
    draft = draft_to_edit(request, draft_id)
    chosen = _section(section)
    return _edit(request, draft, chosen, design=seen_design(request, draft), old=None, title=str(ADD[chosen.value]))


def part_page(request: HttpRequest, draft_id: UUID, section: str, part: str) -> HttpResponse:
    """Change one part."""
    draft = draft_to_edit(request, draft_id)
    chosen = _section(section)
    design = seen_design(request, draft)
    old = _part(design, chosen, part)
    return _edit(request, draft, chosen, design=design, old=old, title=old.label.text(language_now()))


def _edit(
    request: HttpRequest, draft: DesignDraft, section: Section, *, design: Design, old: Part | None, title: str
) -> HttpResponse:
    form = FORMS[section](request.POST if request.method == "POST" else None, design=design, part=old)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST" and form.is_valid():
        new = form.build()
        answer = carry_out(
            request, draft, partial(put, new=new), saved=_("Bewaard: %(name)s.") % {"name": new.label.nl}
        )
        if isinstance(answer, HttpResponse):
            return answer
        problems = answer
    return _form_page(request, draft, form, design=design, title=title, problems=problems, section=section, old=old)


def _form_page(
    request: HttpRequest,
    draft: DesignDraft,
    form: Any,
    *,
    design: Design,
    title: str,
    problems: tuple[Problem, ...],
    section: Section | None = None,
    old: Part | None = None,
) -> HttpResponse:
    text = queries.draft_text(draft)
    address = section.value.replace("_", "-") if section else ""
    context = {
        "draft": draft,
        "design_title": design.title.text(language_now()),
        "title": title,
        "kind": str(SECTION_NAMES[section.value]) if section else "",
        "form": form,
        "groups": form.groups,
        "wrong": form.wrong,
        "problems": problems,
        "remove_url": reverse("design-part-remove", args=[draft.pk, address, old.id]) if old else "",
        "move_url": reverse("design-part-move", args=[draft.pk, address, old.id]) if old else "",
        "seen": request.POST.get("seen", text.pk) if request.method == "POST" else text.pk,
        "idempotency_key": uuid4(),
        "second_key": uuid4(),
        "third_key": uuid4(),
    }
    status = 400 if form.wrong or form.non_field_errors() or problems else 200
    return render(request, "pages/designs/part.html", context, status=status)


@require_POST
def remove_part(request: HttpRequest, draft_id: UUID, section: str, part: str) -> HttpResponse:
    """Take a part out, with what makes no sense without it."""
    draft = draft_to_edit(request, draft_id)
    chosen = _section(section)
    old = _part(seen_design(request, draft), chosen, part)
    said = _("Weggehaald: %(name)s. Met “Terugnemen” zet u het terug.") % {"name": old.label.text(language_now())}
    answer = carry_out(request, draft, partial(remove, section=chosen, part_id=part), saved=said)
    return answer if isinstance(answer, HttpResponse) else _refused(request, draft, answer)


@require_POST
def move_part(request: HttpRequest, draft_id: UUID, section: str, part: str) -> HttpResponse:
    """Move a part one place up or down."""
    draft = draft_to_edit(request, draft_id)
    chosen = _section(section)
    _part(seen_design(request, draft), chosen, part)
    by = -1 if request.POST.get("richting") == "op" else 1
    answer = carry_out(request, draft, partial(move, section=chosen, part_id=part, by=by), saved=_("Verplaatst."))
    return answer if isinstance(answer, HttpResponse) else _refused(request, draft, answer)


def _refused(request: HttpRequest, draft: DesignDraft, problems: tuple[Problem, ...]) -> HttpResponse:
    title = queries.draft_design(queries.draft_text(draft)).title.text(language_now())
    context = {"draft": draft, "title": title, "problems": problems}
    return render(request, "pages/designs/refused.html", context, status=400)


def _section(slug: str) -> Section:
    try:
        return Section(slug.replace("-", "_"))
    except ValueError:
        raise Http404 from None


def _part(design: Design, section: Section, part_id: str) -> Part:
    try:
        return part(design, section, part_id)
    except KeyError:
        raise Http404 from None
