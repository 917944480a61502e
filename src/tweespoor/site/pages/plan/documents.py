"""The plan and the decision on it as documents: page, PDF, and text to copy."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.typesetting import typeset
from tweespoor.apps.trajectories.actions import pips as deeds
from tweespoor.apps.trajectories.models import PipVersion
from tweespoor.apps.trajectories.queries import pips as plans
from tweespoor.core import pips
from tweespoor.site.pages.plan import show
from tweespoor.site.pages.plan.asking import Asked, note_seen, version_asked

TEMPLATE = Path(__file__).with_name("plan.typ")
RIGHT_TO_LEFT = ("ar", "fa", "fa-AF", "ps", "ckb", "ur", "aii")


@require_safe
def plan_pdf(request: HttpRequest, person_id: UUID, version: int) -> HttpResponse:
    """The plan as an accessible PDF: as much of it as the user reads."""
    asked, row = version_asked(request, person_id, version)
    deeds.record_pip_given(version=row, form="plan", language=language_now(), by=request.user, now=timezone.now())
    return pdf_response(typeset(TEMPLATE, _plan(asked, row)), name=f"plan-{row.number}.pdf")


@require_safe
def decision_page(request: HttpRequest, person_id: UUID, version: int) -> HttpResponse:
    """The text of the decision, to copy into a letter."""
    asked, row = version_asked(request, person_id, version, whole=True)
    paragraphs = plans.decision_on(row)
    context = {
        "person": asked.person,
        "row": row,
        "badge": show.status_badge(row),
        "paragraphs": paragraphs,
        "text": "\n\n".join(each.text for each in paragraphs),
        "is_light": pips.is_light(plans.live_case(row)),
    }
    note_seen(request, asked)
    return render(request, "pages/plan/decision.html", context)


@require_safe
def decision_pdf(request: HttpRequest, person_id: UUID, version: int) -> HttpResponse:
    """The decision as an accessible PDF; a decision is in Dutch, whatever the language of the page."""
    asked, row = version_asked(request, person_id, version, whole=True)
    deeds.record_pip_given(version=row, form="decision", language="nl", by=request.user, now=timezone.now())
    with translation.override("nl"):
        content = _decision(asked, row)
    return pdf_response(typeset(TEMPLATE, content), name=f"beschikking-{row.number}.pdf")


def pdf_response(content: bytes, *, name: str) -> HttpResponse:
    """A PDF to keep as a file."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def tongue(lang: str) -> dict[str, Any] | str:
    """The language of some words, for a template; nothing where it is the document's own or not known."""
    return {"lang": lang.split("-", maxsplit=1)[0], "rtl": lang in RIGHT_TO_LEFT} if lang else ""


def _plan(asked: Asked, row: PipVersion) -> dict[str, Any]:
    seen = plans.seen_plan(row, purposes=asked.purposes)
    badge = show.status_badge(row)
    day = _("Getekend op %(day)s.") % {"day": date_format(row.signed_on, "j F Y")} if row.signed_on else ""
    head = _("Plan (PIP-light)") if seen.is_light else _("Persoonlijk plan inburgering en participatie (PIP)")
    sections = [
        *(_track(track) for track in show.shown_tracks(seen.pip)),
        _section(
            _("Doelen"),
            [_said(each.term, each.words, lang=each.tag, note=each.language) for each in show.shown_goals(seen.pip)],
        ),
        _section(_("Afspraken"), [_agreement(each) for each in seen.pip.agreements]),
        _checks(show.shown_checks(seen.checks), is_light=seen.is_light),
        _section(_("Wat er veranderd is"), [_said(each.about, each.text) for each in show.shown_changes(seen.changes)]),
        _section(
            _("Handtekeningen"),
            [
                _said(each.party, f"{each.name}, {date_format(each.day, 'j F Y')}", note=each.interpreter)
                for each in show.shown_signatures(plans.signatures_of(row))
            ],
        ),
    ]
    return {
        "title": f"{head}: {asked.person}",
        "author": asked.person.municipality.name,
        "language": language_now(),
        "lead": [
            _("%(name)s, nummer %(number)s. Versie %(version)s.")
            % {"name": asked.person, "number": asked.person.number, "version": row.number},
            *([day] if day else []),
        ],
        "mark": "" if row.is_final else _("%(status)s: dit plan is nog niet getekend.") % {"status": badge.label},
        "sections": [section for section in sections if section["paragraphs"] or section["rows"]],
    }


