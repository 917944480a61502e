"""A question that is put off can be one of a design, which has a longer name."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0011_asked'),
    ]

    operations = [
        migrations.AlterField(
            model_name='postponedquestion',
            name='variable',
            field=models.SlugField(max_length=100),
        ),
    ]
