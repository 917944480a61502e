"""The parts of re-planning: what is closed, what still holds of the plan that runs, and its repair."""
