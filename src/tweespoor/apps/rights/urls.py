"""Addresses about rights, the log, retention and leaving."""

from django.urls import path

from tweespoor.apps.rights.views import administration, person, requests

urlpatterns = [
    path("mensen/<uuid:person_id>/logboek/", person.person_log, name="person-log"),
    path("mensen/<uuid:person_id>/inzage/", person.access, name="access"),
    path("mensen/<uuid:person_id>/inzage/pdf/", person.access_file, {"form": "pdf"}, name="access-pdf"),
    path("mensen/<uuid:person_id>/inzage/json/", person.access_file, {"form": "json"}, name="access-json"),
    path("mensen/<uuid:person_id>/verzoeken/", person.person_requests, name="person-requests"),
    path("mensen/<uuid:person_id>/overdragen/", person.hand_over, name="hand-over"),
    path("verzoeken/", requests.request_list, name="requests"),
    path("verzoeken/<uuid:request_id>/", person.settle_request, name="settle-request"),
    path("overdrachten/<uuid:hand_over_id>/", requests.received_hand_over, name="received-hand-over"),
    path("overdrachten/<uuid:hand_over_id>/afwijzen/", requests.decline_hand_over, name="decline-hand-over"),
    path("overdrachten/<uuid:hand_over_id>/intrekken/", person.withdraw_hand_over, name="withdraw-hand-over"),
    path("beheer/logboek/", administration.log_page, name="log"),
    path("beheer/bewaartermijnen/", administration.retention_page, name="retention"),
    path("beheer/bewaartermijnen/voorstellen/", administration.propose_deletion, name="propose-deletion"),
    path("beheer/bewaartermijnen/<uuid:proposal_id>/uitvoeren/", administration.carry_out, name="carry-out"),
    path("beheer/meenemen/", administration.take_along, name="take-along"),
]
