"""A Discord of our own on loopback sockets, for the unmodified discord.py client.

world           who and what there is: users, servers, channels, messages, the application and its commands
permissions     what a member may do in a channel
wire            the world as the JSON that Discord sends
limits          our own table of what Discord refuses in messages; `command_limits` in commands, choices and modals
openapi         the same from Discord's published file, where there is one
traffic         every request that came in, and what was wrong with it
faults          what goes wrong on purpose
interactions    commands used, buttons clicked, things typed, and how far the application has got with each
gateway         the socket that events go out on
rest            requests: recorded, checked, answered by the handlers of `application`, `channels` and `callbacks`
server          all of it, listening
driver          the members' side: what a test does, and what a member then sees (`shown`)
"""
