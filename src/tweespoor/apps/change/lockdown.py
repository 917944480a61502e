"""A lockdown per kind of activity: what is done with each, by default as the evaluation of the pilots found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tweespoor.core.vocabulary import ActivityFamily, ActivityKind


class Treatment(StrEnum):
    """What is done with the groups of a kind of activity."""

    AS_IT_WAS = "as-it-was"
    STOP = "stop"
    ONLINE = "online"
    HYBRID = "hybrid"
    HALF = "half"


WORDS = {
    Treatment.AS_IT_WAS: _("op locatie, zoals het was"),
    Treatment.STOP: _("stoppen"),
    Treatment.ONLINE: _("online"),
    Treatment.HYBRID: _("deels online, deels op locatie"),
    Treatment.HALF: _("in groepen van de halve grootte"),
}


@dataclass(frozen=True)
class Default:
    """What is proposed for a kind of activity, and why."""

    treatment: Treatment
    why: Promise | str


_VOCATIONAL = Default(
    Treatment.STOP, _("Vakscholing leert men door te doen; online bleek zij niet te kunnen (eindrapport, 3.3).")
)
_CONVERSATION = Default(
    Treatment.STOP, _("Online kwam er geen gesprek op gang; mensen konden niet inloggen (eindrapport, 3.3).")
)
_LANGUAGE = Default(
    Treatment.ONLINE,
    _("Taallessen gingen online verder; wie weinig taal of digitale vaardigheid heeft, kwam moeilijk mee."),
)
_TRAINING = Default(
    Treatment.HYBRID,
    _("Ongeveer de helft van de gemeenten stopte; deels online werkt voor wie de basisvaardigheden heeft."),
)
_TOGETHER = Default(Treatment.STOP, _("Dit kan alleen als men bij elkaar is, of de plek zelf was dicht."))

_OF_KIND = {
    ActivityKind.VOCATIONAL: _VOCATIONAL,
    ActivityKind.LANGUAGE_CONVERSATION: _CONVERSATION,
    ActivityKind.LANGUAGE_COACHING: _TOGETHER,
    ActivityKind.SPORT: _TOGETHER,
}
_OF_FAMILY = {
    ActivityFamily.LANGUAGE: _LANGUAGE,
    ActivityFamily.SELF_RELIANCE: _TRAINING,
    ActivityFamily.PREPARATION: _TRAINING,
    ActivityFamily.GUIDANCE: _TRAINING,
}


def default_of(kind: ActivityKind) -> Default:
    """What is proposed for a kind of activity."""
    return _OF_KIND.get(kind) or _OF_FAMILY.get(kind.family) or _TOGETHER
