"""Classes, offers, rooms, groups and timetables."""
