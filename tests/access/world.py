"""Two municipalities with their partners, the same on both sides, for whoever walks all addresses as everybody."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from tests.apps.conftest import a_participant, an_answer
from tweespoor.apps.accounts import actions as accounts
from tweespoor.apps.exchange.actions import attendance_files, caseload
from tweespoor.apps.exchange.models import ClassImport
from tweespoor.apps.organisations import actions as organisations
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.people import sharing
from tweespoor.apps.people.models import Assessment, Caseload, Consent, Person, SavedView, Sharing, Transfer
from tweespoor.apps.rights.models import HandOver, Proposal, Request
from tweespoor.apps.schedule.models import (
    Bottleneck,
    Enrolment,
    Group,
    LanguageClass,
    Location,
    Offer,
    Period,
    Room,
    Theme,
    Timetable,
    TimetableStatus,
    Trainer,
)
from tweespoor.apps.trajectories import actions as trajectories
from tweespoor.apps.trajectories.actions import designs
from tweespoor.apps.trajectories.models import CaseEvent, Delivery, DesignMove, PipVersion, Programme, SpentHours
from tweespoor.core.costs import Need
from tweespoor.core.designs import pilot_text
from tweespoor.core.facts import Fact, Value
from tweespoor.core.pips import Agreement, Goal, GoalTerm, Item, Pip, Stretch, Who, to_json
from tweespoor.core.progress import BlockState
from tweespoor.core.vocabulary import VARIABLES, ActivityKind, OrganisationKind, Purpose, Role, Variable

NOW = timezone.now()
TODAY = timezone.localdate()
ORGANISATION_OF = {
    Role.CASE_MANAGER: OrganisationKind.MUNICIPALITY,
    Role.PROJECT_LEADER: OrganisationKind.MUNICIPALITY,
    Role.POLICY_OFFICER: OrganisationKind.MUNICIPALITY,
    Role.ADMINISTRATOR: OrganisationKind.MUNICIPALITY,
    Role.LANGUAGE_PROVIDER: OrganisationKind.LANGUAGE_PROVIDER,
    Role.TRAINER: OrganisationKind.SHELTERED_WORK,
    Role.JOB_COACH: OrganisationKind.REINTEGRATION,
    Role.KEY_PERSON: OrganisationKind.SOCIAL_GUIDANCE,
    Role.RESEARCHER: OrganisationKind.RESEARCH,
}
"""Where somebody of each role works."""

Ids = dict[str, object]

NOBODYS_ACCOUNT: Ids = {
    "provider_id": "nergens",
    "token": "x:y",
    "uidb36": "1",
    "key": "x-y",
    "pk": 1,
    "secret": "geheim",
    "letters": "AAAA-BBBB-CCCC-DDDD",
}
"""Parts of addresses by which somebody who is logged in meets nothing: links of mails, log-in providers, passkeys."""


DESIGN: Ids = {
    "pilot": "hengelo",
    "section": "blocks",
    "part": "language",
    "kind": "taalklassen",
    "happened": "trainer",
}
"""A pilot and a part of it, the drafts hold the same part; a kind of thing to plan with, and one that can happen."""


@dataclass
class Side:
    """One municipality with its programme, partners, users and people."""

    name: str
    municipality: Organisation
    partners: dict[OrganisationKind, Organisation]
    programme: Programme
    users: dict[Role, User]
    own: Ids = field(default_factory=dict)
    colleague: Ids = field(default_factory=dict)


@dataclass
class World:
    """Both sides; `nobody` are ids that nothing has."""

    ours: Side
    theirs: Side
    nobody: Ids


LESSON: Ids = {"day": "2021-03-08", "half_day": "mon-morning"}
"""When every group and class meets."""

PLAN: Ids = {"version": 1, "step_of_plan": "doelen", "language": "ar"}
"""Parts of the addresses of a plan, which say nothing without the person whose it is."""


def build() -> World:
    """Make the world, in which everything that one side has, the other has too."""
    ours, theirs = _side("Roermond"), _side("Lochem")
    nothing = {**DESIGN, **PLAN, **LESSON, "slug": "nergens", "variable": "speaking-level", "step": "taal"}
    nothing |= {"membership_id": 2**31 - 1}
    return World(ours, theirs, {name: uuid4() for name in ours.own} | nothing | NOBODYS_ACCOUNT)


def _side(name: str) -> Side:
    region = organisations.add_region(name=f"Regio {name}")
    municipality = organisations.add_organisation(
        name=f"Gemeente {name}", kind=OrganisationKind.MUNICIPALITY, region=region
    )
    partners = {
        kind: organisations.add_organisation(name=f"{kind.nl} {name}", kind=kind, region=region)
        for kind in ORGANISATION_OF.values()
        if kind is not OrganisationKind.MUNICIPALITY
    }
    programme = trajectories.add_programme(
        slug=name.lower(),
        name=name,
        short_name=name,
        municipality=municipality,
        partners=[*partners.values()],
        design=trajectories.save_design(slug="hengelo", text=pilot_text("hengelo"), now=NOW),
        starts_on=date(2021, 3, 1),
        now=NOW,
    )
    users = {
        role: _user(role, name=name, organisation=partners.get(kind, municipality))
        for role, kind in ORGANISATION_OF.items()
    }
    school = partners[OrganisationKind.LANGUAGE_PROVIDER]
    organisations.add_member(  # the administrator is one of the language provider too, which has classes
        email=users[Role.ADMINISTRATOR].email,
        name="",
        password=None,
        organisation=school,
        role=Role.ADMINISTRATOR,
        now=NOW,
    )
    side = Side(name, municipality, partners, programme, users)
    side.own = _ids(side, shared=True, trainer=users[Role.TRAINER])
    side.colleague = _ids(side, shared=False, trainer=None)
    return side


def _user(role: Role, *, name: str, organisation: Organisation) -> User:
    return organisations.add_member(
        email=f"{role.value}@{name.lower()}.example",
        name=f"{role.nl} {name}",
        password="a long enough password",
        organisation=organisation,
        role=role,
        now=NOW,
    )


def _ids(side: Side, *, shared: bool, trainer: User | None) -> Ids:
    """A person with everything about that person: shared with all partners, or with none of them."""
    whose = f"{side.name.lower()}-{'eigen' if shared else 'collega'}"
    person = a_participant(side.municipality, name=f"Naam-{whose}", **_facts(whose))
    trajectories.start_trajectories(
        programme=side.programme, people=[person], started={person.pk: date(2021, 3, 1)}, now=NOW
    )
    _progress(side, person=person, whose=whose)
    company = side.partners[OrganisationKind.SHELTERED_WORK]
    for organisation in side.partners.values() if shared else ():
        sharing.share(people=[person], organisation=organisation, since=TODAY, now=NOW)
    if trainer is not None:
        sharing.share_with_trainer(people=[person], organisation=company, user=trainer, now=NOW)
    group, timetable = _group(side, person=person, trainer=trainer)
    offer = group.offer if shared else _offer_of_others(group.offer)
    return {
        "person_id": person.pk,
        "slug": side.programme.slug,
        "variable": "speaking-level",
        "step": "taal",
        "group_id": group.pk,
        "offer_id": offer.pk,
        "timetable_id": timetable.pk,
        "bottleneck_id": _bottleneck(timetable, person=person),
        "number": "2.1",
        "class_id": _class(side, person=person, is_own=shared),
        "location_id": _place_with_picture(side),
        "whole": group.pk,
        "room_id": group.room_id,
        "trainer_id": group.trainer_id,
        "school_id": side.partners[OrganisationKind.LANGUAGE_PROVIDER].pk if shared else _elsewhere().pk,
        "transfer_id": _transfer(side, person=person, is_own=shared),
        "organisation_id": side.municipality.pk if shared else _elsewhere().pk,
        "sharing_id": _sharing(person, side=side),
        "consent_id": _consent(person),
        "access_id": _emergency(person, side=side),
        "assessment_id": _assessment(person),
        "request_id": _request(person),
        "hand_over_id": _hand_over(person, sender=side.municipality, receiver=_elsewhere()),
        "received_id": _received(side),
        "proposal_id": Proposal.objects.create(municipality=side.municipality, made_on=TODAY, made_at=NOW).pk
        if shared
        else uuid4(),
        "import_id": _import(side, number=person.number),
        "file_id": _file(side, number=person.number, is_own=shared),
        "list_id": _list_of_classes(side),
        "event_id": _event(person),
        "hours_id": _hours(person),
        "view_id": _view(side, is_own=shared),
        "delivery_id": _delivery(side, is_own=shared),
        **LESSON,
        **_plan(person, whose=whose),
        **_design(side, person=person),
        **_account(side),
    }


def _plan(person: Person, *, whose: str) -> Ids:
    """A signed plan with a canary in everything that is said in words."""
    day = date(2021, 3, 1)
    about = Stretch(phase="", starts_on=day)
    item = Item(id="les", name_nl="Taalles", name_en="Lessons", kind=ActivityKind.LANGUAGE_FORMAL, agreed=about)
    plan = Pip(
        items=(replace(item, doing=f"bron-notes-{whose}"),),
        goals=(Goal(term=GoalTerm.LONG, words=f"bron-notes-{whose}"),),
        agreements=(Agreement(who=Who.PARTICIPANT, what=f"bron-notes-{whose}"),),
        answers={
            "route": Fact.known("b1"),
            "guidance": Fact.known(f"bron-benefit-{whose}"),
            "childcare": Fact.known(f"bron-availability-{whose}"),
            "unburdening": Fact.known(f"bron-finance-{whose}"),
        },
    )
    PipVersion.objects.create(
        person=person,
        number=1,
        status="signed",
        act="act-2021",
        target_group="status-holder",
        content=to_json(plan),
        made_at=NOW,
        changed_at=NOW,
        signed_on=day,
    )
    return dict(PLAN)


def _progress(side: Side, *, person: Person, whose: str) -> None:
    """How far the person is and what it costs: each with a source that tells its set of fields and whose it is."""
    trajectory = person.trajectories.get()
    for block, purpose in (("language", "attendance"), ("module", "attendance"), ("work", "outcomes")):
        trajectories.register_stand(
            trajectory=trajectory,
            block=block,
            state=BlockState.STARTED,
            on=date(2021, 3, 1),
            source=f"bron-{purpose}-{whose}",
            by=None,
            now=NOW,
        )
    trajectories.hold_evaluation(
        trajectory=trajectory,
        rhythm="three-way-teacher",
        on=date(2021, 6, 1),
        concluded=f"bron-notes-{whose}",
        next_step="",
        by=None,
        now=NOW,
    )
    purse = side.programme.purses.first() or trajectories.open_purse(
        programme=side.programme, cents=100_000, per_person_cents=None, by=None, now=NOW
    )
    trajectories.ask_purse(
        purse=purse, person=person, need=Need.COMPUTER, what=f"bron-basic-{whose}", cents=50_000, by=None, now=NOW
    )
    trajectories.register_spending(programme=side.programme, on=TODAY, cents=1_000, people=[person], by=None, now=NOW)


def _elsewhere() -> Organisation:
    return organisations.add_organisation(name=f"Gemeente {uuid4()}", kind=OrganisationKind.MUNICIPALITY)


def _assessment(person: Person) -> UUID:
    row = Assessment(person=person, instrument="toa", taken_on=TODAY, result="A2", recorded_at=NOW)
    row.file_name, row.file_type = "verslag.pdf", "pdf"
    row.file.save("verslag.pdf", ContentFile(b"%PDF-1.4"), save=False)
    row.save()
    return row.pk


def _event(person: Person) -> UUID:
    return CaseEvent.objects.create(
        person=person, kind="call-missed", on=TODAY, recorded_at=NOW, evidence=f"bron-benefit-{_whose(person)}"
    ).pk


def _hours(person: Person) -> UUID:
    return SpentHours.objects.create(
        person=person,
        kind="participation",
        on=TODAY,
        minutes=60,
        municipality="Elders",
        ground="Bi 3.14",
        recorded_at=NOW,
        evidence=f"bron-benefit-{_whose(person)}",
    ).pk


def _delivery(side: Side, *, is_own: bool) -> UUID:
    """What the municipality delivered to CBS; beside it what one of another municipality did."""
    return Delivery.objects.create(
        municipality=side.municipality if is_own else _elsewhere(),
        quarter=date(2024, 3, 31),
        delivered_on=date(2024, 4, 12),
        recorded_at=NOW,
    ).pk


def _whose(person: Person) -> str:
    return person.given_name.removeprefix("Naam-")


def _request(person: Person) -> UUID:
    return Request.objects.create(
        municipality=person.municipality,
        person=person.pk,
        kind="access",
        received_on=TODAY,
        due_on=TODAY + timedelta(days=30),
    ).pk


def _hand_over(person: Person, *, sender: Organisation, receiver: Organisation) -> UUID:
    return HandOver.objects.create(
        sender=sender,
        receiver=receiver,
        person=person.pk,
        informed_on=TODAY,
        informed_how="letter",
        proposed_at=NOW,
        status="proposed",
    ).pk


def _received(side: Side) -> UUID:
    elsewhere = _elsewhere()
    return _hand_over(a_participant(elsewhere, name="Elders"), sender=elsewhere, receiver=side.municipality)


def _place_with_picture(side: Side) -> UUID:
    """The building of the side's classes, with a picture of the way there."""
    place = Location.objects.get(programme=side.programme, slug="leerhuis")
    if not place.picture:
        written = BytesIO()
        Image.new("RGB", (8, 6)).save(written, "JPEG")
        place.picture.save("weg.jpg", ContentFile(written.getvalue()))
    return place.pk


