"""The plan (PIP): ten weeks, from when, and the only lawful overrun (Bi 5.3); the intake before it (Wi 14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from tweespoor.core.legalclock.case import Event, Kind, View
from tweespoor.core.legalclock.deadline import Deadline, Mark, Status
from tweespoor.core.legalclock.rule import ACT_2021_STARTS, BI_OLD_READ, BI_READ, WI_READ, Rule
from tweespoor.core.legalclock.terms import Limit, limit, weeks
from tweespoor.core.legalclock.words import Words, day
from tweespoor.core.vocabulary import Actor

NEW_TEXT = date(2022, 12, 5)
"""Since this day the ten weeks start at DUO's notice; before it they started at registration."""

PIP_TERM = weeks(10)
AFTER_INFORMATION = weeks(2)
CALLS = 3
"""After so many missed calls the intake is completed in absence."""

_CONSEQUENCE = Words(
    "De gemeente is te laat. Een later aanbod kan grond zijn voor verlenging, met een verklaring van het college.",
    "The municipality is late. A later offer may be a ground for extension, with a statement by the college.",
)


def by_old_text(view: View) -> bool:
    """Whether the text before 5-12-2022 holds: registered under it, and not notified under the new text in time.

    A notice under the new text that comes once the ten weeks of the old one are over takes nothing back.
    """
    registered, notice = view.answer(Kind.REGISTRATION).value, view.answer(Kind.NOTICE).value
    if registered is None or registered >= NEW_TEXT:
        return False
    return notice is None or notice < NEW_TEXT or notice > PIP_TERM.after(registered)


def _after_registration_before_2022(rule: Rule, view: View) -> Sequence[Deadline]:
    if not by_old_text(view):
        return ()
    registered = view.answer(Kind.REGISTRATION).value
    assert registered is not None
    return [_ten_weeks(rule, view, since=registered, anchor=Kind.REGISTRATION)]


def _after_notice(rule: Rule, view: View) -> Sequence[Deadline]:
    if by_old_text(view):
        return ()
    notice, registered = view.answer(Kind.NOTICE), view.answer(Kind.REGISTRATION)
    if not notice.is_known:
        return [rule.unknown(view, "notice")]
    assert notice.value is not None
    if registered.is_known and registered.value is not None:
        if registered.value > notice.value:
            return [rule.not_applicable(Words("Bij de kennisgeving nog niet ingeschreven", "Not yet registered then"))]
        return [_ten_weeks(rule, view, since=notice.value, anchor=Kind.NOTICE)]
    if registered.is_answered:
        return [rule.not_applicable(Words("Nog niet ingeschreven in de gemeente", "Not yet registered here"))]
    return [rule.unknown(view, "registration", earliest=PIP_TERM.after(notice.value))]


def _after_registration(rule: Rule, view: View) -> Sequence[Deadline]:
    notice, registered = view.answer(Kind.NOTICE), view.answer(Kind.REGISTRATION)
    if by_old_text(view) or (
        notice.value is not None and registered.value is not None and registered.value <= notice.value
    ):
        return [rule.not_applicable(Words("Al ingeschreven bij de kennisgeving", "Registered already at the notice"))]
    lacking = [slug for slug, each in (("notice", notice), ("registration", registered)) if not each.is_answered]
    if lacking:
        return [rule.unknown(view, *lacking)]
    if registered.value is None:
        why = Words("Begint bij de inschrijving in de gemeente", "Starts at the registration here")
        return [rule.says(Status.NOT_STARTED, why)]
    if notice.value is None:
        return [rule.says(Status.NOT_STARTED, Words("DUO gaf nog geen kennis", "DUO has not notified yet"))]
    return [_ten_weeks(rule, view, since=registered.value, anchor=Kind.REGISTRATION)]


