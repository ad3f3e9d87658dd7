"""What the bot itself says on Discord, by language: labels, hints and refusals. Answers are the curators'.

Operators are spoken to in English. A language without a table gets English.
"""

from collections.abc import Mapping
from typing import Final

ENGLISH: Final[Mapping[str, str]] = {
    "sources": "Sources",
    "as-of": "As of {date}",
    "quoted-by": "said by {who}",
    "claimed-by": "according to {who}",
    "how-to-ask": "Ask me about {title}: with /ask, in a direct message, or by mentioning me with your question.",
    "gone": "I no longer have that answer: what I know has changed since. Please ask again in your own words.",
    "failed": "Something went wrong on my side, and whoever runs me will see it. Please try again in a minute.",
    "stale": "This command has changed since your Discord loaded it. Please restart Discord and try again.",
    "help-title": "What I am",
    "help-what": (
        "I am a bot that answers questions about **{title}**. {about}\n"
        "People wrote every answer, and each sentence names its source. There is no AI and no language model behind "
        "me: what nobody wrote down, I do not say."
    ),
    "help-ask": (
        "**How to ask**\n"
        "• `/ask` and your question; `private: True` shows the answer to you alone, `mention:` points a member at it\n"
        "• a direct message to me\n"
        "• mention me with your question, or reply to what I said\n"
        "• on somebody's message: Apps, then “Answer this”\n"
        "In direct messages and mentions you can go on from there: “and why?”\n"
        "`/topics` shows what can be asked, `/facts`, `/who`, `/timeline`, `/sources` and `/changes` what I know."
    ),
    "help-privacy": (
        "**What I keep**\n"
        "Your question, without the mentions, e-mail addresses, phone numbers and long numbers in it; when and in what "
        "way it was asked; which answer it got. I do not keep who you are: in the place of your account stands a code "
        "that only says that two questions came from the same person.\n"
        "`/privacy show` tells you what there is of you, `/privacy export` hands it over, `/privacy forget` deletes it."
    ),
    "too-many": "That was a lot of questions in one minute. Give me a moment to catch my breath, then ask on.",
    "hushed-unread": "Only you see this: I cannot read this server's settings just now.",
    "hushed-here": "Only you see this: on this server I speak in other channels.",
    "only-privately": "I cannot read this server's settings just now, so I answer in private: please ask with /ask.",
    "said-above": "Only you see this: I gave this answer a moment ago, here: {link}",
    "said-just-now": "I answered that a moment ago: {link}",
    "old-button": "This button belongs to an earlier version of me. Please ask again: my answer will have new ones.",
    "unreadable": (
        "What I have kept cannot be reached just now, so nothing was read or changed. Please try again in a minute."
    ),
    "thanks": "Thank you: noted. If you change your mind, your last vote counts.",
    "thanks-reason": "Thank you: your reason reaches those who write the answers, without your name.",
    "reason-title": "What was wrong with it?",
    "reason-label": "Why did it not help? (you may leave it empty)",
    "none-noted": (
        "Thank you: noted that none of these was meant. Other words often help, and /topics shows all that I know."
    ),
    "not-yours": "Only who asked for this answer can delete it, or a moderator of this server.",
    "not-deleted": "Discord does not let me delete that message. A moderator can.",
    "why-title": "Why this answer?",
    "why-best": "**Best match:** {title} ({score})",
    "why-matched": "Your question was most like the phrasing “{matched}”.",
    "why-second": "**Runner-up:** {title} ({score})",
    "why-no-second": "**Runner-up:** none",
    "why-rule": "**What decided:** {rule}",
    "why-gone": "I no longer have a record of that question. Ask it again, and use the button below the new answer.",
    "an-entry-gone": "an answer that I no longer have",
    "rule-sure": "the best match was sure enough, and clearly ahead of the next",
    "rule-unknown": "the best match says that the story does not tell this",
    "rule-overdue": "the best match is past its review date, so it is only offered",
    "rule-not-sure": "something was near, but not sure enough to be given as the answer",
    "rule-too-weak": "nothing I know was near enough",
    "rule-something-else": "the question is about something else than what was nearest",
    "rule-parts": "the question had several parts, and each was answered",
    "rule-chosen": "it was opened by its title",
    "rule-sources": "you asked for the sources of the answer before",
    "rule-more": "you asked for more on the answer before",
    "rule-other-entity": "the nearest answer is about somebody or something else",
    "rule-namesake": "the nearest answer is about a namesake",
    "rule-other-number": "the nearest answer is about another number or date",
    "rule-other-kind": "the nearest answer tells another kind of thing than was asked for",
    "rule-negation": "the nearest answer says the opposite of what was asked",
    "rule-stranger": "the question names somebody or something that I do not know",
    "rule-other-matter": "the nearest answer says nothing of what the question brings up",
    "rule-small-talk": "the question is more than the small talk that was nearest",
    "rule-vague": "the question says too little to tell what is meant",
    "no-text": "That message has no text that I could answer. Pictures and embeds I cannot read.",
    "preview": "Only you see this. It is my best answer to that message.",
    "preview-miss": "Only you see this. I have no answer to that message:",
    "answered-for": "Looked up by <@{user}>",
    "posted": "Posted: {link}",
    "posting": "This has been posted already, or is about to be.",
    "cannot-post": "I may not speak in this channel, so nothing was posted. A moderator can change that.",
    "changed-since": "What I know has changed since this preview. Please use “Answer this” on the message once more.",
    "topics-title": "What you can ask about",
    "topics-text": "Choose a topic to see its questions.",
    "topics-choose": "Choose a topic",
    "topics-none": "There is nothing to choose from: this story has no entries yet. Ask me anything with /ask.",
    "topic-other": "Other questions",
    "topic-choose": "Choose a question",
    "questions": "Questions: {n}",
    "facts-title": "What is known about {name}",
    "facts-none": "I have no facts about {name}. /topics shows what can be asked.",
    "who-facts": "Facts: {n}, with `/facts about:` and this name",
    "who-ask": "What you can ask about {name}:",
    "which-name": "Which of these do you mean?",
    "gone-report": "That is no longer there: what I know has changed since. /topics shows what there is now.",
    "nobody": "I know nobody and nothing by that name. Type slowly to see the names I know, or look at /topics.",
    "timeline-title": "Timeline",
    "timeline-none": "No fact of this story has a date. /topics shows what can be asked.",
    "sources-title": "Sources",
    "sources-none": "This story names no sources yet.",
    "source-facts": "Facts that stand on it: {n}",
    "source-published": "published {date}",
    "changes-title": "What has changed",
    "changes-none": "Nothing has been corrected, added or removed. /topics shows what can be asked.",
    "changes-corrected": "**Corrected**",
    "changes-added": "**New since the last version**",
    "changes-removed": "**Removed since the last version**",
    "page": "Page {n} of {of}",
    "back": "Back",
    "next": "Next",
    "rule-facts": "no answer was written for it, but facts have all that the question names",
    "rule-unnamed": "one of my rules for questions that are no question about the story",
    "entity-person": "person",
    "entity-organisation": "organisation",
    "entity-model": "model",
    "entity-benchmark": "benchmark",
    "entity-place": "place",
    "entity-event": "event",
    "entity-document": "document",
    "privacy-title": "What I keep of you",
    "privacy-none": "Nothing: I have kept no question and no vote of yours.",
    "privacy-counts": "Questions: {questions}. Votes: {votes}. Lines on what you did as an admin: {audits}.",
    "privacy-times": "The first is of {first}, the last of {last}.",
    "privacy-latest": "**Your last questions, as I kept them**",
    "privacy-what": (
        "Of each I keep the question without names, links and long numbers in it, when and in what way it was "
        "asked, which answer it got and why. In the place of your account stands a code that cannot be turned "
        "back. `/privacy export` gives you all of it as a file, `/privacy forget` deletes it."
    ),
    "privacy-export": "This is all that I keep of you: a line of JSON for each question, vote and admin action.",
    "export-broken-off": (
        "What I have kept cannot be reached any more: the files above are not all of it. Please try again in a minute."
    ),
    "privacy-forgotten": (
        "Done: I have deleted your questions and votes, and unlinked what else there was ({n} in all)."
    ),
    "privacy-nothing": "There was nothing of yours to delete.",
}

