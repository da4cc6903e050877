/** When the source is looked at, and what is said about it. */
package fr.toise.ingest.ingestion;
