"""What is kept for good: the chain of events, and files under the digest of their bytes."""
