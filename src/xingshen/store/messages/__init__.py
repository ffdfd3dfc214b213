"""What people are told: the inbox, and what of it goes out by mail."""
