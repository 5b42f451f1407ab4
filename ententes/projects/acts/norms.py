"""What happens to norms: they are written beside an allocation framework."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from ententes.committees.queries import Capacity
from ententes.frameworks.models import Framework
from ententes.ground.act import hold, refuse_if

from ..models import NormsText
from ..queries.norms import Norms
from ..rules import norms as rules


@transaction.atomic
def set_norms(framework: Framework, *, norms: Norms, by: Capacity, when: datetime) -> NormsText | None:
    """Record the norms of an allocation framework as somebody leaves them; None when nothing differs.

    They are frozen with the text when its matter is transmitted, and hold once that matter is settled.
    """
    framework = hold(framework)
    refuse_if(rules.obstacles_to_setting_norms(framework, norms=norms, by=by, on=timezone.localdate(when)))
    text = NormsText.objects.filter(framework=framework).first()
    if text is not None and text.values == norms.as_data():
        return None
    said = {"values": norms.as_data(), "person": by.person, "capacity": by.recorded[:300], "written_at": when}
    if text is None:
        return NormsText.objects.create(framework=framework, **said)
    for name, value in {**said, "revision": text.revision + 1}.items():
        setattr(text, name, value)
    text.save()
    return text
