"""Accounts, units and roles: registration, approval, invitations, profile, administration of people."""
