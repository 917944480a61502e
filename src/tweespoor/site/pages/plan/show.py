"""From a plan to what its pages show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.queries import names_of
from tweespoor.apps.trajectories.models import PipSignature, PipVersion
from tweespoor.core import pips
from tweespoor.core.vocabulary import Language
from tweespoor.site.components.data import TrackBar, TrackPhase, Tracks
from tweespoor.site.pages.plan.own_copy import TAGS

DAYS_IN_WEEK = 7
MINUTES = 60
LOOKS = {
    pips.PipStatus.DRAFT: "warning",
    pips.PipStatus.DISCUSSED: "warning",
    pips.PipStatus.SIGNED: "ok",
    pips.PipStatus.REPLACED: "neutral",
}
DEPARTURES = {
    pips.Departure.CHANGED: "warning",
    pips.Departure.ADDED: "warning",
    pips.Departure.CHOSEN: "warning",
    pips.Departure.LEFT_OUT: "danger",
    pips.Departure.OPEN: "danger",
    pips.Departure.AS_PROPOSED: "neutral",
}


@dataclass(frozen=True, kw_only=True)
class Badge:
    """A short word about a state, with its look."""

    label: str
    look: str


@dataclass(frozen=True, kw_only=True)
class ShownItem:
    """A block in words; `proposed` says what the design proposed where something else was agreed."""

    item: pips.Item
    name: str
    family: str
    kind: str
    when: str
    hours: str
    phase: str
    where: str
    doing: str
    badge: Badge
    proposed: str


@dataclass(frozen=True, kw_only=True)
class ShownTrack:
    """One of the two tracks, with its blocks."""

    slug: str
    title: str
    items: tuple[ShownItem, ...]


@dataclass(frozen=True, kw_only=True)
class ShownCheck:
    """One line of the check list."""

    slug: str
    label: str
    answer: str
    standing: str
    source: str
    to_confirm: str
    warning: str


@dataclass(frozen=True, kw_only=True)
class ShownChange:
    """One difference, with its kind: added, removed or changed."""

    kind: str
    about: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ShownVersion:
    """A version in the list of all."""

    number: int
    badge: Badge
    day: date | None
    reason: str
    by: str
    received_from: str


def tracks_of(pip: pips.Pip, *, caption: str, on: date | None = None) -> Tracks:
    """The blocks that the person does, as two tracks along weeks; `on` marks the day."""
    language = language_now()
    items = pip.agreed_items
    starts = [item.agreed.starts_on for item in items if item.agreed] + [phase.starts_on for phase in pip.phases]
    if not items:
        return Tracks(caption=caption, bars=())
    first = min(starts)

    def week(day: date) -> int:
        return (day - first).days // DAYS_IN_WEEK + 1

    return Tracks(
        caption=caption,
        phases=[
            TrackPhase(
                name=phase.name(language),
                start_week=week(phase.starts_on),
                end_week=week(phase.ends_on) if phase.ends_on else None,
            )
            for phase in pip.phases
        ],
        bars=[
            TrackBar(
                label=item.name(language),
                family=item.kind.family.value,
                start_week=week(item.agreed.starts_on),
                end_week=week(item.agreed.ends_on) if item.agreed.ends_on else None,
                hours_min=None if item.agreed.least is None else item.agreed.least / MINUTES,
                hours_max=None if item.agreed.most is None else item.agreed.most / MINUTES,
            )
            for item in items
            if item.agreed is not None
        ],
        current_week=week(on) if on and any(_runs(item.agreed, on=on) for item in items if item.agreed) else None,
    )


def _runs(stretch: pips.Stretch, *, on: date) -> bool:
    return stretch.starts_on <= on and (stretch.ends_on is None or on <= stretch.ends_on)


def shown_tracks(pip: pips.Pip) -> list[ShownTrack]:
    """The two tracks with what the person does in each."""
    titles = {pips.Track.LANGUAGE: _("Taal"), pips.Track.PARTICIPATION: _("Meedoen")}
    phases = {phase.id: phase.name(language_now()) for phase in pip.phases}
    return [
        ShownTrack(
            slug=track.value,
            title=titles[track],
            items=tuple(shown_item(item, phases=phases) for item in pip.on(track)),
        )
        for track in pips.Track
    ]


def not_done(pip: pips.Pip) -> list[ShownItem]:
    """The blocks that the design has and the person does not do, or that nobody decided on yet."""
    phases = {phase.id: phase.name(language_now()) for phase in pip.phases}
    return [shown_item(item, phases=phases) for item in pip.items if item.agreed is None]


def shown_item(item: pips.Item, *, phases: Mapping[str, str]) -> ShownItem:
    """A block in words."""
    language = language_now()
    stretch = item.agreed or item.proposed
    differs = item.departure is pips.Departure.CHANGED and item.proposed is not None
    return ShownItem(
        item=item,
        name=item.name(language),
        family=item.kind.family.value,
        kind=item.kind.label(language),
        when=pips.period_in_words(stretch, language) if stretch else "",
        hours=pips.hours_in_words(stretch, language) if stretch else "",
        phase=phases.get(stretch.phase, "") if stretch else "",
        where=item.organisation_name,
        doing=item.doing,
        badge=Badge(label=item.departure.label(language), look=DEPARTURES[item.departure]),
        proposed=_proposed(item.proposed, language=language) if differs and item.proposed else "",
    )


def _proposed(stretch: pips.Stretch, *, language: str) -> str:
    return f"{pips.period_in_words(stretch, language)}, {pips.hours_in_words(stretch, language)}"


def shown_checks(checks: Iterable[pips.Check]) -> list[ShownCheck]:
    """The check list in words."""
    language = language_now()
    return [
        ShownCheck(
            slug=check.requirement.slug,
            label=check.requirement.label(language),
            answer=pips.answer_in_words(check.requirement, check.fact, language),
            standing=check.standing.value,
            source=check.requirement.source,
            to_confirm=_("te bevestigen") if check.requirement.is_law and not check.requirement.is_certain else "",
            warning=check.warning.text(language) if check.warning else "",
        )
        for check in checks
    ]


def shown_changes(changes: Iterable[pips.Change]) -> list[ShownChange]:
    """Differences in words."""
    language = language_now()
    return [
        ShownChange(kind=change.kind.value, about=change.about.text(language), text=change.text.text(language))
        for change in changes
    ]


def shown_versions(rows: Sequence[PipVersion]) -> list[ShownVersion]:
    """All versions, with who made each."""
    language = language_now()
    names = names_of(row.made_by for row in rows)
    return [
        ShownVersion(
            number=row.number,
            badge=status_badge(row),
            day=row.signed_on,
            reason=pips.ReasonForChange(row.reason).label(language) if row.reason else "",
            by=names.get(row.made_by, "") if row.made_by else "",
            received_from=row.received_from,
        )
        for row in rows
    ]


def status_badge(row: PipVersion) -> Badge:
    """Where a version stands."""
    status = pips.PipStatus(row.status)
    return Badge(label=status.label(language_now()), look=LOOKS[status])


@dataclass(frozen=True, kw_only=True)
class ShownGoal:
    """A goal in own words, with the language it was said in: its name, and as a browser knows it."""

    term: str
    words: str
    language: str
    tag: str


def shown_goals(pip: pips.Pip) -> list[ShownGoal]:
    """Goals, those for soon first."""
    language = language_now()
    return [
        ShownGoal(
            term=goal.term.label(language),
            words=goal.words,
            language=Language(goal.language).label(language) if goal.language else "",
            tag=TAGS.get(goal.language, ""),
        )
        for term in pips.GoalTerm
        for goal in pip.goals_for(term)
    ]


@dataclass(frozen=True, kw_only=True)
class ShownSignature:
    """Who signed, when, and with whom beside."""

    party: str
    name: str
    day: date
    interpreter: str


def shown_signatures(rows: Iterable[PipSignature]) -> list[ShownSignature]:
    """Signatures in words."""
    language = language_now()
    return [
        ShownSignature(
            party=pips.Party(row.party).label(language),
            name=row.name,
            day=row.signed_on,
            interpreter=_interpreter(row, language=language),
        )
        for row in rows
    ]


def _interpreter(row: PipSignature, *, language: str) -> str:
    if not row.interpreter:
        return _("zonder tolk")
    name = Language(row.language).label(language) if row.language else ""
    return _("met een tolk: %(language)s") % {"language": name}


def part_lines(pip: pips.Pip, *, part: str, case: pips.Case) -> list[str]:
    """One part of a plan in lines, to lay two beside each other."""
    empty = pips.Pip(phases=pip.phases)
    only = pips.Pip(phases=pip.phases, **{part: getattr(pip, part)})
    language = language_now()
    return [
        f"{change.about.text(language)}: {change.text.text(language).split('; ')[-1]}"
        for change in pips.differences(empty, only, case=case)
    ]


def who(user: UUID | None) -> str:
    """The name of a colleague."""
    return names_of([user]).get(user, _("iemand anders")) if user else _("iemand anders")
