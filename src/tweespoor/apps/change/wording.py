"""What happened, and what is chosen about it, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from tweespoor.apps.change.queries import Hit, Key, ToTell, reached
from tweespoor.apps.change.rules import Choice, Deed
from tweespoor.apps.schedule.models import Disruption
from tweespoor.apps.schedule.wording import from_to, to_whom
from tweespoor.apps.telling.own_messages import text_of

LONGEST_NAME = 80
LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English", "ar": "العربية", "ti": "ትግርኛ"}


def draft_name(disruption: Disruption) -> str:
    """The name of a draft that is made after it; it names no participant."""
    told = {"what": disruption.get_kind_display(), "whom": to_whom(disruption), "when": from_to(disruption)}
    return (_("%(what)s: %(whom)s, %(when)s") % told)[:LONGEST_NAME]


def languages_of(people: Iterable[UUID]) -> list[tuple[str, str, int]]:
    """Per language in which these people are told things its code and name, and how many read it."""
    languages, _unreachable = reached(people)
    return [(language, LANGUAGE_NAMES[language], count) for language, count in languages.items()]


def choice_in_words(choice: Choice, *, hit: Hit) -> str:
    """A choice as the form offers it."""
    match choice.deed:
        case Deed.TRAINER:
            name = next((each.name for each in hit.trainers if each.pk == choice.who), "")
            return _("%(name)s neemt over") % {"name": name}
        case Deed.ROOM:
            room = next((each for each in hit.rooms if each.pk == choice.who), None)
            return _("naar %(room)s") % {"room": f"{room.location.name}, {room.name}" if room else ""}
        case Deed.CALL_OFF:
            return _("afzeggen")
    return _("niets doen")


def trainers_asked(hits: Iterable[Hit], *, chosen: Mapping[Key, Choice]) -> list[tuple[str, int]]:
    """The trainers who are to take over, each with how many meetings: they are asked by hand."""
    names = Counter(each.name for hit in hits for each in hit.trainers if each.pk == chosen[hit.session.key].who)
    return sorted(names.items())


def schools_asked(hits: Iterable[Hit], *, chosen: Mapping[Key, Choice]) -> list[tuple[str, int]]:
    """The language providers that still decide about lessons that are hit, each with how many."""
    left = (hit for hit in hits if hit.session.language_class and chosen[hit.session.key].deed is Deed.NOTHING)
    return sorted(Counter(hit.session.whole.provider.name for hit in left if hit.is_to_come).items())


def texts_of(found: ToTell) -> list[tuple[str, str, int, str]]:
    """Per language its code and name, how many read it, and the message for the first meeting."""
    session = found.example
    place = found.place or session.place
    return [
        (
            language,
            LANGUAGE_NAMES[language],
            count,
            text_of(
                found.kind,
                day=session.day,
                starts=session.hours[0],
                place=place,
                language=language,
                until=found.until,
            ),
        )
        for language, count in found.languages.items()
    ]
