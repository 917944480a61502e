"""The participant's own pages: the week, not coming, messages, and what is known, in four languages."""
