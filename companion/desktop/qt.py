"""What Qt's web view needs beyond pywebview, which asks for a file's place as Qt 5 did."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import webview
from qtpy.QtWidgets import QFileDialog
from webview.platforms.qt import BrowserView


def save_downloads(window: webview.Window) -> None:
    """Ask where each download of this window is to go."""
    view = BrowserView.instances[window.uid]
    view.webview.page().profile().downloadRequested.connect(lambda download: _ask(view, download))


def _ask(view: Any, download: Any) -> None:
    chosen, _ = QFileDialog.getSaveFileName(view, view.localization["global.saveFile"], download.downloadFileName())
    if chosen:
        download.setDownloadDirectory(str(Path(chosen).parent))
        download.setDownloadFileName(Path(chosen).name)
        download.accept()
    else:
        download.cancel()
