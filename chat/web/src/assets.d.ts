/** The address of a file that the build copies. */
declare module '*?url' {
  const address: string;
  export default address;
}

/** A style sheet that comes with the chunk that imports it. */
declare module '*.css' {}
