"""Giving dossiers to reviewers: the plan and why, adjusting it, giving again, and the office's rules."""
