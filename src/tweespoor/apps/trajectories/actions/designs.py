"""Deeds about designs: starting one, changing a draft and taking it back, publishing it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tweespoor.apps.log import actions as log
from tweespoor.apps.organisations.models import Organisation, User
from tweespoor.apps.trajectories import bridge
from tweespoor.apps.trajectories.models import (
    DesignDraft,
    DesignDraftQuerySet,
    DesignVersion,
    DesignVersionQuerySet,
    DraftText,
    Programme,
)
from tweespoor.apps.trajectories.queries.designs import may_edit
from tweespoor.core import designs
from tweespoor.core.designs import Design, Label

KEPT_TEXTS = 50
"""How many texts of a draft can be gone back to."""

LARGEST_FILE = 200_000
"""Bytes of a design file that is brought in; the longest pilot takes 17,000."""

OWN_WORK = "the deed is about designs and people of the user's own organisation, which was checked"


class Refused(Exception):
    """A deed that may not be, with a sentence that says why."""


@dataclass(frozen=True)
class Place:
    """A part of a draft that two people changed: what it was, what the other made of it and what was sent now.

    `section` and `part` name it; `part` is empty where it is about the whole. A version is None where it was removed.
    """

    section: str
    part: str
    theirs: object
    mine: object


class Changed(Exception):
    """Somebody else changed the same part meanwhile; nothing was kept."""

    def __init__(self, places: Sequence[Place], *, by: UUID | None, at: datetime) -> None:
        self.places, self.by, self.at = tuple(places), by, at
        super().__init__(f"{len(self.places)} parts")


@transaction.atomic
def start_from_pilot(
    *, pilot: str, title: str, organisation: Organisation, by: User, now: datetime, key: UUID | None = None
) -> DesignDraft:
    """Start a design of one's own as one of the nine pilots is.

    Raises:
        Refused: if the user makes no designs of the organisation.
        UnknownDesign: if there is no such pilot.
        AlreadyDone: if the request of `key` was carried out before.
    """
    claim(organisation, by=by, now=now, key=key)
    source = designs.pilot(pilot)
    slug = _free_slug(designs.short_name(title), organisation=organisation)
    own = designs.derive(source, design_id=slug, title=Label(title, title), municipality=organisation.name)
    return _start(own, organisation=organisation, based_on=None, by=by, now=now)


@transaction.atomic
def edit_version(*, version: DesignVersion, by: User, now: datetime, key: UUID | None = None) -> DesignDraft:
    """The draft of a design, begun from this version where there is none yet.

    Raises:
        Refused: if the user makes no designs of the organisation.
        AlreadyDone: if the request of `key` was carried out before.
    """
    organisation = version.organisation
    if organisation is None:
        raise Refused(_("Dit ontwerp is van niemand. Begin met een voorbeeld."))
    claim(organisation, by=by, now=now, key=key)
    there = _drafts().filter(organisation=organisation, slug=version.slug).first()
    if there is not None:
        return there
    return _start(bridge.design_of(version), organisation=organisation, based_on=version, by=by, now=now)


@transaction.atomic
def bring_in(
    *, content: bytes, organisation: Organisation, by: User, now: datetime, key: UUID | None = None
) -> DesignDraft:
    """Make a draft of a design file; where there is a draft of that design, its text is put on top of its history.

    Raises:
        Refused: if the user makes no designs of the organisation, or the file is too large or no text.
        DesignError: if the text is no design, with line and remedy of every problem; nothing is kept.
        AlreadyDone: if the request of `key` was carried out before.
    """
    if not may_edit(by, organisation=organisation.pk):
        raise Refused(_("U maakt geen ontwerpen van deze organisatie."))
    design = designs.read_design(_text_of(content), name=_("bestand"))
    claim(organisation, by=by, now=now, key=key)
    there = _locked(_drafts().filter(organisation=organisation, slug=design.id).first())
    if there is not None:
        _keep(there, design, before=bridge.draft_design(_holding(there)), by=by, now=now)
        _record_start(there, by=by, now=now)
        return there
    latest = _versions().filter(organisation=organisation, slug=design.id).order_by("-version").first()
    return _start(design, organisation=organisation, based_on=latest, by=by, now=now)


def _text_of(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        raise Refused(
            _("Dit bestand is te groot: een ontwerp heeft hoogstens %(most)s kB. Is dit het goede bestand?")
            % {"most": LARGEST_FILE // 1000}
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_("Dit bestand is geen tekst in UTF-8. Bewaar het als UTF-8 en probeer het opnieuw.")) from None


@transaction.atomic
def change(
    *,
    draft: DesignDraft,
    seen: UUID,
    edit: Callable[[Design], Design],
    by: User,
    now: datetime,
    key: UUID | None = None,
) -> bool:
    """Carry out an edit of the text that the user saw, and join it with what others changed since.

    Returns whether anything became different.

    Raises:
        Refused: if the user makes no designs of the organisation, or the text seen is no longer there.
        Changed: if somebody else changed the same part meanwhile; nothing is kept.
        DesignError: if what comes out is no sound design; nothing is kept.
        AlreadyDone: if the request of `key` was carried out before.
    """
    claim(draft.organisation, by=by, now=now, key=key)
    locked = _must_be(_locked(draft))
    current = _holding(locked)
    base = current if current.pk == seen else locked.texts.filter(pk=seen).first()
    if base is None:
        raise Refused(_("Het concept is intussen te veel veranderd. Bekijk het opnieuw en doe het nog eens."))
    old, theirs = bridge.draft_design(base), bridge.draft_design(current)
    mine = edit(old)
    try:
        joined = designs.join(old, mine=mine, theirs=theirs)
    except designs.Clash as clash:
        places = [_place(each, mine=mine, theirs=theirs) for each in clash.places]
        raise Changed(places, by=current.saved_by, at=current.saved_at) from None
    return _keep(locked, joined, before=theirs, by=by, now=now)


def _place(place: tuple[str, str], *, mine: Design, theirs: Design) -> Place:
    section, part = place
    if not part:
        return Place(section, "", getattr(theirs, section), getattr(mine, section))
    found = [{each.id: each for each in getattr(design, section)}.get(part) for design in (theirs, mine)]
    return Place(section, part, *found)


def _keep(draft: DesignDraft, design: Design, *, before: Design, by: User, now: datetime) -> bool:
    """Put a design on top of a draft's history; what was taken back before is gone. Whether anything is different."""
    text = designs.write_design(design)
    sound = designs.read_design(text, name=draft.slug)
    if sound == before:
        return False
    draft.texts.filter(number__gt=draft.number).delete()
    draft.number += 1
    DraftText.objects.create(
        draft=draft,
        number=draft.number,
        text=text,
        changes=[
            {"section": section.value, "label": each.label.nl, "how": how.value}
            for section, each, how in designs.differences(before, sound)
        ],
        saved_at=now,
        saved_by=by.pk,
    )
    draft.texts.filter(number__lte=draft.number - KEPT_TEXTS).delete()
    draft.save(update_fields=["number"])
    return True


