"""Jobs about people."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from tweespoor.apps.organisations.queries import administrators_of
from tweespoor.apps.people.queries import access as queries


@task()
def tell_controller(access_id: str, address: str) -> None:
    """Mail the administrators of a person's municipality that somebody used emergency access; without names."""
    access = queries.emergency_access(access_id)
    administrators = administrators_of(access.person.municipality) if access else []
    if not administrators:
        return
    with translation.override(settings.LANGUAGE_CODE):
        send_mail(
            subject=_("Noodtoegang geopend"),
            message=_("Iemand opende noodtoegang tot een deelnemer van uw gemeente. Bekijk wie, en waarom: %(address)s")
            % {"address": address},
            from_email=None,
            recipient_list=[each.email for each in administrators],
        )
