"""What is kept: Django models, their migrations, the repositories through which others read and write, the audit.

Only this package imports ``store.models``. Every change of state is one transaction that also appends its event. Its
folders are layers (``pyproject.toml``, docs/architecture.md).
"""
