/** Finds new or changed files of sales, lands each of them unchanged in the raw bucket, and says so. */
package fr.toise.ingest;
