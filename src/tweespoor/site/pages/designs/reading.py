"""Reading designs: the list, a pilot, a version, a draft's history, and each as a file."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.queries import names_of
from tweespoor.apps.trajectories.queries import designs as queries
from tweespoor.core.designs import PILOT_IDS, Design, UnknownDesign, pilot, write_design
from tweespoor.site.components.data import Column
from tweespoor.site.pages.designs.shown import ShownDesign, shown_design

GROUP = 12
"""People in a group where nobody said how many."""

MOST_IN_A_GROUP = 500


def design_list(request: HttpRequest) -> HttpResponse:
    """The designs of the user's organisations and programmes, drafts, and the pilots to start from."""
    language = language_now()
    versions = queries.newest_versions(request.user)
    drafts = list(queries.visible_drafts(request.user))
    names = queries.titles(versions, drafts, language=language)
    designers = list(queries.designers(request.user))
    context = {
        "versions": [(row, names[row.pk]) for row in versions],
        "drafts": [(row, names[row.pk]) for row in drafts],
        "pilots": [
            (each, each.title.text(language), each.summary.text(language), ", ".join(each.municipalities))
            for each in map(pilot, PILOT_IDS)
        ],
        "columns": [
            Column(label=_("Ontwerp")),
            Column(label=_("Organisatie")),
            Column(label=_("Versie"), numeric=True),
            Column(label=_("Bewaard op")),
            Column(label=_("Mensen in deze versie"), numeric=True),
        ],
        "may_make": bool(designers),
    }
    return render(request, "pages/designs/list.html", context)


def pilot_page(request: HttpRequest, pilot: str) -> HttpResponse:
    """One of the nine pilots, to look at and to start from."""
    design = _pilot(pilot)
    shown = design_shown(request, design, organisation=None, slug=pilot)
    context = {
        "design": design,
        "shown": shown,
        "pilot": pilot,
        "designers": queries.designers(request.user),
        "group": group_of(request),
        "idempotency_key": uuid4(),
    }
    return render(request, "pages/designs/pilot.html", context)


def version_page(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """One published version, the other versions of its design, and who is in each."""
    version = get_object_or_404(queries.visible_versions(request.user), pk=version_id)
    design = queries.version_design(version)
    may_edit = queries.may_edit(request.user, organisation=version.organisation_id)
    draft = queries.visible_drafts(request.user).filter(organisation=version.organisation_id, slug=version.slug).first()
    context = {
        "version": version,
        "shown": design_shown(request, design, organisation=version.organisation_id, slug=version.slug),
        "versions": queries.versions_of(version, user=request.user),
        "programmes": queries.programmes_following(organisation=version.organisation_id, slug=version.slug),
        "draft": draft,
        "may_edit": may_edit,
        "group": group_of(request),
        "columns": [
            Column(label=_("Versie")),
            Column(label=_("Bewaard op")),
            Column(label=_("Mensen nu"), numeric=True),
            *([Column(label=_("Doen"))] if may_edit else []),
        ],
        "idempotency_key": uuid4(),
    }
    return render(request, "pages/designs/version.html", context)


def draft_history(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What was changed in a draft, by whom and when; the newest first."""
    draft = get_object_or_404(queries.visible_drafts(request.user), pk=draft_id)
    texts = queries.history_of(draft)
    names = names_of(text.saved_by for text in texts)
    context = {
        "draft": draft,
        "title": queries.draft_design(queries.draft_text(draft)).title.text(language_now()),
        "texts": [(text, names.get(text.saved_by, _("iemand anders")), text.number > draft.number) for text in texts],
        "columns": [Column(label=_("Wanneer")), Column(label=_("Wie")), Column(label=_("Wat"))],
    }
    return render(request, "pages/designs/history.html", context)


def export_version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """A version as a YAML file."""
    version = get_object_or_404(queries.visible_versions(request.user), pk=version_id)
    return _file(write_design(queries.version_design(version)), name=f"{version.slug}-v{version.version}")


def export_draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """A draft as a YAML file."""
    draft = get_object_or_404(queries.visible_drafts(request.user), pk=draft_id)
    return _file(queries.draft_text(draft).text, name=f"{draft.slug}-concept")


def _file(text: str, *, name: str) -> HttpResponse:
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return response


def design_shown(
    request: HttpRequest, design: Design, *, organisation: UUID | None, slug: str, edit_url: str = ""
) -> ShownDesign:
    """A design with all that follows from it, for this reader."""
    bench = queries.workbench(
        design,
        organisation=organisation,
        slug=slug,
        on=timezone.localdate(),
        group=group_of(request),
        user=request.user,
    )
    return shown_design(bench, language=language_now(), edit_url=edit_url)


def group_of(request: HttpRequest) -> int:
    """How many people follow the design together, as asked; a number that cannot be is the usual one."""
    asked: Any = request.POST.get("groep") or request.GET.get("groep") or ""
    number = int(asked) if asked.isascii() and asked.isdigit() else GROUP
    return number if 1 <= number <= MOST_IN_A_GROUP else GROUP


def _pilot(pilot_id: str) -> Design:
    try:
        return pilot(pilot_id)
    except UnknownDesign:
        raise Http404 from None
