"""All addresses: each app's own, and those of the pages over several apps."""

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from tweespoor.site.pages import people, programmes

urlpatterns = [
    path("programmas/", programmes.programme_list, name="programmes"),
    path("programmas/<slug:slug>/", programmes.programme_page, name="programme"),
    path("mensen/", people.people_list, name="people"),
    path("mensen/<uuid:person_id>/", people.person_page, name="person"),
    path("", include("tweespoor.apps.organisations.urls")),
    path("", include("tweespoor.apps.people.urls")),
    path("", include("tweespoor.apps.schedule.urls")),
    path("", include("tweespoor.apps.monitor.urls")),
    path("", include("tweespoor.apps.exchange.urls")),
    path("taal/", login_not_required(set_language), name="set_language"),
]
