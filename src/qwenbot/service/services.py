"""All use cases in one value, for the surfaces to be built on."""

from dataclasses import dataclass

from qwenbot.service.ask import AskService
from qwenbot.service.audit import Auditor
from qwenbot.service.changes import ChangesService
from qwenbot.service.feedback import FeedbackService
from qwenbot.service.limits import Cooldowns, RateLimit
from qwenbot.service.live import LiveKnowledge
from qwenbot.service.ports import Notes
from qwenbot.service.records import RecordsService
from qwenbot.service.reload import ReloadService
from qwenbot.service.settings import SettingsService
from qwenbot.service.why import WhyService


@dataclass(frozen=True, slots=True)
class Services:
    """What the surfaces are built on; `bootstrap` puts it together."""

    live: LiveKnowledge
    ask: AskService
    feedback: FeedbackService
    why: WhyService
    settings: SettingsService
    records: RecordsService
    changes: ChangesService
    reload: ReloadService
    auditor: Auditor
    cooldowns: Cooldowns
    limit: RateLimit
    notes: Notes
