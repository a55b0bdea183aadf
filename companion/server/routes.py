"""The whole URL table."""

from __future__ import annotations

from collections.abc import AsyncIterator

from aiohttp import web

from companion.core import wire
from companion.core.findings.finding import Analyses, AnalysisRequest, Selection
from companion.core.views import accounts as account_views
from companion.core.views import cases as case_views
from companion.core.views import faces as face_views
from companion.core.views import files as file_views
from companion.core.views import graph as graph_views
from companion.core.views import jobs as job_views
from companion.core.views import report as report_views
from companion.core.views import settings as setting_views
from companion.core.views import window as window_views
from companion.server.handlers import (
    accounts,
    analyses,
    cases,
    choices,
    communities,
    demo,
    faces,
    files,
    find,
    forgetting,
    graph,
    jobs,
    observations,
    openapi,
    pages,
    pairing,
    pictures,
    report,
    settings,
    setup,
    window,
)
from companion.server.route import Access, Route

KIB, MIB, GIB = 2**10, 2**20, 2**30
API = "/api/v1"
CASE = f"{API}/cases/{{number:\\d{{1,18}}}}"
anyone, own_page, paired, in_window = Access.anyone, Access.own_page, Access.paired, Access.window

# fmt: off
ROUTES = (
    Route("GET", f"{API}/hello", anyone, pairing.hello, wire.Hello, "Who listens here."),
    Route("GET", f"{API}/setup", anyone, setup.setup, wire.Setup, "Where the extension lies."),
    Route("POST", f"{API}/pairing", own_page, pairing.new_code, wire.PairingCode, "A code that pairs one browser."),
    Route("POST", f"{API}/pair", anyone, pairing.pair, wire.PairAnswer, "Trade a code for a token.",
          body=wire.PairRequest, limit=4 * KIB),
    Route("POST", f"{API}/observations", paired, observations.add, wire.BatchAnswer, "Store what a page showed.",
          body=wire.Batch, limit=16 * MIB),
    Route("POST", f"{API}/pictures", paired, pictures.add, wire.Badges, "Measure pictures that were wanted.",
          body=bytes, limit=64 * MIB),
    Route("GET", f"{API}/badges", paired, pictures.badges, wire.Badges, "The badges of accounts seen before.",
          repeated_query=("ref",)),
    Route("GET", f"{API}/pictures/{{number:\\d{{1,18}}}}/thumbnail", paired, pictures.thumbnail, "image/jpeg",
          "A picture in small."),
    Route("POST", f"{API}/check", paired, pictures.check, wire.Evidence, "Measure one picture of no account.",
          body=bytes, limit=20 * MIB),
    Route("POST", f"{API}/keeping", paired, choices.keep, wire.Keeping, "Choose what is kept of pictures.",
          body=wire.Keeping, limit=4 * KIB),
    Route("POST", f"{API}/forget", paired, choices.forget, wire.Forgotten, "Delete what was collected.",
          body=wire.ForgetRequest, limit=4 * KIB),
    Route("GET", f"{API}/patterns", paired, choices.patterns, wire.CorrectionsAnswer,
          "What patterns.json corrects."),
    Route("POST", f"{API}/handover", paired, window.handover, wire.Handover, "A code that opens the window once."),

    Route("GET", f"{API}/closing", in_window, choices.closing, window_views.Closing,
          "What closing the window does."),
    Route("POST", f"{API}/closing", in_window, choices.choose_closing, window_views.Closing,
          "Choose what closing the window does.", body=window_views.Closing, limit=4 * KIB),
    Route("POST", f"{API}/quit", in_window, window.quit_all, window_views.Quitting, "End the companion."),
    Route("GET", f"{API}/events", in_window, window.events, "text/event-stream", "What changes, as it does."),
    Route("GET", f"{API}/jobs", in_window, jobs.listed, job_views.Jobs, "Long work."),
    Route("GET", f"{API}/jobs/{{number:\\d{{1,9}}}}", in_window, jobs.one, job_views.JobResult, "How far one is."),
    Route("POST", f"{API}/jobs/{{number:\\d{{1,9}}}}/cancel", in_window, jobs.cancel, job_views.Job, "End one."),
    Route("GET", f"{API}/jobs/{{number:\\d{{1,9}}}}/file", in_window, jobs.file, "application/octet-stream",
          "The file that one made."),
    Route("GET", f"{API}/analyses", in_window, analyses.listed, Analyses, "The analyses and their options."),
    Route("POST", f"{API}/analyses/{{name:[a-z]{{1,30}}}}", in_window, analyses.begin, job_views.Job,
          "Analyse a selection.", body=AnalysisRequest, limit=4 * MIB),
    Route("GET", f"{API}/today", in_window, accounts.today, account_views.Today, "What was seen, and how all stands."),
    Route("POST", f"{API}/accounts", in_window, accounts.table, account_views.AccountRows, "A page of the table.",
          body=account_views.AccountsRequest, limit=4 * MIB),
    Route("POST", f"{API}/accounts/keys", in_window, accounts.keys, account_views.AccountKeys,
          "The numbers of a selection's accounts.", body=Selection, limit=4 * MIB),
    Route("GET", f"{API}/accounts/facets", in_window, accounts.choices, account_views.Facets, "What to choose by."),
    Route("POST", f"{API}/accounts/communities", in_window, communities.find, job_views.Job,
          "Find the communities of the whole network anew, to choose accounts by them."),
    Route("GET", f"{API}/accounts/{{number:\\d{{1,18}}}}", in_window, accounts.one, account_views.AccountPage,
          "All that is known of one account."),
    Route("POST", f"{API}/graph", in_window, graph.begin, job_views.Job, "Make a graph ready to draw.",
          body=graph_views.GraphRequest, limit=4 * MIB),
    Route("POST", f"{API}/graph/path", in_window, graph.path, graph_views.Path, "A shortest path.",
          body=graph_views.PathRequest, limit=4 * KIB),
    Route("POST", f"{API}/graph/edge", in_window, graph.edge, graph_views.EdgesBetween, "What stands behind an edge.",
          body=graph_views.EdgeRequest, limit=4 * KIB),
    Route("POST", f"{API}/graph/places", in_window, graph.keep_places, graph_views.Places, "Keep where accounts stand.",
          body=graph_views.Places, limit=2 * MIB),
    Route("POST", f"{API}/faces", in_window, faces.shown, face_views.Faces, "The pictures of a selection.",
          body=face_views.FacesRequest, limit=4 * MIB),
    Route("POST", f"{API}/faces/reused", in_window, faces.reused, face_views.ReuseGroups, "Who wears one picture.",
          body=face_views.ReuseRequest, limit=4 * MIB),
    Route("POST", f"{API}/faces/sheet", in_window, faces.sheet, job_views.Job, "Draw a sheet or a superimposition.",
          body=face_views.SheetRequest, limit=4 * MIB),
    Route("POST", f"{API}/find", in_window, find.find, account_views.FoundPlace,
          "The account of a ref, or who was seen on a page.", body=account_views.FindAccount, limit=16 * KIB),
    Route("POST", f"{API}/deeds", in_window, accounts.do, account_views.DeedDone, "Tag, note, collect, hide.",
          body=account_views.DeedRequest, limit=4 * MIB),
    Route("POST", f"{API}/deeds/undo", in_window, accounts.undo, account_views.DeedDone, "Undo what was done last."),
    Route("POST", f"{API}/deeds/redo", in_window, accounts.redo, account_views.DeedDone, "Do it again."),
    Route("GET", f"{API}/cases", in_window, cases.listed, case_views.Cases, "The cases."),
    Route("POST", f"{API}/cases", in_window, cases.new, account_views.CaseName, "Begin a case.",
          body=case_views.NewCase, limit=4 * KIB),
    Route("POST", f"{API}/cases/compare", in_window, cases.compare, case_views.CaseComparison, "What two cases share.",
          body=case_views.CompareRequest, limit=4 * KIB),
    Route("GET", CASE, in_window, cases.one, case_views.CasePage, "A case, its notes and its sessions."),
    Route("POST", f"{CASE}/name", in_window, cases.rename, account_views.CaseName, "Call it otherwise.",
          body=case_views.NewCase, limit=4 * KIB),
    Route("GET", f"{CASE}/sessions/{{session:\\d{{1,18}}}}", in_window, cases.session, case_views.SessionPage,
          "What was recorded in a session."),
    Route("POST", f"{CASE}/key", in_window, cases.key, case_views.CaseKey, "Its key for pseudonyms."),
    Route("POST", f"{CASE}/key/set", in_window, cases.set_key, case_views.CaseKey, "Take a key over.",
          body=case_views.NewCaseKey, limit=4 * KIB),
    Route("GET", f"{CASE}/report", in_window, report.plan, report_views.ReportPlan, "What its report would have.",
          query=("language",)),
    Route("POST", f"{CASE}/report", in_window, report.begin, job_views.Job, "Write its report.",
          body=report_views.ReportRequest, limit=16 * KIB),
    Route("POST", f"{CASE}/report/texts", in_window, report.keep, report_views.ReportText, "Keep a text for it.",
          body=report_views.ReportText, limit=128 * KIB),
    Route("POST", f"{API}/difference", in_window, cases.difference, case_views.DifferenceFound,
          "What changed between two times.", body=case_views.DifferenceRequest, limit=4 * MIB),
    Route("GET", f"{API}/formats", in_window, files.formats, file_views.Formats, "What can be written and read."),
    Route("POST", f"{API}/exports", in_window, files.export, job_views.Job, "Write a selection.",
          body=file_views.ExportRequest, limit=4 * MIB),
    Route("POST", f"{API}/uploads", in_window, files.upload, file_views.Upload, "Take a file.",
          body=AsyncIterator, limit=16 * GIB, query=("name",)),
    Route("POST", f"{API}/uploads/drop", in_window, files.drop, file_views.Drop, "Let go of a file.",
          body=file_views.Drop, limit=4 * KIB),
    Route("POST", f"{API}/imports", in_window, files.read, job_views.Job, "Read a file that was taken.",
          body=file_views.ImportRequest, limit=4 * KIB),
    Route("POST", f"{API}/merges", in_window, files.merge, job_views.Job, "Join another database.",
          body=file_views.MergeRequest, limit=4 * KIB),
    Route("POST", f"{API}/backups", in_window, files.backup, job_views.Job, "Copy the database."),
    Route("POST", f"{API}/forgetting", in_window, forgetting.forget, job_views.Job, "Delete, or count what would go.",
          body=file_views.ForgettingRequest, limit=4 * MIB),
    Route("GET", f"{API}/settings", in_window, settings.page, setting_views.SettingsPage, "What is set, and how."),
    Route("POST", f"{API}/settings/keeping", in_window, choices.keep, wire.Keeping, "Choose what is kept of pictures.",
          body=wire.Keeping, limit=4 * KIB),
    Route("GET", f"{API}/settings/storage", in_window, settings.storage, setting_views.Storage, "What the data takes."),
    Route("GET", f"{API}/settings/pairings", in_window, settings.listed, setting_views.Pairings, "Who is paired."),
    Route("POST", f"{API}/settings/pairings/new", in_window, pairing.new_code, wire.PairingCode,
          "A code that pairs one browser."),
    Route("POST", f"{API}/settings/pairings/{{number:\\d{{1,18}}}}/revoke", in_window, settings.revoke,
          setting_views.Pairings, "End a pairing."),
    Route("GET", f"{API}/openapi.json", anyone, openapi.page, "application/json", "This table, as OpenAPI 3.1."),

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
