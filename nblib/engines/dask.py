"""Batches on the workers of a Dask cluster, one that exists or one started here.

Only so many batches are sent ahead as keep every worker busy, so that a pile never
waits in the scheduler's memory. A batch whose worker dies is sent to another one by
the scheduler; its rows are the same, because a call depends on its arguments alone.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from typing import Any

from ..digests import code_digest
from ..errors import UsageError

AHEAD = 3  # batches sent for each thread of the cluster
LARGE = "distributed.admin.large-graph-warning-threshold"  # a batch is its own data


class DaskEngine:
    """Calls on the workers of a Dask cluster; it is reached at the first call.

    Parameters
    ----------
    scheduler : str, default ""
        Address of a running scheduler, such as "tcp://10.0.0.5:8786", whose workers
        have this version of nblib. Without one, a process for each core is started
        here.
    """

    here = False

    def __init__(self, scheduler: str = "") -> None:
        self.scheduler = scheduler
        self._client: Any = None

    def map(
        self,
        function: Callable[..., Any],
        calls: Iterable[tuple[Any, ...]],
        *,
        shared: tuple[Any, ...] = (),
    ) -> list[Any]:
        """Return `function(*call, *shared)` for each of `calls`, in their order.

        What they share is sent to each worker once.

        Raises
        ------
        UsageError
            If Dask is not installed, the scheduler does not answer, or a worker has
            another version of nblib.
        """
        client = self._connected()
        from dask import config

        most = AHEAD * max(1, sum(client.nthreads().values()))
        held = [shared]
        if shared:  # what shares nothing can be sent again to any worker
            held = client.scatter(held, broadcast=True, hash=False)
        sent: deque[Any] = deque()
        made = []

        def receive() -> None:
            call, future = sent.popleft()
            try:
                made.append(future.result())
            except CancelledError:  # no worker is left that held what calls share
                made.append(function(*call, *shared))

        for call in calls:
            with config.set({LARGE: "1 PB"}):
                future = client.submit(_do, function, call, *held, pure=False)
            sent.append((call, future))
            if len(sent) >= most:
                receive()
        while sent:
            receive()
        return made

    def close(self) -> None:
        """Let go of the cluster; workers that were started here end."""
        if self._client is not None:
            started = None if self.scheduler else self._client.cluster
            self._client.close()
            if started is not None:
                started.close()
            self._client = None

    def _connected(self) -> Any:
        if self._client is None:
            self._client = _connect(self.scheduler)
            _require_this_code(self._client)
        return self._client


def _do(function: Callable[..., Any], call: tuple[Any, ...], shared: Any) -> Any:
    return function(*call, *shared)


@contextmanager
def dask_workers(scheduler: str = "") -> Iterator[str]:
    """Give the address of a scheduler that answers; workers started here end after.

    Parameters
    ----------
    scheduler : str, default ""
        Address of a running scheduler. Without one, a process for each core is
        started on this machine.

    Raises
    ------
    UsageError
        If Dask is not installed or the scheduler does not answer.
    """
    engine = DaskEngine(scheduler)
    try:
        yield str(engine._connected().scheduler.address)
    finally:
        engine.close()


def _connect(scheduler: str) -> Any:
    try:
        import distributed
    except ImportError as error:
        raise UsageError(
            "engine dask needs dask.distributed; install nblib with the extra dask"
        ) from error
    dask: Any = distributed
    if not scheduler:
        own = dask.LocalCluster(threads_per_worker=1, dashboard_address=None)
        return dask.Client(own)
    try:
        return dask.Client(scheduler, timeout="10s")
    except (OSError, ValueError) as error:
        raise UsageError(
            f"no Dask scheduler answers at {scheduler}; start it or correct scheduler"
        ) from error


def _require_this_code(client: Any) -> None:
    """Refuse workers whose rows would be those of other rules."""
    here = code_digest()
    try:
        there = client.run(code_digest)
    except ImportError as error:
        raise UsageError(
            f"a worker of {client.scheduler.address} has no nblib ({error}); "
            "install this version there"
        ) from error
    other = sorted(name for name, digest in there.items() if digest != here)
    if other:
        raise UsageError(
            f"worker {other[0]} has another version of nblib; install this one there"
        )
