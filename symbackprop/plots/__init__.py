"""Plots: curves and regions as vector pictures, drawn by matplotlib, which is an extra."""

from symbackprop.plots.boundaries import decision_boundaries
from symbackprop.plots.course import loss_curve
from symbackprop.plots.drawing import pdf, svg
from symbackprop.plots.ground import landscape
from symbackprop.plots.library import PlotsUnavailable
from symbackprop.plots.plot import Plot
from symbackprop.plots.rows import loss_against_output, value_and_slope
from symbackprop.plots.sides import separation

__all__ = [
    "Plot",
    "PlotsUnavailable",
    "decision_boundaries",
    "landscape",
    "loss_against_output",
    "loss_curve",
    "pdf",
    "separation",
    "svg",
    "value_and_slope",
]
