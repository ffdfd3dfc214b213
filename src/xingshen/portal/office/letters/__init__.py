"""Decision letters for the office: what is due, one dossier's letters, templates and how the office writes."""
