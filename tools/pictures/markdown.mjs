// Discord's Markdown as HTML.
//
// discord-markdown-parser reads it. Added here is what it lacks and Discord's client has: lists, and headings and small
// print right below any other block. What a message should not hold, or what cannot be drawn without
// asking Discord (a mention by id, a custom emoji, a time in the reader's zone), is an error rather than a guess.

import parser from "discord-markdown-parser";

const { SimpleMarkdown, rules, rulesExtended } = parser;

const atLineStart = (state) => !state.prevCapture || state.prevCapture[0].endsWith("\n");

const onlyAtLineStart = (rule, pattern) => ({
    ...rule,
    match: (source, state) => (atLineStart(state) ? pattern.exec(source) : null),
});

const item = /^( *)([-*]|\d{1,9}\.) +(.*)$/;
// Goes on as long as its lines begin like items or are indented.
const listLines = /^ *(?:[-*]|\d{1,9}\.) +[^\n]+(?:\n(?: *(?:[-*]|\d{1,9}\.) +| {2,})[^\n]+)*\n?/;

/** The lines of one list as items; a line that is indented deeper belongs to the item above it. */
function items(lines) {
    const list = [];
    const indent = item.exec(lines[0])[1].length;
    for (const line of lines) {
        const found = item.exec(line);
        if (found && found[1].length <= indent) {
            list.push({ text: found[3], below: [] });
        } else {
            list.at(-1).below.push(line);
        }
    }
    return list;
}

const list = {
    order: rules.heading.order - 0.25,
    match: (source, state) => (atLineStart(state) && !state.inItem ? listLines.exec(source) : null),
    parse: (capture, parse, state) => {
        const lines = capture[0].replace(/\n$/, "").split("\n");
        const [, , marker] = item.exec(lines[0]);
        // A new beginning for the parser: an item's text is no list, what is indented below it may be one.
        const inner = (text, inItem) => parse(text, { ...state, prevCapture: null, inItem });
        return {
            start: marker.length > 1 ? Number.parseInt(marker, 10) : null,
            items: items(lines).map(({ text, below }) => [
                ...inner(text, true),
                ...(below.length ? inner(below.join("\n"), false) : []),
            ]),
        };
    },
};

const ours = {
    heading: onlyAtLineStart(rules.heading, /^(#{1,3}) +([^\n]+?) *(?:\n|$)/),
    subtext: onlyAtLineStart(rules.subtext, /^-# +([^\n]+?) *(?:\n|$)/),
    list,
    // The line break after a block of code belongs to it.
    codeBlock: {
        ...rules.codeBlock,
        match: (source) => /^```(([a-z0-9_+\-.#]+?)\n+)?\n*([^]+?)\n*```\n?/i.exec(source),
    },
};
const parse = SimpleMarkdown.parserFor({ ...rulesExtended, ...ours });

/** A text that stands for itself, as HTML. */
export function plain(text) {
    return text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]);
}

/** A text in Discord's Markdown, as HTML. Line breaks stay line breaks: the page keeps white space. */
export function markdown(text) {
    return html(parse(text.trim(), { inline: true }));
}

function html(nodes) {
    return (Array.isArray(nodes) ? nodes : [nodes]).map(one).join("");
}

function one(node) {
    const content = () => html(node.content);
    switch (node.type) {
        case "text": return plain(node.content);
        case "br":
        case "newline": return "\n";
        case "twemoji": return plain(node.name);
        case "emoticon": return plain(node.content);
        case "strong": return `<strong>${content()}</strong>`;
        case "em": return `<em>${content()}</em>`;
        case "underline": return `<u>${content()}</u>`;
        case "strikethrough": return `<s>${content()}</s>`;
        case "inlineCode": return `<code>${plain(node.content)}</code>`;
        case "codeBlock": return `<pre><code>${plain(node.content)}</code></pre>`;
        case "blockQuote": return `<div class="quote"><blockquote>${content()}</blockquote></div>`;
        case "heading": return `<h${node.level}>${content()}</h${node.level}>`;
        case "subtext": return `<small>${content()}</small>`;
        case "spoiler": return `<span class="spoiler">${content()}</span>`;
        case "list": return itemised(node);
        case "link":
        case "url":
        case "autolink": return link(node, content());
        case "slashCommand": return `<span class="mention">/${plain(node.fullName)}</span>`;
        case "everyone":
        case "here": return `<span class="mention">@${node.type}</span>`;
        default: throw new Error(`the Markdown holds something that cannot be drawn: ${JSON.stringify(node)}`);
    }
}

function itemised({ start, items }) {
    const lines = items.map((item) => `<li>${html(item)}</li>`).join("");
    if (start === null) {
        return `<ul>${lines}</ul>`;
    }
    // Discord moves the text of a numbered list by the width of its longest number.
    const digits = String(start + items.length - 1).length;
    return `<ol start="${start}" style="--digits: ${digits}">${lines}</ol>`;
}

function link(node, content) {
    // Discord links nothing else, and shows the brackets and the address instead.
    if (!/^https?:\/\//.test(node.target)) {
        return node.type === "link" ? `[${content}](${plain(node.target)})` : content;
    }
    return `<a href="${plain(node.target)}">${content}</a>`;
}
