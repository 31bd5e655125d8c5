"""Rules on versions: release tags, and what their commits ask for."""
