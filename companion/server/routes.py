"""The whole URL table."""

from __future__ import annotations

from collections.abc import AsyncIterator

from aiohttp import web

from companion.core.wire.accounts import (
    AccountKeys,
    AccountPage,
    AccountRows,
    AccountsRequest,
    CaseName,
    CommunitiesCount,
    DeedDone,
    DeedRequest,
    Facets,
    FindAccount,
    FoundPlace,
    Today,
)
from companion.core.wire.cases import (
    CaseComparison,
    CaseKey,
    CasePage,
    Cases,
    CompareRequest,
    DifferenceFound,
    DifferenceRequest,
    NewCase,
    NewCaseKey,
    SessionPage,
)
from companion.core.wire.corrections import CorrectionsAnswer
from companion.core.wire.evidence import Badges, Evidence
from companion.core.wire.faces import Faces, FacesRequest, ReuseGroups, ReuseRequest, SheetRequest
from companion.core.wire.files import (
    BackupResult,
    Drop,
    ExportRequest,
    ExportResult,
    Formats,
    ImportRequest,
    ImportResult,
    MergeRequest,
    MergeResult,
    Upload,
)
from companion.core.wire.findings.finding import Analyses, AnalysisRequest, Finding
from companion.core.wire.forgetting import ForgetRequest, ForgettingRequest, ForgettingResult, Forgotten
from companion.core.wire.graph import EdgeRequest, EdgesBetween, Graph, GraphRequest, Path, PathRequest, Places
from companion.core.wire.jobs import Job, JobResult, Jobs
from companion.core.wire.observations import Batch, BatchAnswer
from companion.core.wire.pairing import Handover, Hello, PairAnswer, PairingCode, PairRequest, Setup
from companion.core.wire.pictures import Keeping
from companion.core.wire.report import ReportMade, ReportPlan, ReportRequest, ReportText
from companion.core.wire.selection import Selection
from companion.core.wire.settings import Closing, Pairings, Quitting, SettingsPage, Storage
from companion.server.handlers import (
    accounts,
    analyses,
    cases,
    demo,
    faces,
    files,
    forgetting,
    graph,
    jobs,
    observations,
    pages,
    pairing,
    pictures,
    report,
    settings,
    window,
)
from companion.server.route import Access, Route

KIB, MIB, GIB = 2**10, 2**20, 2**30
API = "/api/v1"
CASE = f"{API}/cases/{{number:\\d{{1,18}}}}"
anyone, own_page, paired, in_window = Access.anyone, Access.own_page, Access.paired, Access.window

