"""Small things of a design in words: who does what, rhythms, targets, and what to look at."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tweespoor.apps.trajectories.queries import Workbench
from tweespoor.core.designs import Cadence, Design, PeopleCount, Remark, Staff, Target, given_in_words, in_words
from tweespoor.site.pages.show import load_text, span_text


@dataclass(frozen=True)
class ProviderRow:
    """Who does which blocks, and how many hours a week for one person."""

    who: str
    what: tuple[str, ...]
    hours: str
    is_nobody: bool


@dataclass(frozen=True)
class ShownRemark:
    """Something to look at: the sentence, its source, the blocks it is about, and for how many people it holds."""

    what: str
    source: str
    about: tuple[tuple[str, str], ...]
    people: str


def provider_rows(bench: Workbench, *, language: str) -> tuple[ProviderRow, ...]:
    """Who does what, in text."""
    rows = []
    for each in bench.providers:
        kind = each.kind.label(language) if each.kind else ""
        who = f"{each.name} ({kind})" if each.name and kind else each.name or kind or _("Nog niemand genoemd")
        rows.append(
            ProviderRow(
                who=who,
                what=tuple(block.label.text(language) for block in each.blocks),
                hours=load_text([each.hours], and_unknown=bool(each.unknown)),
                is_nobody=not (each.name or kind),
            )
        )
    return tuple(rows)


def staff_text(staff: Staff, *, language: str) -> str:
    """How many of a member of staff there are, and how many hours."""
    parts = []
    if staff.count is not None:
        parts.append(given_in_words(staff.count, language))
    if staff.minutes_per_week is not None and staff.minutes_per_week.value is not None:
        span = staff.minutes_per_week.value
        parts.append(_("%(hours)s uur per week") % {"hours": span_text(span.scaled(1 / 60))})
    return "; ".join(parts) or _("aantal niet ingevuld")


def rhythm_text(cadence: Cadence, *, language: str) -> str:
    """How often something comes back, or when it is due."""
    if cadence.every:
        return _("telkens na %(length)s") % {"length": in_words(cadence.every, language)}
    if cadence.after:
        return _("één keer, na %(length)s") % {"length": in_words(cadence.after, language)}
    return _("uiterlijk binnen %(length)s") % {"length": in_words(cadence.within, language)}


def target_text(target: Target, *, language: str) -> str:
    """A target with its numbers."""
    parts = []
    if target.percent is not None:
        parts.append(f"{given_in_words(target.percent, language)}%")
    if target.people is not None:
        parts.append(_("%(count)s mensen") % {"count": given_in_words(target.people, language)})
    if target.within is not None:
        parts.append(_("binnen %(length)s") % {"length": in_words(target.within, language)})
    text = target.label.text(language)
    return f"{text}: {', '.join(parts)}" if parts else text


def shown_remark(each: Remark, design: Design, *, language: str, edit_url: str) -> ShownRemark:
    """A remark in words; `edit_url` as for the whole design."""
    return ShownRemark(
        what=each.what.text(language),
        source=each.source.text(language),
        about=tuple(
            (design.block(block).label.text(language), edit_url.replace("{block}", block) if edit_url else "")
            for block in each.blocks
        ),
        people=people_text(each.people, what=each.of_people.text(language)) if each.people and each.of_people else "",
    )


def people_text(count: PeopleCount, *, what: str) -> str:
    """For how many of the own people something holds; those not asked apart."""
    if not count.of:
        return _("Van uw mensen is dit aan niemand gevraagd (%(count)s mensen).") % {"count": count.not_asked}
    said = _(
        "%(count)s van de %(of)s mensen van wie u het weet (%(share)s%%) %(what)s; aan %(not_asked)s niet gevraagd."
    )
    return said % {
        "count": count.count,
        "of": count.of,
        "share": round(100 * count.count / count.of),
        "what": what,
        "not_asked": count.not_asked,
    }
