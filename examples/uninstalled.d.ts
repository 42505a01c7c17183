/** What the examples import and a checkout has not installed, so that their types are checked without it. */
declare module 'bcryptjs' {
  const bcrypt: { hash(text: string, rounds: number): Promise<string> };
  export default bcrypt;
}