# fmt: off
ROUTES = (
    Route("GET", f"{API}/hello", anyone, pairing.hello, Hello, "Who listens here."),
    Route("GET", f"{API}/setup", anyone, pairing.setup, Setup, "Where the extension lies."),
    Route("POST", f"{API}/pairing", own_page, pairing.new_code, PairingCode, "A code that pairs one browser."),
    Route("POST", f"{API}/pair", anyone, pairing.pair, PairAnswer, "Trade a code for a token.",
          body=PairRequest, limit=4 * KIB),
    Route("POST", f"{API}/observations", paired, observations.add, BatchAnswer, "Store what a page showed.",
          body=Batch, limit=16 * MIB),
    Route("POST", f"{API}/pictures", paired, pictures.add, Badges, "Measure pictures that were wanted.",
          body=bytes, limit=64 * MIB),
    Route("GET", f"{API}/badges", paired, pictures.badges, Badges, "The badges of accounts seen before.",
          repeated_query=("ref",)),
    Route("GET", f"{API}/pictures/{{number:\\d{{1,18}}}}/thumbnail", paired, pictures.thumbnail, "image/jpeg",
          "A picture in small."),
    Route("POST", f"{API}/check", paired, pictures.check, Evidence, "Measure one picture of no account.",
          body=bytes, limit=20 * MIB),
    Route("POST", f"{API}/keeping", paired, settings.keep, Keeping, "Choose what is kept of pictures.",
          body=Keeping, limit=4 * KIB),
    Route("POST", f"{API}/forget", paired, forgetting.forget, Forgotten, "Delete what was collected.",
          body=ForgetRequest, limit=4 * KIB),
    Route("GET", f"{API}/patterns", paired, settings.patterns, CorrectionsAnswer,
          "What patterns.json corrects."),
    Route("POST", f"{API}/handover", paired, window.handover, Handover, "A code that opens the window once."),

    Route("GET", f"{API}/closing", in_window, settings.closing, Closing,
          "What closing the window does."),
    Route("POST", f"{API}/closing", in_window, settings.choose_closing, Closing,
          "Choose what closing the window does.", body=Closing, limit=4 * KIB),
    Route("POST", f"{API}/quit", in_window, window.quit_all, Quitting, "End the companion."),
    Route("GET", f"{API}/events", in_window, window.events, "text/event-stream", "What changes, as it does."),
    Route("GET", f"{API}/jobs", in_window, jobs.listed, Jobs, "Long work."),
    Route("GET", f"{API}/jobs/{{number:\\d{{1,9}}}}", in_window, jobs.one, JobResult, "How far one is."),
    Route("POST", f"{API}/jobs/{{number:\\d{{1,9}}}}/cancel", in_window, jobs.cancel, Job, "End one."),
    Route("GET", f"{API}/jobs/{{number:\\d{{1,9}}}}/file", in_window, jobs.file, "application/octet-stream",
          "The file that one made."),
    Route("GET", f"{API}/analyses", in_window, analyses.listed, Analyses, "The analyses and their options."),
    Route("POST", f"{API}/analyses/{{name:[a-z]{{1,30}}}}", in_window, analyses.begin, Job,
          "Analyse a selection.", body=AnalysisRequest, limit=4 * MIB, gives=Finding),
    Route("GET", f"{API}/today", in_window, accounts.today, Today, "What was seen, and how all stands."),
    Route("POST", f"{API}/accounts", in_window, accounts.table, AccountRows, "A page of the table.",
          body=AccountsRequest, limit=4 * MIB),
    Route("POST", f"{API}/accounts/keys", in_window, accounts.keys, AccountKeys,
          "The numbers of a selection's accounts.", body=Selection, limit=4 * MIB),
    Route("GET", f"{API}/accounts/facets", in_window, accounts.choices, Facets, "What to choose by."),
    Route("POST", f"{API}/accounts/communities", in_window, analyses.find_communities_anew, Job,
          "Find the communities of the whole network anew, to choose accounts by them.", gives=CommunitiesCount),
    Route("GET", f"{API}/accounts/{{number:\\d{{1,18}}}}", in_window, accounts.one, AccountPage,
          "All that is known of one account."),
    Route("POST", f"{API}/graph", in_window, graph.begin, Job, "Make a graph ready to draw.",
          body=GraphRequest, limit=4 * MIB, gives=Graph),
    Route("POST", f"{API}/graph/path", in_window, graph.path, Path, "A shortest path.",
          body=PathRequest, limit=4 * KIB),
    Route("POST", f"{API}/graph/edge", in_window, graph.edge, EdgesBetween, "What stands behind an edge.",
          body=EdgeRequest, limit=4 * KIB),
    Route("POST", f"{API}/graph/places", in_window, graph.keep_places, Places, "Keep where accounts stand.",
          body=Places, limit=2 * MIB),
    Route("POST", f"{API}/faces", in_window, faces.shown, Faces, "The pictures of a selection.",
          body=FacesRequest, limit=4 * MIB),
    Route("POST", f"{API}/faces/reused", in_window, faces.reused, ReuseGroups, "Who wears one picture.",
          body=ReuseRequest, limit=4 * MIB),
    Route("POST", f"{API}/faces/sheet", in_window, faces.sheet, Job, "Draw a sheet or a superimposition.",
          body=SheetRequest, limit=4 * MIB),
    Route("POST", f"{API}/find", in_window, accounts.find, FoundPlace,
          "The account of a ref, or who was seen on a page.", body=FindAccount, limit=16 * KIB),
    Route("POST", f"{API}/deeds", in_window, accounts.do, DeedDone, "Tag, note, collect, hide.",
          body=DeedRequest, limit=4 * MIB),
    Route("POST", f"{API}/deeds/undo", in_window, accounts.undo, DeedDone, "Undo what was done last."),
    Route("POST", f"{API}/deeds/redo", in_window, accounts.redo, DeedDone, "Do it again."),
    Route("GET", f"{API}/cases", in_window, cases.listed, Cases, "The cases."),
    Route("POST", f"{API}/cases", in_window, cases.new, CaseName, "Begin a case.",
          body=NewCase, limit=4 * KIB),
    Route("POST", f"{API}/cases/compare", in_window, cases.compare, CaseComparison, "What two cases share.",
          body=CompareRequest, limit=4 * KIB),
    Route("GET", CASE, in_window, cases.one, CasePage, "A case, its notes and its sessions."),
    Route("POST", f"{CASE}/name", in_window, cases.rename, CaseName, "Call it otherwise.",
          body=NewCase, limit=4 * KIB),
    Route("GET", f"{CASE}/sessions/{{session:\\d{{1,18}}}}", in_window, cases.session, SessionPage,
          "What was recorded in a session."),
    Route("POST", f"{CASE}/key", in_window, cases.key, CaseKey, "Its key for pseudonyms."),
    Route("POST", f"{CASE}/key/set", in_window, cases.set_key, CaseKey, "Take a key over.",
          body=NewCaseKey, limit=4 * KIB),
    Route("GET", f"{CASE}/report", in_window, report.plan, ReportPlan, "What its report would have.",
          query=("language",)),
    Route("POST", f"{CASE}/report", in_window, report.begin, Job, "Write its report.",
          body=ReportRequest, limit=16 * KIB, gives=ReportMade),
    Route("POST", f"{CASE}/report/texts", in_window, report.keep, ReportText, "Keep a text for it.",
          body=ReportText, limit=128 * KIB),
    Route("POST", f"{API}/difference", in_window, cases.difference, DifferenceFound,
          "What changed between two times.", body=DifferenceRequest, limit=4 * MIB),
    Route("GET", f"{API}/formats", in_window, files.formats, Formats, "What can be written and read."),
    Route("POST", f"{API}/exports", in_window, files.export, Job, "Write a selection.",
          body=ExportRequest, limit=4 * MIB, gives=ExportResult),
    Route("POST", f"{API}/uploads", in_window, files.upload, Upload, "Take a file.",
          body=AsyncIterator, limit=16 * GIB, query=("name",)),
    Route("POST", f"{API}/uploads/drop", in_window, files.drop, Drop, "Let go of a file.",
          body=Drop, limit=4 * KIB),
    Route("POST", f"{API}/imports", in_window, files.read, Job, "Read a file that was taken.",
          body=ImportRequest, limit=4 * KIB, gives=ImportResult),
    Route("POST", f"{API}/merges", in_window, files.merge, Job, "Join another database.",
          body=MergeRequest, limit=4 * KIB, gives=MergeResult),
    Route("POST", f"{API}/backups", in_window, files.backup, Job, "Copy the database.", gives=BackupResult),
    Route("POST", f"{API}/forgetting", in_window, forgetting.begin, Job, "Delete, or count what would go.",
          body=ForgettingRequest, limit=4 * MIB, gives=ForgettingResult),
    Route("GET", f"{API}/settings", in_window, settings.page, SettingsPage, "What is set, and how."),
    Route("POST", f"{API}/settings/keeping", in_window, settings.keep, Keeping, "Choose what is kept of pictures.",
          body=Keeping, limit=4 * KIB),
    Route("GET", f"{API}/settings/storage", in_window, settings.storage, Storage, "What the data takes."),
    Route("GET", f"{API}/settings/pairings", in_window, settings.listed, Pairings, "Who is paired."),
    Route("POST", f"{API}/settings/pairings/new", in_window, pairing.new_code, PairingCode,
          "A code that pairs one browser."),
    Route("POST", f"{API}/settings/pairings/{{number:\\d{{1,18}}}}/revoke", in_window, settings.revoke,
          Pairings, "End a pairing."),
    Route("GET", f"{API}/openapi.json", anyone, pages.api, "application/json", "This table, as OpenAPI 3.1."),

    Route("GET", "/", anyone, pages.setup, "text/html", "The setup page."),
    Route("GET", "/app/", anyone, window.page, "text/html", "The companion's window."),
    Route("POST", "/app/enter", anyone, window.enter, "text/html", "The way into the window.", body=str, limit=4 * KIB),
    Route("GET", "/ui/{path:.+}", anyone, pages.static, "application/octet-stream", "Files of the companion's pages."),

    Route("GET", "/demo/", anyone, demo.feed, "text/html", "The demo: its news."),
    Route("GET", "/demo/@{handle}", anyone, demo.profile, "text/html", "The demo: somebody's profile."),
    Route("GET", "/demo/@{handle}/friends", anyone, demo.friends, "text/html", "The demo: somebody's friends.",
          query=("from",)),
    Route("GET", r"/demo/portraits/{number:\d{1,6}}.jpg", anyone, demo.portrait, "image/jpeg", "The demo: a portrait."),
)
# fmt: on


def add_routes(app: web.Application) -> None:
    for route in ROUTES:
        app.router.add_route(route.method, route.path, route.respond)
