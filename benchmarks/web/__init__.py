"""How quick the portal is under load: pages while many people edit, submissions a second; beside a bare Django view.

    python -m benchmarks.web             # SQLite, and PostgreSQL where a server is installed

Server, load and database share this machine's cores, so the ratios to the bare view of the same run count, not the
milliseconds.
"""
