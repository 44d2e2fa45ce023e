"""One source as a reader sees it."""

from content import Library


def entry(key: str, content: Library) -> str:
    """A source as Markdown: its heading is the anchor that every reference number leads to."""
    source = content.sources[key]
    where = ", ".join(filter(None, [source.journal, str(source.year) if source.year else None]))
    lines = [
        f"**{content.number(key)}.** {source.authors + '. ' if source.authors else ''}*{source.title}*. {where}".rstrip(
            ". "
        )
        + "."
    ]
    lines.append(f"[{source.address.removeprefix('https://').removeprefix('http://')}]({source.address})")
    about = [f"Kind: {source.kind}."]
    if source.funding:
        about.append(f"Paid for by: {source.funding}.")
    if source.note:
        about.append(source.note)
    about.append(f"Supports: {'; '.join(content.uses[key])}.")
    return f"### {source.short}\n\n" + "  \n".join([*lines, " ".join(about)])
