"""The planner's reasons in the words of the interface."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop, ngettext

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.schedule.models import Disruption, DisruptionKind, Group, GroupMode, LanguageClass
from tweespoor.apps.schedule.queries.choosing import MadeFor
from tweespoor.apps.schedule.rules import LOST, PINS_IN_THE_WAY
from tweespoor.core.planning.difference import Difference

SENTENCES = {
    "cannot-be-held": gettext_noop("er is nooit tegelijk een ruimte en een trainer vrij"),
    "level-outside": gettext_noop("het taalniveau past niet bij deze training"),
    "too-far": gettext_noop("de training is verder weg dan de deelnemer kan reizen"),
    "never-free": gettext_noop("de deelnemer kan nooit op een moment waarop de training kan"),
    "weekly-load": gettext_noop("de week is met de taallessen al vol"),
    "too-few-ever": gettext_noop("er zijn nooit genoeg mensen die op hetzelfde moment kunnen"),
    "other-group": gettext_noop("de deelnemer zit dan in een andere groep"),
    "lessons": gettext_noop("de deelnemer heeft dan taalles"),
    "unavailable": gettext_noop("de deelnemer is dan niet beschikbaar"),
    "load-used": gettext_noop("andere groepen vullen de week al"),
    "order": gettext_noop("een andere training moet eerst komen"),
    "travel-between": gettext_noop("er is te weinig reistijd tussen twee afspraken op die dag"),
    "class-full": gettext_noop("de taalklas waarmee het wel zou kunnen is vol"),
    "group-full": gettext_noop("de groep is vol"),
    "room-full": gettext_noop("de ruimte van de groep is vol"),
    "levels-apart": gettext_noop("het taalniveau ligt te ver van dat van de groep"),
    "gender": gettext_noop("de groep zou gemengd zijn, en dat wil iemand niet"),
    "too-few-others": gettext_noop("te weinig anderen kunnen op dat moment"),
    "no-trainer": gettext_noop("er is dan geen trainer vrij"),
    "no-room": gettext_noop("er is dan geen ruimte vrij die dichtbij genoeg is"),
    "most-groups": gettext_noop("er mogen niet meer groepen van deze training komen"),
    "not-worth-it": gettext_noop("een extra groep kost meer dan zij oplevert"),
    "not-tried": gettext_noop("de planner was hier nog niet aan toe"),
    "level-not-asked": gettext_noop("het taalniveau is nog niet gevraagd"),
    "not-chosen": gettext_noop("de deelnemer deed aan deze berekening niet mee"),
    "room-closed": gettext_noop("het lokaal is in die periode dicht"),
    "trainer-away": gettext_noop("de trainer kan in die periode niet"),
    "half-full": gettext_noop("de groep is vol: in de lockdown is zij half zo groot"),
}
"""One clause per reason code of the planner, to follow "Niet geplaatst:"."""

TERMS = {
    "unplaced": gettext_noop("Wensen zonder groep"),
    "group_cost": gettext_noop("Kosten van de groepen"),
    "outside_seat": gettext_noop("Plaatsen voor andere doelgroepen"),
    "switch": gettext_noop("Wisselen van taalklas"),
    "level_spread": gettext_noop("Verschil in niveau binnen groepen"),
    "dislike": gettext_noop("Tweede of derde keus"),
    "single_session_day": gettext_noop("Dagen met maar één afspraak"),
    "third_in_row": gettext_noop("Drie afspraken achter elkaar"),
    "late": gettext_noop("Afspraken in de avond"),
    "no_preteach": gettext_noop("Training zonder taalles op dezelfde dag"),
    "moved": gettext_noop("Verschoven sinds het vorige rooster"),
}
"""The terms of the score, in words."""


def reasons_in_words(codes: list[str]) -> str:
    """What stands in the way, in one clause."""
    return gettext(" en ").join(gettext(SENTENCES[code]) for code in codes if code in SENTENCES)


ON_THE_BOARD = {
    "cannot-be-held": gettext_noop("deze training kan dan niet: kies een ander moment of een andere periode"),
    "no-room": gettext_noop("er is dan geen lokaal vrij dat groot genoeg is"),
}
"""Clauses that say more to somebody who moves a group by hand."""


OF_A_PERSON = {"cannot-be-held": gettext_noop("deze training staat niet in het plan van de deelnemer")}
"""Clauses that say more to somebody who moves a person."""


def on_the_board(codes: Iterable[str], *, moves_person: bool = False) -> str:
    """What stands in the way of a change by hand, in one clause."""
    clauses = SENTENCES | ON_THE_BOARD | (OF_A_PERSON if moves_person else {})
    return gettext(" en ").join(gettext(clauses.get(code, code)) for code in codes)


def made_for_in_words(made_for: MadeFor | None) -> str:
    """The periods and people that a timetable was made for, in a clause; empty where that was all of them."""
    if made_for is None:
        return ""
    said = []
    if made_for.periods is not None:
        said.append(gettext("alleen %(periods)s") % {"periods": gettext(" en ").join(made_for.periods)})
    if made_for.people is not None:
        said.append(gettext("%(count)s van de %(of)s mensen") % {"count": made_for.people, "of": made_for.of})
    return ", ".join(said)


BECAME = {
    "thrown-away": gettext_noop(
        "Het concept van %(programme)s, dat hiermee samen gemaakt is, is weggegooid. Publiceert u dit rooster, dan "
        "blijft daar gelden wat nu geldt. Kijk of het daarnaast past, of plan de programma’s opnieuw samen."
    ),
    "changed": gettext_noop(
        "Het concept van %(programme)s is met de hand veranderd sinds het hiermee samen gemaakt is. U publiceert het "
        "zoals het nu is. Kijk het ook na."
    ),
    "in-force-changed": gettext_noop(
        "Het rooster van %(programme)s is met de hand veranderd sinds het hiermee samen gemaakt is, en geldt nu. Kijk "
        "of dit rooster daarnaast past, of plan de programma’s opnieuw samen."
    ),
    "to-replace": gettext_noop(
        "Sinds het concept van %(programme)s gemaakt is, is daar een ander rooster gepubliceerd. Publiceert u, dan "
        "komt het concept daarvoor in de plaats. Kijk het na, of gooi dat concept weg."
    ),
    "overtaken": gettext_noop(
        "Sinds het concept van %(programme)s gemaakt is, is daar een ander rooster gepubliceerd. Samen publiceren kan "
        "dan niet: wat buiten de keuze van dat concept valt, zou weer worden zoals het daarvoor was. Gooi dat concept "
        "weg, of plan de programma’s opnieuw samen."
    ),
    "replaced": gettext_noop(
        "Het rooster van %(programme)s, dat hiermee samen gemaakt is, geldt niet meer. Kijk of dit rooster past naast "
        "wat daar nu geldt, of plan de programma’s opnieuw samen."
    ),
}
"""What became of a timetable that was made with another, and what to do about it."""


def became_in_words(became: str, *, programme: str) -> str:
    """What became of the timetable of a programme that was made with another."""
    return gettext(BECAME[became]) % {"programme": programme}


STATUSES = {
    "queued": (gettext_noop("wacht"), "neutral"),
    "running": (gettext_noop("bezig"), "neutral"),
    "draft": (gettext_noop("concept"), "warning"),
    "published": (gettext_noop("gepubliceerd"), "ok"),
    "replaced": (gettext_noop("vervangen"), "neutral"),
    "failed": (gettext_noop("mislukt"), "danger"),
}
"""Where a timetable stands, in a word, with the look of its badge."""


def status_in_words(status: str) -> tuple[str, str]:
    """Where a timetable stands, in a word, and the look of its badge."""
    word, look = STATUSES[status]
    return gettext(word), look


def failure_in_words(method: str) -> str:
    """Why a run failed, where that is known and something can be done about it; else nothing."""
    if method == PINS_IN_THE_WAY:
        return gettext("Wat vastgezet is, kan niet (meer) samen blijven. Maak op het bord iets los.")
    if method == LOST:
        return gettext(
            "De planner is onderbroken en heeft niets bewaard. Uw andere roosters zijn zoals ze waren. Start opnieuw."
        )
    return ""


def terms_in_words(breakdown: Mapping[str, int]) -> list[tuple[str, int]]:
    """The terms of a score that count, the largest first."""
    rows = [(gettext(TERMS[term]), points) for term, points in breakdown.items() if points and term in TERMS]
    return sorted(rows, key=lambda row: -row[1])


IDS = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
SCORE = re.compile(r" \([^()]*score \d+ (?:lager|lower)\)")


def with_names(sentence: str, names: Mapping[str, str]) -> str:
    """A sentence of the planner, with the names of what it calls by its id."""
    told = IDS.sub(lambda found: names.get(found[0].lower(), found[0]), sentence)
    return told[:1].upper() + told[1:]


def lines_of_groups(changed: Difference, *, trainers: Collection[str], names: Mapping[str, str]) -> list[str]:
    """What changes for the groups that these trainers gave or give, in Dutch, without participants."""
    sentences = zip(changed.groups, changed.group_sentences(language="nl"), strict=True)
    return [
        with_names(sentence, names)
        for change, sentence in sentences
        if any(group is not None and group.trainer in trainers for group in (change.before, change.after))
    ]


def lines_of_classes(classes: Mapping[LanguageClass, int]) -> list[str]:
    """Of how many people of each class something changes."""
    return [
        ngettext("%(name)s: %(count)s deelnemer", "%(name)s: %(count)s deelnemers", count)
        % {"name": each.name, "count": count}
        for each, count in sorted(classes.items(), key=lambda pair: pair[0].name)
    ]


def with_zone(sentence: str, *, zone: str, zones: Mapping[str, str]) -> str:
    """A sentence of the planner about a zone, with its name."""
    if zone not in zones:
        return sentence
    return re.sub(rf"(?<![\w-]){re.escape(zone)}(?![\w-])", lambda _found: zones[zone], sentence)


def without_score(sentence: str) -> str:
    """A sentence of the planner for somebody who does not plan, and to whom a score says nothing."""
    return SCORE.sub("", sentence)


def mode_in_words(group: Group) -> str:
    """That a group is online or hybrid, and from when to when; empty where people come."""
    if group.mode == GroupMode.ON_SITE:
        return ""
    said = str(GroupMode(group.mode).label)
    days = {
        "first": date_format(group.mode_since, "j F Y") if group.mode_since else "",
        "last": date_format(group.mode_until, "j F Y") if group.mode_until else "",
        "how": said,
    }
    if group.mode_since and group.mode_until:
        return gettext("%(how)s van %(first)s tot en met %(last)s") % days
    if group.mode_until:
        return gettext("%(how)s tot en met %(last)s") % days
    return gettext("%(how)s vanaf %(first)s") % days if group.mode_since else said


def group_in_words(group: Group) -> str:
    """The training's name with the group's number."""
    return f"{group.offer.name_en if language_now() == 'en' else group.offer.name_nl} {group.number}"


def to_whom(disruption: Disruption) -> str:
    """Who or what cannot; of a participant only that it is one."""
    row = disruption.trainer or disruption.location or disruption.language_class
    if row is not None:
        return str(row)
    if disruption.room is not None:
        return f"{disruption.room.location.name}, {disruption.room.name}"
    if disruption.group is not None:
        return group_in_words(disruption.group)
    of_nothing = {
        DisruptionKind.JOB: gettext("een deelnemer"),
        DisruptionKind.GROUP: gettext("een groep die er niet meer is"),
    }
    return of_nothing.get(DisruptionKind(disruption.kind), gettext("het programma"))


def from_to(disruption: Disruption) -> str:
    """The days in words: van 7 december 2026 tot en met 11 december 2026."""
    first = date_format(disruption.first_day, "j F Y")
    if disruption.last_day is None:
        return gettext("vanaf %(first)s") % {"first": first}
    if disruption.last_day == disruption.first_day:
        return gettext("op %(first)s") % {"first": first}
    last = date_format(disruption.last_day, "j F Y")
    return gettext("van %(first)s tot en met %(last)s") % {"first": first, "last": last}


def reckoned_in_words(disruption: Disruption, *, periods: Iterable[str], kinds: Iterable[str]) -> list[str]:
    """What a draft reckons with, and for how long, in sentences; of a participant only that it is one."""
    told = {"whom": to_whom(disruption), "when": from_to(disruption), "periods": gettext(" en ").join(periods)}
    whole = gettext("Dat telt voor de hele periode: %(periods)s.") % told if told["periods"] else ""
    match disruption.kind:
        case DisruptionKind.TRAINER:
            return [gettext("%(whom)s kan niet, %(when)s.") % told, whole]
        case DisruptionKind.ROOM | DisruptionKind.LOCATION:
            return [gettext("%(whom)s is dicht, %(when)s.") % told, whole]
        case DisruptionKind.CLASS:
            return [gettext("%(whom)s krijgt andere tijden, %(when)s.") % told]
        case DisruptionKind.JOB:
            return [gettext("Een deelnemer kan op minder dagdelen, %(when)s.") % told]
    halved = gettext(" en ").join(kinds)
    if not halved:
        return []
    said = gettext("Groepen van deze soorten zijn half zo groot: %(kinds)s.") % {"kinds": halved}
    return [said, gettext("Dat telt voor alle perioden die niet voorbij zijn.")]
