"""The rules and the score once more, slow and obvious: every rule as a question about one hour of one person's week.

Written apart from the package: it shares only the dataclasses, looks everything up by name, and works from a flat list
of attended hours instead of groups.
"""

from __future__ import annotations

from itertools import combinations, pairwise

from tweespoor.core.planning import Instance, Plan


def by_id(things):
    return {thing.id: thing for thing in things}


def judge(instance: Instance, plan: Plan) -> tuple[set[int], int]:
    """The numbers of the rules that are broken, and the score."""
    hours = all_hours(instance, plan)
    broken = {rule for rule, holds in enumerate(RULES, start=1) if not holds(instance, plan, hours)}
    return broken, score(instance, plan, hours)


def known(instance, group):
    return (
        group.activity in by_id(instance.activities)
        and group.period in by_id(instance.periods)
        and group.room in by_id(instance.rooms)
        and group.trainer in by_id(instance.trainers)
    )


def class_now(person, plan):
    wanted = plan.classes.get(person.id, person.class_id)
    return wanted if wanted in person.class_options else person.class_id


def switched(person, plan):
    return class_now(person, plan) != person.class_id


def sessions(instance, group):
    slots = by_id(instance.slots)
    return [session for session in group.slots if all(slot in slots for slot in session)]


def attended(instance, plan, person):
    """Activity -> group: the last group of each activity that lists the person."""
    return {
        group.activity: group for group in plan.groups if person.id in group.participants and known(instance, group)
    }


def all_hours(instance, plan):
    """(person, period, slot, location, what): one line for every slot anyone attends."""
    classes, rooms, lines = by_id(instance.classes), by_id(instance.rooms), []
    for person in instance.participants:
        for period in instance.periods:
            name = class_now(person, plan)
            for slot in classes[name].slots if name else ():
                what = "switched" if switched(person, plan) else "lesson"
                lines.append((person.id, period.id, slot, classes[name].location, what))
        for group in attended(instance, plan, person).values():
            for session in sessions(instance, group):
                for slot in session:
                    lines.append((person.id, group.period, slot, rooms[group.room].location, "group"))
    return lines


def week(hours, person, period):
    return [line for line in hours if line[0] == person.id and line[1] == period.id]


def weeks(instance, hours):
    return [
        (person, period, week(hours, person, period)) for person in instance.participants for period in instance.periods
    ]


def has_group(instance, plan, person, period):
    return any(group.period == period.id for group in attended(instance, plan, person).values())


def minutes(instance, one, two):
    zones = list(instance.zones)
    return instance.travel[zones.index(one)][zones.index(two)]


def rule_1(instance, plan, hours):
    return all(known(instance, group) and may_be(instance, group) for group in plan.groups)


def may_be(instance, group):
    activity = by_id(instance.activities)[group.activity]
    things = (activity, by_id(instance.rooms)[group.room], by_id(instance.trainers)[group.trainer])
    slots = by_id(instance.slots)
    return (
        activity.weeks <= by_id(instance.periods)[group.period].weeks
        and (activity.rooms is None or group.room in activity.rooms)
        and (activity.trainers is None or group.trainer in activity.trainers)
        and len(group.slots) == activity.sessions
        and all(slot in slots for session in group.slots for slot in session)
        and all(t.slots is None or slot in t.slots for t in things for session in group.slots for slot in session)
        and all(is_a_session(instance, session, length=activity.length) for session in group.slots)
        and all(slots[one[0]].day != slots[two[0]].day for one, two in combinations(group.slots, 2))
    )


def is_a_session(instance, session, *, length):
    slots, order = by_id(instance.slots), [slot.id for slot in instance.slots]
    steps = [order.index(two) - order.index(one) for one, two in pairwise(session)]
    return len(session) == length and all(n == 1 for n in steps) and len({slots[slot].day for slot in session}) == 1


def rule_2(instance, plan, hours):
    groups = [group for group in plan.groups if known(instance, group)]
    return not any(
        activity.max_groups is not None and sum(g.activity == activity.id for g in groups) > activity.max_groups
        for activity in instance.activities
    )


