"""The advice in sentences, in Dutch (`nl`) or English (`en`); numbers and their certainty always together."""

from __future__ import annotations

from collections.abc import Mapping

from tweespoor.core.advice.evaluate import Advice, Change, Finding, Groups
from tweespoor.core.advice.evidence import Bar, Inflow, PlannerFound, WaitFound
from tweespoor.core.advice.measures import Missing
from tweespoor.core.advice.participants import CASE_MANAGER, CLASS
from tweespoor.core.advice.scopes import Scope
from tweespoor.core.advice.thresholds import THRESHOLD_OF, Unit
from tweespoor.core.advice.tree import Answer
from tweespoor.core.vocabulary import LanguageLevel, Learnability, Sector, variable
from tweespoor.core.week import HalfDay

LANGUAGES = ("nl", "en")

WORDS: Mapping[str, tuple[str, str]] = {
    "yes": ("Ja", "Yes"),
    "no": ("Nee", "No"),
    "unknown": ("Niet te zeggen", "Cannot say"),
    "number": ("{number} van {of} mensen {counted}.", "{number} of {of} people {counted}."),
    "between": ("{low} tot {high}", "{low} to {high}"),
    "nobody": ("Er zijn geen mensen om iets over te zeggen.", "There is nobody to say anything about."),
    "yes-from": ("Vanaf {needed} is het antwoord ja ({threshold}).", "From {needed} the answer is yes ({threshold})."),
    "no-from": ("Vanaf {needed} is het antwoord nee ({threshold}).", "From {needed} the answer is no ({threshold})."),
    "percent": ("{value}% van {of}", "{value}% of {of}"),
    "people": ("{value} mensen", "{value} people"),
    "complete": ("Van alle {of} mensen is bekend wat nodig is.", "Of all {of} people what is needed is known."),
    "holds": (
        "Bekend van {known} van {of}. Wat niet gevraagd is, kan het antwoord niet veranderen.",
        "Known of {known} of {of}. What was not asked cannot change the answer.",
    ),
    "depends": (
        "Bekend van {known} van {of}. Wat niet gevraagd is, beslist: het aantal ligt tussen {low} en {high}.",
        "Known of {known} of {of}. What was not asked decides: the number lies between {low} and {high}.",
    ),
    "not-asked": ("{variable}: bij {count} niet gevraagd", "{variable}: not asked of {count}"),
    "not-registered": ("{variable}: bij {count} niet vastgelegd", "{variable}: not registered of {count}"),
    "change-number": (
        "Als het er {after} waren en geen {before}, was het antwoord {answer}.",
        "Were it {after} and not {before}, the answer would be {answer}.",
    ),
    "change-threshold": (
        "Met “{threshold}” op {after} in plaats van {before} is het antwoord {answer}.",
        "With “{threshold}” at {after} in place of {before} the answer is {answer}.",
    ),
    "then": ("Dan: {outcomes}.", "Then: {outcomes}."),
    "same": ("De uitkomst blijft gelijk.", "The outcome stays the same."),
    "or": (" of: ", " or: "),
    "cannot-say": ("Niet te zeggen: {first} of {last}", "Cannot say: {first} or {last}"),
    "no-groups": (
        "Van deze {of} mensen past nog geen groep bij elkaar.",
        "Of these {of} people no group fits together yet.",
    ),
    "group": (
        "Minstens {people} van {of} mensen passen in één groep die op een gedeeld dagdeel kan samenkomen.",
        "At least {people} of {of} people fit one group that could meet at a half-day they share.",
    ),
    "groups": (
        "Minstens {people} van {of} mensen passen in {groups} groepen die op een gedeeld dagdeel kunnen samenkomen.",
        "At least {people} of {of} people fit {groups} groups that could meet at a half-day they share.",
    ),
    "inflow": (
        "In de laatste twaalf maanden kwamen er {people} mensen. Zo vult een groep van {size} zich in ongeveer {weeks} "
        "weken.",
        "In the last twelve months {people} people came. At that rate a group of {size} fills in about {weeks} weeks.",
    ),
    "no-inflow": ("In de laatste twaalf maanden kwam er niemand bij.", "In the last twelve months nobody came."),
    "now": ("Iedereen nu", "Everybody now"),
    "newcomers": ("Wie in de laatste {months} maanden kwam", "Who came in the last {months} months"),
    "together": ("Iedereen, samen met buurgemeenten", "Everybody, together with neighbours"),
    "together-newcomers": (
        "Wie in de laatste {months} maanden kwam, samen met buurgemeenten",
        "Who came in the last {months} months, together with neighbours",
    ),
    "planner": (
        "De planner plaatst {placed} van {demanded} wensen, in {groups} groepen, binnen {weeks} weken. {placed_people} "
        "van {people} mensen zitten in een groep.",
        "The planner places {placed} of {demanded} wishes, in {groups} groups, within {weeks} weeks. "
        "{placed_people} of {people} people are in a group.",
    ),
    "planner-nothing": ("Niemand vraagt om een groepstraining.", "Nobody asks for a group training."),
    "wait-alone": ("Alleen", "Alone"),
    "wait-together": ("Samen met buurgemeenten", "Together with neighbour municipalities"),
    "wait": (
        "{who}: de helft wacht korter dan {median} maanden ({low} tot {high}).",
        "{who}: half wait less than {median} months ({low} to {high}).",
    ),
    "wait-unknown": (
        "{who}: hoe lang mensen wachten, is niet te zeggen.",
        "{who}: how long people wait cannot be said.",
    ),
    "waiting": (
        "Na zes maanden wacht nog {share}% ({low} tot {high}%).",
        "After six months {share}% still wait ({low} to {high}%).",
    ),
}

