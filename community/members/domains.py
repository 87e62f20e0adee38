"""Whether an address proves that its owner belongs to an organisation."""

from typing import Final

from community.members.models import Organisation

# Mailboxes that anybody can open: they prove nothing about an employer.
_FREEMAIL = """
    126.com 163.com aol.com aruba.it bluewin.ch centrum.cz duck.com email.cz email.de fastmail.com
    fastmail.fm free.fr freemail.hu freenet.de gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net
    googlemail.com hey.com home.pl hotmail.be hotmail.co.uk hotmail.com hotmail.de hotmail.es
    hotmail.fr hotmail.gr hotmail.it icloud.com inbox.lt inbox.lv interia.pl kolabnow.com
    laposte.net libero.it list.ru live.be live.co.uk live.com live.fr live.it live.nl luukku.com
    mac.com mail.bg mail.com mail.ee mail.ru mailbox.org me.com msn.com naver.com numericable.fr
    o2.pl onet.pl orange.fr outlook.com outlook.de outlook.es outlook.fr outlook.it planet.nl
    pm.me posteo.de posteo.net proton.me protonmail.ch protonmail.com qq.com riseup.net
    rocketmail.com sapo.pt seznam.cz sfr.fr skynet.be t-online.de telenet.be telia.com tiscali.it
    tutanota.com tuta.io virgilio.it vodafone.de volny.cz wanadoo.fr web.de wp.pl xs4all.nl
    yahoo.co.uk yahoo.com yahoo.de yahoo.es yahoo.fr yahoo.gr yahoo.it yandex.com yandex.ru
    ymail.com ziggo.nl zoho.com
"""
FREEMAIL: Final = frozenset(_FREEMAIL.split())
# Below these, names are given out to strangers. Every single label is one as well.
_PUBLIC_SUFFIXES = """
    ac.at ac.be ac.cy ac.il ac.jp ac.nz ac.rs ac.uk ac.za appspot.com asso.fr azurewebsites.net
    biz.pl blogspot.com ca.it cloudfront.net co.at co.hu co.il co.in co.it co.jp co.me co.no co.nz
    co.pl co.rs co.uk co.za com.au com.br com.cn com.cy com.de com.ee com.es com.fr com.gr com.hr
    com.mk com.mt com.pl com.pt com.ro com.tr com.ua edu.al edu.au edu.cy edu.es edu.gr edu.it
    edu.mk edu.mt edu.pl edu.pt edu.rs edu.tr edu.ua eu.com firm.ro gb.net github.io gitlab.io
    gob.es gouv.fr gov.au gov.cy gov.gr gov.hu gov.ie gov.il gov.it gov.mt gov.pl gov.pt gov.ro
    gov.tr gov.ua gov.uk gub.uy gv.at herokuapp.com info.pl info.ro ltd.uk me.uk net.au net.cn
    net.cy net.gr net.mt net.pl net.pt net.tr net.ua netlify.app nhs.uk nom.es nom.fr nom.pl
    nom.ro or.at or.jp org.au org.cn org.cy org.es org.gr org.hu org.il org.mk org.mt org.nz
    org.pl org.pt org.ro org.rs org.tr org.ua org.uk org.za pages.dev plc.uk police.uk priv.at
    sch.gr sch.uk sld.cy uk.com uk.net vercel.app waw.pl web.app workers.dev
"""
PUBLIC_SUFFIXES: Final = frozenset(_PUBLIC_SUFFIXES.split())
LONGEST: Final = 253


def proves(address: str, organisation: Organisation) -> bool:
    """Return whether somebody who reads mail at an address belongs to an organisation.

    Domains are compared letter by letter as the Domain Name System writes them, so a Cyrillic
    letter that looks like a Latin one is another name. Shared mailboxes and public suffixes prove
    nothing, whatever an organisation says.
    """
    domain = domain_of(address)
    return any(covers(own, domain) for own in organisation.domains)


def domain_of(email: str) -> str:
    """Return the domain of an address in small ASCII letters (IDNA, RFC 3490); empty for none.

    What had to be folded to become a domain (full-width letters, ideographic stops) is none either.
    """
    name = email.rpartition("@")[2].strip().lower()
    if "." not in name or len(name) > LONGEST or name.endswith("."):
        return ""
    try:
        encoded = name.encode("idna")
        is_exact = name.isascii() or encoded.decode("idna") == name
    except UnicodeError:
        return ""
    return encoded.decode("ascii") if is_exact else ""


def is_shared(domain: str) -> bool:
    """Return whether a domain belongs to many: a public suffix, or a provider of free mail."""
    labels = domain.split(".")
    above = {".".join(labels[place:]) for place in range(len(labels) - 1)}
    return len(labels) < 2 or domain in PUBLIC_SUFFIXES or bool(above & FREEMAIL)


def covers(domain: str, of_address: str) -> bool:
    """Return whether an organisation's domain covers that of an address: it, or one below it.

    `cs.example.org` stands below `example.org`, `notexample.org` does not.
    """
    domain = domain_of(domain)
    is_within = of_address == domain or of_address.endswith(f".{domain}")
    return bool(domain) and is_within and not is_shared(domain) and not is_shared(of_address)