CHINESE: Final[Mapping[str, str]] = {
    "sources": "出处",
    "as-of": "截至 {date}",
    "quoted-by": "{who}所说",
    "claimed-by": "据{who}",
    "how-to-ask": "关于{title}，尽管问我：用 /ask、发私信，或者在频道里 @我 并附上问题。",
    "gone": "这条回答已经不在了：我掌握的内容后来有了改动。请用自己的话再问一次。",
    "failed": "我这边出了点问题，维护者会看到。请过一分钟再试。",
    "stale": "这条命令在你的 Discord 加载之后有了改动。请重启 Discord 再试一次。",
    "help-title": "我是什么",
    "help-what": (
        "我是一个机器人，回答关于**{title}**的问题。{about}\n"
        "每条回答都由人写成，每句话都注明出处。背后没有 AI，也没有语言模型：没有人写下的，我不会说。"
    ),
    "help-ask": (
        "**怎么提问**\n"
        "• `/ask` 加上问题；选 `private: True` 则只有你能看到回答，`mention:` 可以把回答指给某位成员\n"
        "• 给我发私信\n"
        "• 在频道里 @我 并附上问题，或者回复我的消息\n"
        "• 在别人的消息上：应用，然后 “Answer this”\n"
        "在私信和 @ 里可以接着问：“那为什么呢？”\n"
        "`/topics` 可以看到能问什么，`/facts`、`/who`、`/timeline`、`/sources`、`/changes` 可以看到我知道什么。"
    ),
    "help-privacy": (
        "**我会留下什么**\n"
        "你的问题（其中的 @、邮箱、电话和长串数字都会去掉）、提问的时间和方式，以及得到了哪条回答。"
        "我不会留下你是谁：代替账号的是一个代码，只能看出两个问题是不是同一个人问的。\n"
        "`/privacy show` 告诉你有哪些，`/privacy export` 交给你，`/privacy forget` 将其删除。"
    ),
    "too-many": "一分钟里问得有点多了，让我喘口气，过一会儿再问吧。",
    "hushed-unread": "只有你能看到：我暂时读不到这个服务器的设置。",
    "hushed-here": "只有你能看到：在这个服务器里，我只在别的频道公开发言。",
    "only-privately": "我暂时读不到这个服务器的设置，只能私下回答：请用 /ask 提问。",
    "said-above": "只有你能看到：这条回答刚刚在这里发过：{link}",
    "said-just-now": "这个问题我刚刚回答过：{link}",
    "old-button": "这个按钮属于我的旧版本。请再问一次，新的回答会带上新的按钮。",
    "unreadable": "我保存的内容暂时无法访问，所以什么都没有读取或更改。请过一分钟再试。",
    "thanks": "谢谢，已记下。改变主意也没关系，以最后一次为准。",
    "thanks-reason": "谢谢：你的理由会匿名转给撰写回答的人。",
    "reason-title": "哪里不对？",
    "reason-label": "为什么没有帮助？（可以不填）",
    "none-noted": "谢谢，已记下：这些都不是你想问的。换个说法往往有用，/topics 可以看到我知道的全部内容。",
    "not-yours": "只有提出这个问题的人或本服务器的管理员可以删除这条回答。",
    "not-deleted": "Discord 不让我删除那条消息，管理员可以删除。",
    "why-title": "为什么是这条回答？",
    "why-best": "**最佳匹配：**{title}（{score}）",
    "why-matched": "你的问题最像这种问法：“{matched}”。",
    "why-second": "**第二名：**{title}（{score}）",
    "why-no-second": "**第二名：**没有",
    "why-rule": "**由什么决定：**{rule}",
    "why-gone": "我已经没有那个问题的记录了。请再问一次，并使用新回答下面的按钮。",
    "an-entry-gone": "一条已经不在的回答",
    "rule-sure": "最佳匹配足够确定，而且明显领先第二名",
    "rule-unknown": "最佳匹配说明报道没有提到这一点",
    "rule-overdue": "最佳匹配已过复核日期，所以只作为建议",
    "rule-not-sure": "有相近的内容，但不够确定，不能作为回答",
    "rule-too-weak": "我知道的内容里没有足够相近的",
    "rule-something-else": "问题问的和最相近的内容不是一回事",
    "rule-parts": "问题有好几个部分，逐一作了回答",
    "rule-facts": "没有专门为它写的回答，但有事实包含问题提到的全部内容",
    "rule-chosen": "是按标题打开的",
    "rule-sources": "你问的是上一条回答的出处",
    "rule-more": "你想知道关于上一条回答的更多内容",
    "rule-other-entity": "最相近的回答说的是别的人或事物",
    "rule-namesake": "最相近的回答说的是同名的另一个",
    "rule-other-number": "最相近的回答说的是别的数字或日期",
    "rule-other-kind": "最相近的回答说的不是所问的那类内容",
    "rule-negation": "最相近的回答与所问的意思相反",
    "rule-stranger": "问题提到了我不认识的人或事物",
    "rule-other-matter": "最相近的回答没有涉及问题提到的内容",
    "rule-small-talk": "问题不只是最相近的那句寒暄",
    "rule-vague": "问题说得太少，看不出指的是什么",
    "rule-unnamed": "我的一条规则：这不是关于这篇报道的问题",
    "no-text": "那条消息里没有我能回答的文字。图片和嵌入内容我读不了。",
    "preview": "只有你能看到。这是我对那条消息的最佳回答。",
    "preview-miss": "只有你能看到。对那条消息我没有回答：",
    "answered-for": "由 <@{user}> 查询",
    "posted": "已发布：{link}",
    "posting": "这条已经发布，或者正在发布。",
    "cannot-post": "我不能在这个频道发言，所以什么都没有发布。管理员可以更改。",
    "changed-since": "预览之后我掌握的内容有了改动。请再对那条消息使用一次 “Answer this”。",
    "topics-title": "可以问什么",
    "topics-text": "选一个话题，看看里面的问题。",
    "topics-choose": "选择话题",
    "topics-none": "还没有可选的内容：这个故事还没有条目。有问题请用 /ask。",
    "topic-other": "其他问题",
    "topic-choose": "选择问题",
    "questions": "问题：{n}",
    "facts-title": "关于{name}已知的内容",
    "facts-none": "关于{name}我没有任何事实。/topics 可以看到能问什么。",
    "who-facts": "事实：{n} 条，用 `/facts about:` 加上这个名字查看",
    "who-ask": "关于{name}可以问：",
    "which-name": "你指的是哪一个？",
    "gone-report": "那部分已经不在了：我掌握的内容后来有了改动。/topics 可以看到现在有什么。",
    "nobody": "我不认识叫这个名字的人或事物。慢慢输入可以看到我认识的名字，也可以看看 /topics。",
    "timeline-title": "时间线",
    "timeline-none": "这个故事没有带日期的事实。/topics 可以看到能问什么。",
    "sources-title": "出处",
    "sources-none": "这个故事还没有列出出处。",
    "source-facts": "依据它的事实：{n} 条",
    "source-published": "发布于 {date}",
    "changes-title": "有哪些变化",
    "changes-none": "没有任何更正、新增或删除。/topics 可以看到能问什么。",
    "changes-corrected": "**更正**",
    "changes-added": "**上个版本以来新增**",
    "changes-removed": "**上个版本以来删除**",
    "page": "第 {n} 页，共 {of} 页",
    "back": "上一页",
    "next": "下一页",
    "entity-person": "人物",
    "entity-organisation": "组织",
    "entity-model": "模型",
    "entity-benchmark": "基准测试",
    "entity-place": "地点",
    "entity-event": "事件",
    "entity-document": "文件",
    "privacy-title": "我保存了你的什么",
    "privacy-none": "什么都没有：我没有保存你的任何问题或投票。",
    "privacy-counts": "问题：{questions}。投票：{votes}。管理操作记录：{audits}。",
    "privacy-times": "最早的是 {first}，最近的是 {last}。",
    "privacy-latest": "**你最近的问题（按我保存的样子）**",
    "privacy-what": (
        "每个问题我保存：去掉名字、链接和长串数字后的文字，提问的时间和方式，得到了哪条回答以及原因。"
        "代替账号的是一个无法还原的代码。"
        "`/privacy export` 以文件形式给你全部内容，`/privacy forget` 会将其删除。"
    ),
    "privacy-export": "这是我保存的关于你的全部内容：每个问题、投票和管理操作各一行 JSON。",
    "export-broken-off": "我保存的内容现在无法访问了：上面的文件不是全部。请过一分钟再试。",
    "privacy-forgotten": "完成：已删除你的问题和投票，并解除了其余记录的关联（共 {n} 条）。",
    "privacy-nothing": "没有可以删除的内容。",
}

_CATALOGUE: Final = {"en": ENGLISH, "zh": CHINESE}


def words(language: str, key: str, **values: object) -> str:
    """Return one of the bot's own sentences in a language, with its blanks filled."""
    return _CATALOGUE.get(language.split("-", maxsplit=1)[0], ENGLISH)[key].format(**values)


def has_words(key: str) -> bool:
    """Tell whether there is a sentence of this name."""
    return key in ENGLISH
