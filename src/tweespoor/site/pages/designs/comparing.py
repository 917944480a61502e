"""Designs side by side: the matrix of table 2.2 with hours, load and cost."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import User
from tweespoor.apps.trajectories.queries import designs as queries
from tweespoor.core.designs import PILOT_IDS, Answer, Cell, Comparison, Design, Row, compare, pilot
from tweespoor.site.components.data import Column

MOST = 6
"""Designs beside each other; more do not fit on a page."""


@dataclass(frozen=True)
class Option:
    """A design that can be chosen."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class ShownCell:
    """One cell: an answer with its look, and words."""

    label: str
    answer: str
    look: str
    words: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class ShownRow:
    """A row of the matrix."""

    label: str
    cells: tuple[ShownCell, ...]


def compare_page(request: HttpRequest) -> HttpResponse:
    """Choose designs and see them side by side; what the reader may not see is not there to choose."""
    language = language_now()
    there = _there(request.user, language=language)
    wanted = list(dict.fromkeys(request.GET.getlist("met")))
    asked = [value for value in wanted if value in there][:MOST]
    designs = [there[value][1]() for value in asked]
    found = compare(designs) if designs else None
    names = [there[value][0] for value in asked]
    context = {
        "options": [Option(value, label, value in asked) for value, (label, _read) in there.items()],
        "most": MOST,
        "columns": [Column(label=_("Wat")), *(Column(label=name) for name in names)],
        "numbers": _rows(found, "numbers", names=names, language=language),
        "activities": _rows(found, "activities", names=names, language=language),
        "too_many": sum(value in there for value in wanted) > MOST,
        "not_there": sum(value not in there for value in wanted),
    }
    return render(request, "pages/designs/compare.html", context)


def _there(user: User, *, language: str) -> dict[str, tuple[str, object]]:
    """Every design the user may read, by the value of its checkbox: its name, and how it is read."""
    versions = queries.newest_versions(user)
    drafts = list(queries.visible_drafts(user))
    names = queries.titles(versions, drafts, language=language)
    found: dict[str, tuple[str, object]] = {}
    for row in versions:
        label = _("%(name)s (%(owner)s, versie %(version)s)")
        words = {"name": names[row.pk], "owner": row.organisation, "version": row.version}
        found[str(row.pk)] = (label % words, _reader(row.pk, user))
    for draft in drafts:
        label = _("%(name)s (%(owner)s, concept)") % {"name": names[draft.pk], "owner": draft.organisation}
        found[str(draft.pk)] = (label, lambda draft=draft: queries.draft_design(queries.draft_text(draft)))
    for pilot_id in PILOT_IDS:
        design = pilot(pilot_id)
        label = _("voorbeeld: %(name)s") % {"name": ", ".join(design.municipalities)}
        found[pilot_id] = (label, lambda design=design: design)
    return found


def _reader(pk: UUID, user: User) -> object:
    def read() -> Design:
        return queries.version_design(queries.visible_versions(user).get(pk=pk))

    return read


def _rows(found: Comparison | None, part: str, *, names: list[str], language: str) -> list[ShownRow]:
    rows: tuple[Row, ...] = getattr(found, part) if found else ()
    return [
        ShownRow(
            row.label.text(language),
            tuple(_cell(c, name, language=language) for c, name in zip(row.cells, names, strict=True)),
        )
        for row in rows
    ]


def _cell(cell: Cell, name: str, *, language: str) -> ShownCell:
    answers = {
        Answer.PRESENT: (_("ja"), "ok"),
        Answer.ABSENT: (_("nee"), "none"),
        Answer.UNKNOWN: (_("niet bekend"), "not-asked"),
    }
    answer, look = answers[cell.answer]
    notes = []
    if cell.tailored:
        notes.append(_("op maat"))
    if cell.contested:
        notes.append(_("de bron spreekt zichzelf tegen"))
    return ShownCell(name, answer, look, cell.words.text(language) if cell.words else "", tuple(notes))
