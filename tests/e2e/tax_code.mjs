// Tax codes for people who do not exist: a birth place no town has, with the check letter of the decree.
const kOdd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
const kLetters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** @param birth year, month letter and day as the code writes them: '84C50' is a woman of 10 March 1984. */
export function taxCode(birth) {
    const draw = () => kLetters[Math.floor(Math.random() * 26)];
    const names = Array.from({ length: 6 }, draw).join('');
    const bare = `${names}${birth}X${String(Math.floor(Math.random() * 1000)).padStart(3, '0')}`;
    const value = (c) => c >= 'A' ? kLetters.indexOf(c) : Number(c);
    const sum = [...bare].reduce((all, c, i) => all + (i % 2 ? value(c) : kOdd[value(c)]), 0);
    return bare + kLetters[sum % 26];
}
