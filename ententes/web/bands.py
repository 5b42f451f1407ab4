"""Where pages find the season band: it is drawn in `ground.bands`, since documents draw it too."""

from ententes.ground.bands import *  # noqa: F403
