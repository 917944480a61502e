"""What the board shows of a timetable: the grid with its cards, who waits, what was changed, in words."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.schedule import queries, wording
from tweespoor.apps.schedule.queries import board as reads
from tweespoor.apps.schedule.templatetags.schedule import group_name
from tweespoor.core.vocabulary import ActivityKind
from tweespoor.site.components.data import KeyFigure


def figures_shown(timetable: queries.Timetable, cards: list[reads.Card]) -> list[KeyFigure]:
    """What the board says of a timetable above its cards."""
    placed = sum(len(card.members) for card in cards)
    figures = [
        KeyFigure(
            label=_("Wensen geplaatst"),
            value=placed,
            note=_("van %(all)s") % {"all": timetable.demanded} if timetable.demanded else "",
        ),
        KeyFigure(label=_("Groepen"), value=len(cards)),
    ]
    if timetable.score is not None:
        note = ""
        if timetable.bound is not None and timetable.score:
            share = max(0, timetable.score - timetable.bound) / timetable.score
            note = _("kan hooguit %(share)s%% beter") % {"share": number_format(100 * share, 1)}
        figures.append(KeyFigure(label=_("Score (lager is beter)"), value=timetable.score, note=note))
    return figures


def tried_in_words(timetable: queries.Timetable) -> str:
    """The concession that a draft is planned with, in a sentence."""
    row = reads.tried_by(timetable)
    if row is None:
        return ""
    names = reads.names_of_things(timetable)
    if row.person_id is not None:
        names |= {str(person): name for person, name in reads.names_of([row.person_id]).items()}
    return wording.with_names(row.sentence_en if language_now() == "en" else row.sentence_nl, names)


def days_shown(cards: list[reads.Card], period: Any) -> list[str]:
    """The days that the grid has, by name."""
    language = language_now()
    return [reads.day_name(day, language) for day in reads.days_shown(cards, period=period)]


def parts_shown(cards: list[reads.Card], period: Any) -> list[dict[str, Any]]:
    """The rows of the grid: per part of the day, per day the cards that meet then."""
    if period is None:
        return []
    language = language_now()
    week = reads.on_the_week(cards, period=period)
    days = reads.days_shown(cards, period=period)
    rows = []
    for part in reads.PARTS:
        cells = []
        for day in days:
            half_day = reads.half_day_of(day, part)
            cells.append(
                {
                    "slug": half_day.slug,
                    "label": half_day.label(language),
                    "cards": [_shown(card, session) for card, session in week.get(half_day, [])],
                }
            )
        rows.append({"label": part.label(language), "cells": cells})
    return rows


def _shown(card: reads.Card, session: int) -> dict[str, Any]:
    offer = card.group.offer
    return {
        "id": card.group.pk,
        "session": session,
        "name": f"{offer.name_en if language_now() == 'en' else offer.name_nl} {card.group.number}",
        "family": ActivityKind(offer.kind).family.value,
        "levels": "–".join(level.nl for level in card.levels),
        "size": card.size,
        "bounds": "–".join(map(str, card.bounds)),
        "lacks": card.too_small,
        "room": card.group.room.name,
        "trainer": card.group.trainer.name,
        "pinned": bool(card.group.pins),
        "pinned_people": card.pinned_people,
        "mode": wording.mode_in_words(card.group),
    }


def waiting_shown(rows: list[queries.Unplaced]) -> list[dict[str, Any]]:
    """Who waits, per training."""
    groups: dict[str, list[queries.Unplaced]] = defaultdict(list)
    for row in rows:
        groups[row.offer.name_en if language_now() == "en" else row.offer.name_nl].append(row)
    return [
        {"name": name, "rows": [(row, wording.reasons_in_words(row.reasons)) for row in each]}
        for name, each in groups.items()
    ]


def history_shown(timetable: queries.Timetable, cards: list[reads.Card]) -> list[tuple[Any, str]]:
    """What was changed by hand, to which groups that are still there, and by whom."""
    words = {
        "move": _("groep verplaatst"),
        "person": _("deelnemer verplaatst"),
        "close": _("groep gesloten"),
        "open": _("groep geopend"),
    }
    changes = reads.changes_of(timetable)[:20]
    groups = {str(card.group.pk): group_name(card.group) for card in cards}
    names = reads.names_of_users(change.made_by for change in changes)
    told = []
    for change in changes:
        touched = ", ".join(groups[each["id"]] for each in change.groups if each["id"] in groups)
        about = ", ".join(each for each in (touched, names.get(change.made_by, "")) if each)
        said = words.get(change.kind, change.kind)
        told.append((change, f"{said} ({about})" if about else said))
    return told