OWN_VARIABLES = {CLASS: ("Taalklas", "Language class"), CASE_MANAGER: ("Klantmanager", "Case manager")}
KINDS = {
    "levels": ("Niveau spreken", "Speaking level"),
    "half-days": ("Dagdeel", "Half-day"),
    "sectors": ("Sector", "Sector"),
    "providers": ("Taalaanbieder", "Language provider"),
    "case-managers": ("Klantmanager", "Case manager"),
    "obstacles": ("Belemmering", "Obstacle"),
    "learnability": ("Leerbaarheid", "Learnability"),
}
OBSTACLES = {"none": ("Geen belemmering", "No obstacle"), "some": ("Een of meer", "One or more")}


def said(key: str, language: str, **details: object) -> str:
    """One of these sentences, filled in."""
    return WORDS[key][language != "nl"].format(**details)


def answer_text(answer: Answer, language: str) -> str:
    """Yes, no, or cannot say."""
    return said(answer.value, language)


def span(low: int, high: int, language: str) -> str:
    """One number, or the two it lies between."""
    return str(low) if low == high else said("between", language, low=low, high=high)


def number_text(finding: Finding, language: str) -> str:
    """The number of a question: "31 van 42 mensen passen in groepen naar niveau."."""
    measured = finding.measured
    if not measured.of:
        return said("nobody", language)
    counted = finding.question.counted.text(language)
    return said("number", language, number=span(measured.low, measured.high, language), of=measured.of, counted=counted)


def threshold_text(finding: Finding, language: str) -> str:
    """What number answers the question, and the threshold it comes from."""
    question, value = finding.question, finding.thresholds[finding.question.against]
    if question.is_count:
        threshold = said("people", language, value=value)
    else:
        threshold = said("percent", language, value=value, of=finding.measured.of)
    key = "yes-from" if question.yes_from else "no-from"
    return said(key, language, needed=finding.needed, threshold=threshold)


def certainty_text(finding: Finding, language: str) -> str:
    """Of how many all that counts is known, and whether the rest could change the answer."""
    measured = finding.measured
    if not measured.of:
        return ""
    if measured.known == measured.of:
        return said("complete", language, of=measured.of)
    key = "depends" if finding.answer is Answer.UNKNOWN else "holds"
    return said(key, language, known=measured.known, of=measured.of, low=measured.low, high=measured.high)


def missing_text(missing: Missing, language: str) -> str:
    """What was not asked, and of how many."""
    key = "not-registered" if missing.variable in OWN_VARIABLES else "not-asked"
    return said(key, language, variable=variable_text(missing.variable, language), count=len(missing.people))


def variable_text(slug: str, language: str) -> str:
    """What a variable is called."""
    if slug in OWN_VARIABLES:
        return OWN_VARIABLES[slug][language != "nl"]
    return variable(slug).label(language)


