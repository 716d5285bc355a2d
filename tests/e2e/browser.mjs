// One Chromium for a test file, a new profile each run, and the questions every journey asks of every page.
//
// Against a running host: BUONO_URL, and the demo log-ins as BUONO_FAMILY, BUONO_ENTE, BUONO_SPACE, BUONO_EMPLOYER,
// BUONO_CITY ("name:password"). CHROMIUM names another browser than /usr/bin/chromium.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const kFlags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const kLevels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

export const url = process.env.BUONO_URL ?? 'http://127.0.0.1:8080';
export const widths = [360, 1280];
export const hasLogIn = (role) => Boolean(process.env[`BUONO_${role.toUpperCase()}`]);

export async function open({ scripts = true, width = 360 } = {}) {
    const profile = mkdtempSync(join(tmpdir(), 'buono-e2e-'));
    const context = await chromium.launchPersistentContext(profile, {
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: kFlags, locale: 'it-IT',
        javaScriptEnabled: scripts, viewport: { width, height: 800 }, acceptDownloads: true,
    });
    const page = context.pages()[0] ?? await context.newPage();
    const complaints = [];
    page.on('console', (message) => {
        if (/Content Security Policy|Refused to/.test(message.text())) complaints.push(message.text());
    });
    page.on('dialog', (dialog) => dialog.accept());
    const close = async () => {
        await context.close();
        rmSync(profile, { recursive: true, force: true });
        assert.deepEqual(complaints, [], 'violations of the page policy');
    };
    return { page, close };
}

/** Runs a journey with scripts and without, so that the second is never forgotten. */
export function both(test, name, journey) {
    for (const scripts of [true, false]) {
        test(`${name} (${scripts ? 'with' : 'without'} scripts)`, async () => {
            const { page, close } = await open({ scripts });
            try { await journey(page, scripts); } finally { await close(); }
        });
    }
}

export async function logIn(page, role) {
    const [name, ...password] = process.env[`BUONO_${role.toUpperCase()}`].split(':');
    await page.goto(`${url}/accesso`);
    await page.fill('#username', name);
    await page.fill('#password', password.join(':'));
    await page.click('main form button');
    await page.waitForURL((there) => there.pathname !== '/accesso');
}

/** No A or AA violation, no sideways scrolling, one h1. Needs scripts in the page. */
export async function inspect(page) {
    for (const width of widths) {
        await page.setViewportSize({ width, height: 800 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(wide <= 0, `${page.url()} is ${wide} px too wide at ${width}`);
        assert.equal(await page.locator('h1').count(), 1, `${page.url()}: one h1`);
        await page.evaluate(axe);
        const { violations } = await page.evaluate((levels) => globalThis.axe.run({ runOnly: levels }), kLevels);
        assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html}`), [], `${page.url()} at ${width}`);
    }
}

/** What a phone's camera would read on the page. */
export async function readQr(page) {
    const file = join(mkdtempSync(join(tmpdir(), 'buono-qr-')), 'qr.png');
    writeFileSync(file, await page.locator('.ticket svg').screenshot());
    return execFileSync('zbarimg', ['-q', '--raw', file], { stdio: ['ignore', 'pipe', 'ignore'] }).toString().trim();
}
