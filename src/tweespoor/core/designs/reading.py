"""Read a design file into a `Design`, or say everything that is wrong with it."""

from __future__ import annotations

from tweespoor.core.designs.checks import check
from tweespoor.core.designs.cursor import Cursor
from tweespoor.core.designs.data import (
    DEFAULT_BUDGET_CENTS,
    About,
    Alternation,
    Alternatives,
    Answer,
    Approach,
    Block,
    Cadence,
    ChosenBy,
    Cost,
    CostPer,
    Design,
    Form,
    GroupRules,
    HoursFor,
    Joining,
    Observation,
    PaidBy,
    Participants,
    Phase,
    Staff,
    Statement,
    Target,
    WeeklyTotal,
    When,
)
from tweespoor.core.designs.findings import DesignError, Finding, Severity, line_of
from tweespoor.core.designs.reading_values import (
    cents,
    condition,
    count,
    duration,
    given,
    given_optional,
    hours,
    intensity,
    label,
    label_optional,
    levels,
    number,
    optional,
)
from tweespoor.core.designs.source_text import parse
from tweespoor.core.designs.structure import structure_problems
from tweespoor.core.designs.values import CENTS_PER_EURO, Label
from tweespoor.core.vocabulary import ActivityKind, OrganisationKind, Role, TargetGroup
from tweespoor.core.week import HALF_DAY_HOURS, Daypart, parse_half_days

DEFAULT_WEEKLY_LIMIT_HOURS = 40


def read_design(text: str, *, name: str = "design") -> Design:
    """Read the YAML text of a design; `name` is what messages call the file.

    Raises:
        DesignError: with every problem found, each with its line, path and remedy. First the YAML must be right,
            then its structure (the schema), then its sense (references, ranges).
    """
    parsed = parse(text, name=name)
    problems = structure_problems(parsed)
    if problems:
        raise DesignError(problems, name=name)
    found: list[Finding] = []
    cursor = Cursor(parsed.data, (), found)
    design = _design(cursor, name=name, lines=parsed.lines)
    located = [
        Finding(path=f.path, line=line_of(f.path, lines=parsed.lines), what=f.what, remedy=f.remedy) for f in found
    ]
    errors = [finding for finding in check(design) if finding.severity is Severity.ERROR]
    if located or errors:
        raise DesignError([*located, *errors], name=name)
    return design


