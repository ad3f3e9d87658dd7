"""Discord's limits, each under a name, from its documentation; and the few of our own that keep well within them."""

from typing import Final

CONTENT: Final = 2000
"""Characters of a message's plain text. Members with Nitro may send 4,000; a bot may not."""

EMBED_TITLE: Final = 256
EMBED_DESCRIPTION: Final = 4096
EMBED_TOTAL: Final = 6000
"""Characters of all embeds of one message together; one embed a message keeps within it, so nothing else counts."""

BUTTON_LABEL: Final = 80
BUTTONS_IN_A_ROW: Final = 5
CUSTOM_ID: Final = 100

CHOICES: Final = 25
"""Autocomplete choices."""

CHOICE_NAME: Final = 100

MENU_OPTIONS: Final = 25
OPTION_TEXT: Final = 100
"""Characters of an option in a menu, and of what is said below it."""

MODAL_TITLE: Final = 45
INPUT_LABEL: Final = 45

FIRST_RESPONSE_S: Final = 3.0
"""An interaction that nobody has answered by then is lost."""

IDENTIFY_S: Final = 5.0
"""Between two identifies of one application, unless Discord has granted it more."""

# ---------------------------------------------------------------- error codes that are expected

UNKNOWN_INTERACTION: Final = 10062
"""The interaction has expired, or another delivery of it has been answered."""

ALREADY_ACKNOWLEDGED: Final = 40060
CANNOT_MESSAGE_USER: Final = 50007

# ---------------------------------------------------------------- our own

BUTTONS: Final = BUTTONS_IN_A_ROW
"""Entries offered below a message: one row. More is a menu that nobody reads."""

QUESTION: Final = 2000
"""Characters of a question that count; `/ask` takes no more."""

CHANNELS: Final = 1500
"""Characters that name channels: some 60 channels, of which a message can show all."""

BROWSED: Final = 1800
"""Characters of a page that is browsed: so that it fits with its title where there are no frames, and on a phone."""

KEPT: Final = 300
"""Characters of a member's question that are listed: the rest is in the export."""

LISTED: Final = 100
"""Characters of a title in a list of figures."""

FILE: Final = 8 * 1024 * 1024
"""Bytes of a file: Discord takes 10 MiB from anybody, and what goes with the file counts too."""

REASON: Final = 500
"""Characters of a reason why an answer did not help: a few sentences."""

NAME: Final = 100
"""Characters of an entity's name."""

SOURCE_LABEL: Final = 300
SOURCE_BY: Final = 100
SOURCE_URL: Final = 500
"""What a line that names a source shows at most, so that it always fits into one message."""
