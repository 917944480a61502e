"""What every page about rights asks first: which person, and whether the user handles the person's rights."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from tweespoor.apps.people.models import Person
from tweespoor.apps.rights import queries


def person_of(request: HttpRequest, person_id: UUID) -> Person:
    """The person whose rights the user handles; not found where there is none."""
    return get_object_or_404(queries.own_people(request.user).select_related("municipality"), pk=person_id)
