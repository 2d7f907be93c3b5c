"""Steps: new values of parameters, w ← w − η ∂E/∂w, and what follows from them."""
