"""Analysis: grids, files given to analysts, scores, sessions, ranking, and what is asked outside."""
