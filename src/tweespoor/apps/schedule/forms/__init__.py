"""Forms about classes and all there is to plan with."""

from tweespoor.apps.schedule.forms.classes import TeachersForm

__all__ = ["TeachersForm"]