def _decision(asked: Asked, row: PipVersion) -> dict[str, Any]:
    is_light = pips.is_light(plans.live_case(row))
    title = _("Plan (PIP-light)") if is_light else _("Besluit: persoonlijk plan inburgering en participatie (PIP)")
    return {
        "title": f"{title}: {asked.person}",
        "author": asked.person.municipality.name,
        "language": "nl",
        "lead": [],
        "mark": "" if row.is_final else _("Concept: dit besluit is nog niet genomen."),
        "sections": [
            _section(
                each.heading,
                [
                    *(_said("", sentence) for sentence in each.sentences),
                    *([_said("", "", note=_source(each))] if each.source else []),
                ],
            )
            for each in plans.decision_on(row)
        ],
    }


def _source(paragraph: pips.Paragraph) -> str:
    return f"{paragraph.source} ({pips.TO_CONFIRM})" if paragraph.is_to_confirm else paragraph.source


def _said(label: str, text: str, *, lang: str = "", note: str = "") -> dict[str, Any]:
    said = tongue(lang)
    return {
        "label": label,
        "text": text,
        "lang": said["lang"] if isinstance(said, dict) else "",
        "rtl": isinstance(said, dict) and said["rtl"],
        "note": note,
    }


def _section(title: str, paragraphs: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {"title": title, "paragraphs": list(paragraphs), "columns": [], "rows": [], "widths": []}


def _agreement(agreement: pips.Agreement) -> dict[str, Any]:
    by = _("uiterlijk op %(day)s") % {"day": date_format(agreement.by, "j F Y")} if agreement.by else ""
    return _said(agreement.who.label(language_now()), agreement.what, note=by)


def _track(track: show.ShownTrack) -> dict[str, Any]:
    """The items of a track in a table; a column in which nothing would stand is left out."""
    columns = [
        (_("Onderdeel"), 3, [each.name for each in track.items]),
        (_("Wanneer en hoeveel"), 4, [f"{each.when}\n{each.hours}" for each in track.items]),
        (_("Bij wie"), 2, [each.where for each in track.items]),
        (_("Wie doet wat"), 3, [each.doing for each in track.items]),
        (_("Voorstel"), 3, [_departs(each) for each in track.items]),
    ]
    told = [column for column in columns if any(column[2])]
    rows = zip(*(cells for _heading, _width, cells in told), strict=True)
    return {
        "title": track.title,
        "paragraphs": [],
        "columns": [heading for heading, _width, _cells in told],
        "rows": [[cell or "–" for cell in row] for row in rows],
        "widths": [width for _heading, width, _cells in told],
    }


def _departs(item: show.ShownItem) -> str:
    return f"{item.badge.label} ({_('voorstel')}: {item.proposed})" if item.proposed else item.badge.label


def _checks(checks: Iterable[show.ShownCheck], *, is_light: bool) -> dict[str, Any]:
    rows = [
        [each.label, each.answer, f"{each.source} ({each.to_confirm})" if each.to_confirm else each.source]
        for each in checks
    ]
    return {
        "title": _("Verder in het plan") if is_light else _("Wat de wet vraagt"),
        "paragraphs": [],
        "columns": [_("Wat"), _("Wat er besloten is"), _("Waar het staat")],
        "rows": rows,
        "widths": [4, 4, 4],
    }
