"""All addresses: each app's own, and those of the pages over several apps."""

from django.urls import include, path

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
    path("taal/", include("django.conf.urls.i18n")),
]
