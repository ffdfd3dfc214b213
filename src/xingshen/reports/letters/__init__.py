"""Decision letters: what they say (``content``), as Word from a template of the office (``merging``) and as PDF."""
