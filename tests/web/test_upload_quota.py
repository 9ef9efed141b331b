"""Nobody fills the disk by sending what no form asks for."""

import io

import pytest
from django.test import Client

from sanjeh.web.upload_quota import MOST_BYTES

pytestmark = pytest.mark.django_db
ADDRESSES = ("/office/login/", "/complaints/", "/office/catalogue/imports/")


def sent(client: Client, address: str, size: int) -> int:
    body = b"--x\r\nContent-Disposition: form-data; name=file; filename=a.bin\r\n\r\n"
    content = body + b"x" * (size - len(body) - 9) + b"\r\n--x--\r\n"
    kind = "multipart/form-data; boundary=x"
    return client.generic("POST", address, io.BytesIO(content).getvalue(), content_type=kind).status_code


@pytest.mark.parametrize("address", ADDRESSES)
def test_more_than_twice_the_largest_file_is_refused_to_everybody(address: str) -> None:
    client = Client()

    assert sent(client, address, MOST_BYTES + 1) == 400
    assert sent(client, address, MOST_BYTES) != 400