def _ten_weeks(rule: Rule, view: View, *, since: date, anchor: Kind) -> Deadline:
    """The ten weeks, as a move or a lawful wait for information changes them."""
    pip = view.first(Kind.PIP)
    found = rule.due(view, since=since, anchor=anchor, term=PIP_TERM, done=pip.on if pip else None)
    last_day = found.last_day
    assert last_day is not None
    moved = view.first(Kind.MOVED_IN)
    if moved is not None and moved.on <= last_day and (pip is None or pip.on >= moved.on):
        return rule.not_applicable(
            Words(f"Verhuisd op {day(moved.on).nl}: zie C04", f"Moved on {day(moved.on).en}: see C04")
        )
    overrun = lawful_overrun(view, last_day=last_day)
    if overrun is None or found.status not in (Status.PASSED, Status.MET_LATE):
        return found
    if pip is not None and overrun.last_day < pip.on:
        return found
    if pip is None and view.on > overrun.last_day:
        return found
    said = Words(", verlengd door wachten op informatie (Bi 5.3(2))", ", overrun by waiting for information")
    status = Status.MET if pip else Status.SUSPENDED
    return replace(found, status=status, derivation=found.derivation + said, ask=())


def lawful_overrun(view: View, *, last_day: date, since: date = date.min) -> Limit | None:
    """Until when the ten weeks may be overrun: written down in time that information of a third party is awaited.

    As long as nothing has come the wait goes on. `since` leaves out what was asked before a day (a move).
    """
    ends = []
    for asked, received in _waits(view):
        if asked.logged_on > last_day or asked.on < since:
            continue
        came = received.on if received else view.on
        ends.append(limit(came, AFTER_INFORMATION, roll=view.roll))
    later = [each for each in ends if each.last_day > last_day]
    return max(later, key=lambda each: each.last_day) if later else None


def _waits(view: View) -> list[tuple[Event, Event | None]]:
    return view.pairs([Kind.INFORMATION_ASKED], settled=[Kind.INFORMATION_RECEIVED])


def base_limit(view: View, *, asked: date) -> Limit | None:
    """Where the ten weeks end that ran when information was asked; None where that is not known."""
    moves = [each for each in view.all(Kind.MOVED_IN) if each.on <= asked]
    moved = moves[-1] if moves else None
    notice, registered = view.answer(Kind.NOTICE).value, view.answer(Kind.REGISTRATION).value
    if moved is not None:
        since: date | None = moved.on
    elif by_old_text(view):
        since = registered
    else:
        since = max(notice, registered) if notice and registered else None
    return limit(since, PIP_TERM, roll=view.roll) if since else None


def _after_information(rule: Rule, view: View) -> Sequence[Deadline]:
    waits = _waits(view)
    if not waits:
        return [rule.not_applicable(Words("Geen wachten op een derde vastgelegd", "No wait for a third party noted"))]
    return [
        _one_wait(rule, view, asked=asked, received=received, key=f"{place}" if place else "")
        for place, (asked, received) in enumerate(waits)
    ]


def _one_wait(rule: Rule, view: View, *, asked: Event, received: Event | None, key: str) -> Deadline:
    base = base_limit(view, asked=asked.on)
    if base is None:
        lacking = [each for each in ("notice", "registration") if not view.answer(Kind(each)).is_known]
        return rule.unknown(view, *lacking, key=key)
    if asked.logged_on > base.last_day:
        late = Words(
            f"Pas vastgelegd op {day(asked.logged_on).nl}, na de tien weken: geen uitstel",
            f"Noted only on {day(asked.logged_on).en}, after the ten weeks: no overrun",
        )
        return rule.not_applicable(late, key=key)
    if received is None:
        said = Words(f"Wacht op informatie sinds {day(asked.on).nl}", f"Awaiting information since {day(asked.on).en}")
        pip = view.first(Kind.PIP)
        if pip is not None:
            return rule.says(Status.MET, said, met_on=pip.on, key=key)
        return rule.says(Status.SUSPENDED, said, settled_by=Kind.INFORMATION_RECEIVED, key=key)
    if AFTER_INFORMATION.after(received.on) <= base.last_day:
        within = Words("De informatie kwam ruim binnen de tien weken", "The information came well within the ten weeks")
        return rule.not_applicable(within, key=key)
    pip = view.first(Kind.PIP)
    return rule.due(
        view,
        since=received.on,
        anchor=Kind.INFORMATION_RECEIVED,
        term=AFTER_INFORMATION,
        done=pip.on if pip else None,
        key=key,
    )


