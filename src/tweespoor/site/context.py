"""What every page shows beside its own content: navigation, and in demo mode the notice that people are invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tweespoor.apps.attendance.rules import GIVING_ROLES, LIST_ROLES
from tweespoor.apps.organisations.queries import roles_of
from tweespoor.apps.people.rules import MUNICIPAL_ROLES, PARTNER_ROLES
from tweespoor.apps.rights.rules import ADMINISTERING_ROLES, RIGHTS_ROLES
from tweespoor.core.vocabulary import Role

PERSON_ROLES = frozenset({*MUNICIPAL_ROLES, *PARTNER_ROLES})
GROUP_ROLES = frozenset({Role.CASE_MANAGER, Role.PROJECT_LEADER, Role.TRAINER})
FIGURE_ROLES = frozenset({Role.CASE_MANAGER, Role.PROJECT_LEADER, Role.POLICY_OFFICER, Role.RESEARCHER})

DESIGN_ROLES = frozenset({Role.CASE_MANAGER, Role.PROJECT_LEADER, Role.POLICY_OFFICER})

PAGES: tuple[tuple[str, str, frozenset[Role]], ...] = (
    (gettext_noop("Programma’s"), "programmes", frozenset(Role)),
    (gettext_noop("Ontwerpen"), "designs", DESIGN_ROLES),
    (gettext_noop("Mensen"), "people", PERSON_ROLES),
    (gettext_noop("Termijnen"), "deadline-list", frozenset(MUNICIPAL_ROLES)),
    (gettext_noop("Groepen"), "groups", GROUP_ROLES),
    (gettext_noop("Aanwezigheid"), "attendance", frozenset(LIST_ROLES)),
    (gettext_noop("Vooruitblik"), "lookahead", frozenset(GIVING_ROLES)),
    (gettext_noop("Verzoeken"), "requests", frozenset(RIGHTS_ROLES)),
    (gettext_noop("Monitor"), "monitor", FIGURE_ROLES),
    (gettext_noop("Noodtoegang"), "emergencies", frozenset({Role.ADMINISTRATOR})),
    (gettext_noop("Gebruikers"), "users", frozenset({Role.ADMINISTRATOR})),
    (gettext_noop("Beheer"), "log", frozenset(ADMINISTERING_ROLES)),
)
"""The main navigation: label, address, and the roles it is there for."""


@dataclass(frozen=True)
class NavigationItem:
    """One link of the main navigation."""

    label: str
    url: str
    current: bool


def page(request: HttpRequest) -> dict[str, Any]:
    """The context every template has."""
    notice = _("Dit is een demonstratie. Alle mensen zijn verzonnen.") if settings.DEMO else ""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"demo_notice": notice, "navigation": ()}
    return {"demo_notice": notice, "navigation": _navigation(request)}


def _navigation(request: HttpRequest) -> tuple[NavigationItem, ...]:
    roles = roles_of(request.user)
    items = []
    for label, name, needed in PAGES:
        if roles & needed:
            url = reverse(name)
            items.append(NavigationItem(_(label), url, request.path.startswith(url)))
    return tuple(items)
