"""What the pages that change a draft have in common: finding it, and carrying out an edit with all it can meet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from tweespoor.apps.log.actions import AlreadyDone
from tweespoor.apps.log.keys import key_of
from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.queries import names_of
from tweespoor.apps.trajectories.actions import designs as deeds
from tweespoor.apps.trajectories.models import DesignDraft
from tweespoor.apps.trajectories.queries import designs as queries
from tweespoor.core.designs import Design, DesignError, Finding
from tweespoor.site.pages.designs.differing import ShownPlace, shown_place


@dataclass(frozen=True)
class Problem:
    """What is wrong with a design, in words: where, what and what to do."""

    where: str
    what: str
    remedy: str


def problem(finding: Finding) -> Problem:
    """A finding in the reader's language."""
    language = language_now()
    where = finding.place if finding.line == 0 else _("regel %(line)s") % {"line": finding.line}
    return Problem(where, finding.what.text(language), finding.remedy.text(language))


def draft_to_edit(request: HttpRequest, draft_id: UUID) -> DesignDraft:
    """The draft, for who makes designs of its organisation; for anybody else it is not there."""
    draft = get_object_or_404(queries.visible_drafts(request.user), pk=draft_id)
    if not queries.may_edit(request.user, organisation=draft.organisation_id):
        raise Http404
    return draft


def seen_of(request: HttpRequest) -> UUID:
    """The text of the draft that the form was made from; one that is never there where the form says none."""
    try:
        return UUID(request.POST.get("seen", ""))
    except ValueError:
        return uuid4()


def seen_design(request: HttpRequest, draft: DesignDraft) -> Design:
    """The design as the form that was sent showed it; as it is now where that is not known any more."""
    text = queries.seen_text(draft, pk=seen_of(request)) if request.method == "POST" else None
    return queries.draft_design(text or queries.draft_text(draft))


def carry_out(
    request: HttpRequest, draft: DesignDraft, edit: Callable[[Design], Design], *, saved: str
) -> HttpResponse | tuple[Problem, ...]:
    """Change a draft: the page to go to, or what is wrong with what would come out.

    Where somebody else changed the same meanwhile, the page shows both.
    """
    try:
        different = deeds.change(
            draft=draft,
            seen=seen_of(request),
            edit=edit,
            by=request.user,
            now=timezone.now(),
            key=key_of(request),
        )
    except deeds.Refused as refusal:
        messages.error(request, str(refusal))
    except AlreadyDone:
        messages.info(request, _("Dit was al bewaard."))
    except deeds.Changed as clash:
        return _both(request, draft, clash)
    except DesignError as error:
        return tuple(problem(each) for each in error.problems)
    else:
        messages.success(request, saved if different else _("Er was niets nieuws om te bewaren."))
    return redirect("design-draft", draft_id=draft.pk)


def _both(request: HttpRequest, draft: DesignDraft, clash: deeds.Changed) -> HttpResponse:
    """Both versions of what two people changed; the form of the second one can be sent again on top of the first."""
    language = language_now()
    at = timezone.localtime(clash.at)
    left_out = ("csrfmiddlewaretoken", "idempotency_key", "seen")
    places: list[ShownPlace] = [shown_place(each, language=language) for each in clash.places]
    context = {
        "draft": draft,
        "title": queries.draft_design(queries.draft_text(draft)).title.text(language),
        "places": places,
        "who": names_of([clash.by]).get(clash.by, _("iemand anders")) if clash.by else _("iemand anders"),
        "day": date_format(at, "j F"),
        "time": date_format(at, "H.i"),
        "typed": [
            (name, value) for name in request.POST if name not in left_out for value in request.POST.getlist(name)
        ],
        "seen": queries.draft_text(draft).pk,
        "idempotency_key": uuid4(),
        "action": request.get_full_path(),
    }
    return render(request, "pages/designs/clash.html", context, status=409)
