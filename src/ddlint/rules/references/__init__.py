"""Rules on what markers and Flux objects refer to, over all files."""
