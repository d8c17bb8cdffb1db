"""Minimum-cost flow for several costs in strict order, with the prices that prove it best.

Each level is solved by OR-Tools on its own small whole numbers, so no weights are mixed and none
can overflow. Between levels only the arcs whose reduced cost is nought stay free: by complementary
slackness they carry exactly the flows that are best so far (Ahuja, Magnanti and Orlin, Network
Flows, section 9.4).

Where nothing but the common end joins two parts of a network, such as two services whose auditors
keep to their own, each part is solved by itself: its flow is best whatever the others do. The
prices are worked out over the whole network all the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from ortools.graph.python import (  # type: ignore[import-untyped]  # publishes no types
    max_flow,
    min_cost_flow,
)

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class InfeasibleError(Exception):
    """No flow meets the supplies."""


@dataclass(frozen=True)
class Network:
    """Nodes with supplies (demands are negative), and arcs that carry nought or one."""

    supplies: Ints
    tails: Ints
    heads: Ints


@dataclass(frozen=True)
class Optimum:
    """Which arcs carry flow, and the price of every node, a row per level."""

    flow: Flags
    prices: tuple[Ints, ...]


def cheapest(network: Network, levels: Sequence[Ints], *, divided: bool = True) -> Optimum:
    """Return the flow whose costs are least, level by level in lexicographic order.

    `divided` solves the parts of the network by themselves, which gives the same in less time.
    Raises InfeasibleError where no flow meets the supplies, and ArithmeticError if the solver's
    answer is not optimal after all.
    """
    free = np.ones(len(network.tails), dtype=np.bool_)
    flow = np.zeros(len(network.tails), dtype=np.bool_)
    parts = list(parts_of(network)) if divided else [Part(np.arange(len(flow)), network)]
    prices = []
    for costs in levels:
        for part in parts:
            own = free[part.arcs]
            flow[part.arcs[own]] = _solve(part.network, costs[part.arcs], own, flow[part.arcs])
        price = node_prices(network, costs, free, flow)
        reduced = costs + price[network.tails] - price[network.heads]
        free &= reduced == 0
        prices.append(price)
    return Optimum(flow, tuple(prices))


@dataclass(frozen=True)
class Part:
    """A part of a network: which arcs of the whole it has, and itself as a network."""

    arcs: Ints
    network: Network


def parts_of(network: Network) -> Iterator[Part]:
    """Yield the parts of a network that nothing but its last node, the common end, joins."""
    sink = len(network.supplies) - 1
    labels = _labels(network, sink)
    of_arc = labels[network.tails]
    arcs, nodes = np.argsort(of_arc, kind="stable"), np.argsort(labels[:sink], kind="stable")
    arc_labels, node_labels = of_arc[arcs], labels[:sink][nodes]
    every = np.unique(node_labels)
    if len(every) == 1:
        yield Part(np.arange(len(network.tails)), network)
        return
    here = np.zeros(len(network.supplies), dtype=np.int64)
    for label in every:
        own = nodes[slice(*np.searchsorted(node_labels, (label, label + 1)))]
        ours = np.sort(arcs[slice(*np.searchsorted(arc_labels, (label, label + 1)))])
        here[own], here[sink] = np.arange(len(own)), len(own)
        needs = network.supplies[own]
        supplies = np.append(needs, -needs.sum())
        if supplies.any():
            yield Part(
                ours, Network(supplies, here[network.tails[ours]], here[network.heads[ours]])
            )


def _labels(network: Network, sink: int) -> Ints:
    """Return for each node the least node that it hangs together with, not counting the end."""
    inner = network.heads != sink
    ends = network.tails[inner], network.heads[inner]
    froms, tos = np.concatenate(ends), np.concatenate(ends[::-1])
    order = np.argsort(tos, kind="stable")
    froms = froms[order]
    reached, starts = np.unique(tos[order], return_index=True)
    labels = np.arange(len(network.supplies), dtype=np.int64)
    while len(reached):
        least = np.minimum(labels[reached], np.minimum.reduceat(labels[froms], starts))
        if np.array_equal(least, labels[reached]):
            break
        labels[reached] = least
        labels = labels[labels]  # a jump to the label of one's label halves the way that is left
    return labels


def _solve(network: Network, costs: Ints, free: Flags, flow: Flags) -> Flags:
    """Solve one level on the free arcs; the others keep the flow they have."""
    solver = min_cost_flow.SimpleMinCostFlow()
    tails, heads = network.tails[free], network.heads[free]
    capacities = np.ones(len(tails), dtype=np.int64)
    arcs = solver.add_arcs_with_capacity_and_unit_cost(tails, heads, capacities, costs[free])
    supplies = _left_to_send(network, flow & ~free)
    solver.set_nodes_supplies(np.arange(len(supplies)), supplies)
    if solver.solve() != solver.OPTIMAL:
        raise InfeasibleError
    used: Flags = solver.flows(arcs) > 0
    return used


def _left_to_send(network: Network, fixed: Flags) -> Ints:
    size = len(network.supplies)
    sent = np.bincount(network.tails[fixed], minlength=size)
    received = np.bincount(network.heads[fixed], minlength=size)
    left: Ints = network.supplies - sent + received
    return left


def node_prices(network: Network, costs: Ints, free: Flags, flow: Flags) -> Ints:
    """Return shortest distances in the residual network (Bellman and Ford), all arcs at a time.

    Raises ArithmeticError where some change of flow would be cheaper.
    """
    used = flow[free]
    tails = np.where(used, network.heads[free], network.tails[free])
    heads = np.where(used, network.tails[free], network.heads[free])
    lengths = np.where(used, -costs[free], costs[free])
    order = np.argsort(heads, kind="stable")
    tails, lengths = tails[order], lengths[order]
    reached, starts = np.unique(heads[order], return_index=True)
    price = np.zeros(len(network.supplies), dtype=np.int64)
    for _ in range(len(price) + 1):
        if not len(reached):
            return price
        shorter = np.minimum(price[reached], np.minimum.reduceat(price[tails] + lengths, starts))
        if np.array_equal(shorter, price[reached]):
            return price
        price[reached] = shorter
    raise ArithmeticError("The flow can be made cheaper, so it was not optimal")


@dataclass(frozen=True)
class Matching:
    """As many audits as can be placed, and the auditors on the source's side of the least cut."""

    placed: int
    cut: Flags


def most_placed(
    needs: Ints, rooms: Ints, tails: Ints, heads: Ints, times: Ints | None = None
) -> Matching:
    """Place as many audits as possible of `needs` (by auditor) in `rooms` (by practitioner).

    `tails` and `heads` say which auditor may have which practitioner, once each or `times`.
    """
    solver = max_flow.SimpleMaxFlow()
    auditors = np.arange(len(needs)) + 1
    people = np.arange(len(rooms)) + len(needs) + 1
    sink = len(needs) + len(rooms) + 1
    solver.add_arcs_with_capacity(np.zeros_like(auditors), auditors, needs)
    times = np.ones_like(tails) if times is None else times
    solver.add_arcs_with_capacity(tails + 1, heads + len(needs) + 1, times)
    solver.add_arcs_with_capacity(people, np.full_like(people, sink), rooms)
    solver.add_arc_with_capacity(0, sink, 0)  # so that both ends exist whoever there is
    solver.solve(0, sink)
    cut = np.zeros(sink + 1, dtype=np.bool_)
    cut[solver.get_source_side_min_cut()] = True
    return Matching(int(solver.optimal_flow()), cut[1 : len(needs) + 1])
