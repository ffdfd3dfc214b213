"""The department of the unit beside each examination, so that lists are filtered by it without the applications."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import OuterRef, Subquery


def fill(apps: StateApps, _: BaseDatabaseSchemaEditor) -> None:
    """What is before the office already."""
    applications = apps.get_model("store", "Application").objects
    department = applications.filter(pk=OuterRef("application_id")).values("unit__department_id")[:1]
    apps.get_model("store", "Examination").objects.update(department_id=Subquery(department))


class Migration(migrations.Migration):
    dependencies = [("store", "0011_traces")]
    operations = [
        migrations.AddField(
            "examination",
            "department",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="store.department"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
