"""Lets pages link to any file of the repository, as they do where the repository is browsed.

README.md is the site's first page. Other files outside of docs/ that a page links to are published
under project/, Markdown among them as pages, whose links are followed in turn.
"""

import posixpath
import re
from pathlib import Path

from mkdocs.structure.files import File

LINK = re.compile(r"(!?\[[^\]]*\]\()(?![a-z]+:|#)([^)\s#]+)(#[^)\s]*)?\)")
README = "README.md"


def published(path):
    """Where a file of the repository is on the site."""
    if path == README:
        return "index.md"
    return path[len("docs/") :] if path.startswith("docs/") else "project/" + path


def source(uri):
    """The file of the repository that is at this place of the site."""
    if uri == "index.md":
        return README
    return uri[len("project/") :] if uri.startswith("project/") else "docs/" + uri


def target(page, link):
    """The file that a link on a page means."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), link))


def on_files(files, config):
    pages = [README] + [source(file.src_uri) for file in files if file.is_documentation_page()]
    seen = set(pages[1:])
    while pages:
        page = pages.pop()
        if published(page) not in files.src_uris:
            files.append(File.generated(config, published(page), abs_src_path=str(Path(page).resolve())))
            seen.add(page)
        if not page.endswith(".md"):
            continue
        for _, link, _ in LINK.findall(Path(page).read_text(encoding="utf-8")):
            found = target(page, link)
            if Path(found).is_file() and found not in seen and not found.startswith(("docs/", "..")):
                seen.add(found)
                pages.append(found)
    return files


def on_page_markdown(markdown, page, config, files):
    path = source(page.file.src_uri)

    def moved(found):
        meant = published(target(path, found[2]))
        if meant not in files.src_uris:
            return found[0]
        here = posixpath.dirname(page.file.src_uri)
        return found[1] + posixpath.relpath(meant, here or ".") + (found[3] or "") + ")"

    return LINK.sub(moved, markdown)
