"""Networks of any size as NumPy: an array for every name, a matrix product for every sum of products."""

from symbackprop.network import Network
from symbackprop.program.vectorised.planning import plan_arrays
from symbackprop.program.vectorised.program import ArrayProgram
from symbackprop.program.vectorised.source import array_source


def array_program(network: Network) -> ArrayProgram:
    """Returns the program of an indexed network.

    Raises NetworkError for an unspecified activation, for a function that NumPy has no
    spelling for, and for a size that no given array has.

    >>> from symbackprop.network import mlp
    >>> array_program(mlp(["n", "m", "K"])).Parameters._fields
    ('v', 'c', 'w', 'b')
    """
    planned = plan_arrays(network)
    return ArrayProgram(planned, array_source(planned))


__all__ = ["ArrayProgram", "array_program", "array_source", "plan_arrays"]
