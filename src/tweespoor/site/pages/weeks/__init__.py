"""Pages of weeks: of a person, a group, a class, a room, a trainer and an organisation; on paper and in a calendar."""