def change_text(change: Change, advice: Advice, language: str) -> str:
    """What would turn an answer round, and where the tree ends then."""
    answer = answer_text(change.answer, language).lower()
    if change.threshold:
        label = THRESHOLD_OF[change.threshold].label.text(language)
        before, after = (threshold_value(change.threshold, each, language) for each in (change.before, change.after))
        first = said("change-threshold", language, threshold=label, before=before, after=after, answer=answer)
    else:
        first = said("change-number", language, before=change.before, after=change.after, answer=answer)
    ends = [each.text.text(language) for each in advice.choice.outcomes if each.id in change.outcomes]
    if change.outcomes == tuple(each.id for each in advice.outcomes):
        return f"{first} {said('same', language)}"
    return f"{first} {said('then', language, outcomes=said('or', language).join(ends))}"


def threshold_value(slug: str, value: int, language: str) -> str:
    """A threshold's value as it is read: a level by its name, a share in percent."""
    unit = THRESHOLD_OF[slug].unit
    if unit is Unit.LEVEL:
        return list(LanguageLevel)[value].label(language)
    return f"{value}%" if unit is Unit.PERCENT else str(value)


def outcome_text(advice: Advice, language: str) -> str:
    """Where the tree ends; where what was not asked decides, all ends there can be."""
    if advice.outcome:
        return advice.outcome.text.text(language)
    sides = {each.side for each in advice.outcomes}
    if len(sides) == 1 and (side := next(iter(sides))):
        return side.text(language)
    *first, last = (each.short.text(language) for each in advice.outcomes)
    return said("cannot-say", language, first=", ".join(first), last=last)


def bar_text(kind: str, bar: Bar, language: str, *, names: Mapping[str, str] | None = None) -> str:
    """What a part of a distribution is called; providers and case managers by the names given."""
    codes = {"levels": LanguageLevel, "sectors": Sector, "learnability": Learnability}
    if kind in codes:
        return codes[kind].of(bar.slug).label(language)
    if kind == "obstacles":
        return OBSTACLES[bar.slug][language != "nl"]
    if kind == "half-days":
        return HalfDay.parse(bar.slug).label(language)
    return (names or {}).get(bar.slug, bar.slug)


def kind_text(kind: str, language: str) -> str:
    """What a distribution is over."""
    return KINDS[kind][language != "nl"]


def groups_text(groups: Groups, language: str) -> str:
    """For how many people groups could be formed."""
    if not groups.groups:
        return said("no-groups", language, of=groups.of)
    if groups.groups == 1:
        return said("group", language, people=groups.people, of=groups.of)
    return said("groups", language, people=groups.people, of=groups.of, groups=groups.groups)


def inflow_text(inflow: Inflow, language: str, *, size: int) -> str:
    """How many people came, and how long it takes until a group is full."""
    weeks = inflow.weeks_to_fill(size)
    if weeks is None:
        return said("no-inflow", language)
    return said("inflow", language, people=inflow.people, size=size, weeks=weeks)


def whom_text(scope: Scope, language: str) -> str:
    """Whose answer it is."""
    return said(scope.whom.value, language, months=scope.advice.thresholds["newcomer-months"])


def planner_text(found: PlannerFound, language: str) -> str:
    """What the planner could place."""
    if not found.demanded:
        return said("planner-nothing", language)
    return said(
        "planner",
        language,
        placed=found.placed,
        demanded=found.demanded,
        groups=found.groups,
        weeks=found.weeks,
        placed_people=found.placed_people,
        people=found.people,
    )


def wait_text(found: WaitFound, language: str) -> str:
    """How long people wait for a group in a simulation."""
    who = said("wait-together" if found.together else "wait-alone", language)
    if found.median_months is None:
        first = said("wait-unknown", language, who=who)
    else:
        median, low, high = (_decimal(each, language) for each in found.median_months)
        first = said("wait", language, who=who, median=median, low=low, high=high)
    if found.waiting_after_6 is None:
        return first
    share, low, high = (str(round(100 * each)) for each in found.waiting_after_6)
    return f"{first} {said('waiting', language, share=share, low=low, high=high)}"


def _decimal(value: float, language: str) -> str:
    text = f"{value:.1f}"
    return text.replace(".", ",") if language == "nl" else text