@transaction.atomic
def step(*, draft: DesignDraft, seen: UUID, by: User, now: datetime, key: UUID | None = None, back: bool) -> None:
    """Take the last edit of a draft back, or do the one taken back again.

    Raises:
        Refused: if the user makes no designs of the organisation, there is nothing to go to, or somebody else changed
            the draft meanwhile.
        AlreadyDone: if the request of `key` was carried out before.
    """
    claim(draft.organisation, by=by, now=now, key=key)
    locked = _must_be(_locked(draft))
    if _holding(locked).pk != seen:
        raise Refused(_("Iemand anders veranderde intussen het concept. Kijk eerst wat er nu staat."))
    target = locked.number + (-1 if back else 1)
    if not locked.texts.filter(number=target).exists():
        raise Refused(_("Verder terug kan niet.") if back else _("Er is niets om opnieuw te doen."))
    locked.number = target
    locked.save(update_fields=["number"])


@transaction.atomic
def publish(
    *,
    draft: DesignDraft,
    seen: UUID,
    followed_by: Iterable[Programme],
    by: User,
    now: datetime,
    key: UUID | None = None,
) -> DesignVersion:
    """Make a draft the next version of its design; new people of the programmes given start in it. The draft is gone.

    Whoever takes part already keeps the version they are in.

    Raises:
        Refused: if the user makes no designs of the organisation, or somebody else changed the draft meanwhile.
        AlreadyDone: if the request of `key` was carried out before.
    """
    claim(draft.organisation, by=by, now=now, key=key)
    locked = _must_be(_locked(draft))
    text = _holding(locked)
    if text.pk != seen:
        raise Refused(_("Iemand anders veranderde intussen het concept. Kijk eerst wat er nu staat."))
    version = keep_version(slug=locked.slug, text=text.text, organisation=locked.organisation, now=now)
    programmes = [each for each in followed_by if each.municipality_id == locked.organisation_id]
    for programme in programmes:
        programme.design = version
        programme.save(update_fields=["design"])
    locked.delete()
    detail = {"slug": version.slug, "version": version.version, "programmes": len(programmes)}
    log.record(
        deed="design-published", on=version, by=by.pk, now=now, organisation=version.organisation_id, detail=detail
    )
    return version


