"""True and wrong claims about networks of any size: the true ones are proved for all sizes, no wrong one is."""

from __future__ import annotations

from functools import cache

import pytest

from symbackprop.answers import prove
from symbackprop.calculus import Derivation, derive
from symbackprop.errors import FormulaError
from symbackprop.network import given, layer, mlp, sequential
from symbackprop.proof import Proved, Refuted

NETWORKS = {
    "dense": lambda: mlp(["n", "m", "K"], activation="tanh"),
    "square": lambda: mlp(["n", "n", "n"], activation="tanh"),
    "softmax": lambda: mlp(["n", "m", "K"], activation="tanh", loss="cross_entropy"),
    "soft": lambda: sequential(given("x", i="n"), layer("dense", units="K"), layer("softmax")),
    "layer norm": lambda: sequential(given("x", i="n"), layer("dense", units="m"), layer("layer_norm")),
    "batch norm": lambda: sequential(given("x", {"p": "N"}, i="n"), layer("dense", units="m"), layer("batch_norm")),
    "attention": lambda: sequential(given("x", {"p": "N"}, i="n"), layer("attention", keys="d", values="e")),
    "convolution": lambda: sequential(
        given("x", c="C", i="n"), layer("conv1d", filters="F", width=3), layer("activation", function="tanh")
    ),
    "LSTM": lambda: sequential(given("x", i="n"), layer("lstm", units="m", steps=2)),
}

TRUE = {
    "dense": (
        "dE/dw[j,i] = delta[j]*x[i]",
        "delta[j] = Sum(delta_out[k]*v[k,j],(k,1,K))*(1-y[j]^2)",
        "dE/dv[k,j] = delta_out[k]*y[j]",
        "dE/db[j]=delta[j]",
        "dE/dw[i,j] = delta[i]*x[j]",
        "dE/dw[k,j] = delta[k]*x[j]",
        "dE/dy[j] = Sum(delta_out[i]*v[i,j],(i,1,K))",
        "dE/dx[i] = Sum(delta[j]*w[j,i],(j,1,m))",
        "du[j]/dw[j,i] = x[i]",
    ),
    "square": (
        "dE/dw[j,i] = delta[j]*x[i]",
        "dE/dw[i,i] = delta[i]*x[i]",
        "delta[i] = Sum(delta_out[j]*v[j,i],(j,1,n))*(1-y[i]^2)",
    ),
    "softmax": (
        "delta_out[k] = z[k]-t[k]",
        "dE/dw[j,i] = delta[j]*x[i]",
        "dE/dw[j,i] = x[i]*(1-y[j]^2)*Sum((z[k]-t[k])*v[k,j],(k,1,K))",
        "Sum(delta_out[k],(k,1,K)) = 0",
        "Sum(z[k],(k,1,K)) = 1",
        "dE/dz[k] = -t[k]/z[k]",
    ),
    "soft": (
        "delta[j] = p[j]*((p[j]-t[j]) - Sum((p[k]-t[k])*p[k],(k,1,K)))",
        "Sum(p[k],(k,1,K)) = 1",
        "dE/dW[j,i] = delta[j]*x[i]",
        "Sum(delta[k],(k,1,K)) = 0",
        "dp[j]/du[j] = p[j]*(1-p[j])",
    ),
    "layer norm": (
        "Sum(uhat[j],(j,1,m)) = 0",
        "dE/du[j] = r/m*(m*delta_uhat[j] - Sum(delta_uhat[k],(k,1,m)) - uhat[j]*Sum(delta_uhat[k]*uhat[k],(k,1,m)))",
        "dE/dgamma[j] = delta_y[j]*uhat[j]",
        "Sum(dE/du[j],(j,1,m)) = 0",
        "Sum(delta[j],(j,1,m)) = 0",
    ),
    "batch norm": (
        "Sum(uhat[p,j],(p,1,N)) = 0",
        (
            "dE/du[p,j] = r[j]/N*(N*delta_uhat[p,j] - Sum(delta_uhat[q,j],(q,1,N)) -"
            " uhat[p,j]*Sum(delta_uhat[q,j]*uhat[q,j],(q,1,N)))"
        ),
        "dE/dW[j,i] = Sum(delta[p,j]*x[p,i],(p,1,N))",
        "dE/db[j] = 0",
    ),
    "attention": (
        "delta_V[q,k] = Sum(A[p,q]*delta_Z[p,k],(p,1,N))",
        "delta_S[p,q] = A[p,q]*(delta_A[p,q]-Sum(A[p,r]*delta_A[p,r],(r,1,N)))",
        "dE/dW_Q[j,i] = Sum(delta_Q[p,j]*x[p,i],(p,1,N))",
        "Sum(delta_S[p,q],(q,1,N)) = 0",
        "delta_K[q,j] = Sum(delta_S[p,q]*Q[p,j],(p,1,N))/sqrt(d)",
    ),
    "convolution": (
        "dE/dW[f,c,k] = Sum(delta[f,i]*x[c,i+k-1],(i,1,n-2))",
        "dE/db[f] = Sum(delta[f,i],(i,1,n-2))",
    ),
    "LSTM": (
        "dE/dU_f[j,l] = delta_f^(1)[j]*h^(0)[l] + delta_f^(2)[j]*h^(1)[l]",
        "dE/db_i[j] = delta_i^(1)[j]+delta_i^(2)[j]",
        "delta_c^(1)[j] = delta_c^(2)[j]*f^(2)[j] + delta_h^(1)[j]*o^(1)[j]*(1-tanh(c^(1)[j])^2)",
    ),
}

