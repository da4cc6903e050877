/** Where sales come from, and which of the files there are wanted. */
package fr.toise.ingest.source;
