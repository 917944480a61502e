"""Who may log in, and how: invitations, second factors, the organisations' own log-in, sessions that end."""