def _class(side: Side, *, person: Person, is_own: bool) -> UUID:
    """The class of a person, of the side's own language provider or of another one."""
    place = Location.objects.get_or_create(
        programme=side.programme, slug="leerhuis", defaults={"name": "Leerhuis", "zone": "centrum"}
    )[0]
    provider = side.partners[OrganisationKind.LANGUAGE_PROVIDER]
    if not is_own:
        provider = organisations.add_organisation(name=f"School {uuid4()}", kind=OrganisationKind.LANGUAGE_PROVIDER)
    row = LanguageClass.objects.create(
        programme=side.programme,
        provider=provider,
        location=place,
        name="Klas 1",
        level="a1",
        half_days=["mon-morning"],
    )
    Enrolment.objects.create(person=person, language_class=row)
    return row.pk


def _transfer(side: Side, *, person: Person, is_own: bool) -> UUID:
    """The person, given by the case manager or by a colleague to another one."""
    name = f"{uuid4()}"
    giver = (
        side.users[Role.CASE_MANAGER] if is_own else _user(Role.CASE_MANAGER, name=name, organisation=side.municipality)
    )
    receiver = _user(Role.CASE_MANAGER, name=f"{uuid4()}", organisation=side.municipality)
    row = Transfer.objects.create(
        municipality=side.municipality, giver=giver, receiver=receiver, done_by=giver, done_at=NOW
    )
    Caseload.objects.create(person=person, user=receiver, since=TODAY, transfer=row)
    return row.pk


