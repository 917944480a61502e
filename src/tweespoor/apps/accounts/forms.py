"""Forms of logging in, of one's own account and of the administrator; the words are ours, the checks the library's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

import allauth.account.forms
import allauth.mfa.base.forms
import allauth.mfa.totp.forms
import allauth.mfa.webauthn.forms
from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tweespoor.apps.accounts.rules import roles_at
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.core.vocabulary import Role

LABELS = {
    "login": gettext_lazy("E-mailadres"),
    "email": gettext_lazy("E-mailadres"),
    "password": gettext_lazy("Wachtwoord"),
    "oldpassword": gettext_lazy("Huidig wachtwoord"),
    "password1": gettext_lazy("Nieuw wachtwoord"),
    "password2": gettext_lazy("Nieuw wachtwoord, nog een keer"),
    "name": gettext_lazy("Naam van de passkey"),
}
PASSWORD_HELP = gettext_lazy("Minstens 12 tekens. Een zin die u kunt onthouden is goed.")


class Worded:
    """Our labels instead of the library's, without placeholders: those vanish when one types."""

    labels: ClassVar[dict[str, Any]] = LABELS
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in self.labels:
                field.label = self.labels[name]
            field.help_text = PASSWORD_HELP if name == "password1" else ""

    def clean(self) -> Any:
        """Say in our words that two passwords differ."""
        cleaned = super().clean()  # type: ignore[misc]
        if "password2" in self.errors:  # type: ignore[attr-defined]
            self.errors["password2"] = self.error_class([_("De twee wachtwoorden zijn niet gelijk.")])  # type: ignore[attr-defined]
        return cleaned


