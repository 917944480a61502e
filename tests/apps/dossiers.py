"""Builders of whole dossiers: a programme with a timetable, and people with everything that is kept about somebody."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

from allauth.socialaccount.models import SocialApp

from tests.apps.conftest import NOW, TODAY, a_participant, a_school, a_user
from tweespoor.apps.accounts.models import IdentityProvider, Invitation
from tweespoor.apps.attendance import models as attendance
from tweespoor.apps.exchange.models import (
    AttendanceFile,
    ClassImport,
    ColumnMapping,
    Import,
    ImportedPerson,
    KnownName,
    SchoolWord,
)
from tweespoor.apps.people import actions as people
from tweespoor.apps.people.models import Assessment, Caseload, EmergencyAccess, PostponedQuestion, SavedView, Transfer
from tweespoor.apps.portal.models import OwnCard, OwnLink, SentCode
from tweespoor.apps.rights import actions as rights
from tweespoor.apps.rights.models import HandOver, Proposal, ProposalItem
from tweespoor.apps.rights.rules import RequestKind
from tweespoor.apps.schedule import models as schedule
from tweespoor.apps.telling.models import Message, Notice
from tweespoor.apps.trajectories import actions as trajectories
from tweespoor.apps.trajectories.models import (
    CaseEvent,
    Delivery,
    DesignDraft,
    DesignMove,
    EvaluationMoment,
    PipSignature,
    PipVersion,
    PriceAgreement,
    Programme,
    SpentHours,
    StandElsewhere,
)
from tweespoor.apps.weeks.models import CalendarFeed
from tweespoor.core.costs import Need
from tweespoor.core.designs import pilot_text
from tweespoor.core.pips import Pip, to_json
from tweespoor.core.progress import BlockState
from tweespoor.core.vocabulary import ReasonForLeaving, Role

HALF_DAYS = ["mon-morning", "wed-afternoon"]
EMPTY_PLAN = to_json(Pip())
SAVED = {"made_at": NOW, "changed_at": NOW}


def a_programme(municipality, *, slug="roermond", partners=()):
    design = trajectories.save_design(slug=slug, text=pilot_text(slug), now=NOW)
    return trajectories.add_programme(
        slug=f"{slug}-{uuid4().hex[:6]}",
        name=f"Programma van {municipality.name}",
        short_name=municipality.name,
        municipality=municipality,
        partners=list(partners),
        design=design,
        starts_on=date(2021, 3, 1),
        now=NOW,
    )


def start(person, programme, *, started_on=date(2019, 10, 1), ended_on=None, reason=""):
    """Let a person start, and stop, in a programme."""
    trajectories.start_trajectories(programme=programme, people=[person], started={person.pk: started_on}, now=NOW)
    trajectory = person.trajectories.latest("started_on")
    trajectory.ended_on, trajectory.reason_for_leaving = ended_on, reason
    trajectory.save()
    return trajectory


def a_full_dossier(municipality, *, by, other, name="Amina", **facts):
    """Somebody with a row of every kind that is kept about people; the language school sees the person too."""
    school = a_school()
    programme = Programme.objects.filter(municipality=municipality).first() or a_programme(
        municipality, partners=[school]
    )
    person = a_participant(municipality, name=name, **{"gender": "female", "birth_date": date(1995, 2, 10), **facts})
    start(person, programme)
    people.share(people=[person], organisation=school, since=TODAY, now=NOW)
    place, _made = schedule.Location.objects.get_or_create(
        programme=programme, slug="brug", defaults={"name": "De Brug", "zone": "centrum"}
    )
    room, _made = schedule.Room.objects.get_or_create(location=place, name="Zaal 1", defaults={"capacity": 12})
    classes = [
        schedule.LanguageClass.objects.create(
            programme=programme, provider=school, location=place, name=each, level="a1", half_days=HALF_DAYS
        )
        for each in ("Klas 1", "Klas 2")
    ]
    classes[0].teachers.add(a_user(school, Role.TRAINER, name="Docent"))
    _supply(programme, classes)
    _a_move(person)
    enrolment = schedule.Enrolment.objects.create(person=person, language_class=classes[0])
    enrolment.options.add(classes[1])
    schedule.PastEnrolment.objects.create(person=person, language_class=classes[1], until=NOW.date())
    offer = an_offer(programme, room=room)
    schedule.Theme.objects.create(offer=offer, number=offer.themes.count() + 1, title="De brief", words="de brief")
    timetable = schedule.Timetable.objects.create(
        programme=programme,
        asked_at=NOW,
        seconds=1,
        status="replaced",
        switches={str(person.pk): str(classes[1].pk)},
        choice={"periods": None, "people": [str(person.pk)], "of": 2, "in_force": None},
    )
    place_in_group(person, offer=offer, timetable=timetable, room=room)
    _attendance(person, language_class=classes[0])
    schedule.Unplaced.objects.create(timetable=timetable, person=person, offer=offer)
    change = schedule.BoardChange.objects.create(
        timetable=timetable, number=1, made_at=NOW, made_by=by.pk, kind="person", groups=[]
    )
    schedule.Bottleneck.objects.create(
        timetable=timetable,
        rank=timetable.bottlenecks.count() + 1,
        kind="participant-half-day",
        fields={"slot": "mon-morning"},
        person=person,
        people=1,
        points=100,
        sentence_nl=f"Als {person.pk} ook kan",
        sentence_en=f"If {person.pk} can come too",
    )
    schedule.Disruption.objects.create(
        programme=programme, kind="werk", first_day=TODAY, person=person, recorded_at=NOW, recorded_by=by.pk
    )
    schedule.StandIn.objects.create(
        group=timetable.groups.first(), day=TODAY, half_day="mon-morning", room=room, recorded_at=NOW, recorded_by=by.pk
    )
    schedule.ChangedSeat.objects.create(change=change, person=person, group=uuid4(), offer=offer, joined=False)
    request = rights.register_request(
        person=person, kind=RequestKind.OBJECTION, received_on=TODAY, note="Niet met de school delen", by=by, now=NOW
    )
    HandOver.objects.create(
        sender=municipality,
        receiver=other,
        person=person.pk,
        informed_on=TODAY,
        informed_how="letter",
        proposed_at=NOW,
        status="withdrawn",
    )
    proposal = Proposal.objects.create(municipality=municipality, made_on=TODAY, made_at=NOW, status="replaced")
    ProposalItem.objects.create(proposal=proposal, kind="dossier", person=person.pk, over_on=TODAY)
    _further(person, by=by, school=school)
    _progress(person, by=by, school=school)
    return person, request


def _attendance(person, *, language_class):
    """Who was there: a mark, absence told of beforehand, a lesson that was called off, and a link to a list."""
    lesson = {"language_class": language_class, "day": TODAY, "half_day": "mon-morning"}
    attendance.AttendanceMark.objects.create(
        person=person, absence="authorised", reason="work", made_at=NOW, recorded_at=NOW, **lesson
    )
    told = {"day": TODAY, "asked_at": NOW, "try_at": NOW}
    Message.objects.create(person=person, kind="cancelled", about="les", place="De Brug", **told)
    teacher, programme = language_class.teachers.get(), language_class.programme
    Notice.objects.create(user=teacher, programme=programme, concern="teaches", about="les", lines=["Klas 1"], **told)
    attendance.PlannedAbsence.objects.create(person=person, first_day=TODAY, last_day=TODAY, recorded_at=NOW)
    card = OwnCard.objects.create(person=person, digest=uuid4().hex, made_at=NOW, ends_on=TODAY)
    OwnLink.objects.create(
        person=person, provider=_a_provider(person), issuer="x", digest=uuid4().hex, card=card, made_at=NOW
    )
    SentCode.objects.create(person=person, asked_at=NOW, ends_at=NOW + timedelta(minutes=10))
    CalendarFeed.objects.create(digest=uuid4().hex, person=person, language="nl", made_at=NOW)
    attendance.CancelledSession.objects.create(recorded_at=NOW, **lesson)
    attendance.AttendanceLink.objects.create(digest=uuid4().hex, made_at=NOW, ends_at=NOW, **lesson)


def _supply(programme, classes):
    """Zones, how fast people travel, days off, and who may switch between classes."""
    classes[1].switch_from.add(classes[0])
    schedule.Zone.objects.get_or_create(programme=programme, slug="centrum", defaults={"name": "Centrum"})
    schedule.TravelFactors.objects.get_or_create(programme=programme)
    days = {"first_day": date(2021, 4, 5), "last_day": date(2021, 4, 5), "kind": "public-holiday"}
    schedule.Holiday.objects.get_or_create(programme=programme, name="Tweede paasdag", defaults=days)


def _progress(person, *, by, school):
    """How far somebody is, and what it costs."""
    trajectory = person.trajectories.latest("started_on")
    on, about = date(2019, 11, 4), {"trajectory": trajectory, "by": by, "now": NOW}
    trajectories.register_stand(block="sport", state=BlockState.STOPPED, reason=ReasonForLeaving.MOVED, on=on, **about)
    trajectories.register_hours(block="sport", day=on, minutes=90, **about)
    trajectories.change_phase(phase="phase-2", on=on, why="haalde A2", **about)
    trajectories.register_goal(phase="phase-1", reached=True, on=on, **about)
    StandElsewhere.objects.create(
        person=person, municipality="Gemeente Elders", kind="sport", moved_on=TODAY, recorded_at=NOW
    )
    trajectories.answer_design(question="judgement-aftercare", answer="yes", on=on, **about)
    # The design of Roermond has no rhythm of evaluations; somebody may have come from a design that has.
    EvaluationMoment.objects.create(
        trajectory=trajectory, rhythm="evaluation", held_on=on, concluded="gaat goed", recorded_at=NOW
    )
    programme = trajectory.programme
    known = {"by": None, "now": NOW}
    Delivery.objects.get_or_create(
        municipality=programme.municipality,
        quarter=date(2023, 3, 31),
        defaults={"delivered_on": date(2023, 4, 20), "recorded_at": NOW},
    )
    PriceAgreement.objects.get_or_create(
        programme=programme,
        provider=school,
        block="sport",
        valid_from=on,
        defaults={"per": "group", "cents": 120_000, "recorded_at": NOW},
    )
    trajectories.set_budget(programme=programme, year=2021, cents=1_000_000, **known)
    trajectories.register_spending(
        programme=programme, on=on, cents=5_000, provider=school, block="sport", people=[person], **known
    )
    purse = trajectories.open_purse(programme=programme, cents=500_000, per_person_cents=None, **known)
    trajectories.ask_purse(purse=purse, person=person, need=Need.COMPUTER, what="laptop", cents=40_000, **known)


def _a_move(person):
    """Somebody who moved to another version of the design, and a draft of it."""
    trajectory = person.trajectories.latest("started_on")
    version = trajectory.design
    DesignMove.objects.create(
        batch=uuid4(), person=person, trajectory=trajectory, before=version, after=version, moved_at=NOW
    )
    draft, made = DesignDraft.objects.get_or_create(
        organisation=person.municipality, slug=version.slug, defaults={"based_on": version, "started_at": NOW}
    )
    if made:
        draft.texts.create(number=1, text=version.text, saved_at=NOW)


def _further(person, *, by, school):
    """What else there is about somebody, and about who works with the person."""
    moment = {"begun_at": NOW, "ends_at": NOW}
    EmergencyAccess.objects.create(person=person, user=by, reason="spoed", **moment)
    Assessment.objects.create(person=person, instrument="toa", taken_on=TODAY, result="A2", recorded_at=NOW)
    plan = PipVersion.objects.create(
        person=person, number=1, status="replaced", content=EMPTY_PLAN, signed_on=TODAY, replaced_on=TODAY, **SAVED
    )
    PipSignature.objects.create(
        version=plan, person=person, party="participant", name="Amina", signed_on=TODAY, recorded_at=NOW
    )
    colleague = a_user(person.municipality, name="Vorige")
    given = Transfer.objects.create(
        municipality=person.municipality, giver=colleague, receiver=by, done_by=colleague, done_at=NOW
    )
    Caseload.objects.create(person=person, user=by, since=TODAY, transfer=given)
    CaseEvent.objects.create(person=person, kind="call-missed", on=TODAY, recorded_at=NOW)
    SpentHours.objects.create(
        person=person, kind="nt2", on=TODAY, minutes=60, municipality="Roermond", ground="Bi 3.14", recorded_at=NOW
    )
    PostponedQuestion.objects.create(person=person, user=by, variable="route", until=TODAY)
    SavedView.objects.get_or_create(user=by, name="Zonder niveau", filters={"ontbreekt": "speaking-level"})
    Invitation.objects.get_or_create(
        organisation=person.municipality,
        email="lou@voorbeeld.example",
        defaults={"name": "Lou", "roles": ["case-manager"], "invited_at": NOW, "expires_at": NOW},
    )
    about = {"file_name": "lijst.csv", "file_hash": str(person.pk), "created_at": NOW, "changed_at": NOW}
    source = Import.objects.create(organisation=person.municipality, status="done", **about)
    ImportedPerson.objects.create(source=source, person=person.pk)
    KnownName.objects.create(organisation=school, person=person, digest=uuid4().hex, file=uuid4(), said_at=NOW)
    ColumnMapping.objects.get_or_create(organisation=person.municipality, headings="naam", defaults={"used_at": NOW})
    AttendanceFile.objects.create(organisation=person.municipality, status="done", **about)
    for taught in schedule.LanguageClass.objects.filter(programme__municipality=person.municipality)[:1]:
        rows = [{"class": str(taught.pk), "before": None, "after": {}}]
        ClassImport.objects.create(programme=taught.programme, provider=taught.provider, created_at=NOW, rows=rows)
    SchoolWord.objects.get_or_create(
        organisation=person.municipality, word="aanwezig", defaults={"means": "present", "used_at": NOW}
    )
    _a_provider(person)


def _a_provider(person):
    """The log-in of the person's municipality."""
    app, _made = SocialApp.objects.get_or_create(provider="openid_connect", provider_id=str(person.municipality_id))
    return IdentityProvider.objects.get_or_create(organisation=person.municipality, defaults={"app": app})[0]


