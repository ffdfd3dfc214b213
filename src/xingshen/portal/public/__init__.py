"""What anybody may see: the calls with their annotated guides, receipts to be verified, help."""
