"""Projects, on the side of the agreement: the norms of its allocation framework, its calls, and what was applied for."""
