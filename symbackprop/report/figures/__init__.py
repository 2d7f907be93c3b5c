"""Figures: one scene in millimetres for each figure, and an emitter for each format."""

from symbackprop.report.figures import svg, tikz
from symbackprop.report.figures.figures import FIGURES, scene
from symbackprop.report.figures.scene import Scene

__all__ = ["FIGURES", "Scene", "scene", "svg", "tikz"]
