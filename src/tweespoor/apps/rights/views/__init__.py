"""Pages about the rights of participants, the log, retention and leaving."""
