"""Concessions and what they gain, in Dutch and English sentences."""

from __future__ import annotations

from dataclasses import dataclass

from tweespoor.core.planning.concessions.kinds import Concession
from tweespoor.core.planning.data import Instance, Slot
from tweespoor.core.week import DAY_NAMES, Daypart

LANGUAGES = ("nl", "en")

CLAUSES = {
    "lesson-moved": {
        "nl": "Als {owner} {language_class} van {from_slot} naar {to_slot} verplaatst",
        "en": "If {owner} moves {language_class} from {from_slot} to {to_slot}",
    },
    "class-opened": {
        "nl": "Als deelnemers van {from_class} ook naar {to_class} mogen wisselen",
        "en": "If participants of {from_class} may also switch to {to_class}",
    },
    "free-seat": {
        "nl": "Als er in {language_class} één plaats meer vrij is",
        "en": "If {language_class} has one more free seat",
    },
    "trainer-half-day": {
        "nl": "Als {trainer} ook op {slot} kan",
        "en": "If {trainer} can also come on {slot}",
    },
    "trainer-session": {
        "nl": "Als {trainer} één bijeenkomst per week meer geeft",
        "en": "If {trainer} gives one more session a week",
    },
    "room-half-day": {
        "nl": "Als {room} ook op {slot} te gebruiken is",
        "en": "If {room} can also be used on {slot}",
    },
    "room-larger": {
        "nl": "Als er in {room} plaats is voor {seats} mensen meer",
        "en": "If {room} holds {seats} more people",
    },
    "outside-seat": {
        "nl": "Als bij {activity} één plaats meer naar iemand van een andere doelgroep mag",
        "en": "If one more seat of {activity} may go to somebody of another target group",
    },
    "smaller-minimum": {
        "nl": "Als een groep {activity} met één deelnemer minder mag beginnen",
        "en": "If a group of {activity} may start with one participant fewer",
    },
    "participant-half-day": {
        "nl": "Als {participant} ook op {slot} kan, bijvoorbeeld door kinderopvang",
        "en": "If {participant} can also come on {slot}, for instance thanks to childcare",
    },
    "evening-opened": {
        "nl": "Als er op {slot} ook ruimtes en trainers zijn",
        "en": "If there are also rooms and trainers on {slot}",
    },
    "evening-freed": {
        "nl": "Als iedereen op {slot} kan, bijvoorbeeld door kinderopvang",
        "en": "If everybody can come on {slot}, for instance thanks to childcare",
    },
    "travel-further": {
        "nl": "Als {participant} {minutes} minuten kan reizen",
        "en": "If {participant} can travel {minutes} minutes",
    },
    "zone-transport": {
        "nl": "Als mensen uit {zone} {minutes} minuten kunnen reizen, bijvoorbeeld met een taxibus",
        "en": "If people from {zone} can travel {minutes} minutes, for instance by shuttle bus",
    },
}
"""The first half of a sentence per kind of concession."""

NUMBERS = {
    "nl": ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"),
    "en": ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}
OWNER = {"nl": "de taalaanbieder", "en": "the language provider"}


@dataclass(frozen=True, kw_only=True)
class Gain:
    """What a concession gains: in people who get more of what they ask for (less those who get less), in places, and
    in points of the score."""

    people: int
    places: int
    score: int


def sentence(concession: Concession, *, instance: Instance, gain: Gain | None, language: str) -> str:
    """One sentence on a concession and what it gains; None where no gain could be shown.

    Raises:
        KeyError: for a language other than `nl` and `en`.
    """
    clause = CLAUSES[concession.kind][language].format(**_values(concession, instance=instance, language=language))
    result = _NOTHING_SHOWN[language] if gain is None else _gained(gain, language=language)
    return f"{clause}, {result}."


def guess(concession: Concession, *, instance: Instance, points: int, language: str) -> str:
    """One sentence on a concession that was only estimated."""
    clause = CLAUSES[concession.kind][language].format(**_values(concession, instance=instance, language=language))
    return f"{clause}, {_GUESSED[language].format(points=points)}."


_NOTHING_SHOWN = {"nl": "is daarvan geen winst aangetoond", "en": "no gain from it could be shown"}
_GUESSED = {
    "nl": "wordt de score naar een eerste schatting {points} lager",
    "en": "the score is {points} lower by a first estimate",
}


def _gained(gain: Gain, *, language: str) -> str:
    """The second half of the sentence: people first, else places, else points alone; `one` has its own form."""
    people, places = (in_words(each, language=language) for each in (gain.people, gain.places))
    which = "people" if gain.people > 0 else "places" if gain.places > 0 else "points"
    form = _GAINS[language][which, (gain.people if which == "people" else gain.places) == 1]
    also = _PLACES[language].format(places=places) if which == "people" and gain.places > gain.people else ""
    return form.format(people=people, places=places, also=also, score=gain.score)


_PLACES = {"nl": "{places} plaatsen, ", "en": "{places} places, "}
_GAINS = {
    "nl": {
        ("people", True): "kan één persoon meer meedoen ({also}score {score} lager)",
        ("people", False): "kunnen {people} mensen meer meedoen ({also}score {score} lager)",
        ("places", True): "wordt één wens meer vervuld (score {score} lager)",
        ("places", False): "worden {places} wensen meer vervuld (score {score} lager)",
        ("points", True): "wordt het rooster beter zonder dat er meer mensen meedoen (score {score} lager)",
        ("points", False): "wordt het rooster beter zonder dat er meer mensen meedoen (score {score} lager)",
    },
    "en": {
        ("people", True): "one more person can take part ({also}score {score} lower)",
        ("people", False): "{people} more people can take part ({also}score {score} lower)",
        ("places", True): "one more wish is met (score {score} lower)",
        ("places", False): "{places} more wishes are met (score {score} lower)",
        ("points", True): "the timetable gets better without more people taking part (score {score} lower)",
        ("points", False): "the timetable gets better without more people taking part (score {score} lower)",
    },
}


def in_words(number: int, *, language: str) -> str:
    """A number as a word up to twelve, as figures beyond."""
    return NUMBERS[language][number] if 0 <= number <= 12 else str(number)


def _values(concession: Concession, *, instance: Instance, language: str) -> dict[str, str]:
    """What the clause names, in words."""
    values = {key: str(value) for key, value in concession.fields().items()}
    slots = {slot.id: slot for slot in instance.slots}
    for key in ("slot", "from_slot", "to_slot"):
        if key in values:
            values[key] = slot_name(slots[values[key]], instance=instance, language=language)
    if "seats" in values:
        values["seats"] = in_words(int(values["seats"]), language=language)
    providers = {each.id: each.provider for each in instance.classes}
    owner = providers.get(values.get("language_class", ""), "")
    return {**values, "owner": owner or OWNER[language]}


def slot_name(slot: Slot, *, instance: Instance, language: str) -> str:
    """A slot as people say it: a half-day where the day has no other such slot, else the day and the hours."""
    day, part = DAY_NAMES[language][slot.day - 1], _part(slot)
    if sum(other.day == slot.day and _part(other) is part for other in instance.slots) > 1:
        return f"{day} {slot.start // 60:02}:{slot.start % 60:02}-{slot.end // 60:02}:{slot.end % 60:02}"
    return f"{day}{part.nl}" if language == "nl" else f"{day} {part.en}"


def _part(slot: Slot) -> Daypart:
    if slot.start < 12 * 60:
        return Daypart.MORNING
    return Daypart.AFTERNOON if slot.start < 18 * 60 else Daypart.EVENING