def rule_3(instance, plan, hours):
    activities, rooms = by_id(instance.activities), by_id(instance.rooms)
    for group in plan.groups:
        if not known(instance, group):
            continue
        activity, count = activities[group.activity], len(group.participants)
        if count == 0 or len(set(group.participants)) != count:
            return False
        if group.outside < 0 or group.outside > activity.outside_seats:
            return False
        if count + group.outside < activity.min_size:
            return False
        if count + group.outside > activity.max_size or count + group.outside > rooms[group.room].capacity:
            return False
    return True


def rule_4(instance, plan, hours):
    activities, people = by_id(instance.activities), by_id(instance.participants)
    for group in plan.groups:
        if not known(instance, group):
            continue
        activity = activities[group.activity]
        levels = [people[name].level for name in group.participants if name in people]
        for level in levels:
            if level < activity.level_min or (activity.level_max is not None and level > activity.level_max):
                return False
        for one, two in combinations(levels, 2):
            if activity.max_level_spread is not None and abs(one - two) > activity.max_level_spread:
                return False
    return True


def rule_5(instance, plan, hours):
    people = by_id(instance.participants)
    seats = [(name, group.activity) for group in plan.groups if known(instance, group) for name in group.participants]
    if any(name not in people for name, _ in seats) or len(seats) != len(set(seats)):
        return False
    for name, activity in seats:
        if not any(option.activity == activity for demand in people[name].demands for option in demand.any_of):
            return False
    for person in instance.participants:
        for demand in person.demands:
            if sum((person.id, option.activity) in seats for option in demand.any_of) > 1:
                return False
    return True


def rule_6(instance, plan, hours):
    for person, period, lines in weeks(instance, hours):
        away = list(person.unavailable) + list(person.unavailable_in.get(period.id, ()))
        taken = [slot for _, _, slot, _, _ in lines]
        if len(taken) != len(set(taken)):
            return False
        if any(slot in away and what != "lesson" for _, _, slot, _, what in lines):
            return False
    return True


def rule_7(instance, plan, hours):
    for person, period, lines in weeks(instance, hours):
        counts = has_group(instance, plan, person, period) or switched(person, plan)
        if person.max_slots is not None and counts and len({line[2] for line in lines}) > person.max_slots:
            return False
    return True


def rule_8(instance, plan, hours):
    classes, rooms, locations = by_id(instance.classes), by_id(instance.rooms), by_id(instance.locations)
    for person in instance.participants:
        places = [rooms[group.room].location for group in attended(instance, plan, person).values()]
        if switched(person, plan) and class_now(person, plan) is not None:
            places.append(classes[class_now(person, plan)].location)
        for place in places:
            if (
                person.max_travel is not None
                and minutes(instance, person.zone, locations[place].zone) > person.max_travel
            ):
                return False
    return True


def rule_9(instance, plan, hours):
    slots, locations = by_id(instance.slots), by_id(instance.locations)
    order = list(slots)
    for _, _, lines in weeks(instance, hours):
        last = {line[2]: line for line in lines}
        line_up = sorted(last.values(), key=lambda line: order.index(line[2]))
        for one, two in pairwise(line_up):
            if slots[one[2]].day != slots[two[2]].day or one[3] == two[3] or one[4] == two[4] == "lesson":
                continue
            pause = slots[two[2]].start - slots[one[2]].end
            if pause < minutes(instance, locations[one[3]].zone, locations[two[3]].zone):
                return False
    return True


def rule_10(instance, plan, hours):
    groups = [group for group in plan.groups if known(instance, group)]
    for period in instance.periods:
        now = [group for group in groups if group.period == period.id]
        for thing, name in [("room", room.id) for room in instance.rooms] + [
            ("trainer", t.id) for t in instance.trainers
        ]:
            used = [slot for g in now if getattr(g, thing) == name for s in sessions(instance, g) for slot in s]
            there = by_id(instance.rooms if thing == "room" else instance.trainers)[name]
            if set(used) & set(there.taken_in.get(period.id, ())):
                return False
            if len(used) != len(set(used)):
                return False
        for trainer in instance.trainers:
            count = sum(len(sessions(instance, group)) for group in now if group.trainer == trainer.id)
            if trainer.max_sessions is not None and count > trainer.max_sessions:
                return False
    return True


