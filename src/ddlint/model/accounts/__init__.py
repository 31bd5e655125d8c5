"""Accounts: tenants, whether they take release candidates, and what they run."""
