"""Who was called, or asked about dates, is reminded a few times at most: how often, and when last."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0002_what_a_sitting_records")]
    operations = [
        migrations.AddField("invitation", "reminders", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("invitation", "reminded_at", models.DateTimeField(null=True, blank=True)),
        migrations.AddField("dateanswer", "reminded_at", models.DateTimeField(null=True, blank=True)),
    ]
