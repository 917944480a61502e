"""The names behind the ids that the log and the dossier hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from tweespoor.apps.log.models import Entry
from tweespoor.apps.organisations.models import Membership, Organisation, User


@dataclass(frozen=True)
class Names:
    """The names behind the ids of the log, and per user the organisation worked for."""

    users: Mapping[UUID, str]
    organisations: Mapping[UUID, str]
    works_for: Mapping[UUID, str]

    def user(self, key: UUID | None) -> str:
        """The user's name; the system where nobody did it, "iemand" where the user is gone."""
        if key is None:
            return _("Tweespoor zelf")
        return self.users.get(key, _("iemand die hier niet meer werkt"))

    def organisation(self, key: UUID | None) -> str:
        """The organisation's name; empty where it is not known."""
        return self.organisations.get(key, "") if key else ""

    def who(self, entry: Entry) -> str:
        """The actor with the organisation worked for."""
        name = self.user(entry.actor)
        where = self.organisation(entry.organisation) or (self.works_for.get(entry.actor, "") if entry.actor else "")
        if entry.actor is None and where:
            return _("%(organisation)s (niet op naam)") % {"organisation": where}
        return _("%(name)s van %(organisation)s") % {"name": name, "organisation": where} if where else name


def names_for(*, actors: Iterable[UUID | None], organisations: Iterable[UUID | None]) -> Names:
    """The names of these users and organisations."""
    users = {key for key in actors if key}
    works_for: dict[UUID, str] = {}
    rows = Membership.objects.filter(user__in=users).values_list("user", "organisation__name")
    for user, organisation in rows:
        works_for.setdefault(user, organisation)
    keys = {key for key in organisations if key}
    return Names(
        dict(User.objects.filter(pk__in=users).values_list("pk", "name")),
        dict(Organisation.objects.filter(pk__in=keys).values_list("pk", "name")),
        works_for,
    )


def names_of(entries: Iterable[Entry]) -> Names:
    """The names that these entries need."""
    rows = list(entries)
    objects = [UUID(row.object_id) for row in rows if row.object_type == "organisation" and row.object_id]
    return names_for(actors=[row.actor for row in rows], organisations=[*(row.organisation for row in rows), *objects])
