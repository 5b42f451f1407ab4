"""x."""


def sentence(kind, params):
    return kind
