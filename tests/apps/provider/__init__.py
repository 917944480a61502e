"""A log-in provider of an organisation (OpenID Connect) that tests start in a process of its own."""
