"""Background work: the job ledger (lease, fence, attempts), the embedded worker, and what each kind of job does."""
