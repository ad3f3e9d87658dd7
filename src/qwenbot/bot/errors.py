"""Why the bot cannot run, in one sentence for whoever started it.

BotError            it cannot go on; starting it again may help
└── BotConfigError  it never can with these settings
"""


class BotError(Exception):
    """The bot had to end; the text is one sentence that says why."""


class BotConfigError(BotError):
    """A setting is wrong; the text names it and says what to do."""
