"""The pages of the design workbench: reading, editing, comparing designs, and moving people between versions."""