def _after_move(rule: Rule, view: View) -> Sequence[Deadline]:
    moves = view.all(Kind.MOVED_IN)
    if not moves:
        return [rule.not_applicable(Words("Geen verhuizing vastgelegd", "No move noted"))]
    found = []
    for place, moved in enumerate(moves):
        pip = view.first(Kind.PIP, since=moved.on)
        one = rule.due(
            view,
            since=moved.on,
            anchor=Kind.MOVED_IN,
            term=PIP_TERM,
            done=pip.on if pip else None,
            key=f"{place}" if place else "",
        )
        found.append(_as_waited(view, one, moved=moved.on, pip=pip))
    return found


def _as_waited(view: View, found: Deadline, *, moved: date, pip: Event | None) -> Deadline:
    """A term after a move, with the same lawful overrun."""
    assert found.last_day is not None
    overrun = lawful_overrun(view, last_day=found.last_day, since=moved)
    decided = pip.on if pip else view.on
    if overrun is None or found.status not in (Status.PASSED, Status.MET_LATE) or decided > overrun.last_day:
        return found
    return replace(found, status=Status.MET if pip else Status.SUSPENDED, ask=())


def _after_missed_call(rule: Rule, view: View) -> Sequence[Deadline]:
    pairs = view.pairs([Kind.CALL_MISSED], settled=[Kind.WARNING_SENT])
    if not pairs:
        return [rule.not_applicable(Words("Geen gemiste oproep vastgelegd", "No missed call noted"))]
    done = view.first(Kind.INTAKE_DONE)
    found = []
    for place, (missed, warned) in enumerate(pairs[: CALLS - 1], start=1):
        said = Words(
            f"Oproep gemist op {day(missed.on).nl} ({rule.article}): waarschuw schriftelijk en geef een nieuwe termijn",
            f"Call missed on {day(missed.on).en} ({rule.article}): warn in writing and set a new term",
        )
        settled = warned or (done if done and done.on >= missed.on else None)
        status = Status.MET if settled else Status.RUNNING
        found.append(rule.says(status, said, met_on=settled.on if settled else None, key=f"{place}"))
    if len(pairs) >= CALLS:
        last = pairs[CALLS - 1][0]
        said = Words(
            f"Derde oproep gemist op {day(last.on).nl} ({rule.article}): rond de intake af zonder de deelnemer",
            f"Third call missed on {day(last.on).en} ({rule.article}): complete the intake in absence",
        )
        status = Status.MET if done else Status.RUNNING
        met = done.on if done else None
        found.append(rule.says(status, said, met_on=met, key=f"{CALLS}", settled_by=Kind.INTAKE_DONE))
    return found


def _talks(rule: Rule, view: View) -> Sequence[Deadline]:
    """The progress talks of the PIP, spread evenly over three years: as many intervals as talks, plus one."""
    pip, planned = view.answer(Kind.PIP), view.case.progress_talks
    if not pip.is_answered:
        return [rule.unknown(view, "pip")]
    if pip.value is None:
        return [rule.says(Status.NOT_STARTED, Words("Er is nog geen PIP", "There is no PIP yet"))]
    if not planned.is_answered:
        return [rule.unknown(view, "progress-talks")]
    if not planned.value:
        return [rule.not_applicable(Words("Het PIP noemt geen voortgangsgesprekken", "The PIP names no talks"))]
    start = pip.value + timedelta(days=1)
    span = (weeks(52).after(start) - start).days * 3
    held = view.all(Kind.PROGRESS_TALK)
    return [_talk(rule, view, start=start, span=span, number=number, held=held) for number in range(planned.value)]


