"""A meeting while it sits: who is there, the quorum, item after item, resolutions and votes."""
