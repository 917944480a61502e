"""Row-level security: see apps/people/wall.py."""

from django.db import migrations

from tweespoor.apps.people.wall import protect


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_ways_in"), ("people", "0003_wall")]

    operations = [protect("portal_owncard"), protect("portal_sentcode")]
