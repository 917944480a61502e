"""Who must log in with a second factor, which roles an organisation can give, and what an administrator may do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tweespoor.core.vocabulary import OrganisationKind, Role


class Audience(models.TextChoices):
    """Who logs in with an organisation's provider."""

    STAFF = "staff", gettext_lazy("Gebruikers")
    PARTICIPANTS = "participants", gettext_lazy("Deelnemers")


SECOND_FACTOR_ROLES = frozenset({Role.CASE_MANAGER, Role.ADMINISTRATOR})
"""Roles that see special-category data (health, obstacles), and those who decide who may see what.

A test compares them with the table of `people.rules`, which this app does not know.
"""

MUNICIPAL_ONLY = frozenset({Role.CASE_MANAGER, Role.PROJECT_LEADER, Role.POLICY_OFFICER})
"""Roles that only a municipality has: they speak of all its participants."""

INVITATION_HOLDS = timedelta(days=7)

STRONG_METHODS = frozenset({"mfa", "otp", "hwk", "swk", "sc", "fpt", "face", "iris", "retina", "vbm"})
"""Ways of logging in (the claim `amr`, RFC 8176) of which each is a factor beside a password, or says there was one.

`swk` and `hwk` prove that a key was held. `pwd`, `pin`, `kba`, `sms` and `tel` are not counted: something known, or
something that can be taken over; nor is a claim that is missing.
"""


class Refused(Exception):
    """A deed that may not be, with a sentence that says why and what to do."""


def needs_second_factor(roles: Iterable[Role]) -> bool:
    """Whether somebody with these roles must log in with a second factor."""
    return bool(SECOND_FACTOR_ROLES & set(roles))


def has_participants(kind: str) -> bool:
    """Whether participants belong to an organisation of that kind."""
    return kind == OrganisationKind.MUNICIPALITY.value


def roles_at(kind: str) -> tuple[Role, ...]:
    """The roles that somebody can have in an organisation of that kind (a slug of `OrganisationKind`)."""
    is_municipality = kind == OrganisationKind.MUNICIPALITY.value
    return tuple(role for role in Role if is_municipality or role not in MUNICIPAL_ONLY)


def counts_as_second_factor(methods: object) -> bool:
    """Whether an organisation's own log-in says, in its claim `amr`, that it asked for a second factor."""
    return isinstance(methods, list) and any(method in STRONG_METHODS for method in methods if isinstance(method, str))


def check_issuer(issuer: str, *, over_http: bool) -> str:
    """The address of a log-in provider without its last slash.

    Raises:
        Refused: if it is no address with https, or holds more than a host and a path.
    """
    wrong = Refused(
        _("Het adres van de inlogdienst begint met https:// en bevat geen vraagteken, hekje of wachtwoord.")
    )
    try:
        parts = urlsplit(issuer.strip())
        _number = parts.port
    except ValueError:
        raise wrong from None
    schemes = {"https", "http"} if over_http else {"https"}
    if parts.scheme not in schemes or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise wrong
    return issuer.strip().rstrip("/")
