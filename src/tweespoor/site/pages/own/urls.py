"""Addresses of the participant's own pages."""

from django.urls import path

from tweespoor.apps.attendance import urls as _with_days
from tweespoor.site.pages.own import app, by_account, pages, signing_in

assert _with_days  # it registers the days of addresses

urlpatterns = [
    path("", signing_in.start, name="own-start"),
    path("kaart/", signing_in.by_card, name="own-enter"),
    path("kaart/<slug:letters>/", signing_in.card_page, name="own-card"),
    path("code/vragen/", signing_in.ask_code, name="own-ask-code"),
    path("code/", signing_in.by_code, name="own-code"),
    path("account/", by_account.own_account, name="own-account"),
    path("account/<slug:provider_id>/", by_account.to_provider, name="own-provider"),
    path("account/<slug:provider_id>/terug/", by_account.from_provider, name="own-provider-back"),
    path("account/<slug:provider_id>/koppelen/", by_account.ask_link, name="own-provider-link"),
    path("taal/", signing_in.choose_language, name="own-language"),
    path("uit/", signing_in.sign_out, name="own-leave"),
    path("week/", pages.week_page, name="own-week"),
    path("niet/<day:day>/<slug:half_day>/<uuid:whole>/", pages.not_coming, name="own-not-coming"),
    path("plaatje/<uuid:location_id>/", pages.place_picture, name="own-picture"),
    path("berichten/", pages.messages_page, name="own-messages"),
    path("gegevens/", pages.known_page, name="own-known"),
    path("agenda/", pages.open_calendar, name="own-calendar"),
    path("app.webmanifest", app.manifest, name="own-manifest"),
    path("worker.js", app.worker, name="own-worker"),
]
