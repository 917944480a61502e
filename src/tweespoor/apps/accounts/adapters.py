"""What django-allauth asks of us: our words, who may come in, which steps a log-in takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import allauth.account.adapter
import allauth.mfa.adapter
import allauth.socialaccount.adapter
from allauth.account.internal.flows.reauthentication import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.models import Authenticator
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tweespoor.apps.accounts import actions, queries
from tweespoor.apps.accounts.rules import Refused
from tweespoor.apps.accounts.sealing import seal, unseal
from tweespoor.apps.accounts.stages import proves_second_factor
from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User

BY_PROVIDER = "second_factor_by_provider"
"""In a session: the user whose second factor the organisation's own log-in asked for."""

WAIT = gettext_lazy("Er is te vaak geprobeerd. Wacht %(minutes)s minuten en probeer het dan opnieuw.")


def too_often() -> str:
    """What is said to who guessed too often."""
    return WAIT % {"minutes": settings.GUESSES_WAIT_MINUTES}


class AccountAdapter(allauth.account.adapter.DefaultAccountAdapter):
    """Log-in with e-mail address and password."""

    error_messages: ClassVar = {
        **allauth.account.adapter.DefaultAccountAdapter.error_messages,
        "account_inactive": gettext_lazy("Dit account is uitgezet. Vraag uw beheerder om hulp."),
        "email_password_mismatch": gettext_lazy(
            "Dit e-mailadres en wachtwoord horen niet bij elkaar. Controleer ze en probeer het opnieuw."
        ),
        "enter_current_password": gettext_lazy("Dit is niet uw huidige wachtwoord."),
        "incorrect_password": gettext_lazy("Dit is niet uw wachtwoord."),
        "incorrect_code": gettext_lazy("Deze code klopt niet. Kijk welke code er nu staat en probeer het opnieuw."),
        "invalid_password_reset": gettext_lazy("Deze link werkt niet meer. Vraag een nieuwe aan."),
    }
    said: ClassVar = {
        "account/messages/password_changed.txt": gettext_lazy("Uw wachtwoord is veranderd."),
        "account/messages/password_set.txt": gettext_lazy("Uw wachtwoord is ingesteld."),
        "mfa/messages/totp_activated.txt": gettext_lazy("De app is gekoppeld."),
        "mfa/messages/totp_deactivated.txt": gettext_lazy("De app is ontkoppeld."),
        "mfa/messages/webauthn_added.txt": gettext_lazy("De passkey is toegevoegd."),
        "mfa/messages/webauthn_removed.txt": gettext_lazy("De passkey is weggehaald."),
    }

    def validation_error(self, code: str, *args: Any) -> Any:
        """Say how long to wait where somebody guessed too often."""
        error = super().validation_error(code, *args)
        if code in ("too_many_login_attempts", "rate_limited"):
            error.message = too_often()
        return error

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts exist by invitation only."""
        return False

    def get_login_stages(self) -> list[str]:
        """One step beside the password: the second factor, unless the organisation's own log-in asked for it."""
        return ["tweespoor.apps.accounts.stages.SecondStep"]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's account, which the password is part of."""
        return reverse("account")

    def add_message(  # noqa: PLR0917 - the library's signature
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words, and nothing where the page says it already."""
        text = message or self.said.get(message_template or "")
        if text:
            messages.add_message(request, level, str(text), extra_tags=extra_tags)

    def reauthenticate(self, user: User, password: str) -> bool:
        """Whether this is the user's password; guesses count as for logging in."""
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Not for somebody who logged in minutes ago: the password was given then."""
        records = get_authentication_records(self.request, self.request.user)
        newest = max((record["at"] for record in records), default=0.0)
        return timezone.now().timestamp() - newest > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Keep whether the organisation's own log-in asked for a second factor, and write the log."""
        social = (kwargs["signal_kwargs"] or {}).get("sociallogin")
        request.session.pop(BY_PROVIDER, None)
        if social is not None and proves_second_factor(social):
            request.session[BY_PROVIDER] = str(user.pk)
        way = "provider" if social is not None else "password"
        log.record(deed="logged-in", on=user, by=user.pk, now=timezone.now(), detail={"way": way})
        return super().post_login(request, user, **kwargs)


class SecondFactorAdapter(allauth.mfa.adapter.DefaultMFAAdapter):
    """Authenticator apps, passkeys and recovery codes."""

    error_messages: ClassVar = {
        **allauth.mfa.adapter.DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": gettext_lazy(
            "Uw rol vraagt om een tweede stap. Voeg eerst een andere toe, dan kan deze weg."
        ),
        "cannot_generate_recovery_codes": gettext_lazy("Stel eerst een app of een passkey in."),
        "incorrect_code": gettext_lazy("Deze code klopt niet. Kijk welke code er nu staat en probeer het opnieuw."),
    }

    def encrypt(self, text: str) -> str:
        """Keys of authenticator apps are sealed in the database."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The key as it was."""
        return unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not the last one of somebody whose role demands it."""
        user = authenticator.user
        if not settings.SECOND_FACTOR_REQUIRED or not queries.must_have_second_factor(user):
            return True
        return queries.factor_count(user) > 1

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002
        """A first name for a passkey, which its owner can change."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}


