"""Financial unburdening in the first months of the benefit (Participatiewet 56a)."""

from __future__ import annotations

from collections.abc import Sequence

from tweespoor.core.legalclock.case import Kind, View
from tweespoor.core.legalclock.deadline import Deadline, Mark
from tweespoor.core.legalclock.rule import Rule, question
from tweespoor.core.legalclock.terms import limit, months
from tweespoor.core.legalclock.words import Words
from tweespoor.core.vocabulary import Actor, TargetGroup

UNBURDENING = months(6)


def _six_months(rule: Rule, view: View) -> Sequence[Deadline]:
    if view.target_group is TargetGroup.FAMILY_MIGRANT:
        return [rule.not_applicable(Words("Alleen bij een asielvergunning", "With an asylum permit only"))]
    benefit = view.answer(Kind.BENEFIT)
    if benefit.is_answered and benefit.value is None:
        return [rule.not_applicable(Words("Geen bijstand", "No benefit"))]
    lacking = [] if view.target_group else ["target-group"]
    if benefit.value is None:
        return [rule.unknown(view, *lacking, "benefit")]
    if lacking:
        return [rule.unknown(view, *lacking)]
    started = view.first(Kind.UNBURDENING_STARTED)
    end = limit(benefit.value, UNBURDENING, inclusive=False)
    done = end.last_day if started and started.on <= end.last_day < view.on else None
    asked = () if started else (question("unburdening"),)
    found = rule.due(
        view, since=benefit.value, anchor=Kind.BENEFIT, term=UNBURDENING, done=done, inclusive=False, ask=asked
    )
    return [found]


RULES: tuple[Rule, ...] = (
    Rule(
        id="C16",
        title=Words("Ontzorgen: zes maanden", "Financial unburdening: six months"),
        article="Participatiewet 56a",
        mark=Mark.READ,
        act=None,
        who=Actor.COLLEGE,
        consequence=Words(
            "De gemeente betaalt de vaste lasten uit de bijstand, de eerste zes maanden.",
            "The municipality pays the fixed costs out of the benefit for the first six months.",
        ),
        settled_by=Kind.UNBURDENING_STARTED,
        outlives=True,
        reads=_six_months,
        note=Words("De datum van de gelezen tekst is niet vastgelegd.", "The date of the text read was not kept."),
    ),
)
