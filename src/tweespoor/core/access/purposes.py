"""What follows from the table of grounds for one role and one person."""

from __future__ import annotations

from collections.abc import Iterable

from tweespoor.core.access.grounds import GROUNDS, Recipient
from tweespoor.core.vocabulary import Act, Purpose, Role


def purposes_of(
    role: Role, *, recipient: Recipient, act: Act | None, consents: Iterable[Purpose] = ()
) -> frozenset[Purpose]:
    """The sets of facts about a person that a role sees.

    `act` is the act the person falls under, None where nobody asked: the smaller scope of 2013 then holds.
    `consents` are the sets that the person consented to for this recipient.
    """
    given = frozenset(consents)
    found: set[Purpose] = set()
    for ground in GROUNDS:
        if (ground.role, ground.recipient, ground.act) == (role, recipient, act or Act.ACT_2013):
            found |= ground.purposes & given if ground.consent else ground.purposes
    return frozenset(found)


def asks_consent(role: Role, *, act: Act | None) -> frozenset[Purpose]:
    """The sets that a role sees of a person under an act only where the person consents."""
    return frozenset(
        purpose
        for ground in GROUNDS
        if ground.consent and ground.role is role and ground.act is (act or Act.ACT_2013)
        for purpose in ground.purposes
    )


def consentable() -> tuple[Purpose, ...]:
    """The sets that some role sees of somebody with the person's consent only."""
    asked = {purpose for ground in GROUNDS if ground.consent for purpose in ground.purposes}
    return tuple(purpose for purpose in Purpose if purpose in asked)


def widest_purposes(role: Role) -> frozenset[Purpose]:
    """All sets of facts that a role can see of somebody, under whatever act and with consent."""
    return frozenset(purpose for ground in GROUNDS if ground.role is role for purpose in ground.purposes)


def roles_that_may_see(purpose: Purpose) -> frozenset[Role]:
    """The roles that can see this set of facts of somebody, under whatever act."""
    return frozenset(ground.role for ground in GROUNDS if purpose in ground.purposes)
