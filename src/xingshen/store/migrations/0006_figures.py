"""Figures of calls, and the outcomes of checks they are counted from; checks that are there already get them."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_LETTERS = {"pass": "p", "fail": "f", "correction": "f", "human": "h", "not_applicable": "n"}


def fill_outcomes(apps: StateApps, _: BaseDatabaseSchemaEditor) -> None:
    """Outcomes of kept checks, one letter per rule, as ``store.check_outcomes`` writes them."""
    checks = apps.get_model("store", "Check").objects
    for pk, findings in checks.values_list("pk", "result__findings").iterator(chunk_size=200):
        letters = {each["rule"]: _letter(each) for each in findings or () if not each.get("derived")}
        checks.filter(pk=pk).update(outcomes=letters)


def _letter(finding: dict[str, object]) -> str:
    if finding.get("standing") and finding["outcome"] == "human":
        return "s"
    return _LETTERS[str(finding["outcome"])]


class Migration(migrations.Migration):
    dependencies = [("store", "0005_examinations")]
    operations = [
        migrations.AddField("check", "outcomes", models.JSONField(blank=True, default=dict)),
        migrations.CreateModel(
            name="Figures",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField()),
                ("last_check", models.PositiveBigIntegerField(default=0)),
                ("last_event", models.PositiveBigIntegerField(default=0)),
                ("data", models.JSONField(default=dict)),
                (
                    "call",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="figures", to="store.call"
                    ),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.RunPython(fill_outcomes, migrations.RunPython.noop),
    ]
