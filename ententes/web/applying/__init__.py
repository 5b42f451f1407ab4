"""Projects, on the side of whoever applies: the calls that anybody may read."""
