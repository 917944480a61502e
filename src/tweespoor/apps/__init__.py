"""What Tweespoor remembers and shows: Django applications, one per thing a user would name."""
