"""What a password has to be, in our own words: the framework's are not in Dutch in every version."""

from __future__ import annotations

from django.contrib.auth.password_validation import CommonPasswordValidator, MinimumLengthValidator
from django.utils.translation import gettext as _


class LongEnough(MinimumLengthValidator):
    """Refuses a password of less than so many characters."""

    def get_error_message(self) -> str:
        """What is wrong, and what to do."""
        return _("Dit wachtwoord is te kort. Neem er een van minstens %(count)s tekens.") % {"count": self.min_length}


class NotCommon(CommonPasswordValidator):
    """Refuses a password that many people have, and that is guessed first."""

    def get_error_message(self) -> str:
        """What is wrong, and what to do."""
        return _("Dit wachtwoord hebben te veel mensen. Neem een zin die alleen u kent.")
