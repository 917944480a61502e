"""A log-in provider of an organisation (OpenID Connect) that tests start: django-allauth's own, in a process of its own."""
