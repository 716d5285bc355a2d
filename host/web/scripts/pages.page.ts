// What every page gains when scripts run. Without them each of these is a plain form or link.
import { liveSearch } from './live_search';
import { askBefore } from './ask_before';
import { scanner } from './scanner';
import { busy } from './busy';
import { sayOnce } from './say_once';
import { fileInto } from './file_into';

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-live]')) liveSearch(form);
askBefore(document);
busy(document);
sayOnce();
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-scan]')) scanner(button);
for (const field of document.querySelectorAll<HTMLElement>('[data-file-for]')) fileInto(field);
for (const button of document.querySelectorAll<HTMLButtonElement>('button[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
}
