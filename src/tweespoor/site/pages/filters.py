"""What the list of people is narrowed down to: read from the address, offered as a form, kept as a view.

Only codes stand in the address, never what was searched for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _

from tweespoor.apps.organisations.models import User
from tweespoor.apps.organisations.queries import roles_of
from tweespoor.apps.people.models import PersonQuerySet
from tweespoor.apps.people.queries import caseloads, completing
from tweespoor.apps.schedule import queries as schedule
from tweespoor.apps.trajectories import queries as trajectories
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.vocabulary import LanguageLevel, Role, Route, Variable

SORTS = {
    "naam": "ascending",
    "nummer": "ascending",
    "programma": "ascending",
    "wacht": "descending",
    "gevraagd": "ascending",
}
"""What a list of people can be sorted by, and in which direction it then stands."""

OWN = "mijn"
LESS_THAN = (100, 75, 50, 25)
"""Parts of the questions, in per cent, of which a list can hold those of whom less was asked."""


@dataclass(frozen=True, kw_only=True)
class Filters:
    """The parts of the address that narrow the list down, empty where they do not; `sorteer` is its order.

    `volledig` is a part of the questions in per cent: only those of whom less was asked. `ontbreekt` is a variable that
    was not asked, `peildatum` the day as of which (today, where it is empty).
    """

    mensen: str = ""
    programma: str = ""
    fase: str = ""
    route: str = ""
    niveau: str = ""
    volledig: str = ""
    ontbreekt: str = ""
    peildatum: str = ""
    sorteer: str = "naam"

    @property
    def chosen(self) -> dict[str, str]:
        """What is chosen, without what is left as it is."""
        return {name: value for name, value in self._values().items() if value and (name, value) != ("sorteer", "naam")}

    @property
    def narrows(self) -> bool:
        """Whether the list is not everybody."""
        return bool(self.chosen.keys() - {"sorteer"})

    @property
    def narrows_beyond_programme(self) -> bool:
        """Whether the list holds fewer than the file of the people of a programme, or of all."""
        return bool(self.chosen.keys() - {"sorteer", "programma"})

    def query(self, **changed: str) -> str:
        """The address's query with these filters, changed in one place."""
        return urlencode(replace(self, **changed).chosen)

    def _values(self) -> dict[str, str]:
        return {each.name: getattr(self, each.name) for each in fields(self)}


@dataclass(frozen=True, kw_only=True)
class Choices:
    """What a user can choose from: only what the user may see of people is there."""

    roles: frozenset[Role]
    programmes: Sequence[Programme]
    variables: Sequence[Variable]
    user: User
    language: str
    phases: Sequence[tuple[str, str]] = field(default=())

    @cached_property
    def has_caseload(self) -> bool:
        """Whether the user has people of her own."""
        return caseloads.has_caseload(self.user)

    @property
    def slugs(self) -> set[str]:
        """The variables by their slugs."""
        return {each.slug for each in self.variables}


def choices_for(user: User, *, programma: str, language: str) -> Choices:
    """What this user can choose from; phases only where one programme is chosen, whose they are."""
    programmes = list(trajectories.visible_programmes(user).defer("design__text"))
    programme = next((each for each in programmes if each.slug == programma), None)
    roles = roles_of(user)
    return Choices(
        roles=roles,
        programmes=programmes,
        variables=completing.seen_variables(roles),
        user=user,
        language=language,
        phases=trajectories.phases_of(programme, language=language) if programme else (),
    )


