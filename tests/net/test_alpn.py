import pytest

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net import alpn
from tests.net.authority import Holder, Wish, server_context
from tests.net.servers import always, loopback_gate, page, served

ROOT = Holder.self_signed(Wish("Root", is_authority=True))
SITE = ROOT.issue(Wish("site", hosts=("site.localhost",)))


@pytest.mark.parametrize(("offered", "chosen"), [(["h2"], "h2"), (["http/1.1"], "http/1.1"), ([], "")])
async def test_the_protocol_is_the_one_that_the_server_chose(offered: list[str], chosen: str) -> None:
    context = server_context((SITE,))
    if offered:
        context.set_alpn_protocols(offered)

    async with served(always(page()), context) as port:
        assert await alpn.negotiated(loopback_gate(), "127.0.0.1", port) == chosen


async def test_who_says_nothing_is_not_waited_for() -> None:
    async with served(always(page())) as port:
        with pytest.raises(CaptureFailed) as failed:
            await alpn.negotiated(loopback_gate(), "127.0.0.1", port, within_s=0.2)

    assert failed.value.reason == Reason.CONNECT_TIMEOUT


async def test_where_nobody_answers_the_failure_has_its_name() -> None:
    with pytest.raises(CaptureFailed) as failed:
        await alpn.negotiated(loopback_gate(), "127.0.0.1", 9)

    assert failed.value.reason == Reason.CONNECT_REFUSED
