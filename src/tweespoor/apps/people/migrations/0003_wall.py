"""Row-level security: see apps/people/wall.py."""

from django.db import migrations

from tweespoor.apps.people.wall import build, protect


class Migration(migrations.Migration):
    dependencies = [("people", "0002_sharing"), ("organisations", "0001_initial")]

    operations = [build(), protect("people_personfact")]
