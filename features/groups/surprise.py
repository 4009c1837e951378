"""How far a number of events lies beyond what chance gives.

    P(X ≥ n) ≤ exp(−(n ln(n/λ) − n + λ))   for a Poisson number X of mean λ < n

The bound in powers of ten: 3 means at most once in a thousand. Source: Chernoff's bound, e.g.
Mitzenmacher and Upfal, Probability and Computing (2005), theorem 5.4.
"""


def beyond_chance(many: str, chance: str) -> str:
    """The bound as SQL over two columns; 0 where there are no more than chance gives."""
    return (
        f"CASE WHEN {many} > {chance} AND {chance} > 0 THEN"
        f" round(({many} * ln({many} / {chance}) - {many} + {chance}) / ln(10), 4) ELSE 0.0 END"
    )
