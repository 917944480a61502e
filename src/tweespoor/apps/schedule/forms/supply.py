"""Forms of what there is to plan with, one per kind; their fields are the columns of `queries.supply.COLUMNS`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tweespoor.apps.organisations.language import language_now
from tweespoor.apps.organisations.models import User
from tweespoor.apps.schedule.forms.class_form import ClassForm
from tweespoor.apps.schedule.forms.fields import (
    CoordinatesField,
    HalfDaysField,
    SomeField,
    choices_of,
    day,
    whole,
)
from tweespoor.apps.schedule.forms.hours import OwnHours
from tweespoor.apps.schedule.forms.seen import SupplyForm
from tweespoor.apps.schedule.models import HolidayKind
from tweespoor.apps.schedule.queries.supply import possible_trainers, trainer_organisations, zones_of
from tweespoor.apps.schedule.queries.supply_use import in_programme
from tweespoor.apps.schedule.rules import SupplyKind
from tweespoor.apps.trajectories.models import Programme
from tweespoor.core.hours import taken_up
from tweespoor.core.vocabulary import ActivityKind, LanguageLevel
from tweespoor.core.week import Daypart, HalfDay

_MONDAY = 0


class LocationForm(SupplyForm):
    """A building."""

    name = forms.CharField(label=_("Naam van het gebouw"), max_length=120)
    zone = forms.ChoiceField(label=_("Zone"), help_text=_("Voor de reistijd. Een nieuwe zone maakt u bij Zones."))
    address = forms.CharField(
        label=_("Adres"), max_length=200, required=False, help_text=_("Staat op de week van deelnemers.")
    )
    route = forms.CharField(
        label=_("Hoe iemand er komt"),
        max_length=300,
        required=False,
        help_text=_("In korte zinnen, bijvoorbeeld: Neem bus 4. Stap uit bij de kerk. De deur is rood."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_route(self) -> str:
        """The sentences after each other, whatever lines they were typed on."""
        return " ".join(str(self.cleaned_data["route"]).split())

    def prepare(self) -> None:
        """The zones of the programme."""
        self.choose("zone", [(each.slug, each.name) for each in zones_of(self.programme)])


class RoomForm(SupplyForm):
    """A room in a building."""

    location = forms.ChoiceField(label=_("Gebouw"))
    name = forms.CharField(label=_("Naam van het lokaal"), max_length=120)
    capacity = whole(_("Voor hoeveel mensen"), most=1000)
    half_days = HalfDaysField(label=_("Wanneer het lokaal open is"), all_is_always=True)

    def prepare(self) -> None:
        """The buildings of the programme."""
        self.choose("location", choices_of(in_programme(self.programme)["locations"]))


class TrainerForm(SupplyForm):
    """Somebody who gives trainings."""

    name = forms.CharField(label=_("Naam"), max_length=120)
    organisation = forms.ChoiceField(label=_("Organisatie"), required=False)
    user = forms.ChoiceField(
        label=_("Logt in als"),
        required=False,
        help_text=_("Wie u hier koppelt, ziet de deelnemers van de eigen groepen zodra het rooster geldt."),
    )
    half_days = HalfDaysField(label=_("Wanneer de trainer kan"), all_is_always=True)
    max_sessions = whole(_("Hoeveel bijeenkomsten per week hooguit"), most=30)
    offers = SomeField(label=_("Welke trainingen deze trainer kan geven"))

    def prepare(self) -> None:
        """The organisations of the programme, their trainers who log in, and the trainings there are."""
        self.choose("organisation", choices_of(trainer_organisations(self.programme)), nothing=_("Niet bekend"))
        users = [(str(each.pk), f"{each.name} ({each.email})") for each in possible_trainers(self.programme)]
        self.choose("user", users, nothing=_("Logt niet in"))
        self.choose("offers", choices_of(in_programme(self.programme)["offers"]))

    def clean(self) -> dict[str, Any]:
        """Who logs in does so for an organisation.

        Raises:
            ValidationError: if no organisation was chosen for who logs in.
        """
        given = super().clean() or self.cleaned_data
        if given.get("user") and not given.get("organisation"):
            self.add_error("organisation", _("Kies voor welke organisatie deze trainer werkt."))
        return given


class OfferForm(OwnHours, SupplyForm):
    """A training, with all that the planner wants to know, and its own hours where the organisation wants them."""

    slug = forms.SlugField(required=False, max_length=80, widget=forms.HiddenInput)
    name_nl = forms.CharField(label=_("Naam in het Nederlands"), max_length=160)
    name_en = forms.CharField(label=_("Naam in het Engels"), max_length=160, required=False)
    kind = forms.ChoiceField(label=_("Soort activiteit"))
    sessions = whole(_("Bijeenkomsten per week"), most=5)
    length = whole(_("Dagdelen per bijeenkomst"), most=3)
    weeks = whole(_("Hoeveel weken"), most=52)
    min_size = whole(_("Minste deelnemers in een groep"), most=100)
    max_size = whole(_("Meeste deelnemers in een groep"), most=100)
    level_min = forms.ChoiceField(label=_("Taalniveau vanaf"))
    level_max = forms.ChoiceField(label=_("Taalniveau tot en met"))
    max_level_spread = whole(
        _("Hoeveel stappen het niveau in een groep mag verschillen"), least=0, most=len(LanguageLevel)
    )
    max_groups = whole(_("Hoeveel groepen hooguit"), most=100)
    outside_seats = whole(
        _("Plaatsen voor andere doelgroepen"),
        least=0,
        most=100,
        help_text=_("Zoveel plaatsen per groep mag de planner vullen met anderen, als er te weinig deelnemers zijn."),
    )
    group_cost = whole(
        _("Wat een extra groep kost, in punten"),
        least=0,
        most=10_000,
        help_text=_("Een wens van een deelnemer telt voor ongeveer 100 punten. Meer punten: minder, vollere groepen."),
    )
    preteach = forms.BooleanField(label=_("Liefst op een dag met taalles (voor pre-teaching)"), required=False)
    half_days = HalfDaysField(label=_("Wanneer deze training kan"), all_is_always=True)
    rooms = SomeField(label=_("In welke lokalen"))
    trainers = SomeField(label=_("Wie deze training kan geven"))
    after = SomeField(label=_("Pas na deze trainingen"))

    def prepare(self) -> None:
        """Kinds, levels, and the rooms, trainers and other trainings of the programme."""
        language = language_now()
        there = in_programme(self.programme)
        self.choose("kind", [(each.value, each.label(language)) for each in ActivityKind])
        levels = [(each.value, each.label(language)) for each in LanguageLevel]
        self.choose("level_min", levels)
        self.choose("level_max", levels)
        self.choose("rooms", [(str(room.pk), f"{room.location.name}, {room.name}") for room in there["rooms"]])
        self.choose("trainers", choices_of(there["trainers"]))
        own = self.row.pk if self.row else None
        self.choose("after", choices_of(there["offers"].exclude(pk=own)))
        if self.row and (self.is_detailed or self.row.hours):
            self.ask_hours([(part.value, part.label(language)) for part in Daypart], own=self.row.hours)

    def clean(self) -> dict[str, Any]:
        """Sizes and levels go up; the own hours per part of the day, as they are kept.

        Raises:
            ValidationError: if the most is less than the least.
        """
        given = super().clean() or self.cleaned_data
        if {"min_size", "max_size"} <= given.keys() and given["min_size"] > given["max_size"]:
            self.add_error("max_size", _("Dit is minder dan het minste. Vul een hoger getal in."))
        if {"level_min", "level_max"} <= given.keys():
            low, high = LanguageLevel(given["level_min"]), LanguageLevel(given["level_max"])
            if low.rank > high.rank:
                self.add_error("level_max", _("Dit niveau is lager dan het eerste. Kies een hoger niveau."))
        given["name_en"] = given.get("name_en") or given.get("name_nl", "")
        given["hours"] = self.hours_of([part.value for part in Daypart], given=given)
        for part, hours in given["hours"].items():
            self._keep_to(Daypart(part), hours=hours)
        return given

    def _keep_to(self, part: Daypart, *, hours: list[str]) -> None:
        """The own hours of a part of the day stay clear of the other parts: another group can be held there."""
        begin, end = (time.fromisoformat(each) for each in hours)
        for other in taken_up(HalfDay.of(day=1, part=part), hours=(begin, end)):
            if other.part is not part:
                field = "einde" if other.part.start >= part.end else "begin"
                told = _(
                    "Dit valt ook in de %(part)s: die duurt van %(begin)s tot %(end)s. Kies een andere tijd. Duurt de "
                    "training langer, kies dan meer dagdelen per bijeenkomst."
                )
                self.add_error(
                    f"{field}-{part.value}",
                    told
                    % {
                        "part": other.part.label(language_now()),
                        "begin": f"{other.part.start:%H.%M}",
                        "end": f"{other.part.end:%H.%M}",
                    },
                )


class PeriodForm(SupplyForm):
    """A stretch of weeks."""

    name = forms.CharField(label=_("Naam"), max_length=80)
    starts_on = day(_("Begint op maandag"))
    weeks = whole(_("Hoeveel weken"), most=53)

    def clean_starts_on(self) -> Any:
        """A Monday: the planner counts in whole weeks.

        Raises:
            ValidationError: if it is another day of the week.
        """
        first = self.cleaned_data["starts_on"]
        if first.weekday() != _MONDAY:
            raise forms.ValidationError(_("Dit is geen maandag. Kies de maandag van de eerste week."))
        return first


class HolidayForm(SupplyForm):
    """Days without lessons and trainings."""

    name = forms.CharField(label=_("Naam"), max_length=80)
    kind = forms.ChoiceField(label=_("Soort"), choices=HolidayKind.choices)
    first_day = day(_("Eerste vrije dag"))
    last_day = day(_("Laatste vrije dag"), required=False, help_text=_("Leeg: één dag."))
    location = forms.ChoiceField(
        label=_("Welk gebouw dicht is"), required=False, help_text=_("Alleen als een gebouw gesloten is.")
    )

    def prepare(self) -> None:
        """The buildings of the programme."""
        choices = choices_of(in_programme(self.programme)["locations"])
        self.choose("location", choices, nothing=_("Geldt voor alle gebouwen"))

    def clean(self) -> dict[str, Any]:
        """A closing is of a building, anything else of none; the last day is not before the first.

        Raises:
            ValidationError: if it is not so.
        """
        given = super().clean() or self.cleaned_data
        given["last_day"] = given.get("last_day") or given.get("first_day")
        if given.get("first_day") and given["last_day"] < given["first_day"]:
            self.add_error("last_day", _("De laatste dag ligt voor de eerste. Kies een latere dag."))
        is_closing = given.get("kind") == HolidayKind.CLOSING
        if is_closing and not given.get("location"):
            self.add_error("location", _("Kies welk gebouw dicht is."))
        if not is_closing:
            given["location"] = ""
        return given


class ZoneForm(SupplyForm):
    """A part of the region."""

    name = forms.CharField(label=_("Naam van de zone"), max_length=120)
    slug = forms.SlugField(
        label=_("Kenmerk"),
        max_length=60,
        help_text=_("Zoals de zone bij deelnemers staat: een woord, of de vier cijfers van de postcode."),
    )
    coordinates = CoordinatesField(
        label=_("Coördinaten van het midden"),
        required=False,
        max_length=60,
        help_text=_("Breedte en lengte (51.19, 5.99) of RD-coördinaten (197000 356000), om reistijden uit te rekenen."),
    )

    def prepare(self) -> None:
        """What people and buildings call a zone stays as it is."""
        if self.row:
            del self.fields["slug"]
            if self.row.latitude is not None:
                self.initial["coordinates"] = f"{self.row.latitude:.5f}, {self.row.longitude:.5f}"

    def values(self) -> dict[str, Any]:
        """The columns: the place as two."""
        found = super().values()
        place = self.cleaned_data.get("coordinates")
        if "coordinates" not in self.changed_data and self.row:
            return {**found, "latitude": self.row.latitude, "longitude": self.row.longitude}
        return {**found, "latitude": place and place.latitude, "longitude": place and place.longitude}


FORMS: Mapping[SupplyKind, type[SupplyForm]] = {
    SupplyKind.CLASSES: ClassForm,
    SupplyKind.OFFERS: OfferForm,
    SupplyKind.TRAINERS: TrainerForm,
    SupplyKind.LOCATIONS: LocationForm,
    SupplyKind.ROOMS: RoomForm,
    SupplyKind.PERIODS: PeriodForm,
    SupplyKind.HOLIDAYS: HolidayForm,
    SupplyKind.ZONES: ZoneForm,
}


def form_for(kind: SupplyKind, data: Any = None, *, programme: Programme, user: User, **more: Any) -> SupplyForm:
    """The form of a kind; `row` is the one that changes, `initial` what it starts from."""
    return FORMS[kind](data, programme=programme, user=user, kind=kind, **more)


class PublicHolidaysForm(forms.Form):
    """Which public holidays are free; those that are there already are not asked for."""

    days = forms.MultipleChoiceField(label=_("Welke dagen zijn vrij?"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].choices = choices  # type: ignore[attr-defined]  # a field of choices
