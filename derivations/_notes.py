"""The network of the notes, told through several chapters: two inputs, two hidden sigmoid units, one output."""

from functools import cache

import symbackprop as sb
from symbackprop.report.contents.story import Story
from symbackprop.report.lesson import Lesson


@cache
def story() -> Story:
    """Returns the story of the network, derived and proved; none of its lines is numbered yet."""
    return Lesson("").tell(sb.derive(sb.two_layer("sigmoid")))
