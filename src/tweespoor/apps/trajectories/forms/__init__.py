"""Forms about designs, programmes and trajectories."""
