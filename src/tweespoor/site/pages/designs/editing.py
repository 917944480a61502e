"""Working on a draft: starting it, its intensities with what follows at once, taking edits back, publishing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.trajectories.actions import designs as deeds
from tweespoor.apps.trajectories.models import DesignDraft
from tweespoor.apps.trajectories.queries import designs as queries
from tweespoor.core.designs import PILOT_IDS, Design, DesignError, Section, differences, parts
from tweespoor.site.pages.designs.drafts import (
    Problem,
    carry_out,
    draft_to_edit,
    problem,
    seen_design,
    seen_of,
)
from tweespoor.site.pages.designs.forms import IntensitiesForm
from tweespoor.site.pages.designs.names import ADD, HOW, SECTION_NAMES, SECTION_TITLES
from tweespoor.site.pages.designs.reading import design_shown, group_of

LONGEST_TITLE = 120


@dataclass(frozen=True)
class SectionRow:
    """A section in the list of parts: its name, the parts with their ids and names, and what the link to add says."""

    slug: str
    title: str
    parts: tuple[tuple[str, str], ...]
    add: str


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Start a design from a pilot."""
    organisation = _organisation(request)
    title, pilot = request.POST.get("naam", "").strip(), request.POST.get("voorbeeld", "")
    if pilot not in PILOT_IDS:
        messages.error(request, _("Kies eerst een voorbeeld om mee te beginnen."))
        return redirect("designs")
    if not 3 <= len(title) <= LONGEST_TITLE:
        most = {"most": LONGEST_TITLE}
        messages.error(request, _("Geef het ontwerp een naam van 3 tot %(most)s tekens.") % most)
        return redirect("design-pilot", pilot=pilot)
    try:
        draft = deeds.start_from_pilot(
            pilot=pilot,
            title=title,
            organisation=organisation,
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )
    except AlreadyDone:
        messages.info(request, _("Dit ontwerp was al begonnen."))
        return redirect("designs")
    return redirect("design-draft", draft_id=draft.pk)


@require_POST
def edit_version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Work on a version: its draft, begun here where there is none."""
    version = get_object_or_404(queries.visible_versions(request.user), pk=version_id)
    try:
        draft = deeds.edit_version(version=version, by=request.user, now=timezone.now(), key=key_of(request))
    except deeds.Refused:
        raise Http404 from None
    except AlreadyDone:
        return redirect("design-version", version_id=version.pk)
    return redirect("design-draft", draft_id=draft.pk)


def bring_in(request: HttpRequest) -> HttpResponse:
    """Bring in a design file; what is wrong with it is named by line."""
    designers = queries.designers(request.user)
    if not designers.exists():
        raise Http404
    problems: tuple[Problem, ...] = ()
    refused = ""
    if request.method == "POST":
        organisation = _organisation(request)
        file = request.FILES.get("bestand")
        try:
            if file is None:
                raise deeds.Refused(_("Kies eerst een bestand."))
            content = file.read(deeds.LARGEST_FILE + 1)
            draft = deeds.bring_in(
                content=content, organisation=organisation, by=request.user, now=timezone.now(), key=key_of(request)
            )
        except DesignError as error:
            problems = tuple(problem(each) for each in error.problems)
        except deeds.Refused as refusal:
            refused = str(refusal)
        except AlreadyDone:
            messages.info(request, _("Dit bestand was al ingelezen."))
            return redirect("designs")
        else:
            messages.success(request, _("Het ontwerp is ingelezen als concept. Kijk het na en publiceer het."))
            return redirect("design-draft", draft_id=draft.pk)
    context = {"designers": designers, "problems": problems, "refused": refused, "idempotency_key": uuid4()}
    return render(request, "pages/designs/import.html", context, status=400 if problems or refused else 200)


def _organisation(request: HttpRequest) -> Organisation:
    """The municipality a design is made for: the one chosen, or the only one the user makes designs for."""
    designers = queries.designers(request.user)
    chosen = request.POST.get("gemeente", "")
    found = [each for each in designers if str(each.pk) == chosen] or (list(designers) if not chosen else [])
    if not found:
        raise Http404
    return found[0]


def draft_page(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The workbench: intensities and parts on one side, what follows from them on the other."""
    draft = get_object_or_404(queries.visible_drafts(request.user), pk=draft_id)
    may_edit = queries.may_edit(request.user, organisation=draft.organisation_id)
    if request.method != "POST":
        design = queries.draft_design(queries.draft_text(draft))
        return _show(request, draft, IntensitiesForm(design=design), design=design, may_edit=may_edit)
    if not may_edit:
        raise Http404
    base = seen_design(request, draft)
    form = IntensitiesForm(request.POST, design=base)
    if not form.is_valid():
        return _show(request, draft, form, design=base, may_edit=True, status=400)
    if "kijk" in request.POST:
        return _show(request, draft, form, design=form.edit(base), may_edit=True, is_saved=False)
    answer = carry_out(request, draft, form.edit, saved=_("De intensiteiten zijn bewaard."))
    if isinstance(answer, HttpResponse):
        return answer
    return _show(request, draft, form, design=base, may_edit=True, problems=answer, status=400)


