"""What the document of an indexed network says otherwise than that of a scalar one: one file for each section."""

from symbackprop.report.contents.arrays.chain_rule import chain_rule
from symbackprop.report.contents.arrays.conventions import conventions
from symbackprop.report.contents.arrays.deltas import deltas
from symbackprop.report.contents.arrays.forward import forward
from symbackprop.report.contents.arrays.gradients import gradients
from symbackprop.report.contents.arrays.results import results

__all__ = ["chain_rule", "conventions", "deltas", "forward", "gradients", "results"]
