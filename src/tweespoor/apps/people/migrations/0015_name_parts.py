"""On PostgreSQL the parts of names are found by an index that row-level security lets be used: see `name_parts.py`."""

from django.db import migrations

from tweespoor.apps.people import name_parts


class Migration(migrations.Migration):
    dependencies = [("people", "0014_given_away")]

    operations = [name_parts.build()]
