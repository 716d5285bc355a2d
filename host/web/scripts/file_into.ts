// Reads a chosen file into the text field of the form: `<label data-file-for="id"><input type="file"></label>`. Without
// scripts the label stays hidden and the rows are pasted. A file that is not UTF-8 is what Windows offices write.
export function fileInto(label: HTMLLabelElement): void {
    const input = label.querySelector<HTMLInputElement>('input[type=file]');
    const text = document.getElementById(label.dataset.fileFor ?? '') as HTMLTextAreaElement | null;
    if (!input || !text) return;
    label.hidden = false;
    input.hidden = false;
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
