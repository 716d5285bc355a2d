// A form is sent once: the button says so. The server keeps repeats harmless anyway (every form carries its key).
export function busy(root: Document): void {
    root.addEventListener('submit', (event) => {
        if (event.defaultPrevented) return;
        const form = event.target as HTMLFormElement;
        if (form.method === 'post') window.setTimeout(() => form.setAttribute('aria-busy', 'true'), 0);
    });
    window.addEventListener('pageshow', () => {
        for (const form of root.querySelectorAll('form[aria-busy]')) form.removeAttribute('aria-busy');
    });
}
