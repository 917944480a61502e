"""Pages about groups and the planner, and about classes and who teaches them."""
