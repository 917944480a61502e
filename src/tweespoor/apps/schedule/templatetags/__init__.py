"""Groups in words, for templates."""
