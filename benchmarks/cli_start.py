"""How long `symbackprop --help` takes, beside a bare Python that does nothing.

Prints medians of many starts, taken in turns in one session. The promise is a ratio of at most 2.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import time
from statistics import median

STARTS = 101
PROGRAM = shutil.which("symbackprop", path=sysconfig.get_path("scripts"))
COMMANDS = {
    "bare Python": [sys.executable, "-c", "pass"],
    "symbackprop --help": [PROGRAM, "--help"] if PROGRAM else [sys.executable, "-m", "symbackprop", "--help"],
    "python -m symbackprop --help": [sys.executable, "-m", "symbackprop", "--help"],
    "symbackprop derive --help": [sys.executable, "-m", "symbackprop", "derive", "--help"],
}


def seconds(command: list[str]) -> float:
    """Returns how long one start takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def figures(starts: int = STARTS) -> dict[str, float]:
    """Returns the median of the starts of each command, in seconds."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(starts):
        for name, command in COMMANDS.items():
            times[name].append(seconds(command))
    return {name: median(found) for name, found in times.items()}


if __name__ == "__main__":
    found = figures()
    bare = found["bare Python"]
    for name, value in found.items():
        print(f"{name:<30} {value * 1000:6.1f} ms   {value / bare:4.2f} times bare Python")
