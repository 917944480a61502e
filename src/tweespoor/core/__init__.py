"""What Tweespoor thinks with: pure Python, frozen data in and out, no database, no web, no clock of its own."""
