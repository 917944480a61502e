"""Make a design out for a person: judge every block by the person's facts, and put dates on what applies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tweespoor.core.designs.conditions import Facts, Question, Verdict, add_months
from tweespoor.core.designs.data import About, Alternatives, Block, Cadence, ChosenBy, Design, WeeklyTotal
from tweespoor.core.designs.dated_plan import (
    DatedCadence,
    DatedPhase,
    DatedPlan,
    DatedTotal,
    LeftOut,
    PlannedBlock,
    Undecided,
)
from tweespoor.core.designs.hours import load_of
from tweespoor.core.designs.questions import about_block, about_choice, choice_of, is_judged, judgement_of, questions_of
from tweespoor.core.designs.timeline import HORIZON_WEEKS, BlockWeeks, PhaseWeeks, block_weeks, length_of, phase_weeks
from tweespoor.core.designs.values import DAYS_PER_WEEK, Duration, Label, TimeUnit


def instantiate(design: Design, *, facts: Facts, start: date, horizon_weeks: int = HORIZON_WEEKS) -> DatedPlan:
    """Make `design` out for somebody with these facts who starts on `start`.

    A fact that is missing or not asked never decides anything: the block is then undecided, with the question that
    settles it. Beside the variables of the vocabulary, facts can answer `phase-goal-<phase>`, `judgement-<id>` (yes or
    no) and `choice-<alternatives>` (the id of a block). Open-ended phases are written out for `horizon_weeks`.
    """
    maker = _Maker(design, facts, start, horizon_weeks)
    judged = {block.id: maker.judge(block) for block in design.blocks}
    for choice in design.alternatives:
        maker.choose(choice, judged)
    planned = tuple(p for block in design.blocks if isinstance(p := judged[block.id], PlannedBlock))
    undecided = tuple(u for block in design.blocks if isinstance(u := judged[block.id], Undecided))
    entry = [c.judge(facts, on=start) for c in design.participants.conditions]
    totals, total_questions = maker.totals()
    return DatedPlan(
        design=design,
        start=start,
        until=maker.until,
        takes_part=_all_met(entry),
        refusals=tuple(v.reason for v in entry if v.reason),
        phases=tuple(maker.phase(part) for part in maker.phases),
        blocks=planned,
        left_out=tuple(o for block in design.blocks if isinstance(o := judged[block.id], LeftOut)),
        undecided=undecided,
        totals=totals,
        cadences=maker.cadences({p.block.id: p for p in planned}),
        questions=_unique(
            [*(v.question for v in entry if v.question), *(q for u in undecided for q in u.questions), *total_questions]
        ),
    )


def asked_about(design: Design) -> frozenset[str]:
    """The keys of all facts that `instantiate` may look at for somebody in this design."""
    conditions = [
        *design.participants.conditions,
        *(each for block in design.blocks for each in block.conditions),
        *(each for total in design.weekly_totals for each in total.conditions),
    ]
    return frozenset(
        [
            *(each.key for each in conditions),
            *(each.key for each in questions_of(design)),
        ]
    )


_Judged = PlannedBlock | LeftOut | Undecided


@dataclass(frozen=True)
class _Window:
    """A stretch of time; `end` is the last day, None without an end."""

    start: date
    end: date | None

    def within(self, verdicts: Iterable[Verdict]) -> _Window | None:
        """The part in which all verdicts hold, None where nothing is left."""
        start, end = self.start, self.end
        for verdict in verdicts:
            if verdict.since and verdict.since > start:
                start = verdict.since
            if verdict.until:
                last = verdict.until - timedelta(days=1)
                end = last if end is None else min(end, last)
        return None if end is not None and end < start else _Window(start, end)


class _Maker:
    """Dates and verdicts for one person in one design."""

    def __init__(self, design: Design, facts: Facts, start: date, horizon_weeks: int) -> None:
        self.design = design
        self.facts = facts
        self.start = start
        self.phases = phase_weeks(design, horizon_weeks=horizon_weeks)
        self.running = block_weeks(design, horizon_weeks=horizon_weeks)
        self.until = self._last_day(self.phases[-1].last)

    def phase(self, part: PhaseWeeks) -> DatedPhase:
        return DatedPhase(
            phase=part.phase,
            start=self._first_day(part.first),
            end=None if part.open_ended else self._last_day(part.last),
            assumed=part.phase.duration.assumed,
        )

    def judge(self, block: Block) -> _Judged:
        running = self.running[block.id]
        if not running.weeks:
            return LeftOut(block=block, reason=Label("heeft geen week in dit ontwerp", "has no week in this design"))
        window = self._window(running)
        verdicts = [condition.judge(self.facts, on=window.start) for condition in block.conditions]
        refusal = next((v.reason for v in verdicts if v.met is False and v.reason), None)
        if refusal:
            return LeftOut(block=block, reason=refusal)
        questions = _unique(v.question for v in verdicts if v.question)
        if questions:
            return Undecided(block=block, questions=questions)
        narrowed = window.within(verdicts)
        planned = self._planned(running, narrowed) if narrowed else None
        if planned is None:
            return LeftOut(block=block, reason=_never(verdicts))
        if is_judged(block) and not self._says_yes(block):
            return self._for_some(block)
        return planned

    def choose(self, choice: Alternatives, judged: dict[str, _Judged]) -> None:
        """Settle a choice: keep the block picked, or leave it free where whoever plans may pick."""
        open_members = [m for m in choice.blocks if not isinstance(judged[m], LeftOut)]
        fact = self.facts.get(choice_of(choice))
        picked = str(fact.value) if fact and fact.is_known else ""
        if picked in open_members:
            for member in open_members:
                if member != picked:
                    reason = Label(f"gekozen is {self._name(picked).nl}", f"the choice is {self._name(picked).en}")
                    judged[member] = LeftOut(block=self.design.block(member), reason=reason)
            return
        planned = [m for m in open_members if isinstance(judged[m], PlannedBlock)]
        if len(open_members) < 2 or len(planned) < len(open_members):
            self._wait(choice, planned, open_members, judged)
        elif choice.chosen_by is ChosenBy.PREFERENCE:
            for member in planned:
                judged[member] = _free(judged[member], choice.id)
        else:
            self._ask(choice, planned, judged)

    def totals(self) -> tuple[tuple[DatedTotal, ...], tuple[Question, ...]]:
        dated: list[DatedTotal] = []
        questions: list[Question] = []
        for total in self.design.weekly_totals:
            window = self._phases_window(total)
            verdicts = [condition.judge(self.facts, on=window.start) for condition in total.conditions]
            questions += [v.question for v in verdicts if v.question]
            narrowed = window.within(verdicts) if _all_met(verdicts) else None
            if narrowed:
                dated.append(DatedTotal(total=total, start=narrowed.start, end=narrowed.end))
        return tuple(dated), tuple(questions)

    def cadences(self, planned: dict[str, PlannedBlock]) -> tuple[DatedCadence, ...]:
        dates = [
            DatedCadence(cadence=cadence, due=due)
            for cadence in self.design.cadences
            if cadence.about is About.PARTICIPANT
            for due in self._due_dates(cadence, planned)
        ]
        return tuple(sorted(dates, key=lambda dated: (dated.due, dated.cadence.id)))

    def _due_dates(self, cadence: Cadence, planned: dict[str, PlannedBlock]) -> list[date]:
        window = self._cadence_window(cadence, planned)
        if window is None:
            return []
        end = min(window.end or self.until, self.until)
        once = cadence.after or cadence.within
        if once:
            due = later(window.start, once)
            return [due] if due <= end else []
        assert cadence.every is not None
        dates, count = [], 1
        while (due := later(window.start, cadence.every, times=count)) <= end:
            dates.append(due)
            count += 1
        return dates

    def _cadence_window(self, cadence: Cadence, planned: dict[str, PlannedBlock]) -> _Window | None:
        if cadence.block and cadence.block not in planned:
            return None
        window = _Window(self.start, None)
        if cadence.block:
            window = _Window(planned[cadence.block].start, planned[cadence.block].end)
        elif cadence.phase:
            part = next(part for part in self.phases if part.phase.id == cadence.phase)
            window = _Window(self._first_day(part.first), self._last_day(part.last))
        start = later(window.start, cadence.starts_after) if cadence.starts_after else window.start
        end = window.end
        if cadence.lasting:
            last = later(start, cadence.lasting)
            end = last if end is None else min(end, last)
        return _Window(start, end)

    def _phases_window(self, total: WeeklyTotal) -> _Window:
        parts = [part for part in self.phases if not total.phases or part.phase.id in total.phases]
        end = None if parts[-1].open_ended else self._last_day(parts[-1].last)
        return _Window(self._first_day(parts[0].first), end)

    def _planned(self, running: BlockWeeks, window: _Window) -> PlannedBlock | None:
        """The block in the weeks of its window; None where no week is left."""
        first = -(-((window.start - self.start).days + 1) // DAYS_PER_WEEK)
        weeks = [week for week in running.possible if week >= first]
        if window.end is not None:
            last_week = (window.end - self.start).days // DAYS_PER_WEEK + 1
            weeks = [week for week in weeks if week <= last_week]
        weeks = weeks[: length_of(running.block)]
        if not weeks:
            return None
        last = self._last_day(weeks[-1])
        return PlannedBlock(
            block=running.block,
            start=max(window.start, self._first_day(weeks[0])),
            end=window.end if running.open_ended else min(window.end or last, last),
            weeks=tuple(weeks),
            hours=load_of(running.block, half_day_minutes=self.design.half_day_minutes),
            assumed=running.block.intensity.assumed,
        )

    def _says_yes(self, block: Block) -> bool:
        fact = self.facts.get(judgement_of(block))
        return fact is not None and fact.value is True

    def _for_some(self, block: Block) -> _Judged:
        fact = self.facts.get(judgement_of(block))
        if fact is not None and fact.is_answered:
            return LeftOut(
                block=block, reason=Label("is niet nodig voor deze deelnemer", "this person does not need it")
            )
        return Undecided(block=block, questions=(about_block(block),))

    def _wait(
        self, choice: Alternatives, planned: Sequence[str], members: Sequence[str], judged: dict[str, _Judged]
    ) -> None:
        """Where one block is left it stands; where another is undecided, the rest waits for it."""
        if len(members) < 2:
            return
        questions = _unique(q for m in members if isinstance(u := judged[m], Undecided) for q in u.questions)
        for member in planned:
            judged[member] = Undecided(block=self.design.block(member), questions=questions)

    def _ask(self, choice: Alternatives, planned: Sequence[str], judged: dict[str, _Judged]) -> None:
        question = about_choice(choice, [self._name(member) for member in planned])
        for member in planned:
            judged[member] = Undecided(block=self.design.block(member), questions=(question,))

    def _name(self, block_id: str) -> Label:
        return self.design.block(block_id).label

    def _window(self, running: BlockWeeks) -> _Window:
        end = None if running.open_ended else self._last_day(running.possible[-1])
        return _Window(self._first_day(running.possible[0]), end)

    def _first_day(self, week: int) -> date:
        return self.start + timedelta(weeks=week - 1)

    def _last_day(self, week: int) -> date:
        return self.start + timedelta(days=week * DAYS_PER_WEEK - 1)


def later(day: date, length: Duration, *, times: int = 1) -> date:
    """The day so much later, at the latest where the length is a range; months and years are calendar ones."""
    count = length.count.max * times
    match length.unit:
        case TimeUnit.DAYS:
            return day + timedelta(days=count)
        case TimeUnit.WEEKS:
            return day + timedelta(weeks=count)
        case TimeUnit.MONTHS:
            return add_months(day, count)
    return add_months(day, count * 12)


def _all_met(verdicts: Sequence[Verdict]) -> bool | None:
    if any(verdict.met is False for verdict in verdicts):
        return False
    return None if any(verdict.met is None for verdict in verdicts) else True


def _free(judged: _Judged, choice_id: str) -> _Judged:
    if not isinstance(judged, PlannedBlock):
        return judged
    return PlannedBlock(
        block=judged.block,
        start=judged.start,
        end=judged.end,
        weeks=judged.weeks,
        hours=judged.hours,
        assumed=judged.assumed,
        one_of=choice_id,
    )


def _never(verdicts: Iterable[Verdict]) -> Label:
    since = max((v.since for v in verdicts if v.since), default=None)
    if since is None:
        return Label("de voorwaarden gelden niet tegelijk", "its conditions do not hold at the same time")
    return Label(f"kan pas vanaf {since.isoformat()}, na dit blok", f"only from {since.isoformat()}, after this block")


def _unique(questions: Iterable[Question]) -> tuple[Question, ...]:
    return tuple({question.about: question for question in questions}.values())
