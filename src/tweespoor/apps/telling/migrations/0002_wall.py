"""Row-level security: see apps/people/wall.py."""

from django.db import migrations

from tweespoor.apps.people.wall import protect


class Migration(migrations.Migration):
    dependencies = [("telling", "0001_messages"), ("people", "0003_wall")]

    operations = [protect("telling_message")]
