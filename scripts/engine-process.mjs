// How Node runs the engine (docs/decisions/0010). V8 would let the space for new objects grow to 48 MB: with 12 the engine is no slower. The C
// library would keep the freed megabytes of large letters in hand: over 128 KB they go back, and threads share what is kept.
export const ENGINE_FLAGS = ['--enable-source-maps', '--max-semi-space-size=4'];
export const ENGINE_ENV = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072' };
