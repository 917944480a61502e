"""Forms about classes and all there is to plan with."""

from tweespoor.apps.schedule.forms.classes import ELSEWHERE, NONE, CourseForm, TeachersForm

__all__ = ["ELSEWHERE", "NONE", "CourseForm", "TeachersForm"]
