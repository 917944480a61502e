"""Deeds: the themes of a training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.schedule.models import Offer, Theme
from tweespoor.apps.schedule.models.themes import LONGEST_TITLE, LONGEST_WORDS
from tweespoor.apps.schedule.queries.themes import may_change_themes, themes_of, themes_seen
from tweespoor.apps.schedule.rules import ChangedMeanwhile, Refused

MOST_THEMES = 300


@dataclass(frozen=True, kw_only=True)
class NewTheme:
    """A theme, and what to practise for it: a word or a sentence per line."""

    title: str
    words: str = ""


@transaction.atomic
def keep_themes(
    *,
    offer: Offer,
    themes: Sequence[NewTheme],
    by: User | None,
    now: datetime,
    based_on: str | None = None,
    key: UUID | None = None,
) -> None:
    """Keep the themes of a training, in this order, in the place of those there were; `by` is None for the application.

    `based_on` is what the user saw of them (`queries.themes_seen`).

    Raises:
        Refused: if the user does not keep the themes of this training, or there are too many or too long ones.
        ChangedMeanwhile: if somebody else changed them since the user looked.
        AlreadyDone: if the request of `key` was carried out before.
    """
    locked = Offer.objects.select_for_update().select_related("programme").get(pk=offer.pk)
    if by is not None and not may_change_themes(by, offer=locked):
        raise Refused(_("U houdt de thema’s van deze training niet bij."))
    _check(themes)
    before = [(row.title, row.words) for row in themes_of(locked)]
    after = [(each.title, each.words) for each in themes]
    if based_on is not None and themes_seen(locked) != based_on and before != after:
        raise ChangedMeanwhile
    if key is not None and by is not None:
        log.claim(key=key, by=by.pk, now=now)
    if before == after:
        return
    locked.themes.all().delete()
    Theme.objects.bulk_create(
        Theme(offer=locked, number=number, title=title, words=words)
        for number, (title, words) in enumerate(after, start=1)
    )
    log.record(
        deed="themes-kept",
        on=locked,
        by=by.pk if by else None,
        now=now,
        organisation=locked.programme.municipality_id,
        detail={"themes": len(after)},
    )


def _check(themes: Sequence[NewTheme]) -> None:
    if len(themes) > MOST_THEMES:
        raise Refused(_("Een training heeft hooguit %(most)s thema’s. Haal er weg.") % {"most": MOST_THEMES})
    for number, each in enumerate(themes, start=1):
        if not each.title.strip():
            raise Refused(_("Thema %(number)s heeft geen titel. Vul er een in.") % {"number": number})
        if len(each.title) > LONGEST_TITLE or len(each.words) > LONGEST_WORDS:
            raise Refused(_("Thema %(number)s is te lang. Maak de titel of de woorden korter.") % {"number": number})
