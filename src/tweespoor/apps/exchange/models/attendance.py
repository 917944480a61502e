"""Attendance files of schools and trainers on their way in, and what an organisation's schools call presence."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.attendance.rules import FILE_ROLES, LOOKING_ROLES, OWN_FILE_ROLES
from tweespoor.apps.exchange.models.lists import ListInHand
from tweespoor.apps.organisations.models import Membership, Organisation
from tweespoor.apps.people.models import Person
from tweespoor.core.vocabulary import Role

if TYPE_CHECKING:
    from tweespoor.apps.organisations.models import User


class FileStatus(models.TextChoices):
    """Where an attendance file stands, in the order it goes."""

    COLUMNS = "columns"
    WORDS = "words"
    CHECK = "check"
    DONE = "done"
    UNDONE = "undone"
    DISCARDED = "discarded"


FILE_OPEN = (FileStatus.COLUMNS, FileStatus.WORDS, FileStatus.CHECK)
"""Somebody is still working at it."""


class FileAbout(models.TextChoices):
    """Of which lists a file is."""

    CLASSES = "classes", _("Lessen van taalklassen")
    GROUPS = "groups", _("Trainingen van groepen")
    BOTH = "both", _("Lessen en trainingen door elkaar")


class AttendanceFileQuerySet(models.QuerySet["AttendanceFile"]):
    """Reads of attendance files."""

    def visible_to(self, user: User) -> AttendanceFileQuerySet:
        """Those that the user brought herself where she reads files in, and those of colleagues in her place: a
        trainer's may hold people who are shared with that trainer alone."""
        mine = user.memberships.filter(role__in=[role.value for role in (*FILE_ROLES, *OWN_FILE_ROLES)])
        looks = user.memberships.filter(role__in=[role.value for role in LOOKING_ROLES])
        school = user.memberships.filter(role=Role.LANGUAGE_PROVIDER.value)
        colleague = Membership.objects.filter(
            organisation=models.OuterRef("organisation"),
            user=models.OuterRef("created_by"),
            role=Role.LANGUAGE_PROVIDER.value,
        )
        return self.filter(
            models.Q(organisation__in=mine.values("organisation"), created_by=user.pk)
            | models.Q(organisation__in=looks.values("organisation"))
            | models.Q(models.Exists(colleague), organisation__in=school.values("organisation"), about="classes")
        )


class AttendanceFile(ListInHand):
    """An attendance file on its way in, and what became of it: its marks say which file they are of.

    `words` is what each word for presence in it means. What somebody sees of it is made anew for that somebody: only of
    people of whom she may see it.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="attendance_files")
    about = models.CharField(max_length=12, choices=FileAbout.choices, default=FileAbout.CLASSES)
    status = models.CharField(max_length=12, choices=FileStatus.choices, default=FileStatus.COLUMNS)
    words = models.JSONField(default=dict)

    objects = AttendanceFileQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        indexes: ClassVar = [models.Index(fields=["organisation", "file_hash"], name="attendance_file_by_hash")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.created_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Somebody is still working at it."""
        return self.status in FILE_OPEN


class SchoolWord(models.Model):
    """What a word for presence means in the files of an organisation, as somebody said it last."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="school_words")
    word = models.CharField(max_length=60)
    means = models.SlugField(max_length=20)
    used_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["word"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "word"], name="one_meaning_per_word_of_an_organisation"),
        ]

    def __str__(self) -> str:
        return f"{self.word}: {self.means}"


class KnownName(models.Model):
    """That somebody in an organisation's files was said to be a person: a keyed hash of what a file tells of who it is.

    `file` is the import in which it was said; what is taken out again is forgotten with it. `replaced_by` is the later
    one in which somebody said otherwise: it holds again when that one is taken out. A digest can be of several people,
    for who said one need not see the other.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="known_names")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="known_names")
    digest = models.CharField(max_length=64)
    file = models.UUIDField()
    replaced_by = models.UUIDField(null=True)
    said_at = models.DateTimeField()
    said_by = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["said_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "digest", "file"], name="one_row_per_name_in_a_file"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.digest[:8]}"
