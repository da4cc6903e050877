/** Asks for the source to be looked at now. */
package fr.toise.cli.ingest;
