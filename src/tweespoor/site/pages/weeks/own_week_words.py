"""The fixed sentences of a participant's own week, in Dutch of level A2; the catalogues hold the other languages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WEEK_OF = _("%(first)s tot en met %(last)s")
FREE = _("Vrij: %(name)s")
CLOSED = _("Dicht: %(place)s")
NOTHING = _("Deze week is er geen les of training.")
IS_OFF = _("Gaat niet door")
OFF_TITLE = _("Gaat niet door: %(title)s")
AWAY = _("U komt niet. Dat hebt u gezegd.")
WITH = _("Met %(name)s")
CALL_IF_NOT = _("Kunt u niet komen? Zeg het tegen uw klantmanager of docent.")
CALENDAR = _("Mijn week")
CHANGED_ON = _("Dit veranderde op %(day)s.")
EVERY = _("Elke %(day)s")
FROM = _("Vanaf %(day)s")
WAY = _("Zo komt u er")
MADE_ON = _("Gemaakt op %(day)s. Daarna kan er iets veranderen.")