@require_POST
def draft_picture(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What follows from the intensities as they are typed, not saved yet: a part of the page."""
    draft = draft_to_edit(request, draft_id)
    base = seen_design(request, draft)
    form = IntensitiesForm(request.POST, design=base)
    if not form.is_valid():
        wrong = [(row.label, row.errors) for row in form.rows if row.errors]
        return render(request, "pages/designs/not_yet.html", {"wrong": wrong}, status=400)
    design = form.edit(base)
    shown = design_shown(
        request,
        design,
        organisation=draft.organisation_id,
        slug=draft.slug,
        edit_url=_edit_url(draft),
    )
    context = {"shown": shown, "group": group_of(request), "is_saved": design == base, "is_part": True}
    return render(request, "pages/designs/picture.html", context)


def _show(
    request: HttpRequest,
    draft: DesignDraft,
    form: IntensitiesForm,
    *,
    design: Design,
    may_edit: bool,
    is_saved: bool = True,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    text = queries.draft_text(draft)
    context: dict[str, Any] = {
        "draft": draft,
        "form": form,
        "title": design.title.text(language_now()),
        "shown": design_shown(
            request,
            design,
            organisation=draft.organisation_id,
            slug=draft.slug,
            edit_url=_edit_url(draft) if may_edit else "",
        ),
        "sections": [_section(section, design) for section in Section],
        "may_edit": may_edit,
        "is_saved": is_saved,
        "group": group_of(request),
        "problems": problems,
        "seen": request.POST.get("seen", text.pk) if request.method == "POST" else text.pk,
        "can_undo": queries.can_step(draft, back=True),
        "can_redo": queries.can_step(draft, back=False),
        "idempotency_key": uuid4(),
    }
    return render(request, "pages/designs/draft.html", context, status=status)


def _section(section: Section, design: Design) -> SectionRow:
    language = language_now()
    found = tuple((each.id, each.label.text(language)) for each in parts(design, section))
    return SectionRow(
        section.value.replace("_", "-"), str(SECTION_TITLES[section.value]), found, str(ADD[section.value])
    )


def _edit_url(draft: DesignDraft) -> str:
    return reverse("design-part", args=[draft.pk, "blocks", "block"]).replace("/block/", "/{block}/")


@require_POST
def undo(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Take the last edit back."""
    return _step(request, draft_id, back=True)


@require_POST
def redo(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Do the edit that was taken back again."""
    return _step(request, draft_id, back=False)


def _step(request: HttpRequest, draft_id: UUID, *, back: bool) -> HttpResponse:
    draft = draft_to_edit(request, draft_id)
    try:
        deeds.step(
            draft=draft,
            seen=seen_of(request),
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
            back=back,
        )
    except deeds.Refused as refusal:
        messages.error(request, str(refusal))
    except AlreadyDone:
        messages.info(request, _("Dit was al gedaan."))
    else:
        said = _("De laatste wijziging is teruggenomen.") if back else _("De wijziging is opnieuw gedaan.")
        messages.success(request, said)
    return redirect("design-draft", draft_id=draft.pk)


def publish(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What is new in a draft, and the button that makes it the next version."""
    draft = draft_to_edit(request, draft_id)
    programmes = queries.programmes_following(organisation=draft.organisation_id, slug=draft.slug)
    others = queries.programmes_of_organisation(draft.organisation_id)
    text = queries.draft_text(draft)
    if request.method == "POST":
        chosen = [each for each in others if each.slug in request.POST.getlist("programma")]
        try:
            version = deeds.publish(
                draft=draft,
                seen=seen_of(request),
                followed_by=chosen,
                by=request.user,
                now=timezone.now(),
                key=key_of(request),
            )
        except deeds.Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("design-publish", draft_id=draft.pk)
        except AlreadyDone:
            return redirect("designs")
        messages.success(request, _("Versie %(version)s is gepubliceerd.") % {"version": version.version})
        return redirect("design-version", version_id=version.pk)
    language = language_now()
    design = queries.draft_design(text)
    latest = queries.latest_version(draft)
    changes = differences(queries.version_design(latest), design) if latest else ()
    context = {
        "draft": draft,
        "title": design.title.text(language),
        "latest": latest,
        "changes": [
            (str(SECTION_NAMES[section.value]), each.label.text(language), str(HOW[how.value]))
            for section, each, how in changes
        ],
        "programmes": [(each, each in programmes) for each in others],
        "seen": text.pk,
        "idempotency_key": uuid4(),
    }
    return render(request, "pages/designs/publish.html", context)


@require_POST
def throw_away(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Delete a draft; what is published stays."""
    draft = draft_to_edit(request, draft_id)
    try:
        deeds.throw_away(draft=draft, by=request.user, now=timezone.now(), key=key_of(request))
    except deeds.Refused as refusal:
        messages.error(request, str(refusal))
    except AlreadyDone:
        pass
    else:
        messages.success(request, _("Het concept is weg. Gepubliceerde versies zijn er nog."))
    return redirect("designs")
