"""How much was asked of somebody stands beside the person: what the list of people is sorted by."""

from django.db import migrations, models

from tweespoor.apps.people.bridge import COUNTED, asked_counts
from tweespoor.core.history import KIND_OF

BATCH = 2000
COLUMNS = ["asked_availability", "asked_basic", "asked_benefit", "asked_level", "asked_obstacles", "asked_outcomes"]


def count_asked(apps, schema_editor):
    """Count for everybody who is there already."""
    people, facts = apps.get_model("people", "Person").objects, apps.get_model("people", "PersonFact").objects
    known = facts.filter(known_until__isnull=True, variable__in=COUNTED | KIND_OF.keys())
    ids = list(people.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        slugs = {}
        for person, slug in known.filter(person__in=batch).order_by().values_list("person_id", "variable").distinct():
            slugs.setdefault(person, []).append(slug)
        alike = {}
        for person, answered in slugs.items():
            counts = asked_counts(answered)
            alike.setdefault(tuple(counts.get(column, 0) for column in COLUMNS), []).append(person)
        for counts, those in alike.items():
            people.filter(pk__in=those).update(**dict(zip(COLUMNS, counts)))


class Migration(migrations.Migration):
    dependencies = [("people", "0010_closed_care")]

    operations = [
        *(
            migrations.AddField("person", column, models.PositiveSmallIntegerField(default=0, editable=False))
            for column in COLUMNS
        ),
        migrations.RunPython(count_asked, migrations.RunPython.noop),
    ]
