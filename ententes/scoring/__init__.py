"""Analysis: grids, those who score, their scores, the consensus and the ranking."""
