export declare const ENGINE_FLAGS: readonly string[];
export declare const ENGINE_ENV: Readonly<Record<string, string>>;