def _import(side: Side, *, number: str) -> UUID:
    content = f"Nummer;Voornaam;Achternaam\r\n{number}-nieuw;Chaima;Voorbeeld\r\n".encode()
    return caseload.upload(
        content=content,
        file_name="lijst.csv",
        organisation=side.municipality,
        by=side.users[Role.CASE_MANAGER],
        now=NOW,
    ).pk


def _file(side: Side, *, number: str, is_own: bool) -> UUID:
    """An attendance file of the side's own language provider, or of the municipality."""
    role = Role.LANGUAGE_PROVIDER if is_own else Role.CASE_MANAGER
    content = f"Nummer;Datum;Status\r\n{number};2021-03-08;aanwezig {uuid4()}\r\n".encode()
    organisation = side.partners[OrganisationKind.LANGUAGE_PROVIDER] if is_own else side.municipality
    user = side.users[role]
    return attendance_files.upload(
        content=content,
        file_name="aanwezigheid.csv",
        organisation=organisation,
        about="classes",
        by=user,
        now=NOW,
    ).pk


def _list_of_classes(side: Side) -> UUID:
    """A list of its classes that the side's own language provider brought in."""
    provider = side.partners[OrganisationKind.LANGUAGE_PROVIDER]
    return ClassImport.objects.create(programme=side.programme, provider=provider, created_at=NOW).pk


