"""What messages there are, where one can stand, and how often sending is tried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class MessageKind(models.TextChoices):
    """What somebody is told."""

    CHANGED = "changed", _("Rooster veranderd")
    CANCELLED = "cancelled", _("Gaat niet door")
    RESUMED = "resumed", _("Gaat toch door")
    TOMORROW = "tomorrow", _("Morgen")
    ELSEWHERE = "elsewhere", _("Andere plaats")
    PAUSED = "paused", _("Gaat een tijd niet door")
    ONLINE = "online", _("Wordt online")
    HYBRID = "hybrid", _("Wordt deels online")
    ON_SITE = "on-site", _("Weer op locatie")


class Concern(models.TextChoices):
    """As what a timetable concerns a colleague, or that it is about single meetings that she gives."""

    TRAINS = "trains", _("Geeft een training")
    TEACHES = "teaches", _("Geeft les aan een taalklas")
    MEETING = "meeting", _("Geeft een bijeenkomst")


class What(StrEnum):
    """What a new timetable does with a moment of the week."""

    NEW = "new"
    GONE = "gone"
    MOVED = "moved"  # to another place, at the same hour


@dataclass(frozen=True, kw_only=True)
class Moment:
    """Something of every week that is new, gone or elsewhere: from which day to which, at what hour and where.

    Without `until` it goes on; where that is `day`, it is once.
    """

    what: What
    day: date
    until: date | None
    starts: time
    place: str

    def kept(self) -> dict[str, str | None]:
        """As a message keeps it."""
        return {
            "what": self.what.value,
            "day": self.day.isoformat(),
            "until": self.until.isoformat() if self.until else None,
            "starts": self.starts.isoformat("minutes"),
            "place": self.place,
        }

    @classmethod
    def of(cls, kept: Mapping[str, str | None]) -> Moment:
        """What a message kept."""
        until = kept["until"]
        return cls(
            what=What(str(kept["what"])),
            day=date.fromisoformat(str(kept["day"])),
            until=date.fromisoformat(until) if until else None,
            starts=time.fromisoformat(str(kept["starts"])),
            place=str(kept["place"]),
        )


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A lesson or training as a message tells of it; `key` tells it apart from every other.

    `until` is the last day, where it is about all that meet from `day` on at this hour.
    """

    key: str
    day: date
    starts: time
    place: str
    until: date | None = None


MOST_MOMENTS = 8
"""A message that would name more than these names none: who reads little is not helped by a list."""


class MessageState(models.TextChoices):
    """Where a message stands."""

    WAITING = "waiting", _("Wacht op verzenden")
    SENDING = "sending", _("Wordt verstuurd")
    SENT = "sent", _("Verstuurd")
    FAILED = "failed", _("Niet gelukt")
    UNSURE = "unsure", _("Misschien verstuurd")
    NO_ADDRESS = "no-address", _("Geen adres")
    LAPSED = "lapsed", _("Niet meer nodig")


class Channel(models.TextChoices):
    """Along which way a message went."""

    EMAIL = "email", _("E-mail")
    SMS = "sms", _("Sms")


class NotAccepted(Exception):
    """A message was surely not taken on by whoever sends it, so that it can be offered again."""


AGAIN_AFTER = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6))
"""How long after each refusal a message is offered again; after the last one it has failed."""

STUCK_AFTER = timedelta(minutes=15)
"""So long after it was begun, sending that said nothing is taken for broken off: it may have gone out, and is not
repeated."""

LANGUAGES = {"tir": "ti", "ara": "ar", "nld": "nl", "eng": "en"}
"""Per language of contact the language of our sentences; of several the first here, as the one best understood."""

LOCALES = {"nl": "nl", "en": "en_GB", "ar": "ar_SY", "ti": "ti_ER"}
"""The locales of dates."""
