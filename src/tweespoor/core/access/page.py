"""The table of grounds as a page of the documentation."""

from __future__ import annotations

from tweespoor.core.access.grounds import AFTER_SHARING, EMERGENCY_HOURS, EMERGENCY_PURPOSES, GROUNDS
from tweespoor.core.vocabulary import Purpose

MARKS = {"R": "read in the law", "S": "secondary source", "K": "to be confirmed by a lawyer"}


def page() -> str:
    """The page in Markdown."""
    lines = [
        "# Who may have what",
        "",
        "Written from the table in `core/access/grounds.py` (`python -m tools.access_page`); what no row gives, nobody",
        "sees. Who falls under an act that nobody asked for yet is treated by the act of 2013, the smaller scope.",
        "",
        "| role | where | act | sets of facts | ground | certainty |",
        "|---|---|---|---|---|---|",
    ]
    for ground in GROUNDS:
        sets = ", ".join(purpose.en for purpose in Purpose if purpose in ground.purposes)
        source = f"consent of the person ({ground.source})" if ground.consent else ground.source
        lines.append(
            f"| {ground.role.en} | {ground.recipient.value} | {ground.act.value} | {sets} | {source} "
            f"| {MARKS[ground.mark]} |"
        )
    emergency = ", ".join(purpose.en for purpose in Purpose if purpose in EMERGENCY_PURPOSES)
    lines += [
        "",
        f"A partner sees a person while a part of the trajectory there is active, and {AFTER_SHARING.days} days after.",
        "Of the trajectory the partner sees the parts that it gives: which others somebody has tells of health, money",
        "and the benefit.",
        "Kinds of obstacle that say something of health (mental and physical health, pregnancy) or money (debts) are",
        "seen with the sets Health and Finance.",
        "",
        f"**Emergency access** lasts {EMERGENCY_HOURS} hours, needs a reason that the controller is told of, and",
        f"shows: {emergency} (GDPR art. 6(1)(d) and 9(2)(c)).",
    ]
    return "\n".join(lines) + "\n"
