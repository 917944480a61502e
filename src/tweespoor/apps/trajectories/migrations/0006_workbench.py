"""Designs belong to an organisation, are worked on as drafts, and people move between versions."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from tweespoor.apps.people.wall import protect


def give_to_municipalities(apps, _editor):
    """Every version belongs to the municipality that uses it; where several do, each gets a copy of its own."""
    versions, programmes, trajectories, municipalities = (
        apps.get_model(app, name)
        for app, name in (
            ("trajectories", "DesignVersion"),
            ("trajectories", "Programme"),
            ("trajectories", "Trajectory"),
            ("organisations", "Organisation"),
        )
    )
    for version in versions.objects.filter(organisation=None):
        used = models.Q(programmes__design=version) | models.Q(programmes__trajectories__design=version)
        first, *others = municipalities.objects.filter(used).distinct().order_by("name") or [None]
        version.organisation = first
        version.save(update_fields=["organisation"])
        for owner in others:
            copy = versions.objects.create(
                organisation=owner,
                slug=version.slug,
                version=version.version,
                text=version.text,
                saved_at=version.saved_at,
            )
            programmes.objects.filter(design=version, municipality=owner).update(design=copy)
            trajectories.objects.filter(design=version, programme__municipality=owner).update(design=copy)


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0001_initial'),
        ('people', '0007_what_holds'),
        ('trajectories', '0005_progress'),
    ]

    operations = [
        migrations.CreateModel(
            name='DesignDraft',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('slug', models.SlugField(max_length=60)),
                ('number', models.PositiveIntegerField(default=1)),
                ('started_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['slug'],
            },
        ),
        migrations.CreateModel(
            name='DesignMove',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('batch', models.UUIDField()),
                ('moved_at', models.DateTimeField()),
                ('moved_by', models.UUIDField(null=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-moved_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='DraftText',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('changes', models.JSONField(default=list)),
                ('saved_at', models.DateTimeField()),
                ('saved_by', models.UUIDField(null=True)),
            ],
            options={
                'ordering': ['draft', 'number'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='designversion',
            name='one_text_per_design_version',
        ),
        migrations.AddField(
            model_name='designversion',
            name='organisation',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='designs', to='organisations.organisation'),
        ),
        migrations.AddConstraint(
            model_name='designversion',
            constraint=models.UniqueConstraint(fields=('organisation', 'slug', 'version'), name='one_text_per_design_version'),
        ),
        migrations.AddConstraint(
            model_name='designversion',
            constraint=models.UniqueConstraint(condition=models.Q(('organisation__isnull', True)), fields=('slug', 'version'), name='one_text_per_version_of_a_design_of_nobody'),
        ),
        migrations.AddField(
            model_name='designdraft',
            name='based_on',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='drafts_made_of_it', to='trajectories.designversion'),
        ),
        migrations.AddField(
            model_name='designdraft',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='design_drafts', to='organisations.organisation'),
        ),
        migrations.AddField(
            model_name='designmove',
            name='after',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves_here', to='trajectories.designversion'),
        ),
        migrations.AddField(
            model_name='designmove',
            name='before',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves_away', to='trajectories.designversion'),
        ),
        migrations.AddField(
            model_name='designmove',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='design_moves', to='people.person'),
        ),
        migrations.AddField(
            model_name='designmove',
            name='trajectory',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='trajectories.trajectory'),
        ),
        migrations.AddField(
            model_name='drafttext',
            name='draft',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='trajectories.designdraft'),
        ),
        migrations.AddConstraint(
            model_name='designdraft',
            constraint=models.UniqueConstraint(fields=('organisation', 'slug'), name='one_draft_per_design'),
        ),
        migrations.AddConstraint(
            model_name='designmove',
            constraint=models.UniqueConstraint(fields=('batch', 'trajectory'), name='one_move_per_trajectory_in_a_batch'),
        ),
        migrations.AddConstraint(
            model_name='drafttext',
            constraint=models.UniqueConstraint(fields=('draft', 'number'), name='one_text_per_number_of_a_draft'),
        ),
        protect("trajectories_designmove"),
        migrations.RunPython(give_to_municipalities, migrations.RunPython.noop),
    ]