def an_offer(programme, *, room):
    """A training of a programme, with one that comes before it and a trainer."""
    offer, made = schedule.Offer.objects.get_or_create(
        programme=programme,
        slug="solliciteren",
        defaults={
            "name_nl": "Solliciteren",
            "name_en": "Applying",
            "kind": "applying",
            "weeks": 8,
            "min_size": 1,
            "max_size": 12,
            "level_min": "a0",
            "level_max": "b1",
            "max_level_spread": 2,
            "max_groups": 3,
        },
    )
    if made:
        before = schedule.Offer.objects.create(
            programme=programme,
            slug="kennismaken",
            name_nl="Kennismaken",
            name_en="Meeting",
            kind=offer.kind,
            weeks=4,
            min_size=1,
            max_size=12,
            level_min="a0",
            level_max="b1",
            max_level_spread=2,
            max_groups=3,
        )
        trainer = schedule.Trainer.objects.create(programme=programme, name="Jip Smit", max_sessions=5)
        schedule.TravelTime.objects.create(programme=programme, origin="a", destination="b", minutes=5)
        offer.rooms.add(room)
        offer.trainers.add(trainer)
        offer.after.add(before)
    return offer


def place_in_group(person, *, offer, timetable, room):
    """Put somebody in a group of a timetable."""
    period, _made = schedule.Period.objects.get_or_create(
        programme=offer.programme, starts_on=date(2021, 3, 1), defaults={"name": "Periode 1", "weeks": 10}
    )
    group = schedule.Group.objects.create(
        timetable=timetable,
        offer=offer,
        number=1,
        period=period,
        room=room,
        trainer=offer.trainers.first(),
        sessions=[["mon-morning"], ["tue-evening"]],
    )
    group.participants.add(person)
