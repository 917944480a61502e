"""All addresses: each app's own, and those of the pages over several apps."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from tweespoor.site.pages import (
    advice,
    completeness,
    deadline_list,
    deadlines,
    dossier,
    five_minutes,
    history,
    intake,
    people_list,
    programmes,
)

urlpatterns = [
    path("programmas/", programmes.programme_list, name="programmes"),
    path("programmas/<slug:slug>/", programmes.programme_page, name="programme"),
    path("programmas/<slug:slug>/advies/", advice.advice_page, name="advice"),
    path("mensen/", people_list.people_list, name="people"),
    path("mensen/weergaven/", people_list.save_view, name="save-view"),
    path("mensen/weergaven/<uuid:view_id>/weg/", people_list.remove_view, name="remove-view"),
    path("mensen/vijf-minuten/", five_minutes.five_minutes_page, name="five-minutes"),
    path("mensen/volledigheid/", completeness.completeness_page, name="completeness"),
    path("mensen/<uuid:person_id>/", dossier.person_page, name="person"),
    path("mensen/<uuid:person_id>/intake/", intake.intake_page, name="intake"),
    path("mensen/<uuid:person_id>/intake/<slug:slug>/", intake.intake_step, name="intake-step"),
    path("mensen/<uuid:person_id>/intake/<slug:slug>/<slug:variable>/", intake.intake_item, name="intake-item"),
    path("mensen/<uuid:person_id>/geschiedenis/", history.history_page, name="history"),
    path("mensen/<uuid:person_id>/geschiedenis/<slug:slug>/", history.fact_history, name="fact-history"),
    path("termijnen/", deadline_list.deadline_list, name="deadline-list"),
    path("mensen/<uuid:person_id>/termijnen/", deadlines.deadlines_page, name="deadlines"),
    path("mensen/<uuid:person_id>/termijnen/gebeurtenis/", deadlines.note_event, name="note-event"),
    path("mensen/<uuid:person_id>/termijnen/uren/", deadlines.note_hours, name="note-hours"),
    path(
        "mensen/<uuid:person_id>/termijnen/gebeurtenis/<uuid:event_id>/intrekken/",
        deadlines.withdraw_event,
        name="withdraw-event",
    ),
    path("mensen/<uuid:person_id>/termijnen/uren/<uuid:hours_id>/", deadlines.change_hours, name="change-hours"),
    path("ontwerpen/", include("tweespoor.site.pages.designs.urls")),
    path("", include("tweespoor.apps.organisations.urls")),
    path("", include("tweespoor.apps.accounts.urls")),
    path("", include("tweespoor.apps.people.urls")),
    path("", include("tweespoor.apps.schedule.urls")),
    path("", include("tweespoor.apps.rights.urls")),
    path("", include("tweespoor.apps.monitor.urls")),
    path("", include("tweespoor.apps.exchange.urls")),
    path("taal/", login_not_required(set_language), name="set_language"),
]

handler429 = "tweespoor.apps.accounts.views.logging_in.too_many_requests"
