"""People, calls and dossiers that tests of the store, the jobs and the portal begin with."""
