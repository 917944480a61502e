"""Programmes with their designs, and who takes part in them."""
