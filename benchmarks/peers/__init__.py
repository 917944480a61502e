"""Other ways to plan, to measure the planner against: one straightforward CP-SAT model, and FET given our groups."""
