"""Figures about programmes as of a date."""
