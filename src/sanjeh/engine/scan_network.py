"""What looking asks of the network; named here so that judging need not wait for the network to load."""

from typing import Protocol


class ScanAddress(Protocol):
    """The part of `net.gate.Address` that says where a visit takes place."""

    @property
    def host(self) -> str: ...

    @property
    def port(self) -> int: ...


class ScanGate(Protocol):
    """The part of `net.Gate` that is asked before any look; both raise CaptureFailed for what is refused."""

    def parse(self, url: str) -> ScanAddress: ...

    async def admit(self, host: str, port: int) -> tuple[str, ...]: ...


class ScanBrowser(Protocol):
    """The part of `net.Browser` that is no single look's business; `version` is empty before its start."""

    @property
    def version(self) -> str: ...

    @property
    def binary_name(self) -> str: ...

    @property
    def fonts(self) -> str: ...

    @property
    def draws_persian(self) -> bool | None: ...

    def warm_up(self) -> None: ...


class ScanNetwork(Protocol):
    """The part of `net.Network` that is no single look's business."""

    @property
    def gate(self) -> ScanGate: ...

    @property
    def browser(self) -> ScanBrowser | None: ...
