"""Addresses of registering facts; the pages that show people are in `site/pages`."""

from django.urls import path

from tweespoor.apps.people import views
from tweespoor.apps.people.views import assessments
from tweespoor.apps.people.views.new import new_person

urlpatterns = [
    path("mensen/nieuw/", new_person, name="new-person"),
    path("mensen/<uuid:person_id>/feiten/<slug:slug>/", views.register_fact, name="register-fact"),
    path("mensen/<uuid:person_id>/feiten/<slug:slug>/corrigeren/", views.correct_fact, name="correct-fact"),
    path("mensen/<uuid:person_id>/toetsen/", assessments.assessments, name="assessments"),
    path(
        "mensen/<uuid:person_id>/toetsen/<uuid:assessment_id>/verslag/",
        assessments.assessment_file,
        name="assessment-file",
    ),
    path(
        "mensen/<uuid:person_id>/toetsen/<uuid:assessment_id>/weghalen/",
        assessments.remove_assessment,
        name="remove-assessment",
    ),
]
