"""On the buttons of forms, and where one is not opened."""

CANCEL = "Cancel"
CLOSE = "Close"
FORM_NOT_OPENED = "Slack did not open the form. Please try once more."
SEND = "Send"
