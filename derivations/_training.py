"""The training runs that the lecture shows: each is made once."""

from functools import cache

import symbackprop as sb
from symbackprop.training import History, Landscape, landscape, landscape_along, stepped, train, xor_data

MOVED = ("w_11", "w_12")


@cache
def learned() -> History:
    """Returns the run in which the network of the notes learns the exclusive or."""
    return train(sb.two_layer("sigmoid"), xor_data(), 2, epochs=2000, seed=5)


@cache
def stuck() -> History:
    """Returns a run from another start, which comes to rest too high."""
    return train(sb.two_layer("sigmoid"), xor_data(), 2, epochs=2000, seed=1)


@cache
def with_tanh() -> History:
    """Returns a run of the network with tanh, the truth values being −1 and 1."""
    return train(sb.two_layer("tanh"), xor_data(-1, 1), 0.2, epochs=2000, seed=1)


@cache
def downhill() -> Landscape:
    """Returns the loss over two weights, with the way that gradient descent takes if it moves only these two."""
    start = {**learned().learned, **dict.fromkeys(MOVED, 0.0)}
    run = train(sb.two_layer("sigmoid"), xor_data(), 2, epochs=400, start=start, only=MOVED)
    return landscape_along(run, MOVED)


@cache
def flat() -> Landscape:
    """Returns the loss over the same weights with the step function in place of the sigmoid."""
    ground = downhill()
    across, up = ((float(side[0]), float(side[-1])) for side in (ground.across, ground.up))
    network = stepped(sb.two_layer("sigmoid"))
    return landscape(network, xor_data(), MOVED, at=learned().learned, across=across, up=up)
