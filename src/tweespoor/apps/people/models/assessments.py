"""Assessments: which instrument, when, with what result, and the report as a file."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import ClassVar

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import Q

from tweespoor.core.vocabulary import Assessment as Instrument


class PrivateFiles(FileSystemStorage):
    """Files about people: outside everything that a web server shows by itself, and readable by nobody else here."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> Path:
        """The folder that the settings name."""
        return Path(settings.PRIVATE_FILES)

    @property
    def location(self) -> str:
        """The same, as its parent class writes it."""
        return str(self.base_location.absolute())


def private_files() -> PrivateFiles:
    """Where files about people are kept."""
    return PrivateFiles()


def random_name(_assessment: Assessment, _given: str) -> str:
    """A name that says nothing about whom the file is of or what is in it."""
    name = uuid.uuid4().hex
    return f"assessments/{name[:2]}/{name}"


class Assessment(models.Model):
    """The result of one instrument on one day; `file` is its report, with the name it had when it was added."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="assessments")
    instrument = models.CharField(max_length=40, choices=[(each.value, each.nl) for each in Instrument])
    taken_on = models.DateField()
    result = models.CharField(max_length=300, blank=True)
    file = models.FileField(storage=private_files, upload_to=random_name, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    file_type = models.CharField(max_length=10, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField(null=True)

    class Meta:
        ordering: ClassVar = ["-taken_on", "-recorded_at", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(result="") | ~Q(file=""), name="an_assessment_has_a_result_or_a_file"),
            models.CheckConstraint(
                condition=(Q(file="") & Q(file_name="") & Q(file_type=""))
                | (~Q(file="") & ~Q(file_name="") & ~Q(file_type="")),
                name="a_file_has_its_name_and_type",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.taken_on}"
