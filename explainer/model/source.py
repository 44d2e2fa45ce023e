"""A source that the content cites."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from explainer.model.cells import Text

SourceKind = Literal[
    "trial",
    "meta-analysis",
    "review",
    "observational",
    "laboratory",
    "guideline",
    "label",
    "regulator",
    "health service",
    "charity",
    "manufacturer",
    "press",
    "opinion",
    "seller",
    "copy",
]
SourceGroup = Literal["trials", "reviews", "seen", "agencies", "services", "makers", "press"]


@dataclass(frozen=True)
class Source:
    """One source. ``short`` names it on screen; at least one of doi, pmid and url must lead to it.

    ``written_for`` says so where its rules are for ketamine as an anaesthetic, and not for depression; ``maker`` where
    the maker of the medicine is behind the study, and ``payer`` where we did not see who paid, as ``funding`` says in
    words.
    """

    key: str
    short: str
    title: str
    kind: SourceKind
    authors: str | None = None
    year: int | None = None
    journal: str | None = None
    doi: str | None = None
    pmid: str | None = None
    url: str | None = None
    funding: Text | None = None
    note: Text | None = None
    written_for: Literal["anaesthesia"] | None = None
    maker: Literal["paid", "registered sponsor"] | None = None
    payer: Literal["not seen"] | None = None

    def __post_init__(self) -> None:
        if not (self.doi or self.pmid or self.url):
            raise ValueError("field 'doi': a source needs a doi, a pmid or a url; type at least one")
        if not re.fullmatch(r"(?:[A-Z]?[a-z]+|[A-Z]+|\d+)(?:[ -](?:[A-Z]?[a-z]+|[A-Z]+|\d+))*", self.short):
            raise ValueError(
                f"field 'short': '{self.short}' cannot be linked to; type plain words and numbers with single spaces, "
                "without capitals inside a word, such as Zarate 2006"
            )
        if self.doi and not re.fullmatch(r"10\.\d{4,9}/\S+", self.doi):
            raise ValueError(f"field 'doi': '{self.doi}' is not a DOI; type it bare, such as 10.1001/archpsyc.63.8.856")
        if self.pmid and not self.pmid.isdigit():
            raise ValueError(f"field 'pmid': '{self.pmid}' is not a PubMed number; type digits only")
        if self.url and not self.url.startswith(("https://", "http://")):
            raise ValueError(f"field 'url': '{self.url}' is not an address; type one that begins with https://")

    @property
    def address(self) -> str:
        """Where the source itself is: its DOI, else PubMed, else its own page."""
        if self.doi:
            return f"https://doi.org/{self.doi}"
        return f"https://pubmed.ncbi.nlm.nih.gov/{self.pmid}/" if self.pmid else str(self.url)

    @property
    def anchor(self) -> str:
        """The fragment of this source on the sources page, as Streamlit makes it from the heading ``short``."""
        return re.sub(r"[^a-z0-9]+", "-", self.short.lower()).strip("-")
