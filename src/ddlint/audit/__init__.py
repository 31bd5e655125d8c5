"""The audit: a whole repository with its history, the ledger of deployments, the report."""
