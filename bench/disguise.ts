/** Ways in which people hide an obscene word from filters. Each is a pure function of the word. */

export const DISGUISES: Readonly<Record<string, (word: string) => string>> = {
  spaced: (word) => [...word].join(' '),
  dotted: (word) => [...word].join('.'),
  dashed: (word) => [...word].join('-'),
  underscored: (word) => [...word].join('_'),
  latin: (word) => swapped(word, 'аaоoеeхxуyрpсcкk'),
  digits: (word) => swapped(word, 'о0з3ч4б6'),
  at: (word) => swapped(word, 'а@'),
  star: (word) => word.replace(/(?<=.)[аеёиоуыэюя](?=.)/, '*'),
  stars: (word) => (word.length < 5 ? swapped(word, 'а@о0') : `${word.slice(0, 2)}**${word.slice(4)}`),
  repeated: (word) => word.replace(/[аеёиоуыэюя]/g, (vowel) => vowel.repeat(3)),
  hidden: (word) => `${word.slice(0, 2)}\u200b${word.slice(2)}`,
  soft: (word) => `${word.slice(0, 2)}\u00ad${word.slice(2)}`,
  jagged: (word) => [...word].map((letter, index) => (index % 2 ? letter.toUpperCase() : letter)).join(''),
  translit: (word) => [...word.toLowerCase()].map((letter) => SOUNDS[letter] ?? letter).join(''),
  quoted: (word) => `${word.slice(0, 2)}"${word.slice(2)}`,
  parted: (word) => (word.length < 5 ? [...word].join(' ') : `${word.slice(0, 3)} ${word.slice(3)}`),
  doubled: (word) => [...word].map((letter) => letter + letter).join(''),
};

function swapped(word: string, pairs: string): string {
  return [...word]
    .map((letter) => {
      const at = pairs.indexOf(letter);
      return at >= 0 && at % 2 === 0 ? (pairs[at + 1] ?? letter) : letter;
    })
    .join('');
}

const SOUNDS: Readonly<Record<string, string>> = Object.fromEntries(
  'а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ц=c ч=ch ш=sh щ=sch ъ= ы=y ь= э=e ю=yu я=ya'
    .split(' ')
    .map((pair) => pair.split('=') as [string, string]),
);
