"""The rights of participants over what is kept about them, and how long and by whom it is kept."""
