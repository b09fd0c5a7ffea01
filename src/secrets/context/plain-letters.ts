/** Letters without their accents: `Schlüssel` -> Schlussel, `contraseña` -> contrasena. */
export function plainLetters(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text;
  return text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss').replace(/[øØ]/g, 'o').replace(/[łŁ]/g, 'l');
}
