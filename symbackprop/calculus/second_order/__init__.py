"""The second derivative: deltas of second order, the Hessian, and the Hessian times a direction."""

from symbackprop.calculus.second_order.hessian import Entry, Hessian
from symbackprop.calculus.second_order.product import HessianProduct
from symbackprop.calculus.second_order.second_order import SecondOrder
from symbackprop.calculus.second_order.table import SecondDelta

__all__ = ["Entry", "Hessian", "HessianProduct", "SecondDelta", "SecondOrder"]