def _view(side: Side, *, is_own: bool) -> UUID:
    user = (
        side.users[Role.CASE_MANAGER]
        if is_own
        else _user(Role.CASE_MANAGER, name=f"{uuid4()}", organisation=side.municipality)
    )
    return SavedView.objects.create(user=user, name="Zonder niveau", filters={"ontbreekt": "speaking-level"}).pk


def _account(side: Side) -> Ids:
    """A user for an administrator to look at, and an invitation."""
    user = _user(Role.PROJECT_LEADER, name=f"{uuid4()}", organisation=side.municipality)
    invitation = accounts.invite(
        email=f"{uuid4()}@genodigd.example",
        name="Genodigd",
        roles=[Role.TRAINER],
        organisation=side.municipality,
        link_to=lambda each: f"https://tweespoor.example/{each.pk}",
        by=None,
        now=NOW,
    )
    return {
        "user_id": user.pk,
        "membership_id": user.memberships.get().pk,
        "invitation_id": invitation.pk,
        **NOBODYS_ACCOUNT,
    }


def _design(side: Side, *, person: Person) -> Ids:
    """A design with a version, a draft of it, and somebody who moved to that version."""
    leader, before = side.users[Role.PROJECT_LEADER], side.programme.design
    draft = designs.start_from_pilot(
        pilot="hengelo", title=f"Ontwerp {uuid4()}", organisation=side.municipality, by=leader, now=NOW
    )
    trajectory = person.trajectories.get()
    batch = uuid4()
    DesignMove.objects.create(
        batch=batch, person=person, trajectory=trajectory, before=before, after=before, moved_at=NOW
    )
    return {**DESIGN, "version_id": before.pk, "draft_id": draft.pk, "batch_id": batch}


