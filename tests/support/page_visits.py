"""What a visitor does on the page, and what they see there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

from importkit.ui import deps
from support.workers import until

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.testing.v1.element_tree import Button

    from importkit.jobs import Job
    from importkit.workspace import Workspace

APP = Path(__file__).parents[2] / "streamlit_app.py"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def another_tab() -> AppTest:
    """Return the page in another tab."""
    return AppTest.from_file(str(APP), default_timeout=300).run()


def upload(app: AppTest, filename: str, content: bytes) -> AppTest:
    """Choose a workbook on the page."""
    app.file_uploader[0].set_value((filename, content, XLSX)).run()
    assert not app.exception
    return app


def button(app: AppTest, key: str) -> Button:
    """Return a button; a key may leave out for which version of a draft it is."""
    wanted = re.compile(rf"{re.escape(key)}(-v[0-9]+)?")
    found = [one for one in app.button if wanted.fullmatch(str(one.key))]
    assert len(found) == 1, [one.key for one in app.button]
    return found[0]


def press(app: AppTest, key: str) -> AppTest:
    """Press a button."""
    button(app, key).click().run()
    assert not app.exception
    return app


def press_labelled(app: AppTest, label: str) -> AppTest:
    """Press the button with a label, as a visitor finds it."""
    found = [button for button in app.button if button.label == label]
    assert len(found) == 1, [button.label for button in app.button]
    found[0].click().run()
    assert not app.exception
    return app


def import_(app: AppTest) -> AppTest:
    """Press the button that imports, and wait for the end as the page does."""
    press(app, "import")
    job_id = str(app.query_params["job"])
    until(lambda: deps.workspace().job(job_id).has_ended)
    app.run()
    assert not app.exception
    return app


def show_job(app: AppTest, job: Job) -> AppTest:
    """Open the page of one import, as its address does."""
    app.query_params["job"] = job.id
    app.switch_page("importkit/ui/pages/job.py").run()
    assert not app.exception
    return app


def show_recent(app: AppTest) -> AppTest:
    """Open the page with the recent imports, as its address does."""
    app.query_params.clear()
    app.switch_page("importkit/ui/pages/imports.py").run()
    assert not app.exception
    return app


def figures(app: AppTest) -> Mapping[str, str]:
    """Return the figures that the page shows, by their labels."""
    return {metric.label: metric.value for metric in app.metric}


def words(app: AppTest) -> str:
    """Return the running text of the page."""
    heads = (*app.title, *app.header, *app.subheader)
    shown = (*heads, *app.markdown, *app.caption, *app.error, *app.info, *app.success)
    return "\n".join(element.value for element in shown)


def links(app: AppTest) -> Mapping[str, str]:
    """Return where the links of the page lead to, by their labels."""
    return {link.proto.label: link.proto.query_string for link in app.get("page_link")}


def reopen() -> None:
    """Let the page connect anew, as after a restart of its server."""
    deps.server.clear()


def make_viewer(kit: Workspace) -> None:
    """Let the person on the page do no more than look; somebody else owns the brand then."""
    kit.add_member("ana@acme.example", "owner")
    kit.add_member("local@localhost", "viewer")
