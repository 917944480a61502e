"""The small picture of the way to a building: kept without anything else of the file, and shown to whom it concerns."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from tests.apps.conftest import a_municipality, a_user
from tests.apps.test_attendance import Scene
from tests.apps.test_own_pages import come_in
from tests.apps.test_weeks import week_of
from tweespoor.apps.log.models import Entry
from tweespoor.apps.schedule.models import Group, Location, Zone
from tweespoor.core.vocabulary import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ROUTE = "Neem bus 4. Stap uit bij de kerk."
WHERE = "Precies hier gemaakt door Karin"


@pytest.fixture
def files(settings, tmp_path):
    settings.PRIVATE_FILES = tmp_path / "files"
    return settings.PRIVATE_FILES


@pytest.fixture
def scene(files):
    cache.clear()
    found = Scene()
    found.leader = a_user(found.roermond, Role.PROJECT_LEADER, name="Petra")
    Location.objects.filter(pk=found.place.pk).update(route=ROUTE)
    return found


@pytest.fixture
def phone():
    """A telephone that nobody logged in with."""
    return Client()


def a_picture(kind="PNG", *, size=(1600, 900), mode="RGB", **more):
    """A file with a picture, red on the left."""
    picture = Image.new(mode, size, "white")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    made = io.BytesIO()
    picture.save(made, kind, **more)
    return made.getvalue()


def located(kind):
    """A picture that says where and by whom it was made, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x010E] = WHERE
    exif[0x0112] = 6  # turned a quarter
    exif.get_ifd(0x8825)[1] = "N"
    return a_picture(kind, exif=exif)


def address(scene):
    return reverse("location-picture", args=[scene.programme.slug, scene.place.pk])


def send(browser, scene, content, *, name="weg.png"):
    file = SimpleUploadedFile(name, content)
    return browser.post(address(scene), {"plaatje": file}, follow=True).content.decode()


def kept(scene):
    scene.place.refresh_from_db()
    with scene.place.picture.open("rb") as file:
        return file.read()


def stored(files):
    return [each for each in Path(files).rglob("*") if each.is_file()]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_is_kept_small_upright_and_without_anything_else_of_its_file(scene, log_in, kind):
    content = located(kind)
    assert WHERE.encode() in content
    page = send(log_in(scene.leader), scene, content)
    assert "Het plaatje is bewaard." in page
    found = kept(scene)
    assert WHERE.encode() not in found
    picture = Image.open(io.BytesIO(found))
    assert (picture.format, dict(picture.getexif())) == ("JPEG", {})
    assert max(picture.size) <= 1000
    assert picture.height > picture.width
    red = picture.getpixel((picture.width // 2, 5))
    assert red[0] > 200 > 100 > red[1]


def test_a_picture_that_can_be_looked_through_is_on_white(scene, log_in):
    made = io.BytesIO()
    Image.new("RGBA", (40, 40), (0, 0, 0, 0)).save(made, "PNG")
    send(log_in(scene.leader), scene, made.getvalue())
    assert Image.open(io.BytesIO(kept(scene))).getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "geen PNG, JPEG of WebP"),
        (b"hallo", "geen PNG, JPEG of WebP"),
        (b"%PDF-1.4", "geen PNG, JPEG of WebP"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "geen PNG, JPEG of WebP"),
        (a_picture("GIF"), "geen PNG, JPEG of WebP"),
        (a_picture("PNG")[:200], "geen PNG, JPEG of WebP"),
        (a_picture("JPEG")[:600], "geen PNG, JPEG of WebP"),
        (a_picture("PNG", size=(20_000, 20_000), mode="1"), "meer dan 40 miljoen beeldpunten"),
        (b"x" * (10 * 1024 * 1024 + 1), "groter dan 10 MB"),
    ],
    ids=["empty", "text", "pdf", "svg", "gif", "half a png", "half a jpeg", "a bomb", "too large"],
)
def test_a_file_that_is_no_small_picture_is_refused_in_words(scene, log_in, files, content, says):
    page = send(log_in(scene.leader), scene, content)
    assert says in page
    assert stored(files) == []
    assert not Entry.objects.filter(deed="supply-row-changed").exists()


def test_a_picture_needs_the_way_in_words_for_who_does_not_see_it(scene, log_in, files):
    Location.objects.filter(pk=scene.place.pk).update(route="")
    browser = log_in(scene.leader)
    assert "Schrijf eerst hoe iemand er komt." in send(browser, scene, a_picture())
    assert stored(files) == []


