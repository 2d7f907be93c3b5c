"""Exercises: questions first, then a solution of each, derived and proved like everything else."""

from functools import cache

from symbackprop.report import Document
from symbackprop.report.lesson import Lesson

from . import _references
from ._chapters import number
from ._solutions import EXERCISES


@cache
def document() -> Document:
    """Returns the chapter."""
    lesson = Lesson(
        "Exercises", "With proved solutions", number(__name__), references=(_references.BISHOP, _references.GLOROT)
    )
    lesson.section("questions", "Questions")
    for place, exercise in enumerate(EXERCISES, 1):
        lesson.head(f"Exercise {place}: {exercise.title}")
        lesson.say(*exercise.question)
    lesson.section("solutions", "Solutions")
    for place, exercise in enumerate(EXERCISES, 1):
        lesson.head(f"Solution {place}: {exercise.title}")
        exercise.solve(lesson)
    return lesson.document()
