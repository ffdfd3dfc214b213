"""The steps of a dossier as events with what follows from each: log, stage, messages; for filing and examination."""
