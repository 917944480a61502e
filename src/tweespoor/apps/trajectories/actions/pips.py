"""Deeds on plans: begin, change, discuss, sign, take back; pass on to another municipality, and erase words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import User
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import may_register
from tweespoor.apps.trajectories import bridge
from tweespoor.apps.trajectories.actions.pip_facts import keep_facts
from tweespoor.apps.trajectories.models import PipSignature, PipVersion
from tweespoor.apps.trajectories.models.pips import FINAL
from tweespoor.apps.trajectories.queries import pips as reads
from tweespoor.apps.trajectories.queries.programmes import running_trajectory
from tweespoor.apps.trajectories.rules import Refused, check_can_sign
from tweespoor.core import pips

PARTS_OF_NOTES = ("goals", "agreements")


class Clash(Exception):
    """Somebody else changed the same part meanwhile: the plan as it is now, and as this form would have it."""

    def __init__(self, *, theirs: pips.Pip, mine: pips.Pip, by: UUID | None, at: datetime) -> None:
        super().__init__("somebody else changed this part")
        self.theirs, self.mine, self.by, self.at = theirs, mine, by, at


@dataclass(frozen=True, kw_only=True)
class Signing:
    """How a plan is signed: by whom, on which day, with an interpreter or not.

    `participant` is empty where the participant does not sign; `without` then says why.
    """

    participant: str
    case_manager: str
    signed_on: date
    interpreter: bool = False
    language: str = ""
    without: str = ""


@transaction.atomic
def begin_pip(
    *,
    person: Person,
    reason: str = "",
    reason_text: str = "",
    by: User | None,
    now: datetime,
    key: UUID | None = None,
) -> PipVersion:
    """Begin a plan: the first from what the design proposes, a next one from the plan in force, with its reason.

    What the design proposes by now and the plan in force does not have, stands ready in it to be decided.

    Raises:
        Refused: if the user does not write this person's plan, one is worked on already, or a next one has no reason.
        AlreadyDone: if the request of `key` was carried out before.
    """
    _check_writes(by, person=person)
    _claim(key, by=by, now=now)
    in_force = reads.signed_pip_of(person)
    if in_force is not None and reason not in [each.value for each in pips.ReasonForChange]:
        raise Refused(_("Kies waarom er een nieuw plan komt."))
    case = reads.case_of(person)
    trajectory = running_trajectory(person)
    plan = reads.proposal_for(person)
    if in_force is not None:
        plan = pips.renewed(reads.pip_of(in_force), proposal=plan)
    latest = next(iter(reads.versions_of(person)), None)
    row = PipVersion(
        person=person,
        trajectory=trajectory,
        number=latest.number + 1 if latest else 1,
        content=pips.to_json(replace(plan, left_out=())),
        reason=reason if in_force else "",
        reason_text=reason_text if in_force else "",
        made_at=now,
        made_by=by.pk if by else None,
        changed_at=now,
        changed_by=by.pk if by else None,
        **_judged(case, plan=plan),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("Er is al een plan in de maak. Werk dat eerst af.")) from None
    _record("pip-begun", row, by=by, now=now, detail={"reason": row.reason})
    return row


@transaction.atomic
def save_part(
    *,
    version: PipVersion,
    part: str,
    mine: pips.Pip,
    based_on: str,
    by: User | None,
    now: datetime,
    key: UUID | None = None,
) -> bool:
    """Keep one part (of `pips.PARTS`) of a plan as `mine` has it; whether anything changed.

    A plan that was discussed is a draft again. `based_on` is the fingerprint of the part that the form showed.

    Raises:
        Refused: if the user does not write this plan, or it is signed.
        Clash: if somebody else changed the same part meanwhile; nothing is kept.
        AlreadyDone: if the request of `key` was carried out before.
    """
    row = _held(version)
    _check_open(row, by=by)
    now_in_it = bridge.pip_in(row)
    plan = replace(now_in_it, **{part: getattr(mine, part)})
    if pips.fingerprint(plan, part=part) == pips.fingerprint(now_in_it, part=part):
        return False
    if pips.fingerprint(now_in_it, part=part) != based_on:
        raise Clash(theirs=now_in_it, mine=plan, by=row.changed_by, at=row.changed_at)
    _claim(key, by=by, now=now)
    row.content = pips.to_json(plan)
    row.status, row.discussed_on = pips.PipStatus.DRAFT.value, None
    _keep(row, plan=plan, by=by, now=now)
    _record("pip-changed", row, by=by, now=now, detail={"part": part})
    return True


@transaction.atomic
def mark_discussed(*, version: PipVersion, on: date, by: User | None, now: datetime, key: UUID | None = None) -> None:
    """That the plan was talked through with the participant, on a day.

    Raises:
        Refused: if the user does not write this plan, it is signed, or the day is yet to come.
        AlreadyDone: if the request of `key` was carried out before.
    """
    row = _held(version)
    _check_open(row, by=by)
    if on > timezone.localtime(now).date():
        raise Refused(_("Deze dag is nog niet geweest. Kies vandaag of een dag daarvoor."))
    _claim(key, by=by, now=now)
    row.status, row.discussed_on = pips.PipStatus.DISCUSSED.value, on
    _keep(row, plan=bridge.pip_in(row), by=by, now=now)
    _record("pip-discussed", row, by=by, now=now)


@transaction.atomic
def sign_pip(
    *,
    version: PipVersion,
    signing: Signing,
    based_on: int,
    by: User | None,
    now: datetime,
    key: UUID | None = None,
) -> PipVersion:
    """Sign a plan: from now on it never changes, and the plan before is replaced.

    Route, number of talks and day become what is known of the person (`pip_facts`). `based_on` is the revision that was
    on the screen.

    Raises:
        Refused: if the user does not write this plan, it is signed already, changed meanwhile, or not complete.
        AlreadyDone: if the request of `key` was carried out before.
    """
    row = _held(version)
    _check_open(row, by=by)
    if row.revision != based_on:
        raise Refused(_("Het plan is intussen veranderd. Lees het eerst opnieuw door met de deelnemer."))
    plan = bridge.pip_in(row)
    case = reads.case_of(row.person)
    in_force = reads.signed_pip_of(row.person)
    check_can_sign(plan, case=case, before=bridge.pip_in(in_force) if in_force else None, reason=row.reason)
    _check_signing(signing, today=timezone.localtime(now).date(), in_force=in_force)
    _claim(key, by=by, now=now)
    if in_force is not None:
        in_force.status, in_force.replaced_on = pips.PipStatus.REPLACED.value, signing.signed_on
        in_force.save(update_fields=["status", "replaced_on"])
    row.status, row.signed_on = pips.PipStatus.SIGNED.value, signing.signed_on
    row.discussed_on = row.discussed_on or signing.signed_on
    row.without_participant = "" if signing.participant else signing.without
    for field, value in _judged(case, plan=plan).items():
        setattr(row, field, value)
    _keep(row, plan=plan, by=by, now=now)
    _add_signatures(row, signing=signing, by=by, now=now)
    is_after_move = in_force is not None and bool(in_force.received_from)
    keep_facts(row, plan=plan, case=case, is_after_move=is_after_move, by=by, now=now)
    detail = {"number": row.number, "interpreter": signing.interpreter, "parties": 2 if signing.participant else 1}
    _record("pip-signed", row, by=by, now=now, detail=detail)
    return row


@transaction.atomic
def discard_pip(*, version: PipVersion, by: User, now: datetime, key: UUID | None = None) -> None:
    """Take back a plan that is not signed; the plan in force stays.

    Raises:
        Refused: if the user does not write this plan, or it is signed.
        AlreadyDone: if the request of `key` was carried out before.
    """
    row = _held(version)
    _check_open(row, by=by)
    _claim(key, by=by, now=now)
    number = row.number
    _record("pip-discarded", row, by=by, now=now, detail={"number": number})
    PipVersion.objects.unscoped(why=reads.ONE_PERSON).filter(pk=row.pk).delete()


def record_pip_given(*, version: PipVersion, form: str, language: str, by: User, now: datetime) -> None:
    """That a document of a plan was made: the plan, the decision or the participant's own copy."""
    _record("pip-given", version, by=by, now=now, detail={"form": form, "language": language})


