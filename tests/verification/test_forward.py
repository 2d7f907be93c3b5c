from __future__ import annotations

import mpmath
import numpy as np
import pytest
from scalar_networks import BY_HAND, from_tables

from symbackprop.network import Network
from symbackprop.program import lambdify
from symbackprop.verification.arithmetic import forward
from symbackprop.verification.multiprecision import MULTIPRECISION

NETWORKS = {**from_tables(), **BY_HAND}


@pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
def test_the_forward_pass_gives_every_name_that_does_not_rest_on_the_targets(network: Network) -> None:
    program = lambdify(network)
    rng = np.random.default_rng(11)
    params = dict(zip(program.parameters, rng.uniform(0.2, 1.2, len(program.parameters)), strict=True))
    row = rng.normal(size=len(program.inputs))
    found = program.forward(params, row if program.inputs else None)
    with mpmath.workdps(50):
        given = {symbol: mpmath.mpf(params[symbol.name]) for symbol in network.parameters}
        given |= {symbol: mpmath.mpf(value) for symbol, value in zip(network.inputs, row.tolist(), strict=True)}
        given |= dict.fromkeys(network.targets, mpmath.mpf("0.5"))
        exact = forward(network, given, MULTIPRECISION)
    wanted = {symbol.name for symbol in network.definitions if symbol not in program.plan.needing_targets}
    assert set(found) == wanted
    for symbol in network.definitions:
        if symbol.name in wanted:
            assert found[symbol.name] == pytest.approx(float(exact[symbol]), rel=1e-13, abs=1e-15)