class ProviderAdapter(allauth.socialaccount.adapter.DefaultSocialAccountAdapter):
    """Log-in through an organisation's own provider: for its own users only, and never for somebody unknown."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The providers with their secrets readable."""
        apps = super().list_apps(request, provider=provider, client_id=client_id)
        for app in apps:
            app.secret = unseal(app.secret)
        return apps

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Accounts exist by invitation only."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find whose log-in this is by the verified e-mail address, or accept the invitation sent to it.

        Raises:
            ImmediateHttpResponse: with a page that says why it cannot be, and what to do.
        """
        if sociallogin.state.get("process") not in (None, "login"):
            raise ImmediateHttpResponse(redirect("login"))
        try:
            sociallogin.user = _whose(sociallogin)
        except Refused as refusal:
            page = render(request, "accounts/provider_refused.html", {"reason": str(refusal)}, status=403)
            raise ImmediateHttpResponse(page) from None


def _whose(sociallogin: SocialLogin) -> User:
    """The user that the provider speaks of.

    A provider speaks for its own organisation only: otherwise whoever runs one could log in as anybody.

    Raises:
        Refused: if the address is not verified, unknown, switched off, or of somebody of other organisations as well.
    """
    email = next((each.email for each in sociallogin.email_addresses if each.verified is True), "").lower()
    if not email:
        raise Refused(
            _("Uw organisatie heeft niet bevestigd dat dit e-mailadres van u is. Vraag uw beheerder om hulp.")
        )
    provider = queries.provider_named(sociallogin.account.provider)
    if provider is None:
        raise Refused(_("Deze manier van inloggen is er niet meer. Vraag uw beheerder om hulp."))
    organisation = provider.organisation
    user = queries.user_of(email)
    now = timezone.now()
    invitation = queries.invitation_for(email, organisation=organisation, now=now)
    if user is None and invitation is not None:
        return actions.accept(invitation=invitation, password=None, user=None, now=now)
    if user is None or not user.is_active:
        raise Refused(_("Er is geen account met uw e-mailadres. Vraag uw beheerder om u uit te nodigen."))
    if not queries.works_only_at(user, organisation=organisation):
        raise Refused(
            _("U werkt niet, of niet alleen, voor %(organisation)s. Log in met uw e-mailadres en wachtwoord.")
            % {"organisation": organisation.name}
        )
    return user


class OpenIDConnectAdapter(OpenIDConnectOAuth2Adapter):
    """The protocol of users; checks the signature of every identity token, also of one that came straight from the
    provider."""

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        return jwtkit.verify_and_decode(
            credential=id_token,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )


class ParticipantsAdapter(OpenIDConnectAdapter):
    """The protocol of participants, who are no users: it ends at which account it is; `known` says what is shown."""

    def __init__(
        self, request: HttpRequest, provider_id: str, *, back: str, known: Callable[[str], HttpResponse] | None = None
    ) -> None:
        super().__init__(request, provider_id)
        self.back = back
        self.known = known

    def get_provider(self) -> Any:
        """The provider, which sends the browser away with this adapter and not with the library's."""
        provider = super().get_provider()
        provider.get_oauth2_adapter = lambda _request: self
        return provider

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Where the provider sends the browser back to."""
        return build_absolute_uri(request, reverse(self.back, args=[self.provider_id]))

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        """Take the account out of the identity token, whose signature was checked, and go no further.

        Raises:
            ImmediateHttpResponse: always, with what is shown.
        """
        said = self._decode_id_token(app, kwargs["response"]["id_token"])
        assert self.known is not None
        raise ImmediateHttpResponse(self.known(f"{said['iss']} {said['sub']}"))
