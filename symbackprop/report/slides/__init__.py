"""Slides: a document or a book as frames for a lecture room, one idea to a frame."""

from symbackprop.report.slides.writer import files, write

__all__ = ["files", "write"]
