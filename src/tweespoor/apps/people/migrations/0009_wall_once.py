"""Row-level security asks for the municipalities once per query: see apps/people/wall.py."""

from django.db import migrations

from tweespoor.apps.people.wall import renew


class Migration(migrations.Migration):
    dependencies = [("people", "0008_giving")]

    operations = [renew()]
