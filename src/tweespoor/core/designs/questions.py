"""What a design asks that no intake answers: what a professional judges, and which of several blocks is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tweespoor.core.designs.conditions import Judgement, Question
from tweespoor.core.designs.data import Alternatives, Block, Design
from tweespoor.core.designs.values import Label
from tweespoor.core.facts import Fact, Value

YES, NO = "yes", "no"
"""How a judgement is answered."""

_YES_OR_NO = ((YES, Label("Ja", "Yes")), (NO, Label("Nee", "No")))


@dataclass(frozen=True)
class DesignQuestion:
    """A question about somebody in a design: `key` is the fact that answers it, `options` what it can be answered with.

    A judgement is answered with yes or no, a choice with the id of a block.
    """

    key: str
    text: Label
    options: tuple[tuple[str, Label], ...]

    @property
    def is_choice(self) -> bool:
        """One of several blocks is chosen; a judgement says yes or no."""
        return self.options != _YES_OR_NO

    def fact(self, answer: str) -> Fact[Value]:
        """An answer as the fact that `instantiate` looks at; an answer that is no option decides nothing."""
        if answer not in dict(self.options):
            return Fact.not_asked()
        if self.is_choice:
            return Fact.known(answer)
        return Fact.known(True) if answer == YES else Fact.none()

    def said(self, answer: str) -> Label | None:
        """An answer in words; None where it is no option."""
        return dict(self.options).get(answer)


def questions_of(design: Design) -> tuple[DesignQuestion, ...]:
    """The judgements and choices that a design asks, each once, in its own order."""
    conditions = [
        *design.participants.conditions,
        *(each for block in design.blocks for each in block.conditions),
        *(each for total in design.weekly_totals for each in total.conditions),
    ]
    asked = [_yes_or_no(each.question) for each in conditions if isinstance(each, Judgement)]
    asked += [_yes_or_no(about_block(block)) for block in design.blocks if is_judged(block)]
    asked += [_choice(choice, design) for choice in design.alternatives]
    return tuple({each.key: each for each in asked}.values())


def is_judged(block: Block) -> bool:
    """Whether a professional says of each person whether the block is for that person."""
    return not block.everyone and not block.conditions


def judgement_of(block: Block) -> str:
    """The fact that says whether somebody does a block that is for some."""
    return f"judgement-{block.id}"


def choice_of(choice: Alternatives) -> str:
    """The fact that says which block was chosen."""
    return f"choice-{choice.id}"


def about_block(block: Block) -> Question:
    """Whether somebody does a block that is for some."""
    return Question(
        judgement_of(block),
        Label(f"Krijgt de deelnemer dit: {block.label.nl}?", f"Does the participant get this: {block.label.en}?"),
    )


def about_choice(choice: Alternatives, names: Sequence[Label]) -> Question:
    """Which of the blocks of these names somebody does."""
    return Question(
        choice_of(choice),
        Label(
            f"{choice.label.nl}: {' of '.join(name.nl for name in names)}?",
            f"{choice.label.en}: {' or '.join(name.en for name in names)}?",
        ),
    )


def _yes_or_no(question: Question) -> DesignQuestion:
    return DesignQuestion(question.about, question.text, _YES_OR_NO)


def _choice(choice: Alternatives, design: Design) -> DesignQuestion:
    options = tuple((block, design.block(block).label) for block in choice.blocks)
    question = about_choice(choice, [label for _block, label in options])
    return DesignQuestion(question.about, question.text, options)
