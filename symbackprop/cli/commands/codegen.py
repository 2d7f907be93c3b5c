"""`symbackprop codegen`: the gradients as a NumPy program."""

from __future__ import annotations

from argparse import Namespace

from symbackprop.cli.output import deliver
from symbackprop.cli.subject import network
from symbackprop.program import lambdify


def run(arguments: Namespace) -> int:
    """Writes the program, and returns the exit status."""
    written = deliver(lambdify(network(arguments)).source, arguments.output)
    if written is not None:
        print(f"{written} written")
    return 0
