from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0005_files_of_both'),
    ]

    operations = [
        migrations.AddField(
            model_name='knownname',
            name='replaced_by',
            field=models.UUIDField(null=True),
        ),
        migrations.RemoveConstraint(
            model_name='knownname',
            name='one_row_per_name_and_person',
        ),
        migrations.AddConstraint(
            model_name='knownname',
            constraint=models.UniqueConstraint(fields=('organisation', 'digest', 'file'), name='one_row_per_name_in_a_file'),
        ),
    ]
