"""A passkey in software: it makes keys and signs as a telephone would, and lies when told to."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

FLAG = AuthenticatorData.FLAG
PRESENT_AND_VERIFIED = FLAG.UP | FLAG.UV


@dataclass
class SoftPasskey:
    """One passkey for one site; `origin` is where the browser says the page was."""

    origin: str = "http://localhost"
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    user_handle: str | None = None

    def make(
        self, options: dict[str, Any], *, flags: FLAG = PRESENT_AND_VERIFIED
    ) -> dict[str, Any]:
        """Return the browser's answer to creation options."""
        public = options["publicKey"]
        self.user_handle = public["user"]["id"]
        credential = AttestedCredentialData.create(
            Aaguid.NONE, self.credential_id, ES256.from_cryptography_key(self.key.public_key())
        )
        data = AuthenticatorData.create(
            sha256(public["rp"]["id"].encode()), flags | FLAG.AT, 0, credential
        )
        client = self._client(CollectedClientData.TYPE.CREATE, public["challenge"])
        attestation = AttestationObject.create("none", data, {})
        return self._answer(client, attestationObject=websafe_encode(bytes(attestation))) | {
            "clientExtensionResults": {"credProps": {"rk": True}}
        }

    def sign(
        self,
        options: dict[str, Any],
        *,
        flags: FLAG = PRESENT_AND_VERIFIED,
        domain: str | None = None,
    ) -> dict[str, Any]:
        """Return the browser's answer to request options."""
        public = options["publicKey"]
        data = AuthenticatorData.create(sha256((domain or public["rpId"]).encode()), flags, 1)
        client = self._client(CollectedClientData.TYPE.GET, public["challenge"])
        signature = self.key.sign(bytes(data) + client.hash, ec.ECDSA(SHA256()))
        return self._answer(
            client,
            authenticatorData=websafe_encode(bytes(data)),
            signature=websafe_encode(signature),
            userHandle=self.user_handle,
        )

    def _client(self, kind: str, challenge: str) -> CollectedClientData:
        return CollectedClientData.create(kind, websafe_decode(challenge), self.origin)

    def _answer(self, client: CollectedClientData, **response: Any) -> dict[str, Any]:
        identifier = websafe_encode(self.credential_id)
        return {
            "id": identifier,
            "rawId": identifier,
            "type": "public-key",
            "clientExtensionResults": {},
            "response": {"clientDataJSON": websafe_encode(bytes(client)), **response},
        }
