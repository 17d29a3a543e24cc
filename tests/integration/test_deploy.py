"""The files of `deploy/`: they parse, hang together, and keep what they promise."""

import configparser
import gzip
import re
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from behind_nginx import HOST, MAX_UPLOAD_MB, TEMPLATE, Front, behind_nginx
from served_app import CHECKOUT, served
from shared_metrics.settings import Settings
from shared_metrics.web.built_site import built_site
from shared_metrics.web.content_policy import public_policy
from shared_metrics.web.door import SECURITY_HEADERS
from shared_metrics.web.launcher import FINISH_WITHIN_SECONDS

DEPLOY = CHECKOUT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
CONTAINERFILE = (DEPLOY / "Containerfile").read_text()
TAG = re.compile(r":\d+\.\d+\.\d+[\w.-]*$")


def settings_file() -> dict[str, str]:
    lines = (DEPLOY / "settings.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def compose() -> dict[str, dict]:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def instructions(name: str) -> list[str]:
    joined = CONTAINERFILE.replace("\\\n", " ")
    return [line.split(None, 1)[1] for line in joined.splitlines() if line.startswith(f"{name} ")]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the deployed app keeps everything."""
    return tmp_path_factory.mktemp("deployed") / "home"


@pytest.fixture(scope="module")
def app(home: Path) -> Iterator[str]:
    """The app with sign-in, as it is deployed."""
    address = f"https://{HOST}"
    with served(home, SHARED_METRICS_IDENTITY="oidc", SHARED_METRICS_ADDRESS=address) as where:
        yield where


@pytest.fixture(scope="module")
def front(app: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """The app behind the site of `deploy/nginx`."""
    with behind_nginx(app, tmp_path_factory.mktemp("nginx")) as answering:
        yield answering


# --- nginx ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "/readyz",
        "/_stcore/metrics",
        "/_stcore/metrics/",
        "/_stcore//metrics",
        "/%5fstcore/metrics",
        "/_stcore/%6Detrics",
        "/_stcore/./metrics",
        "/_STCORE/Metrics",
        "/static/../_stcore/metrics",
        "/_stcore/script-health-check",
        "/_stcore/agent/interact",
        "/_stcore/agent/openapi.json",
    ],
)
def test_what_is_for_the_operator_is_not_let_through(front: Front, path: str) -> None:
    """However the address is written, nginx answers itself."""
    assert front.get(path).status == 404


def test_pages_are_let_through_with_the_apps_own_headers(front: Front) -> None:
    """Each header once, as the app says it, and TLS for a year."""
    answer = front.get("/")
    assert answer.status == 200
    assert answer.headers.items() >= SECURITY_HEADERS.items()
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert answer.headers["server"] == "nginx"


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/upload_file/a/b"])
def test_nginxs_own_answers_have_headers_too(front: Front, path: str) -> None:
    """A refusal can do nothing in a browser."""
    answer = front.get(path, method="PUT", body=b"0" * 22_000_000)
    assert answer.status in {404, 413}
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_plain_http_is_sent_to_tls(front: Front) -> None:
    """Nothing is served without TLS."""
    answer = front.get("/send?period=2026-06", tls=False)
    assert answer.status == 301
    assert answer.headers["location"] == f"{front.address}/send?period=2026-06"


def test_other_names_are_not_answered(front: Front) -> None:
    """A scanner that knows only the address gets no certificate and no page."""
    with pytest.raises(OSError, match=r"(?i)alert|handshake|name"):
        front.get("/", host="evil.example")
    with pytest.raises(OSError, match=r"(?i)closed"):
        front.get("/", host="evil.example", tls=False)


def test_one_name_in_the_handshake_and_another_in_the_request(front: Front) -> None:
    """Our certificate does not open a door for a name that is not ours."""
    with pytest.raises(OSError, match=r"(?i)closed"):
        front.get("/", headers={"Host": "evil.example"})


def test_the_app_refuses_other_names_too(app: str) -> None:
    """Whoever gets round nginx meets the app's own list of names."""
    asked = urllib.request.Request(app, headers={"Host": "evil.example"})  # noqa: S310 - ours
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(asked, timeout=10)  # noqa: S310 - ours
    with refused.value as answer:
        assert answer.code == 421


def test_a_large_file_is_refused_before_it_is_read(front: Front) -> None:
    """With words, at the cap of the settings; a smaller one reaches the app."""
    path = "/_stcore/upload_file/no-session/no-file"
    large = front.get(path, method="PUT", body=b"0" * (MAX_UPLOAD_MB * 1_048_576 + 1))
    assert (large.status, b"larger than 20 MB" in large.body) == (413, True)
    small = front.get(path, method="PUT", body=b"0" * 19_000_000)
    assert small.status in {400, 403}  # the app's: no such session


@pytest.mark.parametrize("path", ["/", "/oauth2callback", "/_stcore/host-config"])
def test_elsewhere_only_small_bodies_are_taken(front: Front, path: str) -> None:
    """A large body has one address to go to."""
    assert front.get(path, method="POST", body=b"0" * 70_000).status == 413


@pytest.fixture(scope="module")
def built(home: Path) -> Path:
    """Pages of a public site, as the app would have built them, in its home."""
    pages = built_site(home).pages
    for name in ("index.html", "embed/more_work.html", "404.html", "releases/R1/tables/work.csv"):
        (pages / name).parent.mkdir(parents=True, exist_ok=True)
        (pages / name).write_text(f"<h1>{name}</h1>" * 200)
    return pages


def test_public_pages_pass_through_to_everybody(front: Front, built: Path) -> None:
    """Without sign-in, compressed once, with their own stricter rules and time to be kept."""
    answer = front.get("/public/", headers={"Accept-Encoding": "gzip"})
    assert (answer.status, answer.headers["content-encoding"]) == (200, "gzip")
    assert gzip.decompress(answer.body) == (built / "index.html").read_bytes()
    assert answer.headers["content-security-policy"] == public_policy()
    assert answer.headers["cache-control"] == "public, max-age=300"
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    again = front.get("/public/", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    table = front.get("/public/releases/R1/tables/work.csv")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    card = front.get("/public/embed/more_work.html")
    assert card.headers["content-security-policy"] == public_policy("*")
    assert "x-frame-options" not in card.headers
    assert front.get("/public/nothing.html").status == 404
    assert front.get("/public/..%2f..%2fledger.db").status in {400, 404}


def test_scripts_are_compressed(front: Front) -> None:
    """Streamlit serves its scripts as they are; nginx makes them less than half."""
    (script,) = re.findall(rb'src="\./(static/js/index[^"]+)"', front.get("/").body)
    path = f"/{script.decode()}"
    plain = front.get(path)
    packed = front.get(path, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert len(packed.body) < len(plain.body) / 2


def test_cookies_travel_over_tls_only(front: Front) -> None:
    """The app behind cannot know of TLS; nginx marks its cookies."""
    answer = front.get("/_stcore/host-config")
    cookies = answer.headers.get("set-cookie", "") or front.get("/_stcore/health").headers.get(
        "set-cookie", ""
    )
    assert cookies
    assert all("secure" in cookie.lower() for cookie in cookies.split(" | "))


def test_a_forwarded_address_cannot_be_made_up(front: Front) -> None:
    """What a client says about where it comes from is replaced, never added to."""
    text = TEMPLATE.read_text()
    assert "proxy_add_x_forwarded_for" not in text
    assert text.count("X-Forwarded-For $remote_addr") == 2
    assert front.get("/", headers={"X-Forwarded-For": "127.0.0.1"}).status == 200


def test_the_log_holds_no_queries(front: Front) -> None:
    """Sign-in codes and upload links are secrets; so are the ids of sessions and downloads."""
    front.get("/upload_link?link=a-secret")
    front.get("/media/another-secret.csv")
    front.get("/_stcore/upload_file/third-secret/x", method="PUT", body=b"0")
    assert "/upload_link" in front.log
    assert "secret" not in front.log


def test_without_the_app_nginx_says_so(tmp_path: Path) -> None:
    """While the app starts, people read a sentence and not a bare error."""
    with behind_nginx("http://127.0.0.1:9", tmp_path) as alone:
        answer = alone.get("/")
    assert answer.status == 503
    assert b"Try again in a minute" in answer.body
    assert answer.headers["x-content-type-options"] == "nosniff"


# --- settings and units ----------------------------------------------------------------------


def test_settings_are_known_ones() -> None:
    """Every name in the file is a setting of the app, or stands in the site or compose file."""
    elsewhere = TEMPLATE.read_text() + (DEPLOY / "compose.yaml").read_text()
    for name in settings_file():
        known = name.removeprefix("SHARED_METRICS_").lower() in Settings.model_fields
        assert known or f"${{{name}" in elsewhere, name
    names = set(re.findall(r"\$\{(\w+)\}", TEMPLATE.read_text()))
    assert names <= set(settings_file())


def test_one_cap_everywhere() -> None:
    """nginx, the app and its default say the same size."""
    default = Settings.model_fields["max_upload_mb"].default
    assert settings_file()["SHARED_METRICS_MAX_UPLOAD_MB"] == str(default) == str(MAX_UPLOAD_MB)


def test_nobody_is_let_in_by_demo_identity() -> None:
    """Deployed means signed in: settings and container say so."""
    assert settings_file()["SHARED_METRICS_IDENTITY"] == "oidc"
    assert "SHARED_METRICS_IDENTITY=oidc" in CONTAINERFILE


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_are_what_systemd_understands(unit: Path, tmp_path: Path) -> None:
    """`systemd-analyze verify` has nothing to say, once the program is where it says."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed here")
    programs = CHECKOUT / ".venv" / "bin"
    for each in UNITS:
        text = each.read_text().replace("/opt/shared-metrics/.venv/bin", str(programs))
        (tmp_path / each.name).write_text(text)
    command = ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no"]
    ran = subprocess.run(
        [*command, tmp_path / unit.name], capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stderr.strip()) == (0, "")


@pytest.mark.parametrize("unit", [u for u in UNITS if u.suffix == ".service"], ids=lambda u: u.name)
def test_services_are_shut_in(unit: Path) -> None:
    """No new rights, nothing to write but the partnership's own folders, no root."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read(unit)
    service = parser["Service"]
    assert service["User"] == "shared-metrics"
    assert service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict"
    assert service["CapabilityBoundingSet"] == ""
    folders = ("/var/lib/shared-metrics", "/var/backups/shared-metrics")
    assert set(service["ReadWritePaths"].split()) <= set(folders)
    if shutil.which("systemd-analyze"):
        command = ["systemd-analyze", "security", "--offline=true", "--threshold=25", unit]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout


def test_whoever_stops_the_app_waits_for_its_acts() -> None:
    """The unit and the compose file give it longer than it gives acts under way."""
    unit = (DEPLOY / "systemd" / "shared-metrics.service").read_text()
    (seconds,) = re.findall(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)
    grace = compose()["services"]["app"]["stop_grace_period"]
    assert int(seconds) > FINISH_WITHIN_SECONDS
    assert int(grace.removesuffix("s")) > FINISH_WITHIN_SECONDS


# --- containers ------------------------------------------------------------------------------


def test_images_are_named_exactly() -> None:
    """No floating tag: what is built today is built tomorrow."""
    bases = [line.split()[0] for line in instructions("FROM")]
    services = compose()["services"].values()
    for image in [*bases, *(service["image"] for service in services)]:
        assert TAG.search(image), image


def test_what_is_copied_is_there() -> None:
    """Every source of a COPY exists, and the ignore file lets it in."""
    allowed = (DEPLOY / "Containerfile.dockerignore").read_text().splitlines()
    for copied in instructions("COPY"):
        if copied.startswith("--from"):
            continue
        *sources, _ = copied.split()
        for source in sources:
            assert (CHECKOUT / source).exists(), source
            assert f"!{source}" in allowed
    assert "*" in allowed


def test_only_pinned_packages_go_in() -> None:
    """Dependencies come from the lock with their hashes; our own code brings none."""
    installs = re.findall(r"pip install (.*)", CONTAINERFILE)
    assert installs == [
        "--require-hashes -r requirements.lock",
        "--no-deps --no-build-isolation -e .",
    ]


def test_what_the_report_card_is_set_with_goes_in() -> None:
    """The guide, the Makefile and the container name the same packages of the system."""
    (packages,) = re.findall(
        r"^TYPESETTING := ([^#\n]+)", (CHECKOUT / "Makefile").read_text(), re.MULTILINE
    )
    assert packages.strip() in CONTAINERFILE
    guide = (CHECKOUT / "docs" / "how-to" / "deploy-on-one-vm.md").read_text()
    assert set(packages.split()) <= set(guide.split())


def test_the_container_has_no_root() -> None:
    """The last user is a number that is not root; compose says the same and takes rights away."""
    assert instructions("USER")[-1] == "10001:10001"
    app = compose()["services"]["app"]
    assert (app["user"], app["read_only"], app["cap_drop"]) == ("10001:10001", True, ["ALL"])
    assert app["security_opt"] == ["no-new-privileges:true"]
    assert "/healthz" in instructions("HEALTHCHECK")[0]
    assert "/healthz" in " ".join(app["healthcheck"]["test"])


def test_only_nginx_has_ports() -> None:
    """The app is reached through nginx alone."""
    services = compose()["services"]
    assert "ports" not in services["app"]
    assert services["app"]["expose"] == ["8501"]
    assert services["nginx"]["ports"] == ["80:80", "443:443"]


def test_no_secret_is_baked_in() -> None:
    """Secrets are mounted when it runs; none is copied, set or passed at build time."""
    assert "secret" not in " ".join(
        [*instructions("COPY"), *instructions("ENV"), *instructions("ARG")]
    )
    assert compose()["secrets"] == {"secrets.toml": {"file": "./secrets.toml"}}
