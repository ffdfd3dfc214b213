"""The correction that is awaited of an application."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("store", "0008_api_checks")]
    operations = [
        migrations.CreateModel(
            name="AwaitedCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("round", models.PositiveIntegerField()),
                ("requested_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(db_index=True)),
                ("fields", models.JSONField(blank=True, default=list)),
                ("papers", models.JSONField(blank=True, default=list)),
                ("replies", models.JSONField(blank=True, default=dict)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="awaited_correction",
                        to="store.application",
                    ),
                ),
            ],
            options={"ordering": ["due_at", "pk"]},
        ),
    ]
