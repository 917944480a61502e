"""Addresses of what happens while a timetable is in force."""

from django.urls import path

from tweespoor.apps.change import views

CHANGE = "programmas/<slug:slug>/verandering/"

urlpatterns = [
    path(CHANGE, views.change_page, name="change"),
    path(f"{CHANGE}<slug:happened>/", views.happened, name="change-happened"),
    path(f"{CHANGE}<slug:happened>/uitvoeren/", views.settle, name="change-settle"),
    path(f"{CHANGE}<slug:happened>/concept/", views.draft, name="change-draft"),
]
