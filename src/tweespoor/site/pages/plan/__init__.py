"""The plan of one person (PIP): from proposal to signed on one screen after the other, its documents, the own copy."""