def test_another_picture_takes_the_place_of_the_first_and_none_is_left_when_it_goes(
    scene, log_in, files, django_capture_on_commit_callbacks
):
    browser = log_in(scene.leader)
    for kind in ("PNG", "JPEG"):
        with django_capture_on_commit_callbacks(execute=True):
            send(browser, scene, a_picture(kind))
        assert len(stored(files)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        page = browser.post(address(scene), {"weghalen": "ja"}, follow=True).content.decode()
    assert "Het plaatje is weggehaald." in page
    assert stored(files) == []
    assert browser.get(address(scene)).status_code == 404
    assert [each.detail["columns"] for each in Entry.objects.filter(deed="supply-row-changed")] == [["picture"]] * 3


def test_who_sees_the_building_sees_the_picture_and_who_plans_changes_it(scene, log_in):
    send(log_in(scene.leader), scene, a_picture())
    shown = log_in(scene.manager).get(address(scene))
    assert (shown.status_code, shown["Content-Type"], shown["X-Content-Type-Options"]) == (200, "image/jpeg", "nosniff")
    page = reverse("supply-row", args=[scene.programme.slug, "gebouwen", scene.place.pk])
    assert f'alt="{ROUTE}"' in log_in(scene.manager).get(page).content.decode()
    before = kept(scene)
    assert log_in(scene.manager).post(address(scene), {"weghalen": "ja"}).status_code == 404
    stranger = a_user(a_municipality("Lochem"), Role.PROJECT_LEADER, name="Lotte")
    for somebody in (stranger, scene.provider):
        assert log_in(somebody).get(address(scene)).status_code == 404
        assert log_in(somebody).post(address(scene), {"weghalen": "ja"}).status_code == 404
    assert Client().get(address(scene)).status_code == 302
    assert kept(scene) == before


def test_a_participant_sees_the_picture_of_the_own_buildings_with_the_way_in_words(scene, log_in, phone):
    send(log_in(scene.leader), scene, a_picture())
    elsewhere = Location.objects.create(
        programme=scene.programme, slug="sluis", name="De Sluis", zone="centrum", picture=kept_name(scene)
    )
    page = come_in(scene, phone).get(reverse("own-week")).content.decode()
    [source] = set(re.findall(r'<img class="tweespoor-place__picture" src="([^"]+)"', page))
    assert f'alt="{ROUTE}"' in page
    shown = phone.get(source)
    assert b"".join(shown.streaming_content) == kept(scene)
    assert shown["Content-Type"] == "image/jpeg"
    assert "no-store" in shown["Cache-Control"]
    assert phone.get(reverse("own-picture", args=[elsewhere.pk])).status_code == 404
    assert Client().get(source).url == reverse("own-start")


def kept_name(scene):
    scene.place.refresh_from_db()
    return scene.place.picture.name


def test_who_follows_everything_online_is_shown_no_way(scene, log_in, phone):
    send(log_in(scene.leader), scene, a_picture())
    scene.language_class.enrolments.all().delete()
    Group.objects.update(mode="online")
    page = come_in(scene, phone).get(reverse("own-week")).content.decode()
    assert "19.00–21.30" in page
    assert "<img" not in page
    assert phone.get(reverse("own-picture", args=[scene.place.pk])).status_code == 404


def test_on_paper_each_building_has_its_picture_once_with_the_way_in_words(scene, log_in):
    browser = log_in(scene.leader)
    manager = Client()
    manager.force_login(scene.manager)
    without = PdfReader(io.BytesIO(manager.get(week_of(scene.anna, name="-pdf", taal="nl")).content))
    assert [each for page in without.pages for each in page.images] == []
    send(browser, scene, a_picture())
    for language in ("nl", "ar"):
        response = manager.get(week_of(scene.anna, name="-pdf", taal=language))
        assert response["Content-Type"] == "application/pdf"
        pdf = PdfReader(io.BytesIO(response.content))
        assert len([each for page in pdf.pages for each in page.images]) == 1
    nl = PdfReader(io.BytesIO(manager.get(week_of(scene.anna, name="-pdf", taal="nl")).content))
    assert "Zo komt u er" in "".join(page.extract_text() for page in nl.pages)


def test_a_picture_whose_file_is_gone_is_no_fault(scene, log_in, phone, files):
    send(log_in(scene.leader), scene, a_picture())
    for each in stored(files):
        each.unlink()
    assert come_in(scene, phone).get(reverse("own-picture", args=[scene.place.pk])).status_code == 404
    browser = Client()
    browser.force_login(scene.manager)
    assert browser.get(week_of(scene.anna, name="-pdf", taal="nl")).status_code == 200


def test_the_way_in_words_is_typed_on_lines_and_kept_as_sentences(scene, log_in):
    browser = log_in(scene.leader)
    Zone.objects.get_or_create(programme=scene.programme, slug=scene.place.zone, defaults={"name": "Hier"})
    there = reverse("supply-row", args=[scene.programme.slug, "gebouwen", scene.place.pk])
    assert ROUTE in browser.get(there).content.decode().split("<textarea", 1)[1].split("</textarea>")[0]
    said = {
        "name": scene.place.name,
        "zone": scene.place.zone,
        "route": "Neem bus 4.\r\n\r\nLoop  door.\n",
    }
    browser.post(there, {**said, "toch": "ja"})
    assert Location.objects.get(pk=scene.place.pk).route == "Neem bus 4. Loop door."
