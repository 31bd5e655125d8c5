"""Rules on waivers: what lets findings stand must itself be in order."""
