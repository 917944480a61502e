"""A module per thing that is exchanged."""
