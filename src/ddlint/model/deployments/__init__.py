"""What was deployed, when and by whom, as the history of a config repository tells."""
