"""The bot: its pure parts by themselves, the rest against a Discord on loopback sockets."""
