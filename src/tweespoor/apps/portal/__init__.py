"""The participant's own way in: a card, or a code that is sent; and what the participant says there."""
