"""The chapters of the lecture, in order; their numbers follow from it."""

CHAPTERS = (
    "limits_of_perceptrons",
    "multi_layer_perceptrons",
    "gradient_descent",
    "activations",
    "chain_rule",
    "forward_pass",
    "backward_pass",
    "deltas",
    "xor_learned",
    "exercises",
    "catalogue",
)


def number(module: str) -> str:
    """Returns the number of the chapter that a module tells, by the name of the module.

    >>> number("derivations.activations")
    '4'
    """
    return str(CHAPTERS.index(module.rpartition(".")[2]) + 1)
