"""Run the validator of RO-Crate without a network: the one document that it would fetch, the vocabulary, is put into its cache beforehand.

The vocabulary stands in for RO-Crate 1.1's: the terms that packages use, each with the address that RO-Crate 1.1 gives it (all but two are
those of schema.org). A term that is not among them is unknown to the validator, which then refuses it.
"""

from __future__ import annotations

import json
import warnings
from io import BytesIO
from pathlib import Path

from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter
from requests_cache import CachedSession
from rocrate_validator import services
from rocrate_validator.models import Severity
from urllib3 import HTTPResponse

CONTEXT = "https://w3id.org/ro/crate/1.1/context"
TYPES = "CreateAction CreativeWork Dataset ImageObject Organization Person SoftwareApplication"
PROPERTIES = (
    "about actionStatus affiliation author contentSize datePublished description encodingFormat familyName givenName hasPart identifier instrument "
    "isBasedOn license mentions name object result softwareRequirements softwareVersion url version"
)
TERMS = {name: f"http://schema.org/{name}" for name in f"{TYPES} {PROPERTIES}".split()}
TERMS |= {"File": "http://schema.org/MediaObject", "conformsTo": "http://purl.org/dc/terms/conformsTo"}


class Shelf(BaseAdapter):
    """Answers every request with the vocabulary."""

    def send(self, request: PreparedRequest, **_: object) -> Response:
        body = json.dumps({"@context": TERMS}).encode()
        made = Response()
        made.status_code, made.url, made.request = 200, request.url or "", request
        made.headers["Content-Type"] = "application/ld+json"
        made.raw = HTTPResponse(body=BytesIO(body), headers=dict(made.headers), status=200, preload_content=False, request_url=made.url)
        return made

    def close(self) -> None:
        """Nothing is open."""


def unmet(crate: Path, cache: Path, *, profile: str, severity: Severity = Severity.REQUIRED) -> list[str]:
    """Return what a crate does not keep of a profile, a line each; also a check that could not be made for want of the network."""
    with CachedSession(cache_name=str(cache), backend="sqlite", expire_after=-1) as session:
        session.mount("https://", Shelf())
        session.get(CONTEXT, headers={"Accept": "application/ld+json, application/json, */*;q=0.1"})
    settings = services.ValidationSettings(
        rocrate_uri=str(crate), profile_identifier=profile, requirement_severity=severity, offline=True, cache_path=cache, extra_checks=False
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib, by what the validator calls of it
        result = services.validate(settings)
    return [f"{issue.severity.name} {issue.check.identifier}: {issue.message} ({issue.violatingEntity})" for issue in result.get_issues(severity)]
