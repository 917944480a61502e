"""Reads about designs, drafts and their versions, on behalf of a user."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.organisations.scope import whole_registry
from tweespoor.apps.people.models import Person
from tweespoor.apps.people.queries import facts_of_all
from tweespoor.apps.trajectories import bridge
from tweespoor.apps.trajectories.bridge import Workbench
from tweespoor.apps.trajectories.models import (
    DesignDraft,
    DesignDraftQuerySet,
    DesignMove,
    DesignVersion,
    DesignVersionQuerySet,
    DraftText,
    Programme,
    Trajectory,
)
from tweespoor.apps.trajectories.models.designs import EDITING_ROLES
from tweespoor.apps.trajectories.queries.answers import signed_plans_of
from tweespoor.apps.trajectories.queries.progress import plan_facts
from tweespoor.core.designs import Design, PlanChanges
from tweespoor.core.vocabulary import OrganisationKind, Role

NUMBER_ROLES = (Role.CASE_MANAGER, Role.PROJECT_LEADER, Role.POLICY_OFFICER)
"""Roles that see exact numbers of their own municipality's people."""

ONLY_NUMBERS = "people are counted, not shown"
VARIABLES = (
    "speaking-level",
    "learnability",
    "target-group",
    "education-in-origin",
    "route",
    "obstacles",
    "on-benefit",
    "birth-date",
    "settled-on",
)
"""What the conditions and remarks of a design ask about people."""


def visible_versions(user: User) -> DesignVersionQuerySet:
    """Published designs that the user may read, the newest version of each first."""
    return DesignVersion.objects.visible_to(user).select_related("organisation")


def visible_drafts(user: User) -> DesignDraftQuerySet:
    """Drafts that the user may read."""
    return DesignDraft.objects.visible_to(user).select_related("organisation", "based_on")


def may_edit(user: User, *, organisation: UUID | None) -> bool:
    """Whether the user makes designs of an organisation: a project leader of a municipality."""
    return user.memberships.filter(
        role__in=[role.value for role in EDITING_ROLES],
        organisation=organisation,
        organisation__kind=OrganisationKind.MUNICIPALITY.value,
    ).exists()


def designers(user: User) -> QuerySet[Organisation]:
    """The municipalities the user makes designs for."""
    return Organisation.objects.filter(
        kind=OrganisationKind.MUNICIPALITY.value,
        memberships__in=user.memberships.filter(role__in=[role.value for role in EDITING_ROLES]),
    ).distinct()


def sees_numbers(user: User, *, organisation: UUID | None) -> bool:
    """Whether the user sees exact numbers of the people of an organisation."""
    return user.memberships.filter(role__in=[r.value for r in NUMBER_ROLES], organisation=organisation).exists()


def newest_versions(user: User) -> list[DesignVersion]:
    """Of every design that the user may read the newest version, with `people_now` in that version."""
    found: dict[tuple[UUID | None, str], DesignVersion] = {}
    for row in visible_versions(user).defer("text").order_by("organisation__name", "slug", "-version"):
        found.setdefault((row.organisation_id, row.slug), row)
    counts = _people_per_version([row.pk for row in found.values()])
    for row in found.values():
        row.people_now = counts.get(row.pk, 0)
    return list(found.values())


def versions_of(version: DesignVersion, *, user: User) -> list[DesignVersion]:
    """All versions of a design that the user may read, newest first, with `people_now` in each."""
    rows = list(
        visible_versions(user).filter(organisation=version.organisation_id, slug=version.slug).order_by("-version")
    )
    counts = _people_per_version([row.pk for row in rows])
    for row in rows:
        row.people_now = counts.get(row.pk, 0)
    return rows


def _people_per_version(versions: Sequence[UUID]) -> dict[UUID, int]:
    rows = Trajectory.objects.filter(design__in=versions, ended_on__isnull=True)
    with whole_registry(why=ONLY_NUMBERS):
        return dict(rows.order_by().values_list("design").annotate(people=Count("pk")))


def programmes_following(*, organisation: UUID | None, slug: str) -> list[Programme]:
    """The organisation's programmes that follow some version of a design."""
    rows = Programme.objects.filter(municipality=organisation, design__slug=slug)
    return list(rows.unscoped(why="programmes of the organisation whose design is shown").select_related("design"))


def draft_text(draft: DesignDraft) -> DraftText:
    """The text of a draft that holds."""
    return draft.texts.get(number=draft.number)


def history_of(draft: DesignDraft) -> list[DraftText]:
    """The texts of a draft, the newest first; without the texts themselves."""
    return list(draft.texts.defer("text").order_by("-number"))


def seen_text(draft: DesignDraft, *, pk: UUID | None) -> DraftText | None:
    """The text of a draft's history that somebody saw, None where it is not there any more."""
    return draft.texts.filter(pk=pk).first() if pk else None


def draft_design(text: DraftText) -> Design:
    """The design a text of a draft holds."""
    return bridge.draft_design(text)


def version_design(version: DesignVersion) -> Design:
    """The design a version holds."""
    return bridge.design_of(version)


