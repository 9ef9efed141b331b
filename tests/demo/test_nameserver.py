"""The country's name server tells the truth of its zones, and knows nobody else."""

import dns.message
import dns.rcode

from sanjeh.demo.nameserver import NameServer, Zone, records

SERVER = NameServer(records([Zone("nemune.test", {"pol.nemune.test": "127.77.0.9"}, frozenset())]))


def ask(name: str, kind: str) -> tuple[str, list[str]]:
    reply = SERVER.reply(dns.message.make_query(name, kind))
    return dns.rcode.to_text(reply.rcode()), [str(record) for answer in reply.answer for record in answer]


def test_a_site_has_its_own_address_whatever_the_letters_case() -> None:
    assert ask("POL.nemune.test", "A") == ("NOERROR", ["127.77.0.9"])


def test_a_name_without_such_a_record_exists_all_the_same() -> None:
    assert ask("pol.nemune.test", "AAAA") == ("NOERROR", [])


def test_a_name_that_nobody_has_does_not_exist() -> None:
    assert [ask("nobody.nemune.test", "A"), ask("pol.example", "A")] == [("NXDOMAIN", []), ("NXDOMAIN", [])]


def test_a_zone_sends_no_mail_unless_the_policy_was_left_out() -> None:
    spoilt = NameServer(records([Zone("pol.test", {}, frozenset({"spf_missing"}))]))

    assert ask("nemune.test", "TXT") == ("NOERROR", ['"v=spf1 -all"'])
    assert spoilt.reply(dns.message.make_query("pol.test", "TXT")).answer == []


def test_the_second_server_has_lost_the_names_of_a_zone_that_was_spoilt() -> None:
    zones = [Zone("pol.test", {"www.pol.test": "127.77.0.9"}, frozenset({"resolvers_disagree"}))]

    assert ("www.pol.test", "A") in records(zones)
    assert ("www.pol.test", "A") not in records(zones, is_second=True)
    assert records(zones, is_second=True)["pol.test", "MX"] == ("0 .",)
