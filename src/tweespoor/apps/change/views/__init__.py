"""Pages: what happened, what it hits, what can be done, whom to tell, and carrying that out."""
