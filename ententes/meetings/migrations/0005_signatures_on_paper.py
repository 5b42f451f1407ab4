"""Minutes that were signed on paper say who wrote the signature down."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0004_consent_on_paper")]
    operations = [migrations.AddField("signature", "recorded_by", models.CharField(max_length=300, blank=True))]