def _design(at: Cursor, *, name: str, lines: dict[tuple[str | int, ...], int]) -> Design:
    return Design(
        id=at["id"].text,
        title=label(at["title"]),
        summary=label(at["summary"]),
        source=at["source"].text,
        municipalities=tuple(m.text for m in at["municipalities"].items()),
        participants=_participants(at["participants"]),
        approach=Approach(at["approach"].text),
        approach_note=label_optional(at, "approach_note"),
        joining=Joining(at["joining"].text),
        joining_note=label_optional(at, "joining_note"),
        half_day_hours=at.integer("half_day_hours", default=HALF_DAY_HOURS),
        half_day_note=at.word("half_day_note"),
        weekly_limit_hours=at.integer("weekly_limit_hours", default=DEFAULT_WEEKLY_LIMIT_HOURS),
        budget_cents=at.integer("budget_euros", default=DEFAULT_BUDGET_CENTS // CENTS_PER_EURO) * CENTS_PER_EURO,
        phases=tuple(_phase(p) for p in at.each("phases")),
        blocks=tuple(_block(b) for b in at.each("blocks")),
        alternatives=tuple(_alternatives(a) for a in at.each("alternatives")),
        alternations=tuple(_alternation(a) for a in at.each("alternations")),
        weekly_totals=tuple(_weekly_total(t) for t in at.each("weekly_totals")),
        cadences=tuple(_cadence(c) for c in at.each("cadences")),
        targets=tuple(_target(t) for t in at.each("targets")),
        costs=tuple(_cost(c) for c in at.each("costs")),
        staff=tuple(_staff(s) for s in at.each("staff")),
        observations=tuple(_observation(o) for o in at.each("observations")),
        statements={row: _statement(s) for row, s in at.mapping("statements").items()},
        name=name,
        lines=lines,
    )


def _participants(at: Cursor) -> Participants:
    return Participants(
        label=label(at["label"]),
        groups=tuple(TargetGroup(g.text) for g in at["groups"].items()),
        conditions=tuple(condition(c) for c in at.each("conditions")),
        age=given_optional(at, "age", count),
        target=given(at["target"], count),
        registered=given(at["registered"], count),
        source=at["source"].text,
    )


def _phase(at: Cursor) -> Phase:
    return Phase(
        id=at["id"].text,
        label=label(at["label"]),
        duration=given(at["duration"], duration),
        goal=label_optional(at, "goal"),
        levels=given_optional(at, "levels", levels),
        source=at["source"].text,
    )


def _block(at: Cursor) -> Block:
    return Block(
        id=at["id"].text,
        label=label(at["label"]),
        kind=ActivityKind(at["kind"].text),
        also=tuple(ActivityKind(k.text) for k in at.each("also")),
        form=Form(at["form"].text),
        everyone=at.flag("everyone", default=True),
        intensity=given(at["intensity"], intensity),
        when=_when(at.sub("when")),
        group=_group(at.sub("group")),
        provider=OrganisationKind(at["provider"].text) if at.has("provider") else None,
        provider_name=at.word("provider_name"),
        conditions=tuple(condition(c) for c in at.each("conditions")),
        conditions_assumed=at.word("conditions_assumed"),
        levels=given_optional(at, "levels", levels),
        counts_for=tuple(HoursFor(h) for h in at.words("counts_for")) if at.has("counts_for") else None,
        after=at.words("after"),
        preteach=at.flag("preteach"),
        dayparts=tuple(Daypart(d) for d in at.words("dayparts")),
        avoid=parse_half_days(at.words("avoid")),
        paid_by=PaidBy(at.word("paid_by", default=PaidBy.UNKNOWN.value)),
        note=label_optional(at, "note"),
        source=at["source"].text,
    )


def _when(at: Cursor) -> When:
    return When(
        phases=at.words("phases"),
        from_week=at.integer("from_week", default=1),
        length=given_optional(at, "for", duration),
    )


def _group(at: Cursor) -> GroupRules:
    return GroupRules(
        size=given_optional(at, "size", count),
        level_spread=number(at, "level_spread"),
        max_groups=number(at, "max_groups"),
        topped_up=at.flag("topped_up"),
    )


def _alternatives(at: Cursor) -> Alternatives:
    return Alternatives(
        id=at["id"].text,
        label=label(at["label"]),
        blocks=at.words("blocks"),
        chosen_by=ChosenBy(at["chosen_by"].text),
        source=at["source"].text,
    )


def _alternation(at: Cursor) -> Alternation:
    return Alternation(
        id=at["id"].text,
        label=label(at["label"]),
        between=at.words("between"),
        turn_weeks=at.integer("turn_weeks", default=1),
        source=at["source"].text,
    )


def _weekly_total(at: Cursor) -> WeeklyTotal:
    return WeeklyTotal(
        id=at["id"].text,
        label=label(at["label"]),
        minutes=given(at["hours"], hours),
        phases=at.words("phases"),
        conditions=tuple(condition(c) for c in at.each("conditions")),
        source=at["source"].text,
    )


def _cadence(at: Cursor) -> Cadence:
    given_rhythms = [key for key in ("every", "after", "within") if at.has(key)]
    if len(given_rhythms) != 1:
        at.problem(
            Label(
                "een ritme heeft precies één van every, after en within",
                "a rhythm needs exactly one of every, after and within",
            ),
            Label("houd er één van de drie", "keep one of the three"),
        )
    return Cadence(
        id=at["id"].text,
        label=label(at["label"]),
        about=About(at["about"].text),
        every=optional(at, "every", duration),
        after=optional(at, "after", duration),
        within=optional(at, "within", duration),
        phase=at.word("phase"),
        block=at.word("block"),
        starts_after=optional(at, "starts_after", duration),
        lasting=optional(at, "lasting", duration),
        alarm=at.flag("alarm"),
        who=tuple(Role(r) for r in at.words("who")),
        source=at["source"].text,
    )


def _target(at: Cursor) -> Target:
    return Target(
        id=at["id"].text,
        label=label(at["label"]),
        percent=given_optional(at, "percent", lambda p: p.whole_number),
        people=given_optional(at, "people", count),
        levels=given_optional(at, "levels", levels),
        within=optional(at, "within", duration),
        source=at["source"].text,
    )


def _cost(at: Cursor) -> Cost:
    return Cost(
        id=at["id"].text,
        label=label(at["label"]),
        block=at["block"].text,
        cents=given(at["euros"], cents),
        per=CostPer(at["per"].text),
        source=at["source"].text,
    )


def _staff(at: Cursor) -> Staff:
    return Staff(
        id=at["id"].text,
        label=label(at["label"]),
        role=Role(at["role"].text),
        count=given_optional(at, "count", count),
        minutes_per_week=given_optional(at, "hours_per_week", hours),
        note=label_optional(at, "note"),
        source=at["source"].text,
    )


def _observation(at: Cursor) -> Observation:
    return Observation(
        id=at["id"].text,
        label=label(at["label"]),
        count=given_optional(at, "count", count),
        text=given_optional(at, "text", label),
        source=at["source"].text,
    )


def _statement(at: Cursor) -> Statement:
    return Statement(
        answer=Answer(at["answer"].text),
        words=label_optional(at, "words"),
        tailored=at.flag("tailored"),
        source=at["source"].text,
    )