@transaction.atomic
def pass_on(*, old: Person, new: Person, with_words: bool, by: User, now: datetime) -> int:
    """Copy the signed plans of somebody who moved to the new dossier (Wet, art. 15(4)); how many.

    Goals and agreements in words go along with consent only (`with_words`); what stayed behind is named in the copy.
    """
    rows = old.pips.unscoped(why="they go along with the person").filter(status__in=FINAL).order_by("number")
    copied = 0
    for row in rows:
        plan = bridge.pip_in(row)
        if not with_words:
            plan = replace(plan, goals=(), agreements=(), left_out=PARTS_OF_NOTES)
        copy = PipVersion.objects.create(
            person=new,
            number=row.number,
            status=row.status,
            content=pips.to_json(plan),
            received_from=row.received_from or old.municipality.name[:160],
            made_at=now,
            made_by=by.pk,
            changed_at=now,
            changed_by=by.pk,
            **{field: getattr(row, field) for field in _COPIED},
        )
        PipSignature.objects.bulk_create(
            PipSignature(
                version=copy,
                person=new,
                recorded_at=each.recorded_at,
                **{field: getattr(each, field) for field in _COPIED_OF_SIGNATURES},
            )
            for each in row.signatures.all()
        )
        copied += 1
    return copied


@transaction.atomic
def erase_words(*, person: Person, now: datetime) -> int:
    """Take goals and agreements out of all plans of a person, because their term is over; how many plans had them."""
    erased = 0
    for row in person.pips.unscoped(why="their term is over").filter(words_erased_on__isnull=True):
        plan = bridge.pip_in(row)
        if not plan.goals and not plan.agreements:
            continue
        row.content = pips.to_json(replace(plan, goals=(), agreements=(), left_out=PARTS_OF_NOTES))
        row.words_erased_on = timezone.localtime(now).date()
        row.save(update_fields=["content", "words_erased_on"])
        erased += 1
    return erased


