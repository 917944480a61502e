"""Addresses of logging in, of one's own account and of the administrator's users.

The names with `account_`, `mfa_`, `socialaccount_` and `openid_connect_` are those by which django-allauth finds its
pages; there is none for signing up by oneself.
"""

from allauth.account import views as library
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LogoutView
from django.urls import path, register_converter
from django.urls.converters import StringConverter

from tweespoor.apps.accounts.rules import Audience
from tweespoor.apps.accounts.views import administration, log_in_provider, logging_in, own_account


class UserPart(StringConverter):
    """The user in the link of a forgotten password."""

    regex = "[0-9A-Za-z]+"


register_converter(UserPart, "userpart")

log_in = logging_in.LogIn.as_view()
log_out = login_not_required(LogoutView.as_view())  # also of a session that ended, or a log-in broken off half-way

urlpatterns = [
    path("inloggen/", log_in, name="login"),
    path("inloggen/", log_in, name="account_login"),
    path("uitloggen/", log_out, name="logout"),
    path("uitloggen/", log_out, name="account_logout"),
    path("inloggen/tweede-stap/", logging_in.SecondStep.as_view(), name="mfa_authenticate"),
    path("inloggen/uitgezet/", library.account_inactive, name="account_inactive"),
    path("inloggen/afgebroken/", login_not_required(logging_in.broken_off), name="socialaccount_login_cancelled"),
    path("inloggen/via/<slug:provider_id>/", logging_in.by_organisation, name="openid_connect_login"),
    path("inloggen/via/<slug:provider_id>/terug/", logging_in.back_from_organisation, name="openid_connect_callback"),
    path("inloggen/bevestigen/", logging_in.ConfirmPassword.as_view(), name="account_reauthenticate"),
    path("inloggen/bevestigen/code/", logging_in.ConfirmCode.as_view(), name="mfa_reauthenticate"),
    path("inloggen/bevestigen/passkey/", logging_in.ConfirmPasskey.as_view(), name="mfa_reauthenticate_webauthn"),
    path("wachtwoord/vergeten/", library.password_reset, name="account_reset_password"),
    path("wachtwoord/vergeten/verstuurd/", library.password_reset_done, name="account_reset_password_done"),
    path(
        "wachtwoord/nieuw/<userpart:uidb36>-<str:key>/",
        library.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "wachtwoord/nieuw/klaar/",
        library.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("uitnodiging/<str:token>/", logging_in.accept_invitation, name="accept-invitation"),
    path("mijn-account/", own_account.account, name="account"),
    path("mijn-account/wachtwoord/", library.password_change, name="account_change_password"),
    path("mijn-account/wachtwoord/instellen/", library.password_set, name="account_set_password"),
    path("mijn-account/tweede-stap/", own_account.SecondFactors.as_view(), name="mfa_index"),
    path("mijn-account/tweede-stap/", own_account.SecondFactors.as_view(), name="mfa_list_webauthn"),
    path("mijn-account/tweede-stap/app/", totp.activate_totp, name="mfa_activate_totp"),
    path("mijn-account/tweede-stap/app/weg/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("mijn-account/tweede-stap/herstelcodes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "mijn-account/tweede-stap/herstelcodes/nieuw/",
        codes.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("mijn-account/tweede-stap/passkeys/nieuw/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("mijn-account/tweede-stap/passkeys/<int:pk>/naam/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path(
        "mijn-account/tweede-stap/passkeys/<int:pk>/weg/",
        own_account.RemovePasskey.as_view(),
        name="mfa_remove_webauthn",
    ),
    path("beheer/gebruikers/", administration.users, name="users"),
    path("beheer/gebruikers/uitnodigen/", administration.invite, name="invite-user"),
    path("beheer/gebruikers/<uuid:user_id>/", administration.user_page, name="user"),
    path(
        "beheer/gebruikers/<uuid:user_id>/rollen/<int:membership_id>/weg/",
        administration.remove_role,
        name="remove-role",
    ),
    path("beheer/gebruikers/<uuid:user_id>/uitzetten/", administration.switch_off, name="switch-off-user"),
    path("beheer/gebruikers/<uuid:user_id>/aanzetten/", administration.switch_on, name="switch-on-user"),
    path(
        "beheer/gebruikers/<uuid:user_id>/tweede-stap-wissen/",
        administration.reset_second_factor,
        name="reset-second-factor",
    ),
    path("beheer/inlogdienst/", log_in_provider.provider_list, name="log-in-providers"),
    path("beheer/inlogdienst/<uuid:organisation_id>/", log_in_provider.provider_page, name="log-in-provider"),
    path("beheer/inlogdienst/<uuid:organisation_id>/weg/", log_in_provider.remove, name="remove-log-in-provider"),
    path(
        "beheer/inlogdienst/<uuid:organisation_id>/deelnemers/",
        log_in_provider.provider_page,
        {"audience": Audience.PARTICIPANTS},
        name="participant-log-in-provider",
    ),
    path(
        "beheer/inlogdienst/<uuid:organisation_id>/deelnemers/weg/",
        log_in_provider.remove,
        {"audience": Audience.PARTICIPANTS},
        name="remove-participant-log-in-provider",
    ),
    path("beheer/uitnodigingen/<uuid:invitation_id>/opnieuw/", administration.invite_again, name="invite-again"),
    path("beheer/uitnodigingen/<uuid:invitation_id>/intrekken/", administration.withdraw, name="withdraw-invitation"),
]
