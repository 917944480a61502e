"""Participants and the facts about them."""
