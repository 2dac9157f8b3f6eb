"""On the pages of an installation."""

INSTALLED_TITLE = "Codebook is installed"
INSTALLED = "You may close this page. In Slack, write Codebook a direct message, or invite it to a channel."
INSTALL_LATER = "Codebook cannot be installed at the moment. Please try again in a few minutes."
NOT_INSTALLED_HERE = (
    "Codebook is not installed in this workspace any more. Please ask whoever looks after its apps to install it again."
)
NOT_INSTALLED_TITLE = "Codebook is not installed"


def not_installed(reason: str) -> str:
    """On the page after an installation that failed; the reason is a code of Slack's or Bolt's."""
    return f"Slack did not complete the installation ({reason}). Please start again from the link that you were given."
