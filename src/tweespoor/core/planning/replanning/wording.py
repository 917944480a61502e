"""Differences between plans in Dutch and English: sentences, times of the week and periods.

Activities, rooms, trainers and classes are called by their ids.
"""

from __future__ import annotations

from collections.abc import Mapping

from tweespoor.core.planning.data import Group, Instance, Slot
from tweespoor.core.planning.replanning.changes import Change, GroupChange, GroupKind, Kind, Stay
from tweespoor.core.week import DAY_NAMES, Daypart

LANGUAGES = ("nl", "en")

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "loses": {
        "nl": "verliest {activity} op {when} ({period})",
        "en": "loses {activity} on {when} ({period})",
    },
    "moves": {
        "nl": "{activity} gaat van {when} naar {to_when} ({to_period})",
        "en": "{activity} goes from {when} to {to_when} ({to_period})",
    },
    "moves-to-period": {
        "nl": "{activity} op {when} gaat van {period} naar {to_period}",
        "en": "{activity} on {when} goes from {period} to {to_period}",
    },
    "moves-to-time-and-period": {
        "nl": "{activity} gaat van {when} ({period}) naar {to_when} ({to_period})",
        "en": "{activity} goes from {when} ({period}) to {to_when} ({to_period})",
    },
    "switches": {
        "nl": "wisselt van {class_before} naar {class_after}",
        "en": "switches from {class_before} to {class_after}",
    },
    "begins-class": {"nl": "gaat naar {class_after}", "en": "goes to {class_after}"},
    "ends-class": {"nl": "gaat niet meer naar {class_before}", "en": "goes to {class_before} no more"},
    "exchanges": {
        "nl": "krijgt {to_activity} op {to_when} ({to_period}) in plaats van {activity} op {when} ({period})",
        "en": "gets {to_activity} on {to_when} ({to_period}) instead of {activity} on {when} ({period})",
    },
    "gains": {
        "nl": "krijgt nu {to_activity} op {to_when} ({to_period})",
        "en": "now gets {to_activity} on {to_when} ({to_period})",
    },
    "room": {
        "nl": "zelfde groep {activity} op {when} ({period}), andere ruimte: {to_room} in plaats van {room}",
        "en": "same group of {activity} on {when} ({period}), another room: {to_room} instead of {room}",
    },
    "trainer": {
        "nl": "zelfde groep {activity} op {when} ({period}), andere trainer: {to_trainer} in plaats van {trainer}",
        "en": "same group of {activity} on {when} ({period}), another trainer: {to_trainer} instead of {trainer}",
    },
    "group-closed": {
        "nl": "groep {activity} op {when} ({period}) stopt; aantal mensen: {left}",
        "en": "group of {activity} on {when} ({period}) ends; number of people: {left}",
    },
    "group-opened": {
        "nl": "nieuwe groep {to_activity} op {to_when} ({to_period}); aantal mensen: {joined}",
        "en": "new group of {to_activity} on {to_when} ({to_period}); number of people: {joined}",
    },
    "group-moved": {
        "nl": "groep {activity} gaat van {when} ({period}) naar {to_when} ({to_period}); erbij {joined}, eruit {left}",
        "en": "group of {activity} goes from {when} ({period}) to {to_when} ({to_period}); {joined} in, {left} out",
    },
    "group-goes-on": {
        "nl": "groep {activity} op {when} ({period}) gaat door; erbij {joined}, eruit {left}",
        "en": "group of {activity} on {when} ({period}) goes on; {joined} in, {left} out",
    },
    "group-goes-on-elsewhere": {
        "nl": "groep {activity} op {when} ({period}): nu in {to_room} met {to_trainer}; erbij {joined}, eruit {left}",
        "en": "group of {activity} on {when} ({period}): now in {to_room} with {to_trainer}; {joined} in, {left} out",
    },
    "lose": {
        "nl": "{count} deelnemer verliest een plaats.|{count} deelnemers verliezen een plaats.",
        "en": "{count} participant loses a place.|{count} participants lose a place.",
    },
    "gain": {
        "nl": "{count} deelnemer krijgt er een plaats bij.|{count} deelnemers krijgen er een plaats bij.",
        "en": "{count} participant gains a place.|{count} participants gain a place.",
    },
    "moved": {
        "nl": "{count} deelnemer krijgt een ander moment of een andere groep of klas.|"
        "{count} deelnemers krijgen een ander moment of een andere groep of klas.",
        "en": "{count} participant gets another time, group or class.|"
        "{count} participants get another time, group or class.",
    },
    "elsewhere": {
        "nl": "Voor {count} deelnemer verandert alleen de ruimte of de trainer.|"
        "Voor {count} deelnemers verandert alleen de ruimte of de trainer.",
        "en": "For {count} participant only the room or the trainer changes.|"
        "For {count} participants only the room or the trainer changes.",
    },
    "nobody": {
        "nl": "Niemand verliest een plaats en niemand krijgt er een plaats bij.",
        "en": "Nobody loses a place and nobody gains a place.",
    },
}
"""Every sentence in each language; they are begun with a capital when told."""

