"""Derivatives of normal forms through the equations of a network, forwards and backwards."""
