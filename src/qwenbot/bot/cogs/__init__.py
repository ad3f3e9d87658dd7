"""The cogs: they translate between Discord and the services, and decide nothing."""
