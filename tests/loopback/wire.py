"""The world as the JSON that Discord sends: ids and permissions as strings, a message's text only for whom it is."""

from datetime import UTC, datetime
from typing import Any, Final

from tests.loopback.permissions import ALL, in_channel
from tests.loopback.world import Application, Channel, File, Guild, Message, Permission, User

_JOINED: Final = "2024-01-01T00:00:00+00:00"
_IN_THREAD: Final = {"message_count": 0, "total_message_sent": 0, "member_count": 2}
_EPOCH_MS: Final = 1_420_070_400_000


def user(who: User) -> dict[str, Any]:
    return {
        "id": str(who.id),
        "username": who.name,
        "discriminator": "0",
        "global_name": who.name.title(),
        "avatar": None,
        "bot": who.bot,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }


def own_user(who: User) -> dict[str, Any]:
    """Return what an account sees of itself."""
    return {**user(who), "mfa_enabled": True, "locale": who.locale, "verified": True, "email": None}


def application(app: Application) -> dict[str, Any]:
    """Return the application as its own bot may read it. An application of a team has the team as its owner."""
    owner = user(app.owner)
    if app.team is not None:
        owner = {**owner, "id": str(app.id + 1), "username": f"team{app.id + 1}", "flags": 1024}
    return {
        "id": str(app.id),
        "name": app.bot.name,
        "icon": None,
        "description": "",
        "type": None,
        "bot": user(app.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags": 0,
        "flags_new": "0",
        "owner": owner,
        "team": _team(app),
        "install_params": {"scopes": ["bot", "applications.commands"], "permissions": "0"},
        "integration_types_config": {"0": {}, "1": {}},
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "approximate_guild_count": 1,
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "eligible_oauth2_scopes": [],
    }


def _team(app: Application) -> dict[str, Any] | None:
    if app.team is None:
        return None
    return {
        "id": str(app.id + 1),
        "icon": None,
        "name": "The team",
        "owner_user_id": str(app.owner.id),
        "members": [
            {
                "user": user(member),
                "team_id": str(app.id + 1),
                "membership_state": 2,
                "permissions": ["*"],
                "role": role,
            }
            for member, role in {app.owner: "admin", **app.team}.items()
        ],
    }


def member(guild: Guild, who: User) -> dict[str, Any]:
    """Return a member of a server, with the one role that stands for their own permissions."""
    return {
        "roles": [str(guild.roles[who])] if who in guild.roles else [],
        "joined_at": _JOINED,
        "nick": None,
        "avatar": None,
        "banner": None,
        "premium_since": None,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
    }


def _role(role_id: int, name: str, granted: Permission) -> dict[str, Any]:
    return {
        "id": str(role_id),
        "name": name,
        "permissions": str(int(granted)),
        "position": 0 if name == "@everyone" else 1,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }


def channel(place: Channel) -> dict[str, Any]:
    """Return a channel: in a server with what differs there, a direct one with who is in it."""
    if place.guild is None:
        recipients = [user(place.recipient)] if place.recipient else []
        return {
            "id": str(place.id),
            "type": int(place.kind),
            "flags": 0,
            "last_message_id": None,
            "recipients": recipients,
        }
    known: dict[str, Any] = {
        "id": str(place.id),
        "type": int(place.kind),
        "guild_id": str(place.guild.id),
        "name": place.name,
        "flags": 0,
        "last_message_id": None,
        "rate_limit_per_user": 0,
    }
    if place.parent is not None:
        metadata = {
            "archived": False,
            "auto_archive_duration": 1440,
            "archive_timestamp": _JOINED,
            "locked": False,
            "create_timestamp": _JOINED,
        }
        owner = str(place.guild.owner.id)
        return {
            **known,
            "parent_id": str(place.parent.id),
            "owner_id": owner,
            **_IN_THREAD,
            "thread_metadata": metadata,
        }
    return {
        **known,
        "position": 0,
        "topic": None,
        "nsfw": False,
        "parent_id": None,
        "permission_overwrites": _overwrites(place, place.guild),
    }


def _overwrites(place: Channel, guild: Guild) -> list[dict[str, Any]]:
    return [
        {
            "id": str(guild.id if whose is None else whose.id),
            "type": 0 if whose is None else 1,
            "allow": str(int(place.allowed.get(whose, Permission(0)))),
            "deny": str(int(place.denied.get(whose, Permission(0)))),
        }
        for whose in dict.fromkeys((*place.denied, *place.allowed))
    ]


def guild(place: Guild, bot: User) -> dict[str, Any]:
    """Return a server as GUILD_CREATE shows it to a bot without the members intent: of the members only itself."""
    roles = [_role(place.id, "@everyone", place.everyone)]
    roles += [_role(role, f"of {who.name}", place.members[who]) for who, role in place.roles.items()]
    return {
        "id": str(place.id),
        "name": place.name,
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "banner": None,
        "description": None,
        "vanity_url_code": None,
        "owner_id": str(place.owner.id),
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "safety_alerts_channel_id": None,
        "application_id": None,
        "verification_level": 0,
        "default_message_notifications": 1,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "premium_progress_bar_enabled": False,
        "preferred_locale": "en-US",
        "features": [],
        "emojis": [],
        "stickers": [],
        "roles": roles,
        "joined_at": _JOINED,
        "large": False,
        "unavailable": False,
        "member_count": len(place.members),
        "members": [{**member(place, bot), "user": user(bot)}],
        "channels": [channel(each) for each in place.channels if each.parent is None],
        "threads": [channel(each) for each in place.channels if each.parent is not None],
        "presences": [],
        "voice_states": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def message(said: Message) -> dict[str, Any]:
    """Return a message as whoever may read it sees it: with the one that it replies to, but not on and on."""
    shown = _message(said)
    if said.reference_id is not None:
        shown["referenced_message"] = _message(said.reference) if said.reference else None
    return shown


def _message(said: Message) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": str(said.id),
        "channel_id": str(said.channel.id),
        "author": user(said.author),
        "type": said.kind,
        "content": said.content,
        "embeds": said.embeds,
        "components": said.components,
        "attachments": [_attachment(each) for each in said.files],
        "mentions": [user(each) for each in said.mentions],
        "mention_roles": [],
        "mention_everyone": said.pings_everyone,
        "timestamp": _time_of(said.id),
        "edited_timestamp": _time_of(said.id) if said.edited else None,
        "flags": said.flags,
        "pinned": False,
        "tts": False,
    }
    if said.nonce is not None:
        shown["nonce"] = said.nonce
    if said.webhook_id is not None:
        shown["webhook_id"] = str(said.webhook_id)
    if said.interaction is not None:
        shown["interaction_metadata"] = said.interaction
        shown["application_id"] = str(said.author.id)
    if said.reference_id is not None:
        shown["message_reference"] = {
            "type": 0,
            "message_id": str(said.reference_id),
            "channel_id": str(said.channel.id),
            **({"guild_id": str(said.channel.guild.id)} if said.channel.guild else {}),
        }
    return shown


def _attachment(file: File) -> dict[str, Any]:
    url = f"https://cdn.discordapp.com/attachments/{file.id}/{file.name}"
    return {"id": str(file.id), "filename": file.name, "size": len(file.data), "url": url, "proxy_url": url}


def message_event(said: Message, bot: User) -> dict[str, Any]:
    """Return MESSAGE_CREATE for a bot without the intent for message content.

    It reads its own messages, those sent to it alone, and those that mention it; of any other it sees that it is.
    """
    event = message(said)
    guild_of = said.channel.guild
    if guild_of is not None:
        event["guild_id"] = str(guild_of.id)
        if said.webhook_id is None:
            event["member"] = member(guild_of, said.author)
        if said.author is not bot and bot not in said.mentions:
            event.update(content="", embeds=[], components=[], attachments=[])
    return event


def app_permissions(place: Channel, bot: User) -> str:
    """Return what the application may do where an interaction is; where the bot is not, everything."""
    if place.guild is not None and bot in place.guild.members:
        return str(int(in_channel(place, bot)))
    return str(int(ALL))


def _time_of(snowflake: int) -> str:
    return datetime.fromtimestamp(((snowflake >> 22) + _EPOCH_MS) / 1000, UTC).isoformat()
