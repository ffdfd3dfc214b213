"""Officers as assignment sees them: roles, load, capacity, leave, what they know; their ties only in numbers."""
