from django.db import migrations, models
from django.db.models import F


def begin(apps, schema_editor):
    apps.get_model("plans", "Draft").objects.update(begun_at=F("saved_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0004_search'),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='fields',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='draft',
            name='begun_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='draft',
            name='begun_at',
            field=models.DateTimeField(),
        ),
    ]
