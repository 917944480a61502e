"""Addresses of what happens while a timetable is in force."""

from django.urls import path

from tweespoor.apps.change.views import happened, lockdowns

CHANGE = "programmas/<slug:slug>/verandering/"

urlpatterns = [
    path(CHANGE, happened.change_page, name="change"),
    path(f"{CHANGE}lockdown/", lockdowns.lockdown, name="change-lockdown"),
    path(f"{CHANGE}lockdown/uitvoeren/", lockdowns.lock_down, name="change-lock-down"),
    path(f"{CHANGE}groep/", lockdowns.group, name="change-group"),
    path(f"{CHANGE}groep/uitvoeren/", lockdowns.set_group, name="change-set-group"),
    path(f"{CHANGE}terugnemen/", happened.take_back, name="change-take-back"),
    path(f"{CHANGE}<slug:happened>/", happened.happened, name="change-happened"),
    path(f"{CHANGE}<slug:happened>/uitvoeren/", happened.settle, name="change-settle"),
    path(f"{CHANGE}<slug:happened>/concept/", happened.draft, name="change-draft"),
]
