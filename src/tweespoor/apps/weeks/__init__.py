"""Everybody's week on the calendar, and the addresses with which a telephone subscribes to it."""
