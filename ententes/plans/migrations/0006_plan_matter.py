"""A plan points at the matter that carries it. Search reads the plan in its triggers: they go while its table is remade."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models


search = import_module("ententes.plans.migrations.0004_search")


class Migration(migrations.Migration):

    dependencies = [
        ('decisions', '0001_initial'),
        ('plans', '0005_drafts_with_all_their_fields'),
    ]

    operations = [
        migrations.RunPython(search.drop, search.build),
        migrations.AddField(
            model_name='plan',
            name='matter',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plan', to='decisions.matter'),
        ),
        migrations.RunPython(search.build, search.drop),
    ]
