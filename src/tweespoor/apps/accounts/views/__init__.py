"""Pages: logging in, one's own account, and the administrator's users."""
