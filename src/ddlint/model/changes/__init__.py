"""What a change does to a file: the file before and after, side by side."""
