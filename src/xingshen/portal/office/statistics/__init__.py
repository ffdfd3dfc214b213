"""Statistics of a call for the office: progress, clauses, machine against people, work; as charts, tables, files."""