@transaction.atomic
def throw_away(*, draft: DesignDraft, by: User, now: datetime, key: UUID | None = None) -> None:
    """Delete a draft with its history; published versions stay.

    Raises:
        Refused: if the user makes no designs of the organisation.
        AlreadyDone: if the request of `key` was carried out before.
    """
    claim(draft.organisation, by=by, now=now, key=key)
    locked = _must_be(_locked(draft))
    detail = {"slug": locked.slug}
    log.record(
        deed="draft-thrown-away", on=locked, by=by.pk, now=now, organisation=locked.organisation_id, detail=detail
    )
    locked.delete()


def keep_version(*, slug: str, text: str, organisation: Organisation | None, now: datetime) -> DesignVersion:
    """The next version of a design with this text; the same text again is the version there is."""
    latest = _versions().filter(organisation=organisation, slug=slug).order_by("-version").first()
    if latest is not None and latest.text == text:
        return latest
    number = latest.version + 1 if latest else 1
    return DesignVersion.objects.create(organisation=organisation, slug=slug, version=number, text=text, saved_at=now)


def owned_by(organisation: Organisation, *, design: DesignVersion, now: datetime) -> DesignVersion:
    """The version as the organisation's own: a version of nobody becomes its, of another it gets a copy."""
    if design.organisation_id == organisation.pk:
        return design
    taken = _versions().filter(organisation=organisation, slug=design.slug).exists()
    if design.organisation_id is None and not taken:
        design.organisation = organisation
        design.save(update_fields=["organisation"])
        return design
    return keep_version(slug=design.slug, text=design.text, organisation=organisation, now=now)


def _start(
    design: Design, *, organisation: Organisation, based_on: DesignVersion | None, by: User, now: datetime
) -> DesignDraft:
    draft = DesignDraft.objects.create(
        organisation=organisation, slug=design.id, based_on=based_on, number=1, started_at=now
    )
    DraftText.objects.create(
        draft=draft, number=1, text=designs.write_design(design), saved_at=now, saved_by=by.pk, changes=[]
    )
    _record_start(draft, by=by, now=now)
    return draft


def _record_start(draft: DesignDraft, *, by: User, now: datetime) -> None:
    detail = {"slug": draft.slug}
    log.record(deed="draft-started", on=draft, by=by.pk, now=now, organisation=draft.organisation_id, detail=detail)


def claim(organisation: Organisation | None, *, by: User, now: datetime, key: UUID | None) -> None:
    """See that the user makes designs of the organisation, and that this request was not carried out before.

    Raises:
        Refused: if the user does not.
        AlreadyDone: if it was.
    """
    if organisation is None or not may_edit(by, organisation=organisation.pk):
        raise Refused(_("U maakt geen ontwerpen van deze organisatie."))
    if key is not None:
        log.claim(key=key, by=by.pk, now=now)


def _free_slug(wanted: str, *, organisation: Organisation) -> str:
    taken = {
        *_versions().filter(organisation=organisation).values_list("slug", flat=True),
        *_drafts().filter(organisation=organisation).values_list("slug", flat=True),
    }
    slug, number = wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _locked(draft: DesignDraft | None) -> DesignDraft | None:
    """The draft as it is now, held by this transaction; None where there is none any more."""
    if draft is None:
        return None
    return _drafts().select_for_update().filter(pk=draft.pk).first()


def _must_be(draft: DesignDraft | None) -> DesignDraft:
    if draft is None:
        raise Refused(_("Dit concept is er niet meer: iemand heeft het gepubliceerd of weggegooid."))
    return draft


def _holding(draft: DesignDraft) -> DraftText:
    return draft.texts.get(number=draft.number)


def _drafts() -> DesignDraftQuerySet:
    return DesignDraft.objects.all().unscoped(why=OWN_WORK)


def _versions() -> DesignVersionQuerySet:
    return DesignVersion.objects.all().unscoped(why=OWN_WORK)
