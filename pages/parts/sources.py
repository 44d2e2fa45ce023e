"""One source as a reader sees it."""

from content import Library


def entry(key: str, content: Library) -> str:
    """A source as Markdown: its heading is the anchor that every reference number leads to."""
    source = content.sources[key]
    where = ", ".join(str(part) for part in (source.journal, source.year) if part)
    cited = [source.authors, f"*{source.title}*", where]
    about = [
        f"Kind: {source.kind}",
        f"Paid for by: {source.funding}" if source.funding else None,
        source.note,
        f"Supports: {'; '.join(content.uses[key])}",
    ]
    return f"### {source.short}\n\n" + "  \n".join(
        [
            f"**{content.number(key)}.** {_sentences(cited)}",
            f"[{source.address.removeprefix('https://').removeprefix('http://')}]({source.address})",
            _sentences(about),
        ]
    )


def _sentences(parts: list[str | None]) -> str:
    """The parts that there are, each closed by one full stop."""
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)
