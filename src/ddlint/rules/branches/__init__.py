"""Rules on branches: names, forks and the way back of hotfixes."""
