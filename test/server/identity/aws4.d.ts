// What the tests use of aws4, which has no types of its own.
declare module 'aws4' {
  interface Signable {
    readonly host: string;
    readonly path: string;
    readonly method: string;
    readonly service: string;
    readonly region: string;
    readonly body?: string;
    readonly signQuery?: boolean;
    readonly headers?: Record<string, string>;
  }
  interface Signed {
    readonly method: string;
    readonly path: string;
    readonly headers: Record<string, string>;
    readonly body?: string;
  }
  const aws4: {
    sign(
      request: Signable,
      credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string },
    ): Signed;
  };
  export default aws4;
}
