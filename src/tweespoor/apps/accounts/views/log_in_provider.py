"""The administrator's page of the organisation's own log-in provider (OpenID Connect)."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from tweespoor.apps.accounts import providing, queries
from tweespoor.apps.accounts.forms import ProviderForm
from tweespoor.apps.accounts.models import IdentityProvider
from tweespoor.apps.accounts.rules import Audience, Refused, has_participants
from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.models import Organisation


def provider_list(request: HttpRequest) -> HttpResponse:
    """The organisations of the administrator, each with its log-in; the page itself where there is one."""
    organisations = list(queries.administered(request.user))
    if not organisations:
        raise Http404
    if len(organisations) == 1:
        return redirect("log-in-provider", organisation_id=organisations[0].pk)
    rows = [(each, queries.provider_of(each)) for each in organisations]
    return render(request, "accounts/log_in_providers.html", {"rows": rows})


PAGES = {Audience.STAFF: "log-in-provider", Audience.PARTICIPANTS: "participant-log-in-provider"}
"""The page of the provider for each."""


@sensitive_post_parameters("secret")
def provider_page(request: HttpRequest, organisation_id: UUID, *, audience: Audience = Audience.STAFF) -> HttpResponse:
    """Set an organisation's own log-in for these people, or change it."""
    organisation = _organisation(request, organisation_id, audience=audience)
    provider = queries.provider_of(organisation, audience=audience)
    form = ProviderForm(request.POST or None, has_secret=provider is not None, initial=_shown(provider))
    if request.method == "POST" and form.is_valid() and _set(request, form, organisation, audience=audience):
        return redirect(PAGES[audience], organisation_id=organisation.pk)
    context = {
        "organisation": organisation,
        "provider": provider,
        "is_of_participants": audience is Audience.PARTICIPANTS,
        "has_participants": has_participants(organisation.kind),
        "back_to": _address_back(request, provider) if provider else "",
        "form": form,
        "idempotency_key": uuid4(),
    }
    return render(request, "accounts/log_in_provider.html", context, status=400 if form.errors else 200)


def _organisation(request: HttpRequest, organisation_id: UUID, *, audience: Audience) -> Organisation:
    organisation = get_object_or_404(queries.administered(request.user), pk=organisation_id)
    if audience is Audience.PARTICIPANTS and not has_participants(organisation.kind):
        raise Http404
    return organisation


def _shown(provider: IdentityProvider | None) -> dict[str, str]:
    """What stands in the form: never the secret."""
    if provider is None:
        return {}
    return {"issuer": provider.app.settings.get("server_url", ""), "client_id": provider.app.client_id}


def _address_back(request: HttpRequest, provider: IdentityProvider) -> str:
    name = "own-provider-back" if provider.audience == Audience.PARTICIPANTS else "openid_connect_callback"
    return request.build_absolute_uri(reverse(name, args=[provider.app.provider_id]))


def _set(request: HttpRequest, form: ProviderForm, organisation: Organisation, *, audience: Audience) -> bool:
    """Whether it is set; what is wrong otherwise stands in the form."""
    try:
        providing.set_identity_provider(
            organisation=organisation,
            **form.cleaned_data,
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
            audience=audience,
        )
    except AlreadyDone:
        messages.info(request, _("Dit was al bewaard."))
    except Refused as refusal:
        form.add_error("issuer", str(refusal))
        return False
    else:
        messages.success(request, _("De inlogdienst is bewaard, en antwoordt. Probeer zelf of inloggen lukt."))
    return True


@require_POST
def remove(request: HttpRequest, organisation_id: UUID, *, audience: Audience = Audience.STAFF) -> HttpResponse:
    """Let nobody log in with it any more."""
    organisation = _organisation(request, organisation_id, audience=audience)
    try:
        providing.remove_identity_provider(
            organisation=organisation, by=request.user, now=timezone.now(), audience=audience
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = {
            Audience.STAFF: _("De inlogdienst is weggehaald. Iedereen logt weer in met wachtwoord."),
            Audience.PARTICIPANTS: _("De inlogdienst is weggehaald. Deelnemers komen weer binnen met kaart of code."),
        }
        messages.success(request, said[audience])
    return redirect(PAGES[audience], organisation_id=organisation.pk)
