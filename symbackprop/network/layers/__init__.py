"""Layers: functions that return equations. None of them has backward code."""

from symbackprop.network.layers.layer import Layer, Value, given
from symbackprop.network.layers.place import Place
from symbackprop.network.layers.sequential import LayerError, sequential
from symbackprop.network.layers.table import LAYERS, Kind, Spec, layer

__all__ = ["LAYERS", "Kind", "Layer", "LayerError", "Place", "Spec", "Value", "given", "layer", "sequential"]
