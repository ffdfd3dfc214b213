"""What leaves the office: letters, public lists, tables, bundles, in batches."""
