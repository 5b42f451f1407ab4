"""The minutes of a meeting, from their draft to their signatures, and what must follow a meeting."""
