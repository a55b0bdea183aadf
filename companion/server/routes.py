"""The whole URL table."""

from __future__ import annotations

from aiohttp import web

from companion.core.wire.accounts import CommunitiesCount
from companion.core.wire.files import BackupResult, ExportResult, ImportResult, MergeResult
from companion.core.wire.findings.finding import Finding
from companion.core.wire.forgetting import ForgettingResult
from companion.core.wire.graph import Graph
from companion.core.wire.report import ReportMade
from companion.server.handlers import (
    accounts,
    analyses,
    cases,
    collecting,
    demo,
    faces,
    figures,
    files,
    forgetting,
    graph,
    jobs,
    pages,
    pairing,
    report,
    settings,
    window,
)
from companion.server.route import Access, Route

KIB, MIB, GIB = 2**10, 2**20, 2**30
API = "/api/v1"
CASE = f"{API}/cases/{{number:\\d{{1,18}}}}"
anyone, paired, in_window = Access.anyone, Access.paired, Access.window

# fmt: off
ROUTES = (
    Route("GET", f"{API}/hello", anyone, pairing.hello, "Who listens here.", query=("pairing", "nonce")),
    Route("GET", f"{API}/setup", anyone, pairing.setup, "Where the extension lies."),
    Route("POST", f"{API}/pair", anyone, pairing.pair, "Trade a code for a token.", limit=4 * KIB),
    Route("POST", f"{API}/observations", paired, collecting.add_observations, "Store what a page showed.",
          limit=16 * MIB),
    Route("POST", f"{API}/pictures", paired, collecting.add_pictures, "Measure pictures that were wanted.",
          limit=64 * MIB),
    Route("GET", f"{API}/badges", paired, collecting.badges, "The badges of accounts seen before.",
          repeated_query=("ref",)),
    Route("GET", f"{API}/pictures/{{number:\\d{{1,18}}}}/thumbnail", paired, collecting.thumbnail,
          "A picture in small.", media="image/jpeg"),
    Route("POST", f"{API}/check", paired, collecting.check, "Measure one picture of no account.", limit=20 * MIB),
    Route("POST", f"{API}/keeping", paired, settings.keep, "Choose what is kept of pictures.", limit=4 * KIB),
    Route("POST", f"{API}/forget", paired, forgetting.forget, "Delete what was collected.", limit=4 * KIB),
    Route("GET", f"{API}/patterns", paired, settings.patterns, "What patterns.json corrects."),
    Route("GET", f"{API}/start", paired, pairing.start, "How the person starts the companion again."),
    Route("POST", f"{API}/handover", paired, window.handover, "A code that opens the window once."),

    Route("GET", f"{API}/closing", in_window, settings.closing, "What closing the window does."),
    Route("POST", f"{API}/closing", in_window, settings.choose_closing, "Choose what closing the window does.",
          limit=4 * KIB),
    Route("POST", f"{API}/browser", in_window, window.in_browser, "Open the set-up page in the default browser."),
    Route("POST", f"{API}/quit", in_window, window.quit_all, "End the companion."),
    Route("GET", f"{API}/events", in_window, window.events, "What changes, as it does.", media="text/event-stream"),
    Route("GET", f"{API}/jobs", in_window, jobs.listed, "Long work."),
    Route("GET", f"{API}/jobs/{{number:\\d{{1,9}}}}", in_window, jobs.one, "How far one is."),
    Route("POST", f"{API}/jobs/{{number:\\d{{1,9}}}}/cancel", in_window, jobs.cancel, "End one."),
    Route("GET", f"{API}/jobs/{{number:\\d{{1,9}}}}/file", in_window, jobs.file, "The file that one made.",
          media="application/octet-stream"),
    Route("POST", f"{API}/jobs/{{number:\\d{{1,9}}}}/browser", in_window, window.report_in_browser,
          "Open the report that one made in the default browser."),
    Route("GET", f"{API}/analyses", in_window, analyses.listed, "The analyses and their options."),
    Route("POST", f"{API}/analyses/{{name:[a-z]{{1,30}}}}", in_window, analyses.begin, "Analyse a selection.",
          limit=4 * MIB, gives=Finding),
    Route("GET", f"{API}/today", in_window, accounts.today, "What was seen, and how all stands."),
    Route("POST", f"{API}/accounts", in_window, accounts.table, "A page of the table.", limit=4 * MIB),
    Route("POST", f"{API}/accounts/keys", in_window, accounts.keys, "The numbers of a selection's accounts.",
          limit=4 * MIB),
    Route("GET", f"{API}/accounts/facets", in_window, accounts.choices, "What to choose by."),
    Route("POST", f"{API}/accounts/communities", in_window, analyses.find_communities_anew,
          "Find the communities of the whole network anew, to choose accounts by them.", gives=CommunitiesCount),
    Route("GET", f"{API}/accounts/{{number:\\d{{1,18}}}}", in_window, accounts.one,
          "All that is known of one account."),
    Route("GET", f"{API}/lists/{{number:\\d{{1,18}}}}", in_window, accounts.captured, "One visit of a list."),
    Route("POST", f"{API}/graph", in_window, graph.begin, "Make a graph ready to draw.", limit=4 * MIB, gives=Graph),
    Route("POST", f"{API}/graph/path", in_window, graph.path, "A shortest path.", limit=4 * KIB),
    Route("POST", f"{API}/graph/edge", in_window, graph.edge, "What stands behind an edge.", limit=4 * KIB),
    Route("POST", f"{API}/graph/places", in_window, graph.keep_places, "Keep where accounts stand.", limit=2 * MIB),
    Route("POST", f"{API}/faces", in_window, faces.shown, "The pictures of a selection.", limit=4 * MIB),
    Route("POST", f"{API}/faces/reused", in_window, faces.reused, "Who wears one picture.", limit=4 * MIB),
    Route("POST", f"{API}/faces/sheet", in_window, faces.sheet, "Draw a sheet or a superimposition.", limit=4 * MIB),
    Route("GET", f"{API}/figures", in_window, figures.listed, "The figures and their options."),
    Route("POST", f"{API}/figures/{{name:[a-z_]{{1,30}}}}", in_window, figures.draw, "Draw a figure of a selection.",
          limit=4 * MIB),
    Route("POST", f"{API}/find", in_window, accounts.find, "The account of a ref, or who was seen on a page.",
          limit=16 * KIB),
    Route("POST", f"{API}/accounts/list", in_window, accounts.look_up_list, "Whom a pasted list names.", limit=4 * MIB),
    Route("POST", f"{API}/actions", in_window, accounts.do, "Tag, note, collect, hide, name a site's picture.",
          limit=4 * MIB),
    Route("POST", f"{API}/actions/undo", in_window, accounts.undo, "Undo what was done last."),
    Route("POST", f"{API}/actions/redo", in_window, accounts.redo, "Do it again."),
    Route("GET", f"{API}/cases", in_window, cases.listed, "The cases."),
    Route("POST", f"{API}/cases", in_window, cases.new, "Begin a case.", limit=4 * MIB),
    Route("POST", f"{API}/cases/compare", in_window, cases.compare, "What two cases share.", limit=4 * KIB),
    Route("GET", CASE, in_window, cases.one, "A case, its notes and its sessions."),
    Route("POST", f"{CASE}/name", in_window, cases.rename, "Call it otherwise.", limit=4 * KIB),
    Route("GET", f"{CASE}/sessions/{{session:\\d{{1,18}}}}", in_window, cases.session,
          "What was recorded in a session."),
    Route("POST", f"{CASE}/key", in_window, cases.key, "Its key for pseudonyms."),
    Route("POST", f"{CASE}/key/set", in_window, cases.set_key, "Take a key over.", limit=4 * KIB),
    Route("GET", f"{CASE}/report", in_window, report.plan, "What its report would have.", query=("language",)),
    Route("POST", f"{CASE}/report", in_window, report.begin, "Write its report.", limit=16 * KIB, gives=ReportMade),
    Route("POST", f"{CASE}/report/texts", in_window, report.keep, "Keep a text for it.", limit=128 * KIB),
    Route("POST", f"{CASE}/report/figures", in_window, report.put, "Choose how a figure of it is drawn.",
          limit=16 * KIB),
    Route("POST", f"{API}/difference", in_window, cases.difference, "What changed between two times.", limit=4 * MIB),
    Route("GET", f"{API}/formats", in_window, files.formats, "What can be written and read."),
    Route("POST", f"{API}/exports", in_window, files.export, "Write a selection.", limit=4 * MIB, gives=ExportResult),
    Route("POST", f"{API}/exports/size", in_window, files.size, "How many accounts a file would hold.", limit=4 * MIB),
    Route("POST", f"{API}/uploads", in_window, files.upload, "Take a file.", limit=16 * GIB, query=("name",)),
    Route("POST", f"{API}/uploads/drop", in_window, files.drop, "Let go of a file.", limit=4 * KIB),
    Route("GET", f"{API}/imports", in_window, files.imports, "The files that were read."),
    Route("POST", f"{API}/imports", in_window, files.read, "Read a file that was taken.",
          limit=16 * KIB, gives=ImportResult),
    Route("POST", f"{API}/merges", in_window, files.merge, "Join another database.", limit=4 * KIB, gives=MergeResult),
    Route("POST", f"{API}/backups", in_window, files.backup, "Copy the database.", gives=BackupResult),
    Route("POST", f"{API}/forgetting", in_window, forgetting.begin, "Delete, or count what would go.",
          limit=4 * MIB, gives=ForgettingResult),
    Route("GET", f"{API}/settings", in_window, settings.page, "What is set, and how."),
    Route("POST", f"{API}/settings/keeping", in_window, settings.keep, "Choose what is kept of pictures.",
          limit=4 * KIB),
    Route("GET", f"{API}/settings/groups", in_window, settings.group_marks, "Whether groups are marked."),
    Route("POST", f"{API}/settings/groups", in_window, settings.mark_groups, "Mark them, or no longer.", limit=4 * KIB),
    Route("GET", f"{API}/settings/starters", in_window, settings.starters, "Which browsers may start Eyeline."),
    Route("POST", f"{API}/settings/starters", in_window, settings.choose_starters, "Let them, or none.", limit=4 * KIB),
    Route("GET", f"{API}/settings/storage", in_window, settings.storage, "What the data takes."),
    Route("GET", f"{API}/settings/pairings", in_window, settings.listed, "Who is paired."),
    Route("POST", f"{API}/settings/pairings/new", in_window, pairing.new_code, "A code that pairs one browser."),
    Route("POST", f"{API}/settings/pairings/{{number:\\d{{1,18}}}}/revoke", in_window, settings.revoke,
          "End a pairing."),
    Route("GET", f"{API}/openapi.json", anyone, pages.api, "This table, as OpenAPI 3.1.", media="application/json"),

    Route("GET", "/", anyone, pages.setup, "The setup page.", media="text/html"),
    Route("GET", "/app/", anyone, window.page, "The companion's window.", media="text/html"),
    Route("POST", "/app/enter", anyone, window.enter, "The way into the window.", media="text/html", limit=4 * KIB),
    Route("GET", "/ui/{path:.+}", anyone, pages.static, "Files of the companion's pages.",
          media="*/*"),

    Route("GET", "/demo/", anyone, demo.feed, "The demo: its news.", media="text/html"),
    Route("GET", "/demo/circles", anyone, demo.circles, "The demo: who knows whom.", media="text/html"),
    Route("GET", "/demo/@{handle}", anyone, demo.profile, "The demo: somebody's profile.", media="text/html"),
    Route("GET", "/demo/@{handle}/friends", anyone, demo.friends, "The demo: somebody's friends.",
          media="text/html", query=("from",)),
    Route("GET", r"/demo/portraits/{number:\d{1,6}}.jpg", anyone, demo.portrait, "The demo: a portrait.",
          media="image/jpeg"),
)
# fmt: on


def add_routes(app: web.Application) -> None:
    for route in ROUTES:
        app.router.add_route(route.method, route.path, route.respond)
