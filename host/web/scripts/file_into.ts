// Reads a chosen file into a text field of the form: `<div data-file-for="id" hidden>… <input type="file"></div>`. Without
// scripts it stays hidden and the rows are pasted. A file that is not UTF-8 is what Windows offices write.
export function fileInto(field: HTMLElement): void {
    const input = field.querySelector<HTMLInputElement>('input[type=file]');
    const text = document.getElementById(field.dataset.fileFor ?? '') as HTMLTextAreaElement | null;
    if (!input || !text) return;
    field.hidden = false;
    input.addEventListener('change', async () => {
        const file = input.files?.[0];
        if (!file) return;
        const bytes = await file.arrayBuffer();
        try {
            text.value = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
        } catch {
            text.value = new TextDecoder('windows-1252').decode(bytes);
        }
        text.focus();
    });
}
