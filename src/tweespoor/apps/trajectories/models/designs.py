"""Designs of organisations: their published versions, the draft that is worked on, and who moved to another version."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q

from tweespoor.apps.organisations.models import Organisation
from tweespoor.apps.organisations.scope import ScopedQuerySet
from tweespoor.apps.people.models import Person
from tweespoor.core.vocabulary import Role

if TYPE_CHECKING:
    from tweespoor.apps.organisations.models import User

EDITING_ROLES = (Role.PROJECT_LEADER,)
"""Roles that change designs of their own organisation, and move people to another version."""

READING_ROLES = (*EDITING_ROLES, Role.CASE_MANAGER, Role.POLICY_OFFICER)
"""Roles that read designs and drafts of their own organisation."""


def organisations_of(user: User, roles: tuple[Role, ...]) -> models.QuerySet[Organisation]:
    """The ids of the organisations in which the user has one of these roles, for a condition."""
    rows: models.QuerySet[Organisation] = user.memberships.filter(role__in=roles).values("organisation")
    return rows


class DesignVersionQuerySet(ScopedQuerySet["DesignVersion"]):
    """Reads of published designs; on behalf of a user they start at `visible_to`."""

    def visible_to(self, user: User) -> DesignVersionQuerySet:
        """Versions of the user's own organisation, and of designs whose programmes the user's organisation joins."""
        partners = user.memberships.values("organisation")
        followed = Q(organisation__programmes__design__slug=F("slug"), organisation__programmes__partners__in=partners)
        own = Q(organisation__in=organisations_of(user, READING_ROLES))
        return self._scoped().filter(own | followed).distinct()


class DesignVersion(models.Model):
    """A trajectory design as its YAML text; people keep the version they started in.

    It belongs to the organisation that made it, and to none only until a programme takes it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="designs")
    slug = models.SlugField(max_length=60)
    version = models.PositiveIntegerField(default=1)
    text = models.TextField()
    saved_at = models.DateTimeField()

    objects = DesignVersionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["slug", "-version"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "slug", "version"], name="one_text_per_design_version"),
            models.UniqueConstraint(
                fields=["slug", "version"],
                condition=Q(organisation__isnull=True),
                name="one_text_per_version_of_a_design_of_nobody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} v{self.version}"


class DesignDraftQuerySet(ScopedQuerySet["DesignDraft"]):
    """Reads of drafts; on behalf of a user they start at `visible_to`."""

    def visible_to(self, user: User) -> DesignDraftQuerySet:
        """Drafts of the user's own organisation; partners see what is published."""
        return self._scoped().filter(organisation__in=organisations_of(user, READING_ROLES))


class DesignDraft(models.Model):
    """A design that is worked on; one per design of an organisation. `number` is the text of its history that holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="design_drafts")
    slug = models.SlugField(max_length=60)
    based_on = models.ForeignKey(
        DesignVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="drafts_made_of_it"
    )
    number = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()

    objects = DesignDraftQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["slug"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "slug"], name="one_draft_per_design"),
        ]

    def __str__(self) -> str:
        return f"{self.slug} (draft)"


class DraftText(models.Model):
    """One text in the history of a draft. `changes` names what became different: section, label and how."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(DesignDraft, on_delete=models.CASCADE, related_name="texts")
    number = models.PositiveIntegerField()
    text = models.TextField()
    changes = models.JSONField(default=list)
    saved_at = models.DateTimeField()
    saved_by = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["draft", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "number"], name="one_text_per_number_of_a_draft"),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.number}"


class DesignMove(models.Model):
    """Somebody went on in another version of the design; rows of one deed have one `batch`, by which it is undone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    batch = models.UUIDField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="design_moves")
    trajectory = models.ForeignKey("trajectories.Trajectory", on_delete=models.CASCADE, related_name="moves")
    before = models.ForeignKey(DesignVersion, on_delete=models.PROTECT, related_name="moves_away")
    after = models.ForeignKey(DesignVersion, on_delete=models.PROTECT, related_name="moves_here")
    moved_at = models.DateTimeField()
    moved_by = models.UUIDField(null=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-moved_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["batch", "trajectory"], name="one_move_per_trajectory_in_a_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.trajectory_id}: {self.before_id} -> {self.after_id}"