_COPIED = (
    "act",
    "target_group",
    "route",
    "reason",
    "reason_text",
    "discussed_on",
    "signed_on",
    "without_participant",
    "replaced_on",
    "words_erased_on",
)
_COPIED_OF_SIGNATURES = ("party", "name", "signed_on", "interpreter", "language")


def _held(version: PipVersion) -> PipVersion:
    """The version as it is now, while nobody else can write it."""
    rows = PipVersion.objects.unscoped(why=reads.ONE_PERSON).select_for_update(of=("self",))
    row = rows.filter(pk=version.pk).select_related("person").first()
    if row is None:
        raise Refused(_("Dit plan is er niet meer."))
    return row


def _check_writes(by: User | None, *, person: Person) -> None:
    if by is not None and not may_register(by, person=person):
        raise Refused(_("U kunt het plan van deze deelnemer niet veranderen."))


def _check_open(row: PipVersion, *, by: User | None) -> None:
    _check_writes(by, person=row.person)
    if row.is_final:
        raise Refused(_("Dit plan is getekend en verandert niet meer. Maak een nieuw plan."))


def _check_signing(signing: Signing, *, today: date, in_force: PipVersion | None) -> None:
    if signing.signed_on > today:
        raise Refused(_("Deze dag is nog niet geweest. Kies vandaag of een dag daarvoor."))
    if in_force is not None and in_force.signed_on is not None and signing.signed_on < in_force.signed_on:
        raise Refused(_("Het vorige plan is later getekend. Kies een dag vanaf toen."))
    if not signing.participant and not signing.without:
        raise Refused(_("Vul de naam van de deelnemer in, of schrijf waarom de deelnemer niet tekent."))


def _claim(key: UUID | None, *, by: User | None, now: datetime) -> None:
    if key is not None and by is not None:
        log.claim(key=key, by=by.pk, now=now)


def _judged(case: pips.Case, *, plan: pips.Pip) -> dict[str, str]:
    return {
        "act": case.act.value if case.act else "",
        "target_group": case.group.value if case.group else "",
        "route": plan.route.value if plan.route else "",
    }


def _keep(row: PipVersion, *, plan: pips.Pip, by: User | None, now: datetime) -> None:
    row.route = plan.route.value if plan.route else ""
    row.revision += 1
    row.changed_at, row.changed_by = now, by.pk if by else None
    row.save()


def _add_signatures(row: PipVersion, *, signing: Signing, by: User | None, now: datetime) -> None:
    names = {pips.Party.PARTICIPANT: signing.participant, pips.Party.CASE_MANAGER: signing.case_manager}
    PipSignature.objects.bulk_create(
        PipSignature(
            version=row,
            person=row.person,
            party=party.value,
            name=name,
            signed_on=signing.signed_on,
            interpreter=signing.interpreter,
            language=signing.language if signing.interpreter else "",
            recorded_at=now,
            recorded_by=by.pk if by else None,
        )
        for party, name in _signing(names.items())
    )


def _signing(names: Iterable[tuple[pips.Party, str]]) -> list[tuple[pips.Party, str]]:
    return [(party, name) for party, name in names if name]


def _record(
    deed: str, row: PipVersion, *, by: User | None, now: datetime, detail: dict[str, Any] | None = None
) -> None:
    log.record(
        deed=deed,
        on=row,
        by=by.pk if by else None,
        now=now,
        person=row.person_id,
        organisation=row.person.municipality_id,
        detail=detail,
    )
