/** Letters by their public status code, on MongoDB. */
import type { Connection } from 'mongoose';
import type { StatusCodes } from '../office/ports/register.ts';
import { collectionOf } from './collections.ts';
import type { LetterDocument } from './letter-document.ts';

export function mongoStatusCodes(connection: Connection): StatusCodes {
  const letters = collectionOf<LetterDocument>(connection, 'letters');
  return {
    async find(code) {
      const found = await letters.findOne({ 'value.statusCode': code }, { projection: { _id: 1 } });
      return found?._id ?? null;
    },
  };
}
