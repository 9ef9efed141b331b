from sanjeh.net.own_addresses import local_addresses, of_this_machine

TRIE = """Local:
  +-- 0.0.0.0/0 3 0 5
     +-- 5.160.0.0/24 2 0 2
        |-- 5.160.0.0
           /24 link UNICAST
        |-- 5.160.0.7
           /32 host LOCAL
        |-- 5.160.0.255
           /32 link BROADCAST
     |-- 127.0.0.1
        /32 host LOCAL
"""
SIXES = "2a0a5d4000000000000000000000007f 02 40 00 80     eth0\n"


def test_the_kernels_tables_tell_our_addresses() -> None:
    assert local_addresses(TRIE, SIXES) == {"5.160.0.7", "127.0.0.1", "2a0a:5d40::7f"}


def test_a_kernel_without_tables_tells_nothing() -> None:
    assert local_addresses("", "") == frozenset()


def test_this_machine_has_its_loopback_address() -> None:
    assert "127.0.0.1" in of_this_machine()
