"""Addresses of groups and the planner."""

from django.urls import path

from tweespoor.apps.schedule.views import classes
from tweespoor.apps.schedule.views import timetables as views

urlpatterns = [
    path("groepen/", views.group_list, name="groups"),
    path("groepen/<uuid:group_id>/", views.group_page, name="group"),
    path("beheer/klassen/", classes.class_list, name="classes"),
    path("beheer/klassen/<uuid:class_id>/", classes.class_page, name="class"),
    path("programmas/<slug:slug>/planner/", views.planner_page, name="planner"),
    path("programmas/<slug:slug>/planner/voortgang/", views.planner_progress, name="planner-progress"),
    path("programmas/<slug:slug>/planner/start/", views.start_planner, name="start-planner"),
    path("programmas/<slug:slug>/planner/stop/", views.stop_planner, name="stop-planner"),
    path("programmas/<slug:slug>/planner/<uuid:timetable_id>/publiceren/", views.publish, name="publish-timetable"),
]
