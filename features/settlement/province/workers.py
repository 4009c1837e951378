"""Worker processes for the blocks of a large province; what they write is the same however many."""

import os
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from pathlib import Path
from threading import Thread

from features.errors import Unreachable
from features.settlement.province.block import BlockReport, make_block
from features.settlement.province.order import Order
from features.settlement.province.province import Progress

_END = "\0end"
_heard: "list[SimpleQueue[str]]" = []  # in a worker: where to say its steps


def usual_workers(blocks: int) -> int:
    """Two processes at most: each holds a whole block in memory."""
    return max(1, min(2, os.cpu_count() or 1, blocks))


def made_blocks(
    orders: list[Order], folder: Path, step: Progress, workers: int
) -> Iterator[BlockReport]:
    """The reports of all blocks in order; `step` hears the steps of every worker.

    Raises:
        ProvinceStopped: a worker ended before its block was written.
    """
    if workers <= 1 or len(orders) <= 1:
        alone = len(orders) == 1
        yield from (make_block(order, folder, step, alone=alone) for order in orders)
        return
    context = get_context("spawn")
    said: SimpleQueue[str] = context.SimpleQueue()
    listener = Thread(target=_listen, args=(said, step), daemon=True)
    listener.start()
    pool = ProcessPoolExecutor(workers, context, initializer=_begin, initargs=(said,))
    try:
        made: list[Future[BlockReport]] = [pool.submit(_make, order, folder) for order in orders]
        for future in made:
            yield future.result()
    except BrokenProcessPool as broken:
        raise ProvinceStopped(
            "A process that made part of the province ended early",
            "About 2 GiB of memory for each of its processes",
            "Free memory, or make fewer claims; then run the command again",
        ) from broken
    finally:
        pool.shutdown(cancel_futures=True)
        said.put(_END)
        listener.join()


class ProvinceStopped(Unreachable):
    """A province was not made to its end: a process that made a part of it is gone."""


def _listen(said: "SimpleQueue[str]", step: Progress) -> None:
    """Pass on what the workers say until the end."""
    while (word := said.get()) != _END:
        step(word)


def _begin(said: "SimpleQueue[str]") -> None:
    """In a worker: remember where to say its steps."""
    _heard.append(said)


def _make(order: Order, folder: Path) -> BlockReport:
    """In a worker: make one block of several."""
    return make_block(order, folder, _heard[-1].put, alone=False)