WRONG = {
    "dense": (
        "dE/dw[j,i] = delta[i]*x[j]",
        "dE/dw[j,i] = delta[j]*x[j]",
        "dE/dw[j,i] = delta[j]",
        "dE/dw[j,i] = Sum(delta[j]*x[i],(j,1,m))",
        "dE/dw[j,i] = Sum(delta[j]*x[i],(i,1,n))",
        "dE/dw[j,i] = -delta[j]*x[i]",
        "dE/dw[j,i]=2*delta[j]*x[i]",
        "delta[j] = Sum(delta_out[k]*v[j,k],(k,1,K))*(1-y[j]^2)",
        "delta[j] = Sum(delta_out[k]*v[k,j],(k,1,K))*(1-y[j])",
        "delta[j] = Sum(delta_out[k]*v[k,j],(k,1,K))",
        "delta[j] = delta_out[j]*v[j,j]*(1-y[j]^2)",
        "delta[j] = Sum(delta_out[k],(k,1,K))*Sum(v[k,j],(k,1,K))*(1-y[j]^2)",
        "delta[j] = Sum(delta_out[k]*v[k,j],(k,1,m))*(1-y[j]^2)",
        "delta[j] = Sum(delta_out[k]*v[k,j]*(1-y[k]^2),(k,1,K))",
        "delta[j] = Sum(delta_out[k]*v[k,j],(k,2,K))*(1-y[j]^2)",
        "delta[j] = Sum(delta_out[k]*v[k,j],(k,1,K-1))*(1-y[j]^2)",
        "dE/dv[k,j] = delta_out[j]*y[k]",
        "dE/dv[k,j] = delta_out[k]*u[j]",
        "dE/dc[k] = Sum(delta_out[k],(k,1,K))",
        "dE/dx[i] = Sum(delta[j]*w[i,j],(j,1,m))",
        "dE/dw[i,i] = delta[i]*x[1]",
        "dE/dw[1,2] = delta[2]*x[1]",
        "du[j]/dw[k,i] = x[i]",
        "dE/dw[j,i] = delta[k]*x[i]",
        "u[j] = u[i]",
        "y[j]=y[k]",
        "dE/dw[j,i] = delta[j]*x[i] + (m-3)*(m-2)*(n-2)*(n-3)*(m-4)*(m-5)",
        "dE/dw[j,i] = delta[j]*x[i] + (K-n)*x[i]",
    ),
    "square": (
        "dE/dw[j,i] = delta[i]*x[j]",
        "delta[i] = Sum(delta_out[j]*v[i,j],(j,1,n))*(1-y[i]^2)",
        "dE/dw[j,i]=delta[j]*x[j]",
        "Sum(w[j,i]*x[i],(i,1,n)) = Sum(w[i,j]*x[i],(i,1,n))",
    ),
    "softmax": (
        "delta_out[k] = t[k]-z[k]",
        "delta_out[k] = z[k]*(1-z[k])*(z[k]-t[k])",
        "delta_out[k] = z[k]-1",
        "Sum(z[k],(k,1,K)) = K",
        "dE/dz[k] = t[k]/z[k]",
        "dE/dz[k] = -t[k]",
        "E = -Sum(log(z[k]),(k,1,K))",
        "Sum(log(z[k]),(k,1,K)) = 0",
    ),
    "soft": (
        "delta[j] = (p[j]-t[j])*p[j]*(1-p[j])",
        "delta[j] = p[j]-t[j]",
        "dp[j]/du[k] = p[j]*(1-p[j])",
        "dp[j]/du[k] = -p[j]*p[k]",
        "dp[j]/du[j] = -p[j]^2",
        "Sum(p[k]^2,(k,1,K)) = 1",
        "delta[j] = p[j]*((p[j]-t[j]) - Sum((p[k]-t[k])*p[j],(k,1,K)))",
    ),
    "layer norm": (
        "dE/du[j] = r*delta_uhat[j]",
        "dE/du[j] = r/m*(m*delta_uhat[j] - Sum(delta_uhat[k],(k,1,m)))",
        "dE/du[j] = r/m*(m*delta_uhat[j] - Sum(delta_uhat[k],(k,1,m)) - uhat[j]*Sum(delta_uhat[k],(k,1,m)))",
        "Sum(uhat[j]^2,(j,1,m)) = m",
        "dE/dgamma[j] = Sum(delta_y[j]*uhat[j],(j,1,m))",
        "dE/dbeta[j]=delta_uhat[j]",
        "Sum(uhat[j],(j,1,m)) = 1",
        "dE/du[j] = r/m*(m*delta_uhat[j] - Sum(delta_uhat[k],(k,1,m)) + uhat[j]*Sum(delta_uhat[k]*uhat[k],(k,1,m)))",
    ),
    "batch norm": (
        "dE/du[p,j] = r[j]*delta_uhat[p,j]",
        (
            "dE/du[p,j] = r[j]/N*(N*delta_uhat[p,j] - Sum(delta_uhat[q,j],(q,1,N)) -"
            " uhat[p,j]*Sum(delta_uhat[q,j]*uhat[p,j],(q,1,N)))"
        ),
        "dE/dW[j,i] = delta[p,j]*x[p,i]",
        "dE/db[j] = Sum(delta_y[p,j],(p,1,N))",
        (
            "dE/du[p,j] = r[j]/m*(m*delta_uhat[p,j] - Sum(delta_uhat[p,k],(k,1,m)) -"
            " uhat[p,j]*Sum(delta_uhat[p,k]*uhat[p,k],(k,1,m)))"
        ),
    ),
    "attention": (
        "delta_V[q,k] = Sum(A[q,p]*delta_Z[p,k],(p,1,N))",
        "delta_S[p,q] = A[p,q]*(delta_A[p,q]-Sum(A[r,q]*delta_A[r,q],(r,1,N)))",
        "delta_S[p,q] = A[p,q]*(1-A[p,q])*delta_A[p,q]",
        "delta_K[q,j] = Sum(delta_S[q,p]*Q[p,j],(p,1,N))/sqrt(d)",
        "delta_K[q,j] = Sum(delta_S[p,q]*Q[p,j],(p,1,N))",
        "delta_Q[p,j] = Sum(delta_S[p,q]*K[q,j],(q,1,N))/d",
        "Sum(A[p,q],(p,1,N)) = 1",
        "Sum(delta_S[p,q],(p,1,N)) = 0",
    ),
    "convolution": (
        "dE/dW[f,c,k] = Sum(delta[f,i]*x[c,i+k],(i,1,n-3))",
        "dE/dW[f,c,k] = Sum(delta[f,i]*x[c,i-k+1],(i,3,n-2))",
        "dE/dW[f,c,k] = Sum(delta[f,i]*x[c,i],(i,1,n-2))",
        "dE/db[f] = delta[f,1]",
        "dE/dW[f,c,k] = Sum(delta[f,i]*x[c,i+k-1],(i,1,n-3))",
        "delta[f,i] = y[f,i]-t[f,i]",
        "dE/dx[c,i] = Sum(delta[f,i]*W[f,c,1],(f,1,F))",
    ),
    "LSTM": (
        "dE/dU_f[j,l] = delta_f^(2)[j]*h^(1)[l]",
        "dE/dU_f[j,l] = delta_f^(1)[j]*h^(1)[l] + delta_f^(2)[j]*h^(2)[l]",
        "dE/db_i[j] = delta_i^(2)[j]",
        "delta_c^(1)[j] = delta_h^(1)[j]*o^(1)[j]*(1-tanh(c^(1)[j])^2)",
        "delta_c^(1)[j] = delta_c^(2)[j]*f^(1)[j] + delta_h^(1)[j]*o^(1)[j]*(1-tanh(c^(1)[j])^2)",
        (
            "delta_h^(1)[j] = Sum(delta_i^(2)[k]*U_i[j,k],(k,1,m))+Sum(delta_f^(2)[k]*U_f[j,k],(k,1,m))"
            "+Sum(delta_o^(2)[k]*U_o[j,k],(k,1,m))+Sum(delta_g^(2)[k]*U_g[j,k],(k,1,m))"
        ),
    ),
}


@cache
def derived(which: str) -> Derivation:
    return derive(NETWORKS[which]())


@pytest.mark.parametrize("which", NETWORKS)
def test_true_claims_are_proved_for_all_sizes(which: str) -> None:
    for claim in TRUE[which]:
        verdict = prove(claim, derived(which))
        assert isinstance(verdict, Proved), verdict
        assert verdict.sizes == (), verdict


@pytest.mark.parametrize("which", NETWORKS)
def test_wrong_claims_are_refuted_or_no_formulas_of_the_network(which: str) -> None:
    for claim in WRONG[which]:
        try:
            verdict = prove(claim, derived(which))
        except FormulaError as refused:
            assert "range" in str(refused) or "runs to" in str(refused) or "ends at" in str(refused)  # noqa: PT017
        else:
            assert isinstance(verdict, Refuted), verdict
