"""Train: gradient descent on compiled gradients and the perceptron learning rule, as demonstrations."""

from symbackprop.training.bound import novikoff_bound
from symbackprop.training.data import Data, xor_data
from symbackprop.training.descent import train
from symbackprop.training.history import History, Stop
from symbackprop.training.landscape import Landscape, landscape, landscape_along
from symbackprop.training.progress import bar
from symbackprop.training.rule import Recurring, Separating, perceptron_rule
from symbackprop.training.settings import TrainingError
from symbackprop.training.stepped import stepped

__all__ = [
    "Data",
    "History",
    "Landscape",
    "Recurring",
    "Separating",
    "Stop",
    "TrainingError",
    "bar",
    "landscape",
    "landscape_along",
    "novikoff_bound",
    "perceptron_rule",
    "stepped",
    "train",
    "xor_data",
]
