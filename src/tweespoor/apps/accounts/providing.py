"""Deeds: setting and removing an organisation's own log-in provider (OpenID Connect)."""

from __future__ import annotations

import ipaddress
import json
import socket
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import requests
from allauth.socialaccount.models import SocialApp
from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from urllib3.exceptions import HTTPError

from tweespoor.apps.accounts import queries
from tweespoor.apps.accounts.models import IdentityProvider
from tweespoor.apps.accounts.rules import Audience, Refused, check_issuer, has_participants
from tweespoor.apps.accounts.sealing import seal
from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import Organisation, User

DOCUMENT = "/.well-known/openid-configuration"
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
SECONDS = 5
LONGEST_DOCUMENT = 200_000
LONGEST_SLUG = 40
ASKED_OF: Mapping[Audience, dict[str, Any]] = {
    Audience.STAFF: {},
    Audience.PARTICIPANTS: {"scope": ["openid"], "fetch_userinfo": False},
}
"""What a provider is asked of who logs in, where that is not the library's usual: of a participant nothing but which
account it is."""


def set_identity_provider(
    *,
    organisation: Organisation,
    issuer: str,
    client_id: str,
    secret: str,
    now: datetime,
    by: User | None = None,
    key: UUID | None = None,
    audience: Audience = Audience.STAFF,
) -> IdentityProvider:
    """Let an organisation's users, or a municipality's participants, log in with its own provider; replaces the one
    there was.

    An empty secret keeps the one that is there. An administrator's provider is asked for its document first, so that
    a mistake in the address shows at once; the operator's (`by` is None) is taken as it is.

    Raises:
        Refused: if `by` is no administrator there, no participants belong to the organisation, the address is not one
            that can be trusted or does not answer as a provider does, or there is no secret yet.
        AlreadyDone: if the request of `key` was carried out before.
    """
    _check_administers(by, organisation=organisation)
    if audience is Audience.PARTICIPANTS and not has_participants(organisation.kind):
        raise Refused(_("Alleen een gemeente laat deelnemers met een eigen inlogdienst inloggen."))
    issuer = check_issuer(issuer, over_http=settings.OPENID_CONNECT_OVER_HTTP)
    if by is not None:
        _check_answers(issuer)
    with transaction.atomic():
        if key is not None and by is not None:
            log.claim(key=key, by=by.pk, now=now)
        provider = _write(
            organisation, audience=audience, issuer=issuer, client_id=client_id.strip(), secret=secret.strip()
        )
        _record("provider-set", provider, by=by, now=now)
    return provider


@transaction.atomic
def remove_identity_provider(
    *, organisation: Organisation, by: User, now: datetime, audience: Audience = Audience.STAFF
) -> None:
    """Let these people no longer log in with the organisation's own provider; what there was of it is deleted.

    Raises:
        Refused: if `by` is no administrator there, or there is none.
    """
    _check_administers(by, organisation=organisation)
    provider = queries.provider_of(organisation, audience=audience)
    if provider is None:
        raise Refused(_("Deze organisatie heeft geen eigen inlogdienst."))
    _record("provider-removed", provider, by=by, now=now)
    provider.app.delete()


def _write(
    organisation: Organisation, *, audience: Audience, issuer: str, client_id: str, secret: str
) -> IdentityProvider:
    provider = queries.provider_of(organisation, audience=audience)
    if provider is None and not secret:
        raise Refused(_("Vul het geheim in dat de inlogdienst u gaf."))
    app = (
        provider.app
        if provider
        else SocialApp(provider="openid_connect", provider_id=_slug_for(organisation, audience))
    )
    app.name, app.client_id = organisation.name[:40], client_id
    app.settings = {"server_url": issuer, "oauth_pkce_enabled": True, **ASKED_OF[audience]}
    if secret:
        app.secret = seal(secret)
    app.save()
    return provider or IdentityProvider.objects.create(organisation=organisation, audience=audience, app=app)


def _slug_for(organisation: Organisation, audience: Audience) -> str:
    """A name in addresses that is nobody else's: the organisation's own, or its id where that is taken."""
    after = "-deelnemers" if audience is Audience.PARTICIPANTS else ""
    name = slugify(organisation.name)[:LONGEST_SLUG]
    slug = f"{name}{after}"
    if name and not SocialApp.objects.filter(provider_id=slug).exists():
        return slug
    return f"{organisation.pk}{after}"


def _check_answers(issuer: str) -> None:
    """Ask the provider for the document in which it says what it is, as every log-in will.

    The address is somebody else's choice: it must be on the open internet, is not followed elsewhere, and what comes
    back is never shown.

    Raises:
        Refused: if it does not answer, or says that it is another.
    """
    parts = urlsplit(issuer)
    if not settings.OPENID_CONNECT_OVER_HTTP and not _is_outside(parts.hostname or "", port=parts.port or 443):
        raise Refused(
            _(
                "Dit adres is niet te vinden op het open internet. Controleer het. Staat de inlogdienst op een eigen"
                " netwerk? Dan kan alleen wie Tweespoor draait hem instellen."
            )
        )
    silent = Refused(
        _("Op dit adres antwoordt geen inlogdienst (OpenID Connect). Controleer het adres en probeer het opnieuw.")
    )
    try:
        with requests.get(issuer + DOCUMENT, timeout=SECONDS, allow_redirects=False, stream=True) as answer:
            if answer.status_code != requests.codes.ok:
                raise silent
            text = answer.raw.read(LONGEST_DOCUMENT + 1, decode_content=True)
            said = json.loads(text) if len(text) <= LONGEST_DOCUMENT else {}
    except (requests.RequestException, HTTPError, OSError, ValueError, RecursionError):
        raise silent from None
    if not isinstance(said, dict) or any(not said.get(name) for name in NEEDED):
        raise silent
    if str(said.get("issuer", "")).rstrip("/") != issuer:
        raise Refused(_("De inlogdienst noemt zichzelf anders dan dit adres. Neem over hoe hij zichzelf noemt."))


def _is_outside(host: str, *, port: int) -> bool:
    """Whether every address of a host is one of the open internet."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return bool(found) and all(ipaddress.ip_address(str(each[4][0]).split("%")[0]).is_global for each in found)


def _check_administers(by: User | None, *, organisation: Organisation) -> None:
    if by is not None and not queries.administered(by).filter(pk=organisation.pk).exists():
        raise Refused(_("U bent geen beheerder van deze organisatie."))


def _record(deed: str, provider: IdentityProvider, *, by: User | None, now: datetime) -> None:
    detail = {"organisation": str(provider.organisation_id)}
    if provider.audience == Audience.PARTICIPANTS:
        detail["audience"] = provider.audience
    log.record(
        deed=deed, on=provider, by=by.pk if by else None, now=now, organisation=provider.organisation_id, detail=detail
    )
