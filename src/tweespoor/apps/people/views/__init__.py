"""Pages to register facts about a person, and about who sees what."""
