"""The fixed sentences of the participant's own pages, in Dutch of level A2; the catalogues hold the other languages."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tweespoor.core.vocabulary import AbsenceReason

Text = Promise | str

TOO_OFTEN = _("U hebt het te vaak geprobeerd. Wacht een kwartier en probeer het opnieuw.")
CARD_WRONG = _("Deze kaart werkt niet. Kijk of u alle letters goed hebt getypt. Of vraag uw klantmanager om een kaart.")
CODE_WRONG = _("Deze code werkt niet. Kijk of u de code goed hebt getypt. Of vraag een nieuwe code.")
ADDRESS_MISSING = _("Typ uw e-mailadres of uw telefoonnummer.")
BEGUN = _("Deze les of training is al begonnen. Bel uw docent of klantmanager.")
GONE = _("Deze les of training is er niet meer. Kijk in uw week.")
TOLD = _("Bedankt. Uw docent en uw klantmanager zien dat u niet komt.")
COMES = _("Goed. Uw docent en uw klantmanager zien dat u komt.")
SIGNED_OUT = _("U bent weg uit uw week. Tot ziens.")
CARD_SCAN = _("Houd de camera van uw telefoon voor het plaatje. Open wat u dan ziet.")
CARD_TYPE = _("Of open het adres onder het plaatje en typ de letters.")
CARD_SECRET = _("Deze kaart is van u alleen. Bent u de kaart kwijt? Zeg het tegen uw klantmanager.")
NOT_CHECKED = _("Deze vertaling is nog niet nagekeken door iemand die deze taal van huis uit spreekt.")
TOO_MANY = _("Er zijn al genoeg agenda’s met uw week.")
ACCOUNT_UNKNOWN = _(
    "Wij kennen dit account nog niet. Open uw week eerst met uw kaart. Kies dan “De volgende keer zonder kaart”."
)
ACCOUNT_TAKEN = _("Dit account hoort al bij iemand anders. Vraag uw klantmanager om hulp.")
ACCOUNT_FAILED = _("Het inloggen is niet gelukt. Probeer het opnieuw, of gebruik uw kaart.")
ACCOUNT_LINKED = _("Gelukt. De volgende keer kunt u zonder kaart inloggen, met uw account bij %(name)s.")
ACCOUNT_GONE = _("Uw account is weg. U opent uw week nu met uw kaart of met een code.")
NO_ACCOUNT = _("U hebt hier geen account.")
CARD_AGAIN = _("Open uw week nog een keer met uw kaart. Probeer het daarna opnieuw.")

REASONS: Mapping[AbsenceReason, Text] = {
    AbsenceReason.PERSONAL: _("Iets van mijzelf"),
    AbsenceReason.CHILDREN: _("Mijn kind"),
    AbsenceReason.WORK: _("Mijn werk"),
    AbsenceReason.APPOINTMENT: _("Ik heb een afspraak"),
    AbsenceReason.TRAVEL: _("Bus, trein of fiets"),
    AbsenceReason.OTHER: _("Iets anders"),
}
"""Why somebody does not come, as the participant says it; what is not here is asked for beforehand."""

ICONS: Mapping[AbsenceReason, str] = {
    AbsenceReason.PERSONAL: "guidance",
    AbsenceReason.CHILDREN: "childcare",
    AbsenceReason.WORK: "labour-market",
    AbsenceReason.APPOINTMENT: "agreement",
    AbsenceReason.TRAVEL: "travel",
    AbsenceReason.OTHER: "not-asked",
}
