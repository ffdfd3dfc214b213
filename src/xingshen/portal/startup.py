"""What has to be in place before the portal answers: data folder, database tables, translations.

Safe to run at every start and by several processes; changes nothing that is already right.
"""

from __future__ import annotations

import os

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from xingshen.portal.translations import compile_translations


def load_django() -> None:
    """Load Django with the settings of the portal. Raises ConfigurationError for settings that cannot be used."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "xingshen.portal.settings")
    django.setup()


def prepare() -> bool:
    """Make or bring up to date everything in the data folder; True where the database was new or changed. OSError."""

    data_dir = settings.XS.data_dir
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / "static").mkdir(exist_ok=True)
    compile_translations(data_dir)
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    call_command("migrate", verbosity=0, interactive=False)
    return True
