"""Understanding: which network a document speaks of, and what its letters mean.

`subjects_of(source)` returns the subjects of a document: from a network that is given, from its front
matter, or from its own equations, whose forward pass defines the network.
"""

from symbackprop.answers.understanding.equations import network_of_equations
from symbackprop.answers.understanding.files import Description, description_from_toml
from symbackprop.answers.understanding.networks import is_name_of_network, network_named
from symbackprop.answers.understanding.notation import Notation
from symbackprop.answers.understanding.parts import wrong_in
from symbackprop.answers.understanding.profiles import PROFILES, Profile
from symbackprop.answers.understanding.refusal import NotationError
from symbackprop.answers.understanding.subject import Layout, Span, Subject, subject_of
from symbackprop.answers.understanding.subjects import subjects_of

__all__ = [
    "PROFILES",
    "Description",
    "Layout",
    "Notation",
    "NotationError",
    "Profile",
    "Span",
    "Subject",
    "description_from_toml",
    "is_name_of_network",
    "network_named",
    "network_of_equations",
    "subject_of",
    "subjects_of",
    "wrong_in",
]