def rule_11(instance, plan, hours):
    activities, order = by_id(instance.activities), [period.id for period in instance.periods]
    for person in instance.participants:
        groups = attended(instance, plan, person)
        for later, earlier in [(x, y) for x in groups for y in activities[x].after if y in groups]:
            if not order.index(groups[earlier].period) < order.index(groups[later].period):
                return False
    return True


def rule_12(instance, plan, hours):
    people = by_id(instance.participants)
    for group in plan.groups:
        members = [people[name] for name in group.participants if name in people]
        for one, two in combinations(members, 2):
            asked = any(group.activity in member.same_gender for member in members)
            if known(instance, group) and asked and one.gender != two.gender:
                return False
    return True


def rule_13(instance, plan, hours):
    people = by_id(instance.participants)
    for name, wanted in plan.classes.items():
        if name not in people:
            return False
        if wanted != people[name].class_id and wanted not in people[name].class_options:
            return False
    for each in instance.classes:
        joiners = [p for p in instance.participants if p.class_id != each.id and class_now(p, plan) == each.id]
        leavers = [p for p in instance.participants if p.class_id == each.id and class_now(p, plan) != each.id]
        if len(joiners) - len(leavers) > each.free_seats:
            return False
    return True


RULES = (
    rule_1, rule_2, rule_3, rule_4, rule_5, rule_6, rule_7,
    rule_8, rule_9, rule_10, rule_11, rule_12, rule_13,
)  # fmt: skip


def score(instance, plan, hours):
    return (
        cost_of_people(instance, plan)
        + cost_of_groups(instance, plan)
        + cost_of_weeks(instance, plan, hours)
        + cost_of_moves(instance, plan)
    )


def cost_of_people(instance, plan):
    weights, total = instance.weights, 0
    for person in instance.participants:
        total += weights.switch if switched(person, plan) else 0
        for demand in person.demands:
            met = [option for option in demand.any_of if option.activity in attended(instance, plan, person)]
            total += weights.dislike * met[0].dislike if met else demand.weight
    return total


def cost_of_groups(instance, plan):
    weights, activities, people = instance.weights, by_id(instance.activities), by_id(instance.participants)
    total = 0
    for group in plan.groups:
        if group.activity in activities:
            levels = [people[name].level for name in group.participants if name in people] or [0]
            total += weights.group_cost * activities[group.activity].group_cost
            total += weights.outside_seat * group.outside + weights.level_spread * (max(levels) - min(levels))
    return total


def cost_of_weeks(instance, plan, hours):
    weights, slots, order = instance.weights, by_id(instance.slots), [slot.id for slot in instance.slots]
    activities, classes, total = by_id(instance.activities), by_id(instance.classes), 0
    for person, period, lines in weeks(instance, hours):
        if not has_group(instance, plan, person, period):
            continue
        taken = {line[2] for line in lines}
        for day in range(1, 8):
            row = [slot for slot in order if slots[slot].day == day]
            attends = [slot in taken for slot in row]
            total += weights.single_session_day if sum(attends) == 1 else 0
            total += weights.third_in_row * sum(all(attends[n : n + 3]) for n in range(len(row) - 2))
        name = class_now(person, plan)
        lessons = classes[name].slots if name else ()
        for group in attended(instance, plan, person).values():
            for session in sessions(instance, group) if group.period == period.id else ():
                total += weights.late * sum(slots[slot].late for slot in session)
                if session and activities[group.activity].preteach:
                    first = slots[session[0]]
                    before = [s for s in lessons if slots[s].day == first.day and slots[s].start < first.start]
                    total += 0 if before else weights.no_preteach
    return total


def cost_of_moves(instance, plan):
    if instance.previous is None:
        return 0
    people, moved = by_id(instance.participants), 0
    for then in instance.previous.groups:
        for name in then.participants:
            asked = name in people and any(
                option.activity == then.activity for demand in people[name].demands for option in demand.any_of
            )
            if not asked:
                continue
            now = attended(instance, plan, people[name]).get(then.activity)
            same = now and now.period == then.period and sorted(sessions(instance, now)) == sorted(then.slots)
            moved += 0 if same else 1
    for person in instance.participants:
        moved += class_now(person, plan) != instance.previous.classes.get(person.id, person.class_id)
    return instance.weights.moved * moved
