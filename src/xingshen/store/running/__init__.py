"""What keeps an installation going: the ledger of jobs, work shared by threads, SQLite's settings, health."""
