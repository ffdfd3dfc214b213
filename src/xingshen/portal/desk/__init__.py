"""The desk of reviewers and the panel: queue, dossier with its evidence, panel, countersigning."""
