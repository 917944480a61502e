"""The steps of a log-in beside the password."""

from __future__ import annotations

from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.models import SocialLogin
from django.http import HttpRequest

from tweespoor.apps.accounts.rules import counts_as_second_factor


def proves_second_factor(social: SocialLogin) -> bool:
    """Whether the provider says, in its signed identity token, that it asked for a second factor."""
    token = social.account.extra_data.get("id_token") or {}
    return counts_as_second_factor(token.get("amr"))


class SecondStep(AuthenticateStage):
    """The user's second factor; not asked where the organisation's own log-in asked for one."""

    def _should_handle(self, request: HttpRequest) -> bool:
        social = (self.login.signal_kwargs or {}).get("sociallogin")
        if social is not None and proves_second_factor(social):
            return False
        return super()._should_handle(request)
