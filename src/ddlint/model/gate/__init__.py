"""What a CI asks the gate to judge: read out of its environment and of the event that set it off."""
