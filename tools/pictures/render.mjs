// Draws messages as pictures: every JSON file that is named becomes a PNG.
//
//   node render.mjs --chromium PROGRAM [--out FOLDER] [--embeds-off] [--width PIXELS] FILE...
//
// A headless Chromium lays the page out. It is served from this folder and the installed packages alone; a request for
// anything else is refused and an error, so that a picture never depends on what the network answers.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { picture } from "./message.mjs";
import { plain } from "./markdown.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const modules = dirname(dirname(createRequire(import.meta.url).resolve("playwright-core/package.json")));

// No such host can exist, so nothing answers here but `serve`.
const origin = "http://pictures.invalid";
const mediaTypes = { ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2" };

const { values: options, positionals: files } = parseArgs({
    allowPositionals: true,
    options: {
        chromium: { type: "string" },
        out: { type: "string" },
        "embeds-off": { type: "boolean", default: false },
        width: { type: "string" },
    },
});

const browser = await chromium.launch({
    executablePath: options.chromium,
    args: [
        "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
        // The same pixels on every screen and whatever the desktop's settings are.
        "--force-color-profile=srgb", "--font-render-hinting=none", "--disable-lcd-text", "--hide-scrollbars",
    ],
});
try {
    for (const file of files) {
        await draw(file);
    }
} catch (error) {
    console.error(error.message);
    process.exitCode = 1;
} finally {
    await browser.close();
}

async function draw(file) {
    let body;
    let input;
    try {
        input = JSON.parse(await readFile(file, "utf8"));
        body = picture(input, { embeds: !options["embeds-off"] });
    } catch (error) {
        throw new Error(`${file}: ${error.message}`);
    }
    const width = Number(options.width ?? input.width);
    if (!Number.isInteger(width) || width < 200 || width > 2000) {
        throw new Error(`${file}: width is a number from 200 to 2000, not ${options.width ?? input.width}`);
    }
    const context = await browser.newContext({
        viewport: { width, height: 800 },
        deviceScaleFactor: 2,
        locale: input.locale,
        reducedMotion: "reduce",
    });
    const failures = [];
    await context.route("**", (route) => serve(route, page(input.locale, body), failures));
    const tab = await context.newPage();
    tab.on("pageerror", (error) => failures.push(error.message));
    await tab.goto(`${origin}/`);
    await tab.evaluate(async () => {
        // Unicode's emoji as the images that Discord shows for them.
        twemoji.parse(document.body, { base: "/@discordapp/twemoji/dist/", folder: "svg", ext: ".svg" });
        await document.fonts.ready;
        await Promise.all([...document.images].map((image) => image.decode()));
    });
    if (failures.length) {
        throw new Error(`${file}: ${failures.join("; ")}`);
    }
    const path = join(options.out ?? dirname(file), `${basename(file, extname(file))}.png`);
    // Around the rounded corners the picture is see-through: it stands on light and on dark pages.
    await tab.locator("main").screenshot({ path, omitBackground: true });
    await context.close();
    console.log(path);
}

function page(locale, body) {
    return `<!doctype html><html lang="${plain(locale)}"><meta charset="utf-8">
<link rel="stylesheet" href="/@fontsource-variable/noto-sans-kr/wght.css">
<link rel="stylesheet" href="/page.css">
<script src="/@discordapp/twemoji/dist/twemoji.min.js"></script>
<main>${body}</main></html>`;
}

async function serve(route, html, failures) {
    const { origin: from, pathname } = new URL(route.request().url());
    if (from === origin && pathname === "/") {
        return route.fulfill({ body: html, contentType: "text/html; charset=utf-8" });
    }
    if (from === origin) {
        const path = normalize(decodeURIComponent(pathname));
        const folder = path === "/page.css" ? here : modules;
        try {
            const body = await readFile(join(folder, path));
            return await route.fulfill({ body, contentType: mediaTypes[extname(path)] });
        } catch (error) {
            failures.push(error.message);
            return route.abort();
        }
    }
    failures.push(`the page asked for ${route.request().url()}`);
    return route.abort();
}
