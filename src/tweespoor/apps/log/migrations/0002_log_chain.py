"""Chain the entries: those there are in the order of their time, and guard them in the database."""

from django.db import migrations, models

from tweespoor.apps.log import walls
from tweespoor.apps.log.rules import START, entry_hash

FIELDS = ("id", "at", "actor", "organisation", "deed", "object_type", "object_id", "person", "detail")


def chain_what_is_there(apps, schema_editor):
    entries = apps.get_model("log", "Entry").objects
    sequence, previous = 0, START
    changed = []
    for entry in entries.order_by("at", "id").iterator(2000):
        sequence += 1
        entry.sequence, entry.previous = sequence, previous
        content = {name: getattr(entry, name) for name in FIELDS}
        entry.hash = previous = entry_hash(content, sequence=sequence, previous=previous)
        changed.append(entry)
    entries.bulk_update(changed, ["sequence", "previous", "hash"], batch_size=300)
    apps.get_model("log", "Chain").objects.create(pk=1, sequence=sequence, hash=previous)


def build(apps, schema_editor):
    walls.build(schema_editor.connection)


def take_down(apps, schema_editor):
    walls.take_down(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("log", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Chain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.PositiveBigIntegerField(default=0)),
                ("hash", models.CharField(default=START, max_length=64)),
                ("first_kept", models.PositiveBigIntegerField(default=1)),
                ("before", models.CharField(default=START, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.UUIDField()),
                ("sequence", models.PositiveBigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["person", "-sequence"], name="log_mention_person"),
                    models.Index(fields=["sequence"], name="log_mention_sequence"),
                ]
            },
        ),
        migrations.AddField("entry", "organisation", models.UUIDField(null=True)),
        migrations.AddField("entry", "sequence", models.PositiveBigIntegerField(null=True)),
        migrations.AddField("entry", "previous", models.CharField(max_length=64, default="")),
        migrations.AddField("entry", "hash", models.CharField(max_length=64, default="")),
        migrations.RunPython(chain_what_is_there, migrations.RunPython.noop),
        migrations.AlterField("entry", "sequence", models.PositiveBigIntegerField(unique=True)),
        migrations.AlterField("entry", "previous", models.CharField(max_length=64)),
        migrations.AlterField("entry", "hash", models.CharField(max_length=64)),
        migrations.AlterModelOptions("entry", {"ordering": ["-sequence"]}),
        migrations.AddIndex(
            "entry", models.Index(fields=["organisation", "-at"], name="log_entry_organisation_at")
        ),
        migrations.RunPython(build, take_down),
    ]
