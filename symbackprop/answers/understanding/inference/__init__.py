"""Inference: the network that a document defines by its forward pass, read off its own equations."""
