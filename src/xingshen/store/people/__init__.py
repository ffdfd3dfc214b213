"""Who takes part: accounts, people with their roles, units, invitations, officers and their ties."""
