"""Rules on changes: what a pull request does, from the file before to the file after."""
