// One picture's input as the HTML of what Discord's client would show: who asked, then the message of the bot.
//
// The message is the very body that is sent to Discord. A part of it that is not known here is an error: a picture
// either shows everything that its message holds, or is not made.

import { markdown, plain } from "./markdown.mjs";

// What Discord's own client says around a message, in the reader's language.
const phrases = {
    en: {
        app: "APP",
        time: "10:24 AM",
        used: (who, command) => `${who} used ${command}`,
        private: "Only you can see this",
        dismiss: "Dismiss message",
    },
    it: {
        app: "APP",
        time: "10:24",
        used: (who, command) => `${who} ha usato ${command}`,
        private: "Solo tu puoi vedere questo messaggio",
        dismiss: "Ignora messaggio",
    },
    ko: {
        app: "앱",
        time: "오전 10:24",
        used: (who, command) => `${who}님이 ${command} 사용함`,
        private: "나만 볼 수 있는 메시지예요",
        dismiss: "메시지 닫기",
    },
};

const botFace = `<svg viewBox="0 0 40 40"><rect width="40" height="40" fill="#2f6db5"/>
<path fill="#fff" d="M11 9h18a4 4 0 0 1 4 4v11a4 4 0 0 1-4 4h-8.5l-6.5 5v-5h-3a4 4 0 0 1-4-4V13a4 4 0 0 1 4-4z"/>
<path fill="#2f6db5" d="M18.4 12.5h3.2l4.3 12h-2.9l-.85-2.6h-4.3l-.85 2.6h-2.9zm.15 7.2h2.9L20 15.3z"/></svg>`;
const chevron = `<svg class="chevron" viewBox="0 0 24 24"><path fill="currentColor"
 d="M5.3 9.3a1 1 0 0 1 1.4 0l5.3 5.3 5.3-5.3a1 1 0 1 1 1.4 1.4l-6 6a1 1 0 0 1-1.4 0l-6-6a1 1 0 0 1 0-1.4z"/></svg>`;
const arrowOut = `<svg class="out" viewBox="0 0 24 24"><path fill="currentColor"
 d="M15 2a1 1 0 0 1 1-1h6a1 1 0 0 1 1 1v6a1 1 0 1 1-2 0V4.41l-9.3 9.3a1 1 0 0 1-1.4-1.41L19.58 3H16a1 1 0 0 1-1-1z
 M5 2a3 3 0 0 0-3 3v14a3 3 0 0 0 3 3h14a3 3 0 0 0 3-3v-6a1 1 0 1 0-2 0v6a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1h6
 a1 1 0 1 0 0-2z"/></svg>`;
const eye = `<svg class="eye" viewBox="0 0 24 24"><path fill="currentColor" fill-rule="evenodd"
 d="M12 5c-5 0-8.9 3.3-10.8 6.5a1 1 0 0 0 0 1C3.1 15.7 7 19 12 19s8.9-3.3 10.8-6.5a1 1 0 0 0 0-1C20.9 8.3 17 5 12 5zm0
 11.5a4.5 4.5 0 1 1 0-9 4.5 4.5 0 0 1 0 9zm0-2a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z"/></svg>`;

// Discord's own default faces come in these colours; which one a person gets depends only on the name.
const faceColours = ["#5865f2", "#3ba55c", "#c27c0e", "#eb459e", "#747f8d"];

/** Everything in the picture, as HTML. */
export function picture(input, { embeds = true } = {}) {
    known("the picture", input, ["locale", "width", "asker", "bot", "private", "payload"]);
    const words = phrases[input.locale];
    if (!words) {
        throw new Error(`locale is one of ${Object.keys(phrases).join(", ")}, not ${JSON.stringify(input.locale)}`);
    }
    const { asker, payload, bot } = input;
    if (!bot || !payload || !asker?.name || !(asker.text || asker.command)) {
        throw new Error("bot, payload and asker are needed, and of asker its name and either text or command");
    }
    known("asker", asker, ["name", "text", "command"]);
    known("payload", payload, [
        "content", "embeds", "components", "message_reference",
        // These show nowhere in a message.
        "allowed_mentions", "attachments", "enforce_nonce", "flags", "nonce", "sticker_ids", "tts",
    ]);
    if (payload.attachments?.length || payload.sticker_ids?.length) {
        throw new Error("payload: attachments and stickers cannot be drawn");
    }
    const points = Boolean(asker.command || payload.message_reference);
    const before = points ? "" : theQuestion(asker, bot, words);
    const above = points ? whatItAnswers(asker, bot, words) : "";
    const body = [
        payload.content ? `<div class="content">${markdown(payload.content)}</div>` : "",
        ...(embeds ? payload.embeds ?? [] : []).map(embed),
        ...(payload.components ?? []).map(row),
        input.private ? `<div class="private">${eye}<span>${words.private} • <a>${words.dismiss}</a></span></div>` : "",
    ];
    const author = `<span class="author">${plain(bot)}</span><span class="app">${words.app}</span>`;
    return before + message({ above, face: botFace, author, words, body: body.join(""), isPrivate: input.private });
}

