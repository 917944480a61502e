"""The forms by which a part of a design is changed: they show a part, and make a new one of what was typed.

What is not on a form, or was not changed on it, stays as it was: sources, assumptions and contested values included.
"""

from tweespoor.core.designs import Section
from tweespoor.site.pages.designs.forms.aims import CadenceForm, CostForm, StaffForm, TargetForm
from tweespoor.site.pages.designs.forms.blocks import BlockForm
from tweespoor.site.pages.designs.forms.fields import PartForm
from tweespoor.site.pages.designs.forms.general import GeneralForm
from tweespoor.site.pages.designs.forms.intensities import IntensitiesForm
from tweespoor.site.pages.designs.forms.parts import AlternationForm, AlternativesForm, PhaseForm, WeeklyTotalForm

FORMS: dict[Section, type[PartForm]] = {
    Section.PHASES: PhaseForm,
    Section.BLOCKS: BlockForm,
    Section.ALTERNATIVES: AlternativesForm,
    Section.ALTERNATIONS: AlternationForm,
    Section.WEEKLY_TOTALS: WeeklyTotalForm,
    Section.CADENCES: CadenceForm,
    Section.TARGETS: TargetForm,
    Section.COSTS: CostForm,
    Section.STAFF: StaffForm,
}
"""The form of each section's parts."""

__all__ = ["FORMS", "GeneralForm", "IntensitiesForm", "PartForm"]
