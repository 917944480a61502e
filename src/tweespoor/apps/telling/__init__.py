"""Messages to participants: changed, called off, on after all, tomorrow."""
