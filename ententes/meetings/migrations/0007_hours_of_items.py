"""An item says when the meeting came to it and left it, so that minutes tell what happened in its middle."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0006_amends_and_repeals")]
    operations = [
        migrations.AddField("item", "begun_at", models.DateTimeField("pris à", null=True, blank=True)),
        migrations.AddField("item", "ended_at", models.DateTimeField("quitté à", null=True, blank=True)),
    ]
