"""The network of the notes: two inputs, two hidden units, one output."""

from __future__ import annotations

from symbackprop.network.activation import Activation
from symbackprop.network.activations import activation as activation_row
from symbackprop.network.equation import Equation
from symbackprop.network.losses import Loss
from symbackprop.network.losses import loss as loss_row_of
from symbackprop.network.names import names
from symbackprop.network.network import Network
from symbackprop.network.outputs import output_of_one_unit

x_1, x_2, t = names("x_1 x_2 t")
w_11, w_12, b_1, w_21, w_22, b_2 = names("w_11 w_12 b_1 w_21 w_22 b_2")
v_1, v_2, c = names("v_1 v_2 c")
u_1, u_2, y_1, y_2, s, z, E = names("u_1 u_2 y_1 y_2 s z E")
delta_1, delta_2, delta_out = names("delta_1 delta_2 delta_out")


def two_layer(
    activation: str | Activation = "sigmoid",
    loss: str | Loss = "half_squared_error",
    output: str | Activation | None = None,
) -> Network:
    """Returns the 2-2-1 network of the notes.

    activation  the hidden units' activation, a row of ACTIVATIONS, its name, or "any"
    loss        a row of LOSSES or its name
    output      the output unit's activation; None: the one the loss takes for granted,
                else the hidden units' one

    Raises UnknownName for a name in neither table, NetworkError for an output whose values
    lie outside the domain of the loss, and for a loss that compares several outputs.

    >>> print(two_layer())
    u_1 = b_1 + w_11*x_1 + w_12*x_2
    u_2 = b_2 + w_21*x_1 + w_22*x_2
    y_1 = sigmoid(u_1)
    y_2 = sigmoid(u_2)
    s = c + v_1*y_1 + v_2*y_2
    z = sigmoid(s)
    E = (-t + z)**2/2
    """
    hidden = activation_row(activation)
    loss_row = loss_row_of(loss)
    out = output_of_one_unit(output, loss_row, hidden)
    argument = z if loss_row.reads == "output" else s
    return Network(
        [
            Equation(u_1, b_1 + w_11 * x_1 + w_12 * x_2, delta=delta_1),
            Equation(u_2, b_2 + w_21 * x_1 + w_22 * x_2, delta=delta_2),
            Equation(y_1, hidden(u_1), ordinary=True, row=hidden),
            Equation(y_2, hidden(u_2), ordinary=True, row=hidden),
            Equation(s, c + v_1 * y_1 + v_2 * y_2, delta=delta_out),
            Equation(z, out(s), row=out),
            Equation(E, loss_row.of(argument, t)),
        ],
        parameters=[v_1, v_2, c, w_11, w_12, b_1, w_21, w_22, b_2],
        targets=[t],
        loss_row=loss_row,
        title="the 2-2-1 network",
    )
