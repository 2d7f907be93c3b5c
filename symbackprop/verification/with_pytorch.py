"""PyTorch: the equations in its operations, differentiated by its autograd."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import numpy as np

from symbackprop.verification.autodiff import Arrays, Differentiated, Library, arithmetic_of, loss_of
from symbackprop.verification.frame import Frame


def _differentiated(frame: Frame) -> Differentiated:
    torch = import_module("torch")

    def tensor(array: Any) -> Any:
        return torch.tensor(np.asarray(array), dtype=torch.float64)

    def choose(condition: Any, a: Any, b: Any) -> Any:
        return torch.where(torch.as_tensor(condition), a, b)

    arithmetic = arithmetic_of(torch, (torch.erf, torch.erfc), tensor, choose, tensor)
    loss = loss_of(frame, arithmetic)

    def differentiated(params: Arrays, given: Arrays) -> tuple[Any, Arrays]:
        moved = {symbol: tensor(array).requires_grad_() for symbol, array in params.items()}
        value = loss({**moved, **{symbol: tensor(array) for symbol, array in given.items()}})
        leaves = list(moved.values()) if value.requires_grad else []
        slopes = torch.autograd.grad(value, leaves, allow_unused=True) if leaves else ()
        found = {symbol: slope.numpy() for symbol, slope in zip(moved, slopes, strict=False) if slope is not None}
        return value.detach().numpy(), found

    return differentiated


PYTORCH = Library("pytorch", _differentiated)
"""Loss and gradient by PyTorch, in double precision."""
