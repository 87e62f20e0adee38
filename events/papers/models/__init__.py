"""Certificates, what they say, and the rounds in which they are issued, one noun a file."""

from events.papers.models.certificate import Certificate, Standing
from events.papers.models.issuing import Issuing
from events.papers.models.wording import CertificateWording

__all__ = ["Certificate", "CertificateWording", "Issuing", "Standing"]
