"""`symbackprop codegen`: the gradients as a program, in NumPy or another language."""

from __future__ import annotations

from argparse import Namespace

from symbackprop.cli.output import deliver
from symbackprop.cli.subject import network
from symbackprop.program import codegen


def run(arguments: Namespace) -> int:
    """Writes the program, and returns the exit status."""
    written = deliver(codegen(network(arguments), arguments.target), arguments.output)
    if written is not None:
        print(f"{written} written")
    return 0
