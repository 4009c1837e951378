"""Groups of a graph, by igraph: connected components, and Leiden communities within them.

The same edges give the same groups: nodes are numbered in the order of their names, and Leiden draws
from a generator of its own with a fixed seed. Source: Traag, Waltman, van Eck, "From Louvain to
Leiden: guaranteeing well-connected communities", Scientific Reports 9, 5233 (2019).
"""

from random import Random

import duckdb
import igraph
import numpy as np
import pyarrow as pa

from features.engines import ArrowRows


def groups_of(con: duckdb.DuckDBPyConnection, edges: str, seed: int | None = None) -> ArrowRows:
    """The nodes of a query of edges (a, b, and w with a seed) as node, grp; groups of two or more.

    With a seed each component is parted into Leiden communities by modularity, weighted by w.
    Groups are numbered from 0 in the order of their first node.
    """
    weighed = ", w" if seed is not None else ""
    found = con.sql(f"SELECT a, b{weighed} FROM ({edges}) ORDER BY ALL").to_arrow_table()
    if not found.num_rows:
        return pa.table({"node": pa.array([], pa.string()), "grp": pa.array([], pa.int64())})
    both = pa.concat_arrays([*found["a"].chunks, *found["b"].chunks])
    names, place = np.unique(both.to_numpy(zero_copy_only=False).astype(str), return_inverse=True)
    ends = place.reshape(2, -1).T
    graph = igraph.Graph(len(names), ends.tolist())
    if seed is None:
        label = np.array(graph.connected_components().membership)
    else:
        igraph.set_random_number_generator(Random(seed))  # noqa: S311, repeatable on purpose
        weights = found["w"].to_numpy().astype(float).tolist()
        parted = graph.community_leiden(
            objective_function="modularity", weights=weights, n_iterations=-1
        )
        label = np.array(parted.membership)
    _, first, inverse, size = np.unique(
        label, return_index=True, return_inverse=True, return_counts=True
    )
    number = np.empty(len(first), dtype=np.int64)
    number[np.argsort(first)] = np.arange(len(first))
    together = size[inverse] > 1
    return pa.table({"node": names[together], "grp": number[inverse][together]})