function message({ above = "", face, author, words, body, isPrivate = false }) {
    return `<article class="message${isPrivate ? " only-you" : ""}">${above}<div class="face">${face}</div>
<div class="body"><header>${author}<time>${words.time}</time></header>${body}</div></article>`;
}

/** The message of the person who asked, where the bot's message does not point to it. */
function theQuestion(asker, bot, words) {
    const author = `<span class="author">${plain(asker.name)}</span>`;
    const body = `<div class="content">${mentioning(markdown(asker.text), bot)}</div>`;
    return message({ face: personFace(asker.name), author, words, body });
}

/** The line above the message: the message that it replies to, or the command that was used. */
function whatItAnswers(asker, bot, words) {
    const who = `<span class="who">${plain(asker.name)}</span>`;
    const said = asker.command
        ? `<span class="said">${words.used(who, `<span class="command">${plain(asker.command)}</span>`)}</span>`
        : `${who}<span class="said">${mentioning(plain(asker.text), bot)}</span>`;
    const face = `<div class="small face">${personFace(asker.name)}</div>`;
    return `<div class="above${asker.command ? " used" : ""}">${face}${said}</div>`;
}

function mentioning(text, bot) {
    return text.replaceAll(`@${plain(bot)}`, `<span class="mention">@${plain(bot)}</span>`);
}

function personFace(name) {
    const [initial] = name;
    const sum = [...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0);
    return `<span style="background: ${faceColours[sum % faceColours.length]}">${plain(initial)}</span>`;
}

function embed(embed) {
    known("an embed", embed, ["type", "color", "title", "url", "description", "fields", "footer", "author"]);
    const colour = embed.color ? `style="--bar: #${embed.color.toString(16).padStart(6, "0")}"` : "";
    const text = markdown(embed.title ?? "");
    const title = embed.url ? `<a href="${plain(embed.url)}">${text}</a>` : text;
    const fields = (embed.fields ?? []).map((field) => {
        known("a field", field, ["name", "value", "inline"]);
        return `<div class="field${field.inline ? " inline" : ""}"><div class="name">${markdown(field.name)}</div>
<div class="value">${markdown(field.value)}</div></div>`;
    });
    return `<div class="embed" ${colour}>${[
        embed.author ? `<div class="embed-author">${plain(embed.author.name)}</div>` : "",
        text ? `<div class="title">${title}</div>` : "",
        embed.description ? `<div class="description">${markdown(embed.description)}</div>` : "",
        fields.length ? `<div class="fields">${fields.join("")}</div>` : "",
        embed.footer ? `<div class="footer">${plain(embed.footer.text)}</div>` : "",
    ].join("")}</div>`;
}

function row(row) {
    if (row.type !== 1) {
        throw new Error(`components: only action rows can be drawn, not type ${row.type}`);
    }
    return `<div class="row">${row.components.map(component).join("")}</div>`;
}

function component(component) {
    switch (component.type) {
        case 2: return button(component);
        case 3: return select(component);
        default: throw new Error(`components: only buttons and string selects are drawn, not type ${component.type}`);
    }
}

function button(button) {
    known("a button", button, ["type", "id", "style", "label", "emoji", "custom_id", "url", "disabled"]);
    const style = [, "primary", "secondary", "success", "danger", "link"][button.style];
    if (!style) {
        throw new Error(`a button: style ${button.style} cannot be drawn`);
    }
    const label = button.label ? `<span class="label">${plain(button.label)}</span>` : "";
    const off = button.disabled ? " disabled" : "";
    const out = style === "link" ? arrowOut : "";
    return `<span class="button ${style}${off}">${emoji(button.emoji)}${label}${out}</span>`;
}

function select(select) {
    known("a select", select, [
        "type", "id", "custom_id", "placeholder", "options", "min_values", "max_values", "disabled", "required",
    ]);
    // Closed, a menu shows the options that are chosen from the start, else its placeholder.
    const chosen = (select.options ?? []).filter((option) => option.default);
    const shown = chosen.length
        ? chosen.map((option) => `<span>${emoji(option.emoji)}${plain(option.label)}</span>`).join(", ")
        : `<span class="placeholder">${plain(select.placeholder ?? "")}</span>`;
    const off = select.disabled ? " disabled" : "";
    return `<div class="select${off}"><span class="shown">${shown}</span>${chevron}</div>`;
}

function emoji(emoji) {
    if (emoji?.id) {
        throw new Error(`the custom emoji ${emoji.name} cannot be drawn`);
    }
    return emoji ? `<span class="emoji-before">${plain(emoji.name)}</span>` : "";
}

function known(what, value, keys) {
    const other = Object.keys(value).filter((key) => !keys.includes(key) && value[key] !== null);
    if (other.length) {
        throw new Error(`${what}: ${other.join(", ")} cannot be drawn`);
    }
}
