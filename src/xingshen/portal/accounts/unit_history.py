"""What happened to a registration, in words, for the timeline."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from xingshen.store.people import units


def timeline(unit: units.Unit) -> list[dict[str, Any]]:
    """The events of the unit for ``ui/_timeline.html``, and what is still to come."""
    words = {
        "unit.registered": _("提交登记"),
        "unit.corrected": _("修改后再次提交"),
        "unit.approved": _("审核通过"),
        "unit.rejected": _("退回修改"),
    }
    done = [
        {"kind": "done", "what": words[event.kind], "time": event.at, "who": event.actor_name, "detail": event.reason}
        for event in units.history(unit.pk)
        if event.kind in words
    ]
    if unit.state == units.STATES.PENDING:
        waiting = _("%(department)s审核") % {"department": unit.department.name}
        return [*done, {"kind": "current", "what": waiting}]
    return done
