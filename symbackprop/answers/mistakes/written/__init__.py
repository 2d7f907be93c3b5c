"""Mistakes in statements of matrices as they are written: a transpose, a sign of product, an order of factors.

changes  what undoes each of them: the statement with one change
repairs  the changes that make a wrong statement a right one, proved
"""
