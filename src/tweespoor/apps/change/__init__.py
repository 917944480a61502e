"""Something happens while a timetable is in force: what it hits, what can be done, and whom to tell."""
