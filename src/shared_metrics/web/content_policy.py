"""What a browser may load and run on our pages: only what this server sends it."""

import base64
import hashlib
import re
from pathlib import Path

import streamlit

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def inline_script_hashes(page: str) -> list[str]:
    """The sources that allow exactly the scripts written into a page, and no other inline one."""
    digests = (hashlib.sha256(s.encode()).digest() for s in _INLINE_SCRIPT.findall(page))
    return [f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests]


def content_policy(page: str) -> str:
    """The Content-Security-Policy for Streamlit's page.

    No `unsafe-eval`, no inline script but Streamlit's own. Styles must be allowed inline:
    Streamlit writes them while it draws.
    """
    scripts = " ".join(["'self'", *inline_script_hashes(page)])
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "frame-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "object-src 'none'",
        )
    )


CONTENT_POLICY = content_policy(INDEX.read_text(encoding="utf-8"))


def public_policy(framed_by: str = "'none'") -> str:
    """The policy for the built public pages: one script of a file, no style in a page, no requests.

    `framed_by`: who may show the page inside theirs.
    """
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "font-src 'self'",
            f"frame-ancestors {framed_by}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


# A browser shows a PDF as an object, in a page of its own making with styles in it.
PDF_POLICY = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'none'"
)
