"""What GTK's web view needs beyond pywebview: to stay on our pages, to ask where a file goes, and to say where it
stands while it closes."""

from __future__ import annotations

import webbrowser
from typing import Any
from urllib.parse import urlsplit

import webview
from gi.repository import GLib, Gtk
from webview.platforms.gtk import BrowserView

ELSEWHERE = ("http", "https")


def keep_to(window: webview.Window, url: str) -> None:
    """Let this window load the companion's own pages only; what a person clicks beyond them opens in the browser."""
    BrowserView.instances[window.uid].webview.connect("decide-policy", _decide, url)


def save_downloads(window: webview.Window) -> None:
    """Ask where each download is to go; pywebview's own way fails where the person has no folder for downloads."""
    context = BrowserView.instances[window.uid].webview.get_context()
    context.connect("download-started", lambda _, download: download.connect("decide-destination", _ask, window.native))


def place_of(window: webview.Window) -> dict[str, int]:
    """Its size, and its place on the first screen, on the thread that draws it."""
    native: Any = window.native
    (width, height), (x, y) = native.get_size(), native.get_position()
    screen = native.get_display().get_monitor(0).get_geometry()
    return {"width": width, "height": height, "x": x - screen.x, "y": y - screen.y}


def _decide(view: Any, decision: Any, kind: Any, url: str) -> bool:
    """Whether it is decided here: a page that is not ours is not loaded."""
    if kind.value_nick != "navigation-action":
        return False
    action = decision.get_navigation_action()
    wanted = urlsplit(action.get_request().get_uri())
    if wanted[:2] == urlsplit(url)[:2] or wanted.scheme in ("about", "blob"):
        return False
    decision.ignore()
    if action.is_user_gesture() and wanted.scheme in ELSEWHERE:
        webbrowser.open(wanted.geturl())
    return True


def _ask(download: Any, name: str, window: Any) -> bool:
    dialog = Gtk.FileChooserNative.new("Eyeline", window, Gtk.FileChooserAction.SAVE, None, None)
    dialog.set_do_overwrite_confirmation(True)
    dialog.set_current_name(name)
    if folder := GLib.get_user_special_dir(GLib.UserDirectory.DIRECTORY_DOWNLOAD):
        dialog.set_current_folder(folder)
    if dialog.run() == Gtk.ResponseType.ACCEPT:
        download.set_allow_overwrite(True)  # the dialog has asked
        download.set_destination(dialog.get_uri())
    else:
        download.cancel()
    dialog.destroy()
    return True
