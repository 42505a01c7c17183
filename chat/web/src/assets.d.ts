/** The URL of a file that the build copies. */
declare module '*?url' {
  const address: string;
  export default address;
}

/** A style sheet that loads with the chunk that imports it. */
declare module '*.css' {}
