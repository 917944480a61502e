"""Wires cores and applications into one web application."""
