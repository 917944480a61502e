"""What pages are composed of: dataclasses to fill in, template tags to place. See docs/interface.md."""