def _facts(whose: str) -> dict[str, Fact[Value]]:
    """Something known of every variable, each with a source that tells its set of fields and whose it is."""
    return {
        variable.slug: Fact.known(_value(variable), valid_on=TODAY, source=f"bron-{variable.purpose.value}-{whose}")
        for variable in VARIABLES
    }


def _value(variable: Variable) -> Value:
    """The act that shares most, obstacles of every set of fields, and anything for the others."""
    special = {"act": "act-2021", "obstacles": ("mental-health", "debts", "housing")}
    return special.get(variable.slug) or an_answer(variable)


def _sharing(person: Person, *, side: Side) -> UUID:
    elsewhere = organisations.add_organisation(name=f"Elders {uuid4()}", kind=OrganisationKind.HEALTH)
    return Sharing.objects.create(person=person, organisation=elsewhere, since=TODAY - timedelta(days=1)).pk


def _consent(person: Person) -> UUID:
    return Consent.objects.get(person=person, purpose=Purpose.HEALTH.value).pk


def _emergency(person: Person, *, side: Side) -> UUID:
    elsewhere = organisations.add_organisation(name=f"Ver weg {uuid4()}", kind=OrganisationKind.HEALTH)
    stranger = organisations.add_member(
        email=f"{uuid4()}@verweg.example",
        name="Iemand",
        password=None,
        organisation=elsewhere,
        role=Role.JOB_COACH,
        now=NOW,
    )
    return sharing.open_emergency_access(
        municipality=side.municipality, number=person.number, reason="spoed", by=stranger, now=NOW
    ).pk


def _group(side: Side, *, person: Person, trainer: User | None) -> tuple[Group, Timetable]:
    """A group that the person is in; in the timetable in force where a trainer gives it, else in one replaced."""
    programme = side.programme
    location = Location.objects.get_or_create(programme=programme, slug="leerhuis", name="Leerhuis", zone="centrum")[0]
    room = Room.objects.get_or_create(location=location, name="Lokaal 1", capacity=12)[0]
    period = Period.objects.get_or_create(programme=programme, name="Eerste", starts_on=date(2021, 3, 1), weeks=13)[0]
    offer = Offer.objects.get_or_create(
        programme=programme,
        slug="module",
        defaults={
            "name_nl": "Module",
            "name_en": "Module",
            "kind": "practical",
            "weeks": 10,
            "min_size": 1,
            "max_size": 12,
            "level_min": "a0",
            "level_max": "b2",
            "max_level_spread": 3,
            "max_groups": 3,
        },
    )[0]
    timetable = Timetable.objects.create(
        programme=programme,
        status=TimetableStatus.PUBLISHED if trainer else TimetableStatus.REPLACED,
        asked_at=NOW,
        seconds=1,
        score=0,
        bound=0,
        placed=1,
        demanded=1,
    )
    given_by = Trainer.objects.create(
        programme=programme,
        organisation=side.partners[OrganisationKind.SHELTERED_WORK],
        user=trainer,
        name="Trainer",
        max_sessions=5,
    )
    group = Group.objects.create(
        timetable=timetable,
        offer=offer,
        number=1,
        period=period,
        room=room,
        trainer=given_by,
        sessions=[["mon-morning"]],
    )
    group.participants.add(person)
    if trainer is not None:
        offer.trainers.add(given_by)
        Theme.objects.create(offer=offer, number=1, title="Geld", words="de rekening")
    return group, timetable


def _offer_of_others(offer: Offer) -> Offer:
    """Another training of the same programme, that nobody gives yet; a copy of this one."""
    columns = {field.attname: getattr(offer, field.attname) for field in Offer._meta.concrete_fields}
    return Offer.objects.create(**{**columns, "id": uuid4(), "slug": "module-van-anderen"})


def _bottleneck(timetable, *, person):
    """A concession of the person's that would place more people in the timetable."""
    return Bottleneck.objects.create(
        timetable=timetable,
        rank=1,
        kind="participant-half-day",
        fields={"slot": "mon-morning"},
        person=person,
        people=1,
        points=100,
        sentence_nl=f"Als {person.pk} ook kan.",
        sentence_en=f"If {person.pk} can come too.",
    ).pk
