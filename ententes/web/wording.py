"""Where pages find words for dates and sums: they are written in `ground.wording`, since documents need them too."""

from ententes.ground.wording import *  # noqa: F403