def _talk(rule: Rule, view: View, *, start: date, span: int, number: int, held: Sequence[Event]) -> Deadline:
    count = view.case.progress_talks.value or 0
    on = start + timedelta(days=span * (number + 1) // (count + 1))
    said = Words(
        f"Gesprek {number + 1} van {count} in het PIP ({rule.article}), gelijk verdeeld (eigen keuze) → {day(on).nl}",
        f"Talk {number + 1} of {count} in the PIP ({rule.article}), spread evenly (our choice) → {day(on).en}",
    )
    done = held[number].on if number < len(held) else None
    return rule.by(view, end=Limit(on), said=said, done=done, key=f"{number + 1}")


_TITLE = Words("PIP vaststellen", "Establish the PIP")

RULES: tuple[Rule, ...] = (
    Rule(
        id="C01",
        edition="2022",
        title=_TITLE,
        article="Bi 5.3(1), tekst 2022",
        mark=Mark.READ,
        text_read=BI_OLD_READ,
        valid_from=ACT_2021_STARTS,
        valid_to=NEW_TEXT - timedelta(days=1),
        who=Actor.COLLEGE,
        consequence=_CONSEQUENCE,
        settled_by=Kind.PIP,
        reads=_after_registration_before_2022,
        note=Words(
            "Wie vóór 5-12-2022 is ingeschreven en pas daarna een kennisgeving kreeg, valt hier onder de nieuwe tekst: "
            "te bevestigen.",
            "Who was registered before 5-12-2022 and notified after it falls under the new text here: to be confirmed.",
        ),
    ),
    Rule(
        id="C01",
        title=_TITLE,
        article="Bi 5.3(1)",
        mark=Mark.READ,
        text_read=BI_READ,
        valid_from=NEW_TEXT,
        who=Actor.COLLEGE,
        consequence=_CONSEQUENCE,
        settled_by=Kind.PIP,
        reads=_after_notice,
    ),
    Rule(
        id="C02",
        title=Words("PIP vaststellen na inschrijving", "Establish the PIP after registration"),
        article="Bi 5.3(1)",
        mark=Mark.READ,
        text_read=BI_READ,
        valid_from=NEW_TEXT,
        who=Actor.COLLEGE,
        consequence=_CONSEQUENCE,
        settled_by=Kind.PIP,
        reads=_after_registration,
    ),
    Rule(
        id="C03",
        title=Words("PIP vaststellen na informatie van een derde", "Establish the PIP after a third party’s answer"),
        article="Bi 5.3(2)",
        mark=Mark.READ,
        text_read=BI_READ,
        who=Actor.COLLEGE,
        consequence=Words(
            "Dit is het enige rechtmatige uitstel; daarna is de gemeente te laat.",
            "This is the only lawful overrun; after it the municipality is late.",
        ),
        settled_by=Kind.PIP,
        reads=_after_information,
    ),
    Rule(
        id="C04",
        title=Words("PIP vaststellen na verhuizing", "Establish the PIP after a move"),
        article="Bi 5.3(3)",
        mark=Mark.READ,
        text_read=BI_READ,
        who=Actor.COLLEGE,
        consequence=Words(
            "De leerroute blijft dezelfde. De vorige gemeente geeft PIP, voortgang en boetes op verzoek door "
            "(Wi 15(4), 35(4)).",
            "The route stays the same. The former municipality passes on PIP, progress and fines on request "
            "(Wi 15(4), 35(4)).",
        ),
        settled_by=Kind.PIP,
        reads=_after_move,
    ),
    Rule(
        id="C05",
        title=Words("Waarschuwen na een gemiste oproep", "Warn after a missed call"),
        article="Wi 14",
        mark=Mark.READ,
        text_read=WI_READ,
        who=Actor.COLLEGE,
        consequence=Words(
            "Na drie gemiste oproepen wordt de intake afgerond zonder de deelnemer.",
            "After three missed calls the intake is completed in absence.",
        ),
        settled_by=Kind.WARNING_SENT,
        reads=_after_missed_call,
        note=Words("De wet noemt geen aantal dagen.", "The law names no number of days."),
    ),
    Rule(
        id="C15",
        title=Words("Voortgangsgesprek", "Progress talk"),
        article="Bi 5.3(4)",
        mark=Mark.READ,
        text_read=BI_READ,
        who=Actor.COLLEGE,
        consequence=Words(
            "Het aantal gesprekken staat in het PIP; de dagen zijn een eigen verdeling, geen wet.",
            "The PIP holds the number of talks; the days are our own spreading, no law.",
        ),
        settled_by=Kind.PROGRESS_TALK,
        reads=_talks,
    ),
)
