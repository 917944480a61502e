"""The compiled search over timetables."""
