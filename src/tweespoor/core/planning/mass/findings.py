"""The findings of a simulation in Dutch and English sentences, none of which claims more than its interval shows."""

from __future__ import annotations

from collections.abc import Iterator
from math import isinf

from tweespoor.core.planning.mass.bootstrap import Estimate
from tweespoor.core.planning.mass.estimates import Comparison, Measure, Summary
from tweespoor.core.planning.mass.settings import Arrangement

LANGUAGES = ("nl", "en")
HALF = 0.5
SENTENCES = {
    "nobody": {
        "nl": "Niemand vroeg in deze tijd om een training: er is niets te zeggen.",
        "en": "Nobody asked for a training in this time: there is nothing to tell.",
    },
    "still": {
        "nl": "{who}, wacht na zes maanden naar schatting nog {share} van de aanvragen op een groep.",
        "en": "{who}, an estimated {share} of the requests still wait for a group after six months.",
    },
    "still-less": {
        "nl": "Samen plannen verkort het wachten: na zes maanden wachten {points} procentpunt minder aanvragen.",
        "en": "Planning together shortens the wait: {points} percentage points fewer requests wait after six months.",
    },
    "still-more": {
        "nl": "Samen plannen verlengt het wachten: na zes maanden wachten {points} procentpunt meer aanvragen.",
        "en": "Planning together lengthens the wait: {points} percentage points more requests wait after six months.",
    },
    "still-unclear": {
        "nl": "Of er samen na zes maanden minder of meer aanvragen wachten, is met {n} herhalingen niet te zeggen "
        "(verschil {points} procentpunt).",
        "en": "Whether fewer or more requests wait after six months together cannot be told from {n} replications "
        "(difference {points} percentage points).",
    },
    "median-less": {
        "nl": "Samen is de mediane wachttijd {months} maanden korter.",
        "en": "Together, the median wait is {months} months shorter.",
    },
    "median-more": {
        "nl": "Samen is de mediane wachttijd {months} maanden langer.",
        "en": "Together, the median wait is {months} months longer.",
    },
    "median-unclear": {
        "nl": "Of de mediane wachttijd samen korter of langer is, is met {n} herhalingen niet te zeggen.",
        "en": "Whether the median wait is shorter or longer together cannot be told from {n} replications.",
    },
    "size": {
        "nl": "Samen heeft een groep {people} deelnemers {word}.",
        "en": "Together, a group has {people} {word} participants.",
    },
    "size-unclear": {
        "nl": "Of groepen samen groter of kleiner zijn, is met {n} herhalingen niet te zeggen.",
        "en": "Whether groups are larger or smaller together cannot be told from {n} replications.",
    },
    "no-minimum": {
        "nl": "Als een groep al met één deelnemer mocht beginnen, wachtte na zes maanden nog {share} van de aanvragen: "
        "dat komt dus niet door de vereiste groepsgrootte.",
        "en": "If a group could start with one participant, {share} of the requests would still wait after six months: "
        "that part is not due to the size required.",
    },
    "half": {
        "nl": "{who}, wacht na zes maanden meer dan de helft van de aanvragen nog voor: {trainings}.",
        "en": "{who}, more than half of the requests still wait after six months for: {trainings}.",
    },
    "half-none": {
        "nl": "{who}, is voor geen enkele training aangetoond dat na zes maanden meer dan de helft nog wacht.",
        "en": "{who}, it is shown for no training that more than half still wait after six months.",
    },
}
WHO = {
    Arrangement.ALONE: {"nl": "Als elke gemeente apart plant", "en": "If each municipality plans alone"},
    Arrangement.TOGETHER: {"nl": "Als alle gemeenten samen plannen", "en": "If all municipalities plan together"},
}
WORDS = {
    "to": {"nl": "tot", "en": "to"},
    "never": {"nl": "niet bereikt", "en": "not reached"},
    "more": {"nl": "meer", "en": "more"},
    "fewer": {"nl": "minder", "en": "fewer"},
}
UNKNOWN = "-"


def findings(summary: Summary, *, language: str) -> tuple[str, ...]:
    """One sentence for each finding, in Dutch (`nl`) or English (`en`)."""
    return tuple(_sentences(summary, language=language))


