/** What may be wrong with a data folder. Apart from store.ts, so that who only names them does not load LMDB. */

/** Written by a newer program. */
export class NewerData extends Error {}

/** The file is not what LMDB wrote. */
export class DamagedData extends Error {}

/** The folder has no database. */
export class NoData extends Error {}
