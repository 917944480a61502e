"""The address where everybody starts."""

from django.urls import path

from tweespoor.apps.organisations import views

urlpatterns = [
    path("", views.start, name="start"),
]
