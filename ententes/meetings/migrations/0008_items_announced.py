# Items of meetings already called were announced by their notice.

from django.db import migrations, models


def announced_by_the_notice(apps, schema_editor):
    item = apps.get_model("meetings", "Item")
    meeting = apps.get_model("meetings", "Meeting").objects.filter(pk=models.OuterRef("meeting"))
    item.objects.filter(meeting__called_at__isnull=False).update(announced_at=models.Subquery(meeting.values("called_at")[:1]))


class Migration(migrations.Migration):

    dependencies = [("meetings", "0007_hours_of_items")]

    operations = [
        migrations.AddField("item", "announced_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunPython(announced_by_the_notice, migrations.RunPython.noop),
    ]
