"""Write an instance or a plan as the text of a file; reading it back gives an equal one."""

from __future__ import annotations

import json
from dataclasses import asdict

from tweespoor.core.planning.data import (
    INSTANCE_FORMAT,
    PLAN_FORMAT,
    Activity,
    Demand,
    Group,
    Instance,
    LanguageClass,
    Participant,
    Plan,
    Room,
    Slot,
    Trainer,
)

Json = dict[str, object]


def write_instance(instance: Instance) -> str:
    """The instance as JSON, one participant, class or other thing a line, so that differences can be read."""
    return _lines(
        {
            "format": INSTANCE_FORMAT,
            "name": instance.name,
            "slots": [_slot(slot) for slot in instance.slots],
            "periods": [asdict(period) for period in instance.periods],
            "levels": list(instance.levels),
            "zones": list(instance.zones),
            "travel": [list(row) for row in instance.travel],
            "locations": [asdict(location) for location in instance.locations],
            "rooms": [_supply(room) for room in instance.rooms],
            "trainers": [_supply(trainer) for trainer in instance.trainers],
            "classes": [_class(each) for each in instance.classes],
            "activities": [_activity(activity) for activity in instance.activities],
            "participants": [_participant(participant) for participant in instance.participants],
            "weights": asdict(instance.weights),
            "previous": _plan(instance.previous) if instance.previous is not None else None,
        }
    )


def write_plan(plan: Plan) -> str:
    """The plan as JSON, one group a line."""
    return _lines(_plan(plan))


def _lines(whole: Json) -> str:
    """JSON with every member of a list of objects or lists on its own line."""
    parts = []
    for key, value in whole.items():
        if isinstance(value, list) and value and isinstance(value[0], (dict, list)):
            rows = ",\n".join(f"    {json.dumps(item, ensure_ascii=False)}" for item in value)
            text = f"[\n{rows}\n  ]"
        else:
            text = json.dumps(value, ensure_ascii=False)
        parts.append(f"  {json.dumps(key)}: {text}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _limits(fields: Json) -> Json:
    """Without the limits there are none of."""
    return {key: value for key, value in fields.items() if value is not None}


def _supply(each: Room | Trainer) -> Json:
    """A room or trainer; what others have of it only where they have something."""
    return {key: value for key, value in _limits(asdict(each)).items() if key != "taken_in" or value}


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _slot(slot: Slot) -> Json:
    return {
        "id": slot.id,
        "day": slot.day,
        "start": _clock(slot.start),
        "end": _clock(slot.end),
        "late": slot.late,
    }


def _class(each: LanguageClass) -> Json:
    return {
        "id": each.id,
        "provider": each.provider,
        "location": each.location,
        "slots": each.slots,
        "free_seats": each.free_seats,
    }


def _activity(activity: Activity) -> Json:
    return _limits(asdict(activity))


def _participant(participant: Participant) -> Json:
    return {
        "id": participant.id,
        "level": participant.level,
        "gender": participant.gender,
        "zone": participant.zone,
        **_limits({"max_travel": participant.max_travel, "max_slots": participant.max_slots}),
        "class": participant.class_id,
        "class_options": participant.class_options,
        "unavailable": participant.unavailable,
        "unavailable_in": {period: list(slots) for period, slots in participant.unavailable_in.items()},
        "same_gender": participant.same_gender,
        "demands": [_demand(demand) for demand in participant.demands],
    }


def _demand(demand: Demand) -> Json:
    options = [{"activity": option.activity, "dislike": option.dislike} for option in demand.any_of]
    return {"weight": demand.weight, "any_of": options}


def _plan(plan: Plan) -> Json:
    return {
        "format": PLAN_FORMAT,
        "classes": dict(plan.classes),
        "groups": [_group(group) for group in plan.groups],
        **_limits({"score": plan.score}),
        "bound": plan.bound,
        "breakdown": {str(term): points for term, points in plan.breakdown.items()},
    }


def _group(group: Group) -> Json:
    return {
        "activity": group.activity,
        "period": group.period,
        "slots": [list(session) for session in group.slots],
        "room": group.room,
        "trainer": group.trainer,
        "participants": list(group.participants),
        "outside": group.outside,
    }
