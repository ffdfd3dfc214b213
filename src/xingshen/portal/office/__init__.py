"""The programme office: calls and windows, overview, audit."""