def workbench(design: Design, *, organisation: UUID | None, slug: str, on: date, group: int, user: User) -> Workbench:
    """Everything that follows from a design; with numbers of the organisation's own people for who may see those.

    The people are those in programmes that follow the design, or where none does, everybody in a programme of the
    organisation.
    """
    if organisation is None or not sees_numbers(user, organisation=organisation):
        return bridge.workbench(design, people=(), on=on, group=group)
    running = Trajectory.objects.filter(programme__municipality=organisation, ended_on__isnull=True)
    with whole_registry(why=ONLY_NUMBERS):
        ids = list(running.filter(design__slug=slug).order_by().values_list("person_id", flat=True).distinct())
        ids = ids or list(running.order_by().values_list("person_id", flat=True).distinct())
        facts = facts_of_all(ids, variables=VARIABLES)
    return bridge.workbench(design, people=[facts.get(each, {}) for each in ids], on=on, group=group)


def movable(version: DesignVersion) -> QuerySet[Trajectory]:
    """The trajectories in another version of the same design, of people of the organisation."""
    return Trajectory.objects.filter(
        programme__municipality=version.organisation_id,
        person__municipality=version.organisation_id,
        design__slug=version.slug,
        design__organisation=version.organisation_id,
        ended_on__isnull=True,
    ).exclude(design=version)


@dataclass(frozen=True)
class Mover:
    """Somebody who can go on in another version, and what would change.

    Of whoever has a signed plan (since `signed_on`) blocks, hours and dates stay as they were signed: what is new is
    proposed when a next plan is made. Phases and rhythms follow the version at once.
    """

    trajectory: Trajectory
    person: Person
    changes: PlanChanges
    signed_on: date | None = None


def movers(version: DesignVersion, *, user: User) -> list[Mover]:
    """Everybody who can move to a version and whom the user may see, with what changes for each."""
    people = Person.objects.visible_to(user).filter(municipality=version.organisation_id)
    rows = list(
        movable(version)
        .filter(person__in=people)
        .select_related("person", "design", "programme")
        .order_by("person__family_name", "person__given_name", "person__number")
    )
    facts = plan_facts(rows)
    signed = signed_plans_of(rows)
    return [
        Mover(
            row,
            row.person,
            bridge.changes_of(row, to=version, facts=facts[row.pk]),
            max((each.on for each in signed.get(row.pk, ())), default=None),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class MoveDone:
    """One deed of moving: when, to which version, how many, and how many of them can still be put back."""

    batch: UUID
    at: object
    by: UUID | None
    count: int
    can_go_back: int


def moves_to(version: DesignVersion) -> list[MoveDone]:
    """The deeds by which people came to a version, newest first."""
    rows = DesignMove.objects.filter(after=version).order_by().values("batch", "moved_at", "moved_by")
    still = Q(undone_at=None, trajectory__design=F("after"), trajectory__ended_on=None)
    counted = rows.annotate(count=Count("pk"), back=Count("pk", filter=still)).order_by("-moved_at")
    with whole_registry(why=ONLY_NUMBERS):
        return [MoveDone(r["batch"], r["moved_at"], r["moved_by"], r["count"], r["back"]) for r in counted]


def moved_version(batch: UUID, *, user: User) -> DesignVersion | None:
    """The version to which a deed moved people, where the user makes its designs; None otherwise."""
    with whole_registry(why="only the version is read, and asked again on behalf of the user"):
        found = DesignMove.objects.filter(batch=batch).values_list("after", flat=True).first()
    version = visible_versions(user).filter(pk=found).first() if found else None
    return version if version and may_edit(user, organisation=version.organisation_id) else None


def can_step(draft: DesignDraft, *, back: bool) -> bool:
    """Whether there is an edit to take back, or one to do again."""
    return draft.texts.filter(number=draft.number + (-1 if back else 1)).exists()


def latest_version(draft: DesignDraft) -> DesignVersion | None:
    """The newest published version of a draft's design, None where it was never published."""
    rows = DesignVersion.objects.filter(organisation=draft.organisation_id, slug=draft.slug)
    return rows.unscoped(why="of the organisation whose draft the user sees").order_by("-version").first()


def programmes_of_organisation(organisation: UUID) -> list[Programme]:
    """All programmes of an organisation."""
    rows = Programme.objects.filter(municipality=organisation)
    return list(rows.unscoped(why="of the organisation whose draft the user edits").select_related("design"))


def titles(versions: Sequence[DesignVersion], drafts: Sequence[DesignDraft], *, language: str) -> dict[UUID, str]:
    """The names of versions and drafts, read from their texts in one query each."""
    rows = DesignVersion.objects.filter(pk__in=[row.pk for row in versions])
    found = {
        row.pk: bridge.design_of(row).title.text(language)
        for row in rows.unscoped(why="versions that were found on behalf of the user")
    }
    texts = DraftText.objects.filter(draft__in=drafts, number=F("draft__number"))
    found |= {text.draft_id: bridge.draft_design(text).title.text(language) for text in texts}
    return found