WORDS: Mapping[str, Mapping[str, str]] = {
    "period": {"nl": "periode {number}", "en": "period {number}"},
    "hours": {"nl": "{day} van {start} tot {end}", "en": "{day} from {start} to {end}"},
    "and": {"nl": " en ", "en": " and "},
}
NOON, EVENING = 12 * 60, 17 * 60


class Wording:
    """The words of one language for one instance."""

    def __init__(self, instance: Instance, *, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"language {language!r} is not one of {', '.join(LANGUAGES)}")
        self._language = language
        self._slots = {slot.id: slot for slot in instance.slots}
        self._periods = {period.id: number + 1 for number, period in enumerate(instance.periods)}

    def of_change(self, change: Change) -> str:
        """What changes for someone, in a sentence without the name."""
        fields = self._fields(change.before, change.after)
        fields |= {"class_before": change.class_before or "", "class_after": change.class_after or ""}
        return self._say(_sentence_for(change), fields)

    def of_group(self, change: GroupChange) -> str:
        """What changes for a group."""
        before, after = _place_in(change.before), _place_in(change.after)
        counts = {"joined": str(len(change.joined)), "left": str(len(change.left))}
        elsewhere = before and after and (before.room, before.trainer) != (after.room, after.trainer)
        variant = "-elsewhere" if change.kind is GroupKind.GOES_ON and elsewhere else ""
        return self._say(f"group-{change.kind}{variant}", self._fields(before, after) | counts)

    def of_totals(self, *, lose: int, moved: int, gain: int, elsewhere: int) -> str:
        """How many people lose, are moved, gain, or only see another room or trainer."""
        counts = {"lose": lose, "gain": gain, "moved": moved, "elsewhere": elsewhere}
        told = [self._counted(each, count) for each, count in counts.items() if count]
        if not lose and not gain:
            told.insert(0, SENTENCES["nobody"][self._language])
        return " ".join(told)

    def _counted(self, sentence: str, count: int) -> str:
        one, more = SENTENCES[sentence][self._language].split("|")
        return (one if count == 1 else more).format(count=count)

    def when(self, slots: tuple[tuple[str, ...], ...]) -> str:
        """Times of the week, in its order: `maandagochtend, dinsdagmiddag en woensdag van 09:00 tot 16:00`."""
        said = [self._session(session) for session in sorted(slots, key=self._begins)]
        return WORDS["and"][self._language].join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)

    def _begins(self, session: tuple[str, ...]) -> tuple[int, int, str]:
        """Where a session comes in the week; what is at an unknown time comes last."""
        slot = self._slots.get(session[0]) if session else None
        return (8, 0, "+".join(session)) if slot is None else (slot.day, slot.start, slot.id)

    def period(self, name: str) -> str:
        """`periode 1`; the id itself where there is no such period."""
        number = self._periods.get(name)
        return name if number is None else WORDS["period"][self._language].format(number=number)

    def _say(self, sentence: str, fields: Mapping[str, str]) -> str:
        text = SENTENCES[sentence][self._language].format_map(fields)
        return text[:1].upper() + text[1:]

    def _fields(self, before: Stay | None, after: Stay | None) -> dict[str, str]:
        found = {}
        for prefix, stay in (("", before), ("to_", after)):
            if stay is not None:
                found[f"{prefix}activity"] = stay.activity
                found[f"{prefix}when"] = self.when(stay.slots)
                found[f"{prefix}period"] = self.period(stay.period)
                found[f"{prefix}room"] = stay.room
                found[f"{prefix}trainer"] = stay.trainer
        return found

    def _session(self, session: tuple[str, ...]) -> str:
        """A half-day by its name where the day has only one such slot, else the hours; ids that are unknown as such."""
        slots = [self._slots[name] for name in session if name in self._slots]
        if len(slots) < len(session) or not slots:
            return "+".join(session)
        day = DAY_NAMES[self._language][slots[0].day - 1]
        part = _part(slots[0])
        alike = [each for each in self._slots.values() if each.day == slots[0].day and _part(each) is part]
        if len(slots) == 1 and len(alike) == 1:
            return f"{day} {part.en}" if self._language == "en" else f"{day}{part.nl}"
        start, end = _clock(slots[0].start), _clock(slots[-1].end)
        return WORDS["hours"][self._language].format(day=day, start=start, end=end)


def _sentence_for(change: Change) -> str:
    if change.kind is Kind.SWITCHES:
        if change.class_before is None:
            return "begins-class"
        return "ends-class" if change.class_after is None else "switches"
    if change.kind is Kind.MOVES and change.before and change.after and change.before.period != change.after.period:
        same_slots = change.before.slots == change.after.slots
        return "moves-to-period" if same_slots else "moves-to-time-and-period"
    return change.kind.value


def _place_in(group: Group | None) -> Stay | None:
    return None if group is None else Stay.of(group)


def _part(slot: Slot) -> Daypart:
    if slot.start < NOON:
        return Daypart.MORNING
    return Daypart.AFTERNOON if slot.start < EVENING else Daypart.EVENING


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
