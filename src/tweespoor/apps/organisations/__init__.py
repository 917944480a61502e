"""Who works together, who logs in, in which roles."""