def number(value: float, *, language: str, decimals: int = 0) -> str:
    """A number as the language writes it; words where it is infinite."""
    if isinf(value):
        return WORDS["never"][language]
    text = f"{value:.{decimals}f}"
    text = text.removeprefix("-") if float(text) == 0 else text
    return text.replace(".", ",") if language == "nl" else text


def spelled(estimate: Estimate | None, *, language: str, measure: Measure, minus: bool = False) -> str:
    """The value with its interval: `27% (24 to 30%)`; with the opposite sign where `minus`; a dash where unknown."""
    if estimate is None:
        return UNKNOWN
    shown = Estimate(-estimate.value, -estimate.high, -estimate.low) if minus else estimate
    factor, decimals = (100, 0) if measure in SHARES else (1, 1)
    value, low, high = (
        number(each * factor, language=language, decimals=decimals) for each in (shown.value, shown.low, shown.high)
    )
    return f"{value} ({low} {WORDS['to'][language]} {high})"


SHARES = (Measure.STILL_3, Measure.STILL_6, Measure.STILL_12)


def _sentences(summary: Summary, *, language: str) -> Iterator[str]:
    overall = summary.overall
    if not summary.requests:
        yield SENTENCES["nobody"][language]
        return
    for arrangement in (Arrangement.ALONE, Arrangement.TOGETHER):
        if arrangement in overall.estimates:
            yield from _level(overall, arrangement=arrangement, language=language)
    if Arrangement.TOGETHER in overall.minus_alone:
        yield from _differences(summary, language=language)
    without = overall.estimates.get(Arrangement.NO_MINIMUM, {}).get(Measure.STILL_6)
    if without is not None:
        yield SENTENCES["no-minimum"][language].format(share=_percent(without, language=language))
    for arrangement in (Arrangement.ALONE, Arrangement.TOGETHER):
        if arrangement in overall.estimates:
            yield _half(summary, arrangement=arrangement, language=language)


def _level(overall: Comparison, *, arrangement: Arrangement, language: str) -> Iterator[str]:
    share = overall.estimates[arrangement][Measure.STILL_6]
    if share is not None:
        who = WHO[arrangement][language]
        yield SENTENCES["still"][language].format(who=who, share=_percent(share, language=language))


def _percent(share: Estimate, *, language: str) -> str:
    value, low, high = (number(each * 100, language=language) for each in (share.value, share.low, share.high))
    return f"{value}% ({low} {WORDS['to'][language]} {high}%)"


def _differences(summary: Summary, *, language: str) -> Iterator[str]:
    """What planning together changes; no direction where the interval holds none."""
    less, count = summary.overall.minus_alone[Arrangement.TOGETHER], summary.outcome.replications
    for name, measure, slot in (("still", Measure.STILL_6, "points"), ("median", Measure.MEDIAN, "months")):
        found, sign = less[measure], _sign(less[measure])
        if found is None and measure is Measure.STILL_6:
            continue
        kind = {-1: "less", 0: "unclear", 1: "more"}[sign]
        text = spelled(found, language=language, measure=measure, minus=sign < 0)
        yield SENTENCES[f"{name}-{kind}"][language].format(**{slot: text, "n": count})
    yield _size(less[Measure.GROUP_SIZE], count=count, language=language)


def _size(found: Estimate | None, *, count: int, language: str) -> str:
    sign = _sign(found)
    if not sign:
        return SENTENCES["size-unclear"][language].format(n=count)
    people = spelled(found, language=language, measure=Measure.GROUP_SIZE, minus=sign < 0)
    return SENTENCES["size"][language].format(people=people, word=WORDS["more" if sign > 0 else "fewer"][language])


def _sign(found: Estimate | None) -> int:
    """-1 or 1 where the whole interval lies on one side of zero."""
    if found is None or found.low <= 0 <= found.high:
        return 0
    return 1 if found.low > 0 else -1


def _half(summary: Summary, *, arrangement: Arrangement, language: str) -> str:
    """The trainings whose whole interval lies above a half."""
    shown = []
    for name, comparison in summary.trainings.items():
        found = comparison.estimates[arrangement][Measure.STILL_6]
        if found is not None and found.low > HALF:
            shown.append(f"{name} {_percent(found, language=language)}")
    who = WHO[arrangement][language]
    return SENTENCES["half" if shown else "half-none"][language].format(who=who, trainings=", ".join(shown))
