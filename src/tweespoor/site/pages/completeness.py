"""How complete the registry is: per question and programme, and of one's own people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.queries import roles_of
from tweespoor.apps.people import queries as people
from tweespoor.apps.people.models import PersonQuerySet
from tweespoor.apps.people.queries import caseloads, completing
from tweespoor.apps.trajectories import queries as trajectories
from tweespoor.core.completeness import OF_DESIGN, Counted, Use, count_variables, order_of, question_about
from tweespoor.core.vocabulary import Variable
from tweespoor.site.components.data import Column
from tweespoor.site.pages.filters import OWN
from tweespoor.site.pages.known import known_with_designs

BATCH = 2000

USES = {
    Use.LAW: gettext_noop("wet"),
    Use.PLANNER: gettext_noop("planner"),
    Use.FIGURES: gettext_noop("cijfers"),
    Use.OTHER: gettext_noop("dossier"),
}


@dataclass(frozen=True)
class Cell:
    """How complete a question is over some people, and where to see of whom it was not asked."""

    counted: Counted
    url: str


@dataclass(frozen=True)
class CompletenessRow:
    """A question over all columns, each with its label; a cell is None where the question is asked of nobody there."""

    label: str
    use: str
    reason: str
    cells: Sequence[tuple[str, Cell | None]]


@dataclass(frozen=True)
class Counting:
    """One column: its head, the counts per variable, and the filters that lead to its people."""

    label: str
    counts: dict[str, Counted]
    filters: dict[str, str]

    @property
    def total(self) -> Counted:
        """All questions together."""
        return sum(self.counts.values(), Counted())


def completeness_page(request: HttpRequest) -> HttpResponse:
    """Per question and programme how many are known, none, and not asked, over what the user may see of people."""
    if not people.sees_municipality(request.user):
        raise Http404
    columns = _columns(request.user)
    counted = {slug for each in columns for slug in each.counts}
    seen = completing.seen_variables(roles_of(request.user))
    variables = [each for each in seen if each.slug in counted]
    variables.sort(key=lambda each: order_of(each.slug))
    context = {
        "head": [Column(label=_("Vraag")), Column(label=_("Nodig voor")), *(Column(label=c.label) for c in columns)],
        "totals": [(each.label, each.total) for each in columns],
        "rows": [*(_row(each, columns=columns) for each in variables), *_of_designs(columns)],
        "registers": people.registers(request.user),
        "today": timezone.localdate(),
    }
    return render(request, "pages/completeness.html", context)


def _columns(user: User) -> list[Counting]:
    seen = people.people_of_municipalities(user)
    found = []
    if caseloads.has_caseload(user):
        own = caseloads.own_people(seen, user=user)
        found.append(_counting(own, user=user, label=_("Mijn mensen"), filters={"mensen": OWN}))
    for programme in trajectories.visible_programmes(user):
        inside = seen.filter(pk__in=trajectories.people_in([programme.slug]).values("pk"))
        filters = {"programma": programme.slug}
        counting = _counting(inside, user=user, label=programme.short_name, filters=filters)
        if counting.counts:
            found.append(counting)
    return found


def _counting(listed: PersonQuerySet, *, user: User, label: str, filters: dict[str, str]) -> Counting:
    """Count some people at a time, so that many of them never have to be in memory at once."""
    total: dict[str, Counted] = {}
    ids = list(listed.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        batch = list(listed.filter(pk__in=ids[start : start + BATCH]))
        left = trajectories.left_of([person.pk for person in batch])
        known, _asked = known_with_designs(user, people_listed=batch, left=left)
        for slug, counted in count_variables(known).items():
            total[slug] = total.get(slug, Counted()) + counted
    return Counting(label, total, filters)


def _row(asked: Variable, *, columns: Sequence[Counting]) -> CompletenessRow:
    language = language_now()
    question = question_about(asked.slug)
    return CompletenessRow(
        label=asked.label(language),
        use=_(USES[question.use]),
        reason=question.reason(language),
        cells=[(column.label, _cell(asked.slug, column=column)) for column in columns],
    )


def _of_designs(columns: Sequence[Counting]) -> list[CompletenessRow]:
    """What the designs leave to a professional, all their questions together; no row where no design asks any."""
    if not any(slug.startswith(OF_DESIGN) for column in columns for slug in column.counts):
        return []
    cells = []
    for column in columns:
        found = [counted for slug, counted in column.counts.items() if slug.startswith(OF_DESIGN)]
        cell = Cell(sum(found, Counted()), _open_in(column)) if found else None
        cells.append((column.label, cell))
    question = question_about(OF_DESIGN[0])
    return [
        CompletenessRow(
            label=_("Oordelen en keuzes"),
            use=_(USES[question.use]),
            reason=question.reason(language_now()),
            cells=cells,
        )
    ]


def _open_in(column: Counting) -> str:
    """Where to see of whom a question of the design is open: for a programme, the page of its progress."""
    if "programma" not in column.filters:
        return ""
    return reverse("programme-progress", args=[column.filters["programma"]]) + "#beslissen"


def _cell(slug: str, *, column: Counting) -> Cell | None:
    counted = column.counts.get(slug)
    if counted is None:
        return None
    query = urlencode({**column.filters, "ontbreekt": slug})
    return Cell(counted, f"{reverse('people')}?{query}" if counted.not_asked else "")
