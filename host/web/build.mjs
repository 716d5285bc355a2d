// Builds what the pages need into build/web: purged styles, scripts, fonts, compiled locales.
//
// File names under assets/ carry a digest of their content, so that browsers may keep them for ever; the host finds
// them through assets/manifest.txt, one "logical-name file-name" a line. Needs Node 18 and msgfmt (gettext).
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync, transformSync } from 'esbuild';
import { PurgeCSS } from 'purgecss';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const italia = join(root, 'node_modules', 'bootstrap-italia', 'dist');
const out = join(root, 'build', 'web');
const manifest = [];

function keep(name, bytes) {
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
    const dot = name.lastIndexOf('.');
    const file = `${name.slice(0, dot)}-${digest}${name.slice(dot)}`;
    writeFileSync(join(out, 'assets', file), bytes);
    if (!name.endsWith('.woff2')) writeFileSync(join(out, 'assets', `${file}.gz`), gzipSync(bytes, { level: 9 }));
    manifest.push(`${name} ${file}`);
    return file;
}

function fonts() {
    const folder = join(italia, 'fonts', 'Titillium_Web');
    return ['regular', '600'].map((weight) => {
        const bytes = readFileSync(join(folder, `titillium-web-v10-latin-ext_latin-${weight}.woff2`));
        const file = keep(`titillium-${weight}.woff2`, bytes);
        return `@font-face{font-family:"Titillium Web";font-weight:${weight === '600' ? '600 700' : '400'};` +
            `font-display:swap;src:url(${file}) format("woff2")}`;
    }).join('');
}

async function styles() {
    const [purged] = await new PurgeCSS().purge({
        content: [join(here, 'templates', '*.mustache'), join(here, 'scripts', '*.ts'),
            join(root, 'plugins', '**', '*.mustache')],
        css: [join(italia, 'css', 'bootstrap-italia.min.css')],
        fontFace: true, keyframes: true, variables: true,
        defaultExtractor: (text) => text.match(/[A-Za-z0-9_-]+/g) ?? [],
    });
    // Icons that bootstrap-italia carries as data: are drawn by the templates; the page policy stays strict.
    const base = purged.css.replace(/@font-face\{[^}]*\}/g, '');
    const own = readFileSync(join(here, 'styles', 'buono.css'), 'utf8');
    const whole = fonts() + base + own;
    keep('buono.css', Buffer.from(transformSync(whole, { loader: 'css', minify: true, logLevel: 'error' }).code));
}

function scripts() {
    const { outputFiles } = buildSync({
        entryPoints: readdirSync(join(here, 'scripts')).filter((f) => f.endsWith('.page.ts'))
            .map((f) => join(here, 'scripts', f)),
        bundle: true, minify: true, format: 'esm', target: 'es2020', write: false, outdir: out,
    });
    for (const file of outputFiles) keep(file.path.split('/').pop().replace('.page', ''), Buffer.from(file.contents));
}

function images() {
    for (const name of readdirSync(join(here, 'images'))) keep(name, readFileSync(join(here, 'images', name)));
}

function locales() {
    mkdirSync(join(out, 'locales'), { recursive: true });
    for (const file of readdirSync(join(here, 'locales')).filter((f) => f.endsWith('.po'))) {
        const compiled = join(out, 'locales', file.replace(/\.po$/, '.mo'));
        execFileSync('msgfmt', ['--check-format', '--check-domain', '-o', compiled, join(here, 'locales', file)], { stdio: 'inherit' });
    }
}

rmSync(out, { recursive: true, force: true });
mkdirSync(join(out, 'assets'), { recursive: true });
await styles();
scripts();
images();
locales();
writeFileSync(join(out, 'assets', 'manifest.txt'), manifest.map((line) => line + '\n').join(''));
