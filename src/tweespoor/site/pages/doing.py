"""What a form asks for is done once, and what came of it is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.people.rules import Refused
from tweespoor.apps.trajectories.rules import Clash


class Page(Protocol):
    """Shows a page again, with the forms that were filled in wrongly as they were filled in."""

    def __call__(self, *, wrong: dict[str, forms.Form] | None, status: int) -> HttpResponse: ...


def do(
    request: HttpRequest,
    deed: Callable[[], None],
    *,
    said: str,
    page: Page,
    then: str,
    form: tuple[str, forms.Form] | None = None,
) -> HttpResponse:
    """Do a deed whole or not at all, and go on to an address.

    What was refused is said at its form (a name the page knows it by, and the form), or at the top where there is none;
    what somebody else changed in the meantime at the top, beside the page as it stands now.
    """
    wrong = dict([form]) if form else None
    try:
        with transaction.atomic():
            deed()
    except AlreadyDone:
        messages.info(request, _("Dit was al gedaan."))
    except Clash as clash:
        messages.warning(request, str(clash))
        return page(wrong=wrong, status=409)
    except Refused as refusal:
        if form is None:
            messages.error(request, str(refusal))
        else:
            form[1].add_error(None, str(refusal))
        return page(wrong=wrong, status=400)
    else:
        messages.success(request, said)
    return redirect(then)