class LogInForm(Worded, allauth.account.forms.LoginForm):
    """E-mail address and password; says the same whether the address or the password is wrong."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs.update(autocomplete="username", autofocus=True)

    def add_prefix(self, field_name: str) -> str:
        """The address is called `username`, as password managers expect."""
        return "username" if field_name == "login" else field_name

    def clean(self) -> Any:
        """Refuse who is switched off, who knows the password and may thus know it."""
        cleaned = super().clean()
        if self.user is not None and not self.user.is_active:
            raise get_adapter().validation_error("account_inactive")
        return cleaned


class ConfirmPasswordForm(Worded, allauth.account.forms.ReauthenticateForm):
    """The password once more, before something that matters."""


class ForgottenForm(Worded, allauth.account.forms.ResetPasswordForm):
    """The address to send a link to."""


class NewPasswordForm(Worded, allauth.account.forms.ResetPasswordKeyForm):
    """A new password, twice."""


class ChangePasswordForm(Worded, allauth.account.forms.ChangePasswordForm):
    """The password there is, and a new one twice."""


class SetPasswordForm(Worded, allauth.account.forms.SetPasswordForm):
    """A first password, for who logs in through the organisation."""


class _Coded(Worded):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = self.labels["code"]
        self.fields["code"].widget.attrs.update(autocomplete="one-time-code", autofocus=True)


class SecondStepForm(_Coded, allauth.mfa.base.forms.AuthenticateForm):
    """The code of the app, or a recovery code."""

    labels: ClassVar = {"code": gettext_lazy("Code uit uw app, of een herstelcode")}


class ConfirmCodeForm(_Coded, allauth.mfa.base.forms.ReauthenticateForm):
    """The code of the app, or a recovery code, before something that matters."""

    labels: ClassVar = {"code": gettext_lazy("Code uit uw app, of een herstelcode")}


class ActivateAppForm(_Coded, allauth.mfa.totp.forms.ActivateTOTPForm):
    """The first code of an app, which shows that it has the key."""

    labels: ClassVar = {"code": gettext_lazy("Code van zes cijfers die de app nu toont")}


@contextmanager
def _unreadable_is_wrong() -> Iterator[None]:
    """What no browser makes raises all kinds of errors in the library; here it is a wrong passkey.

    Raises:
        ValidationError: for any of them.
    """
    try:
        yield
    except (ValueError, TypeError, KeyError, AttributeError, IndexError):
        raise get_mfa_adapter().validation_error("incorrect_code") from None


class AddPasskeyForm(Worded, allauth.mfa.webauthn.forms.AddWebAuthnForm):
    """A new passkey and its name."""

    def clean(self) -> Any:
        """Take no passkey that cannot be read."""
        with _unreadable_is_wrong():
            return super().clean()


class UsePasskeyForm(allauth.mfa.webauthn.forms.AuthenticateWebAuthnForm):
    """A passkey as second step."""

    def clean_credential(self) -> Any:
        """Take no passkey that cannot be read."""
        with _unreadable_is_wrong():
            return super().clean_credential()


class ConfirmPasskeyForm(allauth.mfa.webauthn.forms.ReauthenticateWebAuthnForm):
    """A passkey before something that matters."""

    def clean_credential(self) -> Any:
        """Take no passkey that cannot be read."""
        with _unreadable_is_wrong():
            return super().clean_credential()


class RenamePasskeyForm(Worded, allauth.mfa.webauthn.forms.EditWebAuthnForm):
    """Another name for a passkey."""


class NameForm(forms.Form):
    """One's own name."""

    name = forms.CharField(
        label=gettext_lazy("Naam"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )


class AcceptForm(forms.Form):
    """The password of a new account."""

    password1 = forms.CharField(
        label=gettext_lazy("Kies een wachtwoord"),
        help_text=PASSWORD_HELP,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password2 = forms.CharField(
        label=gettext_lazy("Hetzelfde wachtwoord, nog een keer"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = User(email=email, name=name)

    def clean_password1(self) -> str:
        """Refuse a password that is easily guessed."""
        validate_password(self.cleaned_data["password1"], self._user)
        return self.cleaned_data["password1"]

    def clean(self) -> dict[str, Any]:
        """Both the same."""
        cleaned = super().clean() or {}
        if "password1" in cleaned and cleaned["password1"] != cleaned.get("password2"):
            self.add_error("password2", _("De twee wachtwoorden zijn niet gelijk."))
        return cleaned


def _organisation_field(organisations: list[Organisation]) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Organisatie"), choices=[(str(each.pk), each.name) for each in organisations])


def _roles(organisations: list[Organisation]) -> list[tuple[str, str]]:
    offered = {role for each in organisations for role in roles_at(each.kind)}
    return [(role.value, role.label(language_now())) for role in Role if role in offered]


class InviteForm(forms.Form):
    """Whom to invite, for which organisation, in which roles."""

    email = forms.EmailField(label=gettext_lazy("E-mailadres"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(
        label=gettext_lazy("Naam"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._organisations = {str(each.pk): each for each in organisations}
        self.fields["organisation"] = _organisation_field(organisations)
        self.fields["roles"] = forms.MultipleChoiceField(
            label=_("Rollen"),
            choices=_roles(organisations),
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Kies minstens één rol.")},
        )

    def organisation(self) -> Organisation:
        """The organisation chosen."""
        return self._organisations[self.cleaned_data["organisation"]]

    def roles(self) -> list[Role]:
        """The roles chosen."""
        return [Role(role) for role in self.cleaned_data["roles"]]


class ProviderForm(forms.Form):
    """Where an organisation's own log-in is, and who we are there; the secret goes in and never comes out."""

    issuer = forms.CharField(
        label=gettext_lazy("Adres van de inlogdienst (issuer)"),
        max_length=300,
        help_text=gettext_lazy(
            "Zoals de inlogdienst zichzelf noemt, bijvoorbeeld https://login.gemeente.nl/tweespoor."
        ),
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    client_id = forms.CharField(
        label=gettext_lazy("Naam van Tweespoor daar (client-id)"),
        max_length=190,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    secret = forms.CharField(
        label=gettext_lazy("Geheim (client secret)"),
        max_length=300,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, has_secret: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_secret:
            self.fields["secret"].required = False
            self.fields["secret"].help_text = _("Er is een geheim bewaard. Leeg laten houdt het zoals het is.")


class RoleForm(forms.Form):
    """A role to give in one of the administrator's organisations."""

    def __init__(self, *args: Any, organisations: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._organisations = {str(each.pk): each for each in organisations}
        self.fields["organisation"] = _organisation_field(organisations)
        self.fields["role"] = forms.ChoiceField(label=_("Rol"), choices=_roles(organisations))

    def organisation(self) -> Organisation:
        """The organisation chosen."""
        return self._organisations[self.cleaned_data["organisation"]]

    def role(self) -> Role:
        """The role chosen."""
        return Role(self.cleaned_data["role"])
