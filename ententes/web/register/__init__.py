"""What was resolved and what proves it: resolutions, their certified extracts, the register, and its verification."""
