"""`sanjeh demo serve`: the fictional country on loopback."""

import asyncio
import signal
from pathlib import Path

import click

from sanjeh.demo import sites


@click.command()
@click.option(
    "--data", envvar="SANJEH_DATA", default="var", type=click.Path(path_type=Path), show_default=True
)
@click.option(
    "--host-range", default=sites.HOST_RANGE, show_default=True, help="Loopback range of the sites."
)
@click.option("--https-port", default=sites.HTTPS_PORT, show_default=True)
@click.option("--http-port", default=sites.PLAIN_PORT, show_default=True)
@click.option("--dns-port", default=sites.DNS_PORT, show_default=True)
def serve(data: Path, host_range: str, https_port: int, http_port: int, dns_port: int) -> None:
    """Serve every site of the country until stopped."""
    place = sites.Place(data, host_range, https_port, http_port, dns_port)
    try:
        asyncio.run(_serve(place))
    except OSError as refused:
        raise click.ClickException(
            f"The demo country could not be served in {host_range}: {refused.strerror}. "
            "If it is being served already, use that one or choose another --host-range."
        ) from refused


async def _serve(place: sites.Place) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with sites.demo_country(place) as served:
        click.echo(ready_line(served))
        await stop.wait()


def ready_line(served: sites.ServedCountry) -> str:
    country = served.country
    services = sum(len(body.services) for body in country.bodies)
    return (
        f"{country.title_en} is ready: {len(country.bodies)} bodies, {services} services, "
        f"names at {served.nameservers[0]}, root certificate in {served.place.roots}, "
        f"for example {country.portal_url(country.bodies[0], served.place.https_port)}"
    )
