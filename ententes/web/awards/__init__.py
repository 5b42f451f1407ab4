"""Pages of projects before the bodies: the board, one project, letters, announcements, the packet, and what all may read."""
