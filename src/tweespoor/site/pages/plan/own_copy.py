"""The participant's own copy of a plan: plain words in four languages, pictograms, own words as they were said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from babel import Locale
from babel.dates import format_date
from django.utils import translation

from tweespoor.apps.schedule.queries import Appointment
from tweespoor.apps.trajectories.models import PipSignature, PipVersion
from tweespoor.core import pips
from tweespoor.core.vocabulary import Language, ValueKind
from tweespoor.site.pages.plan import own_copy_words as words

MINUTES = 60
MOST_SQUARES = 40


@dataclass(frozen=True, kw_only=True)
class CopyLanguage:
    """A language of the own copy: its code in addresses, its own name, the locale of its dates, and its direction.

    `is_checked` says that somebody whose mother tongue it is read the sentences.
    """

    code: str
    name: str
    locale: str
    direction: str = "ltr"
    is_checked: bool = True


LANGUAGES = (
    CopyLanguage(code="nl", name="Nederlands", locale="nl"),
    CopyLanguage(code="en", name="English", locale="en_GB"),
    CopyLanguage(code="ar", name="العربية", locale="ar_SY", direction="rtl", is_checked=False),
    CopyLanguage(code="ti", name="ትግርኛ", locale="ti_ER", is_checked=False),
)
"""The languages of the own copy; those of the interface are fewer (`settings.LANGUAGES`)."""

TAGS = {
    "ara": "ar", "tir": "ti", "prs": "fa-AF", "pes": "fa", "pus": "ps", "kmr": "ku", "ckb": "ckb", "tur": "tr",
    "som": "so", "amh": "am", "orm": "om", "tig": "tig", "aii": "aii", "hye": "hy", "ukr": "uk", "rus": "ru",
    "uzb": "uz", "urd": "ur", "swa": "sw", "zho": "zh", "fra": "fr", "spa": "es", "por": "pt", "deu": "de",
    "eng": "en", "nld": "nl",
}  # fmt: skip
"""Languages of the code list as a browser and a screen reader know them (BCP 47)."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """One activity: pictogram, plain name, the Dutch name of the block, when, how much, where."""

    icon: str
    family: str
    title: str
    dutch: str
    when: str
    hours: str
    where: str
    doing: str
    blocks: int = 0

    @property
    def squares(self) -> range:
        """One for each hour, as many as fit."""
        return range(min(self.blocks, MOST_SQUARES))


@dataclass(frozen=True, kw_only=True)
class Said:
    """A sentence of somebody: its heading, the words in the language they were said in, and a note about that."""

    heading: str
    text: str
    lang: str = ""
    note: str = ""
    icon: str = ""
    family: str = "guidance"


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """One appointment of the timetable."""

    part: str
    times: str
    icon: str
    family: str
    title: str
    place: str


@dataclass(frozen=True, kw_only=True)
class OwnCopy:
    """Everything that the own copy says, in one language; pages and documents show the same."""

    language: CopyLanguage
    title: str
    lead: tuple[str, ...]
    headings: dict[str, str]
    goals: tuple[Said, ...]
    week_note: tuple[str, ...]
    week: tuple[Card, ...]
    together: str
    timetable: tuple[tuple[str, tuple[Lesson, ...]], ...]
    tracks: tuple[tuple[str, tuple[Card, ...]], ...]
    agreements: tuple[Said, ...]
    nothing_agreed: str
    further: tuple[Said, ...]
    disagree: tuple[str, ...]
    signatures: tuple[str, ...]
    notes: tuple[str, ...] = field(default=())

    @property
    def foreign(self) -> bool:
        """The names of blocks stand in Dutch, which is not the language of the copy."""
        return self.language.code not in ("nl", "en")


def language_of(code: str) -> CopyLanguage | None:
    """The language of that code, None where there is no own copy in it."""
    return next((each for each in LANGUAGES if each.code == code), None)


def own_copy(
    version: PipVersion,
    *,
    pip: pips.Pip,
    case: pips.Case,
    signatures: Iterable[PipSignature],
    appointments: Sequence[Appointment],
    language: CopyLanguage,
    today: date,
) -> OwnCopy:
    """The own copy of a version in a language."""
    with translation.override(language.code):
        return _Writer(language).copy(
            version, pip=pip, case=case, signatures=signatures, appointments=appointments, today=today
        )


class _Writer:
    """Writes one copy in one language."""

    def __init__(self, language: CopyLanguage) -> None:
        self.language = language

    def copy(
        self,
        version: PipVersion,
        *,
        pip: pips.Pip,
        case: pips.Case,
        signatures: Iterable[PipSignature],
        appointments: Sequence[Appointment],
        today: date,
    ) -> OwnCopy:
        on = self._day_of_week(pip, today=today)
        running = [item for item in pip.agreed_items if item.agreed and _runs(item.agreed, on=on)]
        light = pips.is_light(case)
        return OwnCopy(
            language=self.language,
            title=str(words.TITLE),
            lead=self._lead(version),
            headings={
                name: str(getattr(words, name.upper()))
                for name in ("wants", "week", "timetable", "agreed", "further", "disagree", "signatures")
            },
            goals=tuple(self._goal(goal) for term in pips.GoalTerm for goal in pip.goals_for(term)),
            week_note=(words.WEEK_ON % {"day": self.day(on)}, str(words.ONE_BLOCK)),
            week=tuple(self._card(item) for item in running),
            together=self._together(running),
            timetable=self._timetable(appointments),
            tracks=tuple(
                (str(words.TRACKS[track]), tuple(self._card(item) for item in pip.on(track))) for track in pips.Track
            ),
            agreements=tuple(self._agreement(each) for each in pip.agreements),
            nothing_agreed=str(words.NOTHING_AGREED),
            further=tuple(self._further(pip, case=case)),
            disagree=(str(words.CALL),) if light else (str(words.OBJECTION), str(words.CALL)),
            signatures=tuple(
                words.SIGNED_BY % {"name": row.name, "day": self.day(row.signed_on)} for row in signatures
            ),
            notes=self._notes(),
        )

    def day(self, day: date) -> str:
        """A day with the name of its month."""
        return format_date(day, "d MMMM y", locale=self.language.locale)

    def _lead(self, version: PipVersion) -> tuple[str, ...]:
        person = version.person
        status = pips.PipStatus(version.status)
        stands = [words.SIGNED % {"day": self.day(version.signed_on)}] if version.signed_on else [str(words.NOT_SIGNED)]
        if status is pips.PipStatus.REPLACED:
            stands.append(str(words.REPLACED))
        made_with = version.received_from or person.municipality.name
        return (
            words.BELONGS % {"name": str(person)},
            words.MADE_WITH % {"municipality": made_with},
            *stands,
        )

    def _day_of_week(self, pip: pips.Pip, *, today: date) -> date:
        """The day of which the week is shown: today, or the first or last day on which anything runs."""
        stretches = [item.agreed for item in pip.agreed_items if item.agreed]
        if not stretches or any(_runs(each, on=today) for each in stretches):
            return today
        first = min(each.starts_on for each in stretches)
        return first if today < first else max(each.ends_on or first for each in stretches)

    def _goal(self, goal: pips.Goal) -> Said:
        note = str(words.OWN_WORDS)
        if goal.language:
            note = words.OWN_WORDS_IN % {"language": self._language_name(goal.language)}
        heading = str(words.TERMS[goal.term])
        return Said(heading=heading, text=goal.words, lang=TAGS.get(goal.language, ""), note=note, icon="goal")

    def _language_name(self, slug: str) -> str:
        tag = TAGS.get(slug, "").replace("-", "_")
        own = Locale.parse(self.language.code).languages.get(tag)
        return own or Language(slug).label("nl" if self.language.code == "nl" else "en")

    def _card(self, item: pips.Item) -> Card:
        stretch = item.agreed
        assert stretch is not None
        where = words.AT % {"organisation": item.organisation_name} if item.organisation_name else ""
        return Card(
            icon=item.kind.value,
            family=item.kind.family.value,
            title=str(words.KINDS[item.kind]),
            dutch=item.name("en" if self.language.code == "en" else "nl"),
            when=self._when(stretch),
            hours=self._hours(stretch),
            where=where,
            doing=item.doing,
            blocks=round((stretch.least or 0) / MINUTES),
        )

    def _when(self, stretch: pips.Stretch) -> str:
        if stretch.ends_on is None:
            return words.FROM % {"start": self.day(stretch.starts_on)}
        return words.FROM_TO % {"start": self.day(stretch.starts_on), "end": self.day(stretch.ends_on)}

    def _hours(self, stretch: pips.Stretch) -> str:
        if stretch.least is None or stretch.most is None:
            return str(words.HOURS_UNKNOWN)
        if stretch.least == stretch.most:
            return words.HOURS % {"hours": self._number(stretch.least)}
        return words.HOURS_RANGE % {"least": self._number(stretch.least), "most": self._number(stretch.most)}

    def _number(self, minutes: int) -> str:
        text = f"{minutes / MINUTES:.1f}".removesuffix(".0")
        return text.replace(".", ",") if self.language.code == "nl" else text

    def _together(self, running: Sequence[pips.Item]) -> str:
        known = [item.agreed for item in running if item.agreed and item.agreed.least is not None]
        if not known:
            return ""
        least, most = sum(each.least or 0 for each in known), sum(each.most or 0 for each in known)
        hours = self._number(least) if least == most else f"{self._number(least)}–{self._number(most)}"
        return words.TOGETHER % {"hours": hours}

    def _timetable(self, appointments: Sequence[Appointment]) -> tuple[tuple[str, tuple[Lesson, ...]], ...]:
        lessons: dict[int, list[Lesson]] = {}
        for each in sorted(appointments, key=lambda each: each.half_day):
            if each.away:
                continue
            begins, ends = each.hours
            lesson = Lesson(
                part=str(words.PARTS[each.half_day.part]),
                times=f"{begins:%H.%M}–{ends:%H.%M}",
                icon=each.family,
                family=each.family,
                title=each.title_en if self.language.code == "en" else each.title_nl,
                place=each.place,
            )
            lessons.setdefault(each.half_day.day - 1, []).append(lesson)
        return tuple((str(words.DAYS[day]), tuple(lessons[day])) for day in sorted(lessons))

    def _agreement(self, agreement: pips.Agreement) -> Said:
        by = words.BY % {"day": self.day(agreement.by)} if agreement.by else ""
        return Said(heading=str(words.WHO[agreement.who]), text=agreement.what, lang="nl", note=by, icon="agreement")

    def _further(self, pip: pips.Pip, *, case: pips.Case) -> Iterable[Said]:
        if pip.route is not None:
            yield Said(heading=str(words.ROUTES[pip.route]), text="", icon=words.ICONS["route"], family="language")
        for check in pips.checklist(pip, case=case):
            slug, fact = check.requirement.slug, check.fact
            if slug == "route" or not fact.is_answered:
                continue
            is_dutch = check.requirement.kind is ValueKind.TEXT and fact.is_known
            yield Said(
                heading=str(words.ANSWERS[slug]),
                text=self._answer(check),
                lang="nl" if is_dutch else "",
                note=str(words.IN_DUTCH) if is_dutch and self.language.code != "nl" else "",
                icon=words.ICONS[slug],
            )

    def _answer(self, check: pips.Check) -> str:
        fact = check.fact
        if not fact.is_known:
            return str(words.NONE)
        match fact.value:
            case bool():
                return str(words.YES if fact.value else words.NO)
            case int():
                return str(words.UNITS[check.requirement.slug] % {"count": fact.value})
        return str(fact.value)

    def _notes(self) -> tuple[str, ...]:
        if self.language.code == "nl":
            return ()
        checked = () if self.language.is_checked else (str(words.NOT_CHECKED),)
        return (*checked, str(words.DUTCH_COUNTS))


def _runs(stretch: pips.Stretch, *, on: date) -> bool:
    return stretch.starts_on <= on and (stretch.ends_on is None or on <= stretch.ends_on)
