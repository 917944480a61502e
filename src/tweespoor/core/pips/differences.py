"""What is different between two versions of a plan, in words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from tweespoor.core.facts import Fact, Value
from tweespoor.core.pips.data import Agreement, Case, Goal, Item, Pip, Stretch
from tweespoor.core.pips.requirements import LIGHT, REQUIREMENTS, Requirement, is_light
from tweespoor.core.pips.wording import Words, answer_in_words, day_in_words, hours_in_words, period_in_words
from tweespoor.core.vocabulary import Language, Purpose


class ChangeKind(StrEnum):
    """Something came, went, or is otherwise than before."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, kw_only=True)
class Change:
    """One difference, in words; `purpose` is the set of facts it tells of."""

    kind: ChangeKind
    about: Words
    text: Words
    purpose: Purpose = Purpose.BENEFIT


def differences(old: Pip, new: Pip, *, case: Case) -> tuple[Change, ...]:
    """What differs from `old` to `new`: blocks, goals, agreements, and what the law asks; none where nothing does."""
    return (
        *_items(old, new),
        *_goals(old, new),
        *_agreements(old, new),
        *_answers(old, new, case=case),
    )


def _items(old: Pip, new: Pip) -> list[Change]:
    before, after = {item.id: item for item in old.items}, {item.id: item for item in new.items}
    found = []
    for key in dict.fromkeys([*before, *after]):
        was, now = before.get(key), after.get(key)
        does_before = was is not None and was.agreed is not None
        does_after = now is not None and now.agreed is not None
        if does_before and not does_after and was is not None:
            found.append(_change(ChangeKind.REMOVED, was, "doet de deelnemer niet meer", "is no longer done"))
        elif does_after and now is not None and not does_before:
            found.append(_change(ChangeKind.ADDED, now, *_how(now)))
        elif does_after and was is not None and now is not None:
            found += _changed(was, now)
    return found


def _how(item: Item) -> tuple[str, str]:
    assert item.agreed is not None
    nl, en = (f"{period_in_words(item.agreed, each)}, {hours_in_words(item.agreed, each)}" for each in ("nl", "en"))
    return nl, en


def _changed(was: Item, now: Item) -> list[Change]:
    assert was.agreed is not None
    assert now.agreed is not None
    found = []
    for before, after in zip(_sayings(was, was.agreed), _sayings(now, now.agreed), strict=True):
        if before != after:
            nl, en = f"was: {before[0]}; nu: {after[0]}", f"was: {before[1]}; now: {after[1]}"
            found.append(_change(ChangeKind.CHANGED, now, nl, en))
    if was.doing != now.doing:
        old, new = was.doing or "niets", now.doing or "niets"
        text = Words(f"was: {old}; nu: {new}", f"was: {was.doing or 'nothing'}; now: {now.doing or 'nothing'}")
        about = Words(f"{now.name_nl}, wie doet wat", f"{now.name_en}, who does what")
        found.append(Change(kind=ChangeKind.CHANGED, about=about, text=text, purpose=Purpose.NOTES))
    return found


def _sayings(item: Item, stretch: Stretch) -> list[tuple[str, str]]:
    """What was agreed about an item, each in Dutch and in English, but for who does what, which is a note."""
    nothing = ("niemand gekozen", "nobody chosen")
    return [
        (item.name_nl, item.name_en),
        (period_in_words(stretch), period_in_words(stretch, "en")),
        (hours_in_words(stretch), hours_in_words(stretch, "en")),
        (f"fase {stretch.phase}", f"phase {stretch.phase}"),
        (item.organisation_name, item.organisation_name) if item.organisation_name else nothing,
    ]


def _change(kind: ChangeKind, item: Item, nl: str, en: str) -> Change:
    return Change(kind=kind, about=Words(item.name_nl, item.name_en), text=Words(nl, en))


def _goals(old: Pip, new: Pip) -> list[Change]:
    def say(goal: Goal) -> tuple[Words, Words]:
        about = Words(f"Doel, {goal.term.nl.lower()}", f"Goal, {goal.term.en.lower()}")
        if not goal.language:
            return about, Words(f"“{goal.words}”", f"“{goal.words}”")
        spoken = Language.of(goal.language)
        return about, Words(f"“{goal.words}” ({spoken.nl})", f"“{goal.words}” ({spoken.en})")

    return _came_and_went([say(goal) for goal in old.goals], [say(goal) for goal in new.goals])


def _agreements(old: Pip, new: Pip) -> list[Change]:
    def say(agreement: Agreement) -> tuple[Words, Words]:
        by = agreement.by
        nl = f"{agreement.what}, uiterlijk {day_in_words(by)}" if by else agreement.what
        en = f"{agreement.what}, by {day_in_words(by, 'en')}" if by else agreement.what
        return Words(f"Afspraak: {agreement.who.nl.lower()}", f"Agreement: {agreement.who.en.lower()}"), Words(nl, en)

    return _came_and_went([say(each) for each in old.agreements], [say(each) for each in new.agreements])


def _came_and_went(old: list[tuple[Words, Words]], new: list[tuple[Words, Words]]) -> list[Change]:
    before, after = Counter(old), Counter(new)
    pairs = [(ChangeKind.REMOVED, before - after), (ChangeKind.ADDED, after - before)]
    return [
        Change(kind=kind, about=about, text=text, purpose=Purpose.NOTES)
        for kind, said in pairs
        for about, text in said.elements()
    ]


def _answers(old: Pip, new: Pip, *, case: Case) -> list[Change]:
    found = []
    for each in LIGHT if is_light(case) else REQUIREMENTS:
        was, now = old.answer(each.slug), new.answer(each.slug)
        if (was.state, was.value) != (now.state, now.value):
            found.append(_answered(each, was=was, now=now))
    return found


def _answered(requirement: Requirement, *, was: Fact[Value], now: Fact[Value]) -> Change:
    nl, en = (
        f"{old}: {answer_in_words(requirement, was, language)}; {new}: {answer_in_words(requirement, now, language)}"
        for language, old, new in (("nl", "was", "nu"), ("en", "was", "now"))
    )
    return Change(
        kind=ChangeKind.CHANGED,
        about=Words(requirement.nl, requirement.en),
        text=Words(nl, en),
        purpose=requirement.purpose,
    )
