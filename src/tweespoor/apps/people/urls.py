"""Addresses of registering facts, of assessments and of who sees what; pages that show people are in `site/pages`."""

from django.urls import path

from tweespoor.apps.people.views import access, assessments, facts, transferring
from tweespoor.apps.people.views.identity import identity_page
from tweespoor.apps.people.views.new import new_person

urlpatterns = [
    path("mensen/nieuw/", new_person, name="new-person"),
    path("mensen/doorgeven/", transferring.give_people, name="give-people"),
    path("mensen/doorgeven/<uuid:transfer_id>/terug/", transferring.give_back, name="give-back"),
    path("mensen/<uuid:person_id>/naam/", identity_page, name="identity"),
    path("mensen/<uuid:person_id>/mijn/", facts.own_person, name="own-person"),
    path("mensen/<uuid:person_id>/feiten/<slug:slug>/", facts.register_fact, name="register-fact"),
    path("mensen/<uuid:person_id>/feiten/<slug:slug>/corrigeren/", facts.correct_fact, name="correct-fact"),
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
    path("mensen/<uuid:person_id>/wie-ziet-wat/", access.access_page, name="who-sees-what"),
    path("mensen/<uuid:person_id>/wie-ziet-wat/delen/", access.share_person, name="share-person"),
    path(
        "mensen/<uuid:person_id>/wie-ziet-wat/delen/<uuid:sharing_id>/stoppen/",
        access.end_sharing,
        name="end-sharing",
    ),
    path("mensen/<uuid:person_id>/wie-ziet-wat/toestemming/", access.give_consent, name="give-consent"),
    path(
        "mensen/<uuid:person_id>/wie-ziet-wat/toestemming/<uuid:consent_id>/intrekken/",
        access.withdraw_consent,
        name="withdraw-consent",
    ),
    path("noodtoegang/", access.emergency, name="emergency"),
    path("beheer/noodtoegang/", access.emergencies, name="emergencies"),
    path("beheer/noodtoegang/<uuid:access_id>/bekeken/", access.review_emergency, name="review-emergency"),
]
