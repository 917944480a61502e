"""Who did what, for whom and why; append-only."""
