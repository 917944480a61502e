"""What is usual for a training: what the design says of it, or the planning defaults of its kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import User
from tweespoor.apps.schedule.models import LanguageClass
from tweespoor.apps.schedule.queries.timetables import classes_administered
from tweespoor.apps.trajectories.models import Programme
from tweespoor.apps.trajectories.queries import offers_of
from tweespoor.core.designs import OfferSpec, defaults
from tweespoor.core.vocabulary import ActivityFamily, ActivityKind
from tweespoor.core.week import week_grid

NOT_IN_GROUPS = (ActivityFamily.GUIDANCE, ActivityFamily.AFTERCARE)


def blocks_without_offer(programme: Programme) -> list[tuple[str, str]]:
    """The group trainings of the programme's design that nothing is offered for yet: name and label."""
    there = set(programme.offers.current().values_list("slug", flat=True))
    language = language_now()
    return [(spec.id, spec.label.text(language)) for spec in offers_of(programme.design) if spec.id not in there]


def offer_kinds() -> list[tuple[str, str]]:
    """The kinds of activity that are held in groups."""
    language = language_now()
    return [
        (kind.value, kind.label(language))
        for kind in ActivityKind
        if kind.family not in NOT_IN_GROUPS and kind is not ActivityKind.LANGUAGE_FORMAL
    ]


def usual_of_block(programme: Programme, *, block: str) -> dict[str, Any]:
    """What the design says of a training, what it leaves open filled in; empty where it has none of that name."""
    specs = {spec.id: spec for spec in offers_of(programme.design)}
    return _of_spec(specs[block], programme=programme) if block in specs else {}


def _of_spec(spec: OfferSpec, *, programme: Programme) -> dict[str, Any]:
    before = programme.offers.current().filter(slug__in=spec.after).values_list("pk", flat=True)
    same = ("sessions", "length", "weeks", "min_size", "max_size", "max_level_spread", "max_groups", "outside_seats")
    return {
        "slug": spec.id,
        "name_nl": spec.label.nl,
        "name_en": spec.label.en,
        "kind": spec.kind.value,
        **{name: getattr(spec, name) for name in (*same, "group_cost", "preteach")},
        "level_min": spec.level_min.value,
        "level_max": spec.level_max.value,
        "half_days": [
            half_day.slug
            for half_day in week_grid()
            if (not spec.dayparts or half_day.part in spec.dayparts) and half_day not in spec.avoid
        ],
        "after": [str(key) for key in before],
    }


def usual_of_kind(kind: str) -> Mapping[str, Any]:
    """The planning defaults of a kind of activity; those of any where there is no such kind."""
    known = next((each for each in ActivityKind if each.value == kind), ActivityKind.PRACTICAL)
    usual = defaults(known)
    return {
        "kind": known.value,
        "name_nl": known.nl,
        "name_en": known.en,
        "sessions": 1,
        "length": 1,
        "weeks": usual.weeks,
        "min_size": usual.min_size,
        "max_size": usual.max_size,
        "level_min": usual.level_min.value,
        "level_max": usual.level_max.value,
        "max_level_spread": usual.level_spread,
        "max_groups": usual.max_groups,
        "outside_seats": usual.outside_seats,
        "group_cost": usual.group_cost,
        "half_days": [half_day.slug for half_day in week_grid()],
    }


def administers(user: User, language_class: LanguageClass) -> bool:
    """Whether the user links the teachers of a class."""
    return classes_administered(user).filter(pk=language_class.pk).exists()
