"""The form of a ledger's settings. Source: docs/rules.md, "Settings"."""

from typing import Any

from textual.app import ComposeResult
from textual.widgets import Static

from rectify.domain.settings import BY_NAME, SETTINGS, read_labelled, written
from rectify.errors import InvalidInput
from rectify.i18n import _
from rectify.report.lettering import visible
from rectify.tui.controls.fields import Field, Line, OneOf
from rectify.tui.dialogs.form import Form


class SettingsForm(Form[dict[str, str]]):
    """Every setting of the ledger. Its result is what was typed anew, by name, or None."""

    def __init__(self, values: dict[str, Any]) -> None:
        super().__init__()
        self.flags = {name for name, value in values.items() if isinstance(value, bool)}
        self.written = {setting.name: written(values[setting.name]) for setting in SETTINGS}

    def heading(self) -> str:
        """That they are the ledger's."""
        return _("Settings of the ledger")

    def origin(self) -> str:
        """Its command."""
        return "ledger.settings"

    def body(self) -> ComposeResult:
        """One field for each setting, and what the one with the focus means."""
        for setting in SETTINGS:
            text = self.written[setting.name]
            options = [("true", _("yes")), ("false", _("no"))]
            control = OneOf(options, text) if setting.name in self.flags else Line(visible(text))
            yield Field(setting.name, _(setting.label), control, dense=True)
        yield Static(classes="meaning", markup=False)

    def on_descendant_focus(self) -> None:
        """Say what the setting means that has the focus."""
        field = self.focused.parent if self.focused else None
        for setting in SETTINGS:
            if isinstance(field, Field) and field.id == setting.name:
                self.query_one(".meaning", Static).update(_(setting.help))

    def action_accept(self) -> None:
        """Answer with what changed, if each can be read."""
        typed = {name: self.field(name).text for name in self.written}
        changed = {name: text for name, text in typed.items() if text.strip() != self.written[name]}
        for name, text in changed.items():
            try:
                read_labelled(BY_NAME[name], text)
            except InvalidInput as error:
                self.complain(name, visible(str(error)))
                return
        self.finish(changed or None)