def read_filters(given: Mapping[str, str], *, choices: Choices) -> Filters:
    """The filters of an address; what this user cannot choose is left out, as if it were not there."""
    allowed: dict[str, Iterable[str]] = {
        "mensen": [OWN] if given.get("mensen") and choices.has_caseload else [],
        "programma": [each.slug for each in choices.programmes],
        "fase": [slug for slug, _label in choices.phases],
        "route": [each.value for each in Route] if "route" in choices.slugs else [],
        "niveau": [each.value for each in LanguageLevel] if "speaking-level" in choices.slugs else [],
        "volledig": [str(percent) for percent in LESS_THAN] if choices.variables else [],
        "ontbreekt": choices.slugs,
        "sorteer": SORTS,
    }
    values = {name: given.get(name, "") for name, among in allowed.items() if given.get(name, "") in among}
    day = given.get("peildatum", "")
    if values.get("ontbreekt") and _is_day(day):
        values["peildatum"] = day
    return Filters(**values)


def narrowed(people: PersonQuerySet, *, to: Filters, choices: Choices, user: User, today: date) -> PersonQuerySet:
    """Of these people those that the filters leave."""
    if to.mensen == OWN:
        people = caseloads.own_people(people, user=user)
    if to.programma:
        people = people.filter(pk__in=trajectories.people_in([to.programma]).values("pk"))
    if to.fase:
        programme = next(each for each in choices.programmes if each.slug == to.programma)
        day = schedule.day_shown(schedule.periods_of(programme), today=today)
        people = people.filter(pk__in=trajectories.in_phase(programme, phase=to.fase, on=day))
    for slug, value in (("route", to.route), ("speaking-level", to.niveau)):
        if value:
            people = completing.with_answer(people, user=user, slug=slug, value=value)
    if to.ontbreekt:
        day = date.fromisoformat(to.peildatum) if to.peildatum else None
        people = completing.not_asked(people, user=user, slug=to.ontbreekt, left=trajectories.who_left(), on=day)
    return people


class FiltersForm(forms.Form):
    """The filters to choose from; a plain form whose answers stand in the address."""

    def __init__(self, *, filters: Filters, choices: Choices) -> None:
        super().__init__(initial=filters.chosen, auto_id="filter-%s")
        self.label_suffix = ""
        everything = _("alle")
        if choices.has_caseload:
            self._choice("mensen", _("Wie"), [("", _("alle mensen van de gemeente")), (OWN, _("mijn mensen"))])
        if len(choices.programmes) > 1:
            named = [(each.slug, each.name) for each in choices.programmes]
            self._choice("programma", _("Programma"), [("", everything), *named])
        elif filters.programma:
            self.fields["programma"] = forms.CharField(widget=forms.HiddenInput, initial=filters.programma)
        if choices.phases:
            self._choice("fase", _("Fase"), [("", everything), *choices.phases])
        if "route" in choices.slugs:
            self._choice("route", _("Leerroute"), [("", everything), *_labels(Route, choices.language)])
        if "speaking-level" in choices.slugs:
            self._choice("niveau", _("Spreekt"), [("", everything), *_labels(LanguageLevel, choices.language)])
        if choices.variables:
            self._choice("volledig", _("Gevraagd"), [("", _("maakt niet uit")), *_less_than()])
        asked = [(each.slug, each.label(choices.language)) for each in choices.variables]
        self._choice("ontbreekt", _("Nog niet gevraagd"), [("", _("maakt niet uit")), *asked])
        for kept in ("sorteer", "peildatum"):
            if filters.chosen.get(kept):
                self.fields[kept] = forms.CharField(widget=forms.HiddenInput, initial=filters.chosen[kept])

    def _choice(self, name: str, label: str, choices: Sequence[tuple[str, str]]) -> None:
        # Every filter has an empty choice, so that none is one that "need not" be filled in.
        self.fields[name] = forms.ChoiceField(label=label, choices=choices)


def _less_than() -> list[tuple[str, str]]:
    words = {100: _("niet alles"), 75: _("minder dan driekwart"), 50: _("minder dan de helft")}
    return [(str(each), words.get(each, _("minder dan een kwart"))) for each in LESS_THAN]


def _labels(codes: type[Route] | type[LanguageLevel], language: str) -> list[tuple[str, str]]:
    return [(each.value, each.label(language)) for each in codes]


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
