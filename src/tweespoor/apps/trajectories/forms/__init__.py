"""Forms about trajectories: how far people are, and what it costs."""
