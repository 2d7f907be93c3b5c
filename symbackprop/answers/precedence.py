"""Precedence: how tightly the signs of a formula bind."""

SUM, PRODUCT, JUXTAPOSED, POWER = 1, 2, 3, 4
