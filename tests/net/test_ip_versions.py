import pytest

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.gate import Allow, Gate
from sanjeh.net.ip_versions import IPv6Gate, has_route


class TwoFamilies:
    async def resolve(self, host: str) -> tuple[str, ...]:
        return ("192.0.2.1",) if host == "old.test" else ("2606:4700::1", "8.8.8.8")


async def test_only_addresses_of_ipv6_are_left() -> None:
    assert await IPv6Gate(Gate(TwoFamilies())).admit("new.test", 443) == ("2606:4700::1",)


async def test_every_address_is_judged_by_the_gate_behind() -> None:
    with pytest.raises(CaptureFailed) as refused:
        await IPv6Gate(Gate(TwoFamilies())).admit("new.test", 8443)

    assert refused.value.reason == Reason.PORT_REFUSED


async def test_a_host_without_ipv6_is_unknown_there() -> None:
    gate = IPv6Gate(Gate(TwoFamilies(), [Allow("192.0.2.0/24")]))
    with pytest.raises(CaptureFailed) as refused:
        await gate.admit("old.test", 443)

    assert refused.value.reason == Reason.NAME_UNKNOWN


def test_the_way_to_this_machine_is_known() -> None:
    assert has_route("::1") is True
