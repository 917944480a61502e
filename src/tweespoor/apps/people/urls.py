"""Addresses of registering facts; the pages that show people are in `site/pages`."""

from django.urls import path

from tweespoor.apps.people import views

urlpatterns = [
    path("mensen/<uuid:person_id>/mijn/", views.own_person, name="own-person"),
    path("mensen/<uuid:person_id>/feiten/<slug:slug>/", views.register_fact, name="register-fact"),
]
