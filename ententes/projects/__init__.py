"""Projects: the norms that an allocation framework sets, the calls that follow them, and what promoters apply for."""
