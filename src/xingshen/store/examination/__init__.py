"""The examination of accepted dossiers: queue, assignment, desk, panel, correction."""
