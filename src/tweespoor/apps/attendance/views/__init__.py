"""Pages of lists, and of those that are kept on a device."""
