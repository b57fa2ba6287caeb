"""driftwatch init URL: what a person has, looked at over real HTTP, becomes a configuration that captures."""

import json
import subprocess
import threading
import tomllib
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from driftwatch.cli.program import run
from driftwatch.config.keys import PATHS, SourceConfig
from tests.e2e.vendor import Vendor, page

SPEC = json.dumps(
    {
        "openapi": "3.1.0",
        "info": {"title": "Ours", "version": "1"},
        "paths": {
            path: {
                "get": {
                    "parameters": [{"name": "size", "in": "query", "schema": {"type": "string"}}],
                    "responses": {"200": {"description": "Well"}},
                }
            }
            for path in ("/v1/images", "/v1/videos")
        },
    }
)
HOME = "<!doctype html><html><head><title>Docs</title></head><body><h1>Docs</h1><p>Words.</p></body></html>"


class Site:
    """A site on this machine: answers by path, everything else is not there; notes what it was asked for."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[str, str]] = {}
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                kind, text = site.answers.get(self.path, ("", ""))
                body = text.encode()
                self.send_response(200 if kind else 404)
                self.send_header("Content-Type", kind or "text/plain")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, path: str, text: str, kind: str = "text/plain") -> None:
        self.answers[path] = kind, text.replace("ORIGIN", self.origin)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "team"
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    monkeypatch.chdir(folder)
    return folder


def init(capsys: Any, *arguments: str) -> tuple[int, list[str], str]:
    capsys.readouterr()
    code = run(["init", *arguments])
    out, err = capsys.readouterr()
    return code, out.splitlines(), err


def source_of(team: Path, name: str = "ours") -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((team / "driftwatch.toml").read_text())["sources"][name]
    return found


def pages(site: Site, *names: str) -> str:
    """Publish pages of one call each, and return an index of them."""
    for name in names:
        site.answer(f"/{name}.md", page(name.rpartition("/")[2], "prompt string yes"), "text/markdown")
    return "# Docs\n\n" + "".join(f"- [{name}](ORIGIN/{name}.md): words\n" for name in names)


def test_from_a_home_page_the_index_is_found_and_captures(site: Site, team: Path, capsys: Any) -> None:
    site.answer("/", HOME, "text/html")
    site.answer("/llms.txt", pages(site, "images", "videos", "zh/images"))
    code, out, _ = init(capsys, site.origin, "--name", "ours")
    assert code == 0
    host = site.origin.removeprefix("http://")
    assert out[:4] == [
        f"found llms.txt: {site.origin}/llms.txt, 3 entries",
        f"found page: {site.origin}",
        "watch 2 documents; language en (left out: 1 in zh)",
        f"hosts {host}",
    ]
    assert out[-4:] == [
        "next: read driftwatch.toml, then",
        "  git add driftwatch.toml driftwatch.schema.json .github/workflows/driftwatch.yml contracts/README.md",
        '  git commit -m "Watch the documentation of ours"',
        "  driftwatch run",
    ]
    assert source_of(team) == {"index": f"{site.origin}/llms.txt", "locale": "en"}
    for command in out[-3:-1]:
        subprocess.run(command, shell=True, check=True, cwd=team, capture_output=True)  # noqa: S602 - as it is told
    assert run(["run"]) == 0
    (line,) = (team / "snapshots/ours/captures.jsonl").read_text().splitlines()
    assert json.loads(line)["operations"] == 2


def test_an_index_beside_the_page_or_in_its_well_known_place_is_found(site: Site, team: Path, capsys: Any) -> None:
    site.answer("/docs/start", HOME, "text/html")
    site.answer("/.well-known/llms.txt", pages(site, "images"))
    assert init(capsys, f"{site.origin}/docs/start", "--name", "ours")[0] == 0
    assert source_of(team)["index"] == f"{site.origin}/.well-known/llms.txt"


def test_of_an_address_that_is_not_there_it_is_said_although_something_beside_it_is(
    site: Site, team: Path, capsys: Any
) -> None:
    site.answer("/llms.txt", pages(site, "images"))
    code, out, err = init(capsys, f"{site.origin}/nowhere", "--name", "ours")
    assert code == 0, err
    assert out[0].startswith(f"attention: {site.origin}/nowhere could not be read (answered 404)")
    assert source_of(team)["index"] == f"{site.origin}/llms.txt"


def test_without_one_the_sitemap_is_the_index_also_where_only_robots_txt_names_it(
    site: Site, team: Path, capsys: Any
) -> None:
    site.answer("/", HOME, "text/html")
    site.answer("/robots.txt", "User-agent: *\nAllow: /\nSitemap: ORIGIN/maps/all.xml\n")
    pages(site, "images")
    listed = "<urlset><url><loc>ORIGIN/images.md</loc></url></urlset>"
    site.answer("/maps/all.xml", f'<?xml version="1.0"?>\n{listed}', "application/xml")
    assert init(capsys, site.origin, "--name", "ours")[0] == 0
    assert source_of(team)["index"] == f"{site.origin}/maps/all.xml"


SHELL = """<!doctype html><html><body><div id="app">Please wait</div>
<script>window.$docsify = { name: 'Docs', loadSidebar: true }</script>
<script src="//cdn.example.com/npm/docsify@4"></script></body></html>"""


def test_pages_that_scripts_fetch_are_found_by_the_sidebar_of_the_site(site: Site, team: Path, capsys: Any) -> None:
    pages(site, "README", "v1/images", "v1/videos")
    site.answer("/", SHELL, "text/html")
    site.answer("/sitemap.xml", f"<urlset><url><loc>{site.origin}/#/v1/images</loc></url></urlset>", "text/xml")
    site.answer("/_sidebar.md", "- [Start](/)\n- [Images](v1/images)\n- [Videos](#/v1/videos)\n", "text/markdown")
    code, out, _ = init(capsys, site.origin + "/", "--name", "ours")
    assert code == 0
    assert "watch 3 documents; language en" in out
    assert source_of(team)["index"] == site.origin + "/"
    for command in (["git", "add", "--all"], ["git", "commit", "--quiet", "--message", "watch"]):
        subprocess.run(command, check=True, cwd=team)
    assert run(["run"]) == 0
    (line,) = (team / "snapshots/ours/captures.jsonl").read_text().splitlines()
    assert json.loads(line)["operations"] == 3
    del site.answers["/_sidebar.md"]
    assert run(["run"]) == 3
    assert f"the sidebar {site.origin}/_sidebar.md of the Docsify site could not be read" in capsys.readouterr().err


def test_a_specification_of_an_api_catalog_is_read_beside_the_index(site: Site, team: Path, capsys: Any) -> None:
    site.answer("/", HOME, "text/html")
    site.answer("/llms.txt", pages(site, "images"))
    catalog = {"linkset": [{"anchor": "ORIGIN/v1", "service-desc": [{"href": "/spec/openapi.json"}]}]}
    site.answer("/.well-known/api-catalog", json.dumps(catalog), "application/linkset+json")
    site.answer("/spec/openapi.json", SPEC, "application/json")
    code, out, _ = init(capsys, site.origin, "--name", "ours")
    assert code == 0
    assert f"found specification: {site.origin}/spec/openapi.json, 2 operations" in out
    assert "watch 2 documents, 2 operations of specifications; language en" in out
    assert source_of(team)["documents"] == [f"{site.origin}/spec/openapi.json"]


def test_a_specification_is_its_own_index(site: Site, team: Path, capsys: Any) -> None:
    site.answer("/openapi.json", SPEC, "application/json")
    code, out, _ = init(capsys, f"{site.origin}/openapi.json", "--name", "ours")
    assert (code, source_of(team)["index"]) == (0, f"{site.origin}/openapi.json")
    assert "watch 1 document, 2 operations of specifications; language en" in out


@pytest.mark.parametrize("kind", ["application/json", "application/octet-stream"])
def test_a_specification_that_the_home_page_links_to_is_read(site: Site, team: Path, capsys: Any, kind: str) -> None:
    linked = '<p>See <a href="/files/openapi.json">the specification</a>.</p>'
    site.answer("/", HOME.replace("<p>Words.</p>", linked), "text/html")
    site.answer("/files/openapi.json", SPEC, kind)
    code, out, err = init(capsys, site.origin, "--name", "ours")
    assert code == 0, err
    assert "watch 1 document, 2 operations of specifications; language en" in out
    assert source_of(team)["documents"] == [f"{site.origin}/files/openapi.json"]


@pytest.mark.parametrize(
    ("page", "named"),
    [
        ("/doc/", ["/doc/api_data.js", "/doc/api_project.js"]),
        ("/doc/index.html", ["/doc/api_data.js", "/doc/api_project.js"]),
        ("/doc/api_data.json", ["/doc/api_data.json"]),
        ("/doc/api_data.js", ["/doc/api_data.js"]),
    ],
)
def test_data_that_a_script_shows_is_read_from_the_page_or_itself(
    site: Site, team: Path, capsys: Any, page: str, named: list[str]
) -> None:
    empty = '<!doctype html><html><body><script id="template-article">{{article.title}}</script></body></html>'

    def publish(**size: Any) -> None:
        field = {"group": "Parameter", "type": "Number", "field": "size", "optional": True, "description": "", **size}
        call = {"type": "get", "url": "/boxes", "title": "List boxes", "group": "Boxes", "filename": "boxes.js"}
        data = json.dumps([{**call, "version": "1.0.0", "parameter": {"fields": {"Parameter": [field]}}}])
        site.answer("/doc/api_data.json", data, "application/json")
        site.answer("/doc/api_data.js", f'define({{ "api": {data} }});\n', "application/javascript")

    publish(defaultValue="10")
    for path in ("/doc/", "/doc/index.html"):
        site.answer(path, empty, "text/html")
    site.answer(
        "/doc/api_project.js", 'define({"name": "Boxes", "url": "https://box.example.com"});\n', "text/javascript"
    )
    code, _, err = init(capsys, f"{site.origin}{page}", "--name", "ours")
    assert code == 0, err
    found = source_of(team)
    watched = found.get("documents") or [found["index"]]
    assert watched == [f"{site.origin}{path}" for path in named]
    assert run(["run"]) == 0
    assert (
        "GET /boxes" in str(list((team / "snapshots/ours/operations").iterdir()))
        or (team / "snapshots/ours/operations/get-boxes.jsonl").exists()
    )
    publish(defaultValue="20")
    capsys.readouterr()
    assert run(["run", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)["findings"]
    assert [(each["id"], each["before"], each["after"]) for each in told if "default" in each["id"]] == [
        ("request-parameter-default-value-changed", 10, 20)
    ]


def test_script_that_holds_its_data_is_read(site: Site, team: Path, capsys: Any) -> None:
    shell = '<script id="template-article">{{article.title}}</script><script src="assets/main.bundle.js?v=1"></script>'
    call = 'type:"get",url:"/boxes",title:"List boxes",group:"Boxes",version:"1.0.0",filename:"b.js",groupTitle:"Boxes"'
    site.answer("/", f"<!doctype html><html><body>{shell}</body></html>", "text/html")
    script = f'(()=>{{g("#template-article");let e=[{{{call}}}];const p={{name:"Boxes"}};f()}})();\n'
    site.answer("/assets/main.bundle.js", script, "text/javascript")
    code, out, _ = init(capsys, site.origin, "--name", "ours")
    assert (code, source_of(team)["documents"]) == (0, [f"{site.origin}/assets/main.bundle.js"])
    assert "watch 1 document, 1 operation of specifications; language en" in out


def test_documents_beyond_the_limit_are_counted(
    site: Site, team: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("driftwatch.workflows.discovery.SourceConfig", partial(SourceConfig, max_documents=2))
    site.answer("/llms.txt", pages(site, "images", "videos", "speech"))
    code, out, _ = init(capsys, f"{site.origin}/llms.txt", "--name", "ours")
    assert code == 0
    assert "watch 1 document more than 2 are left out: `max_documents` raises that, `include` chooses" in out


@pytest.mark.parametrize("name", ["openapi.yaml", "./openapi.yaml"])
def test_a_file_is_told_to_be_one(team: Path, capsys: Any, name: str) -> None:
    (team / "openapi.yaml").write_text("openapi: 3.1.0\n")
    code, out, err = init(capsys, name)
    assert (code, out) == (2, [])
    assert f"{name} is a file" in err
    assert "`driftwatch diff OLD NEW` compares two files" in err


def test_a_folder_that_is_no_repository_is_told_without_a_configuration_that_is_not_there(
    team: Path, capsys: Any
) -> None:
    (team / "saved pages").mkdir()
    code, out, err = init(capsys, "saved pages")
    assert (code, out) == (3, [])
    assert "does not appear to be a git repository" in err
    assert "see what `git ls-remote 'saved pages'` says" in err
    assert "driftwatch.toml" not in err


@pytest.mark.parametrize(
    ("address", "says"),
    [("http://127.0.0.1.", "public addresses alone are read"), ("http://127.0.0.1:1", "the network")],
)
def test_what_nobody_answers_at_says_what_to_look_at(team: Path, capsys: Any, address: str, says: str) -> None:
    code, out, err = init(capsys, address)
    assert (code, out) == (3, [])
    assert says in err
    assert "robots.txt" not in err


def test_a_page_alone_is_a_document(site: Site, team: Path, capsys: Any) -> None:
    pages(site, "images")
    assert init(capsys, f"{site.origin}/images.md", "--name", "ours")[0] == 0
    assert source_of(team) == {"documents": [f"{site.origin}/images.md"], "locale": "en"}


CONTENTS = """<!doctype html><html><head><title>Docs</title></head><body><h1>Docs</h1>
<ul><li><a href="v1/images.md">Images</a></li><li><a href="v1/videos.md#fields">Videos</a></li></ul></body></html>"""


def test_home_page_without_an_index_beside_it_is_one_itself(site: Site, team: Path, capsys: Any) -> None:
    pages(site, "docs/v1/images", "docs/v1/videos")
    site.answer("/docs/", CONTENTS, "text/html")
    versions = "".join(f"<url><loc>{site.origin}/{each}/</loc></url>" for each in ("docs", "docs/v0"))
    site.answer("/sitemap.xml", f"<urlset>{versions}</urlset>", "text/xml")
    code, out, _ = init(capsys, site.origin + "/docs/", "--name", "ours")
    assert code == 0
    assert f"found page: {site.origin}/docs/, 3 pages by its links" in out
    assert "watch 3 documents; language en" in out
    assert source_of(team)["index"] == site.origin + "/docs/"
    for command in (["git", "add", "--all"], ["git", "commit", "--quiet", "--message", "watch"]):
        subprocess.run(command, check=True, cwd=team)
    assert run(["run"]) == 0
    (line,) = (team / "snapshots/ours/captures.jsonl").read_text().splitlines()
    assert json.loads(line)["operations"] == 2


def test_sitemap_that_lists_more_than_the_home_page_is_the_index(site: Site, team: Path, capsys: Any) -> None:
    pages(site, "v1/images", "v1/videos")
    site.answer("/", CONTENTS, "text/html")
    listed = "".join(f"<url><loc>{site.origin}/v1/{each}.md</loc></url>" for each in ("images", "videos", "songs"))
    site.answer("/sitemap.xml", f"<urlset>{listed}</urlset>", "text/xml")
    assert init(capsys, site.origin + "/", "--name", "ours")[0] == 0
    assert source_of(team)["index"] == site.origin + "/sitemap.xml"


def test_page_that_scripts_write_is_told_to_hold_hardly_a_word(site: Site, team: Path, capsys: Any) -> None:
    site.answer("/app", '<!doctype html><body><div id="root">Loading</div><script src="/app.js"></script>', "text/html")
    _, out, _ = init(capsys, site.origin + "/app", "--name", "ours")
    told = "; hardly a word stands in it, so scripts may write what its readers see"
    assert out[0] == f"found page: {site.origin}/app{told}"
    site.answer("/app", HOME.replace("Words.", "All calls of this interface, with their fields."), "text/html")
    (team / "driftwatch.toml").unlink()
    _, out, _ = init(capsys, site.origin + "/app", "--name", "ours")
    assert out[0] == f"found page: {site.origin}/app"


def test_page_of_a_call_whose_fields_a_script_draws_is_told(site: Site, team: Path, capsys: Any) -> None:
    body = '<h1>List sizes</h1><p><code>GET /v1/sizes</code></p><div class="api-skeleton"></div><p>Sizes of boxes.</p>'
    site.answer("/sizes", f"<!doctype html><body>{body}</body>", "text/html")
    _, out, _ = init(capsys, site.origin + "/sizes", "--name", "ours")
    told = "; empty boxes stand in it for the fields of its call, so a script draws them"
    assert out[0] == f"found page: {site.origin}/sizes{told}"


def test_documentation_in_another_language_is_watched_in_it(site: Site, team: Path, capsys: Any) -> None:
    site.answer("/llms.txt", pages(site, "ja/images", "ja/videos", "ko/images"))
    code, out, _ = init(capsys, f"{site.origin}/llms.txt", "--name", "ours")
    assert (code, source_of(team)["locale"]) == (0, "ja")
    assert "language ja (left out: 1 in ko)" in out[1]


def test_other_hosts_are_told_and_not_contacted(site: Site, team: Path, capsys: Any) -> None:
    site.answer("/llms.txt", f"{pages(site, 'images')}- [Elsewhere](https://elsewhere.example/a.md)\n")
    code, out, _ = init(capsys, f"{site.origin}/llms.txt", "--name", "ours")
    assert code == 0
    assert "hosts 1 document is on elsewhere.example: add it to `hosts` to have what is there read" in out
    assert "hosts" not in source_of(team)


def test_what_cannot_be_read_writes_nothing(site: Site, team: Path, capsys: Any) -> None:
    code, out, err = init(capsys, site.origin)
    assert (code, out) == (3, [])
    assert "could not be read" in err
    assert not (team / "driftwatch.toml").exists()


def test_text_of_a_site_cannot_write_another_key(site: Site, team: Path, capsys: Any) -> None:
    hostile = 'ORIGIN/a"]\nfail_on = "never'
    site.answer("/llms.txt", pages(site, "images"))
    catalog = {"linkset": [{"item": [{"href": hostile.replace("ORIGIN", site.origin)}, {"href": 5}]}, 7]}
    site.answer("/.well-known/api-catalog", json.dumps(catalog), "application/json")
    assert init(capsys, site.origin, "--name", "ours")[0] == 0
    assert tomllib.loads((team / "driftwatch.toml").read_text())["fail_on"] == "breaking"


def test_a_repository_is_looked_at_and_called_after_its_folder(vendor: Vendor, team: Path, capsys: Any) -> None:
    vendor.edit("2026-01-05", images=page("images", "prompt string yes"))
    code, out, _ = init(capsys, "../vendor")
    assert code == 0
    assert out[:2] == [
        "found repository: ../vendor, 1 file",
        "watch 1 document; language en",
    ]
    assert source_of(team, "vendor") == {"repository": "../vendor", "locale": "en"}
    assert run(["run"]) == 0


def test_where_a_configuration_is_it_stays_and_says_what_to_add(site: Site, team: Path, capsys: Any) -> None:
    (team / "driftwatch.toml").write_text("# mine\n")
    site.answer("/llms.txt", pages(site, "images"))
    code, out, _ = init(capsys, f"{site.origin}/llms.txt", "--name", "ours")
    assert (code, (team / "driftwatch.toml").read_text()) == (0, "# mine\n")
    assert "[sources.ours]" in out
    assert f'index = "{site.origin}/llms.txt"' in out


def test_on_a_terminal_it_asks(site: Site, team: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    site.answer("/llms.txt", pages(site, "images"))
    monkeypatch.setattr("driftwatch.cli.init._is_terminal", lambda: True)
    monkeypatch.setattr("click.prompt", lambda _, **__: f"{site.origin}/llms.txt")
    assert init(capsys, "--name", "ours")[0] == 0
    assert source_of(team)["index"] == f"{site.origin}/llms.txt"


def test_specifications_of_a_repository_are_found_by_what_they_hold(vendor: Vendor, team: Path, capsys: Any) -> None:
    parts = json.loads(SPEC)
    parts["paths"]["/v1/videos"] = {"$ref": "parts/videos.yaml"}
    files = {
        "spec/acme.v2.json": json.dumps(parts),
        "spec/parts/videos.yaml": "get: {responses: {'200': {description: Well}}}",
        "tests/mock.json": SPEC,
        "package.json": "{}",
    }
    for path, text in files.items():
        (vendor.root / path).parent.mkdir(parents=True, exist_ok=True)
        (vendor.root / path).write_text(text)
    vendor.edit("2026-01-05", guide="# Guide\n\nWords.\n")
    assert run(["init", "../vendor"]) == 0
    assert "watch 2 documents, 2 operations" in capsys.readouterr().out
    assert source_of(team, "vendor")["paths"] == [*PATHS, "spec/acme.v2.json"]


def test_data_in_a_repository_is_found_by_what_it_holds(vendor: Vendor, team: Path, capsys: Any) -> None:
    call = {"type": "get", "url": "/boxes", "title": "List boxes", "group": "Boxes", "filename": "boxes.js"}
    for path, text in {"public/doc/api_data.json": json.dumps([call]), "other/api_data.json": "[1]"}.items():
        (vendor.root / path).parent.mkdir(parents=True, exist_ok=True)
        (vendor.root / path).write_text(text)
    vendor.edit("2026-01-05", guide="# Guide\n\nWords.\n")
    assert run(["init", "../vendor"]) == 0
    assert "watch 2 documents, 1 operation" in capsys.readouterr().out
    assert source_of(team, "vendor")["paths"] == [*PATHS, "public/doc/api_data.json"]


def test_a_bundle_of_a_specification_that_is_watched_is_left_out(vendor: Vendor, team: Path, capsys: Any) -> None:
    parts = json.loads(SPEC)
    parts["paths"]["/v1/videos"] = {"$ref": "parts/videos.yaml"}
    videos = {"get": {"responses": {"200": {"description": "Well"}}}}
    whole = json.loads(SPEC)
    whole["paths"]["/v1/videos"] = videos
    newer = whole | {"info": whole["info"] | {"version": "9"}}
    files = {
        "openapi.json": parts,
        "parts/videos.yaml": videos,
        "dist/openapi.json": whole,
        "dist/acme.bundled.json": whole,
        "next/openapi.json": newer,
    }
    for path, text in files.items():
        (vendor.root / path).parent.mkdir(parents=True, exist_ok=True)
        (vendor.root / path).write_text(json.dumps(text))
    vendor.edit("2026-01-05", guide="# Guide\n\nWords.\n")
    assert run(["init", "../vendor"]) == 0
    out = capsys.readouterr().out
    assert "watch 3 documents, 4 operations" in out
    assert "watch dist/acme.bundled.json is left out: it is openapi.json once more\n" in out
    written = source_of(team, "vendor")
    assert (written["exclude"], "paths" in written) == (["dist/openapi.json"], False)


@pytest.mark.parametrize(
    ("count", "said", "added"),
    [
        (3, "as they are written: what the build adds to them is on the site that is built of them", ["**/*.rst"]),
        (1, "are left out: add the pattern to `paths` to have them read", []),
    ],
)
def test_pages_in_another_language_are_watched_where_most_are(
    count: int, said: str, added: list[str], vendor: Vendor, team: Path, capsys: Any
) -> None:
    (vendor.root / "source").mkdir()
    for number in range(count):
        (vendor.root / "source" / f"part{number}.rst").write_text("Calls\n=====\n\nSend 5 a minute.\n")
    vendor.edit("2026-01-05", guide="# Guide\n\nWords.\n")
    assert run(["init", "../vendor"]) == 0
    files = "1 file" if count == 1 else f"{count} files"
    assert f"watch {files} **/*.rst {said}\n" in capsys.readouterr().out
    assert source_of(team, "vendor").get("paths", [*PATHS]) == [*PATHS, *added]
    assert run(["run", "--fail-on", "never"]) == 0
    assert (team / "snapshots" / "vendor" / "text" / "source-part0-rst.md").exists() is bool(added)
